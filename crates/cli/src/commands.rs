//! The subcommands, one module each.

use clap::Subcommand;

mod ask;
mod bench;
mod eval;
mod extract;
mod extract_facts;
mod extract_worker;
mod load;
mod models;
mod rebuild;
mod review;
mod serve;
mod supervise;
mod token;

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
    /// 读取一个文件，输出各页文字和位置
    Extract(extract::Extract),
    /// 读取刑事判决书，输出各被告人的强制措施日期、罪名和刑罚，或与标注比对
    ExtractFacts(extract_facts::ExtractFacts),
    /// 对一个案卷文件夹逐个监督点作出判断，可列出判断过程
    Supervise(supervise::Supervise),
    /// 查看、校验、试运行监督点文件
    Models(models::Models),
    /// 用标注案件评测质量
    Eval(eval::Eval),
    /// 测量读取文件的质量、速度和健壮性
    #[command(hide = true)]
    Bench(bench::Bench),
    /// 启动服务：接口、工作台、后台处理
    Serve(serve::Serve),
    /// 管理访问令牌
    Token(token::Token),
    /// 把案卷文件夹存入服务的数据文件夹
    Load(load::Load),
    /// 由原始文件重新生成页面文字、索引和审查结果
    Rebuild(rebuild::Rebuild),
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
            Command::Extract(extract) => extract.run().await,
            Command::ExtractFacts(extract_facts) => extract_facts.run().await,
            Command::Supervise(supervise) => supervise.run().await,
            Command::Models(models) => models.run().await,
            Command::Eval(eval) => eval.run().await,
            Command::Bench(bench) => bench.run().await,
            Command::Serve(serve) => serve.run().await,
            Command::Token(token) => token.run().await,
            Command::Load(load) => load.run().await,
            Command::Rebuild(rebuild) => rebuild.run().await,
            Command::ExtractWorker(_) => Ok(Outcome::Done),
        }
    })
}
