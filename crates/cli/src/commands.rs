//! The subcommands, one module each.

use clap::Subcommand;

mod ask;
mod eval;
mod extract_worker;
mod review;

pub(crate) use extract_worker::extractor;

/// What a command came to.
pub enum Outcome {
    /// It did its work.
    Done,
    /// There was nothing it could do; the reason was said on stderr.
    NothingDone,
}

/// Subcommands.
#[derive(Subcommand)]
pub enum Command {
    /// 审查一个案卷文件夹，输出审查结果
    Review(review::Review),
    /// 就一个案卷文件夹提一个问题，以原文作答
    Ask(ask::Ask),
    /// 用标注案件评测质量
    Eval(eval::Eval),
    /// 内部命令：在受限子进程中解析一个文件
    #[command(hide = true)]
    ExtractWorker(extract_worker::ExtractWorker),
}

/// Runs `command`.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    // The worker limits its own address space: no runtime, no threads, no log for it.
    if let Command::ExtractWorker(worker) = command {
        return worker.run();
    }
    crate::telemetry::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Review(review) => review.run().await,
            Command::Ask(ask) => ask.run().await,
            Command::Eval(eval) => eval.run().await,
            Command::ExtractWorker(_) => Ok(Outcome::Done),
        }
    })
}
