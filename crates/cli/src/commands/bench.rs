//! `anjian bench …`: the figures of extraction and of the points, for technicians. Inputs and
//! peers of extraction are made by `eval/extraction`; docs/eval.md says what each figure counts.

use clap::{Args, Subcommand};

use super::Outcome;

mod extract;
mod fuzz;
mod inputs;
mod memory;
mod mutate;
mod peers;
mod report;
mod service;
mod similarity;
mod supervise;
mod table;
mod volume;

/// Arguments of `bench`.
#[derive(Args)]
pub struct Bench {
    #[command(subcommand)]
    figure: Figure,
}

#[derive(Subcommand)]
enum Figure {
    /// 文字忠实度、识别准确率和速度，与其他工具并列
    Extract(extract::ExtractBench),
    /// 变异文件：不退出、不超时、不影响邻件
    Fuzz(fuzz::FuzzBench),
    /// 许多案件的全部监督点：用时和内存
    Supervise(supervise::SuperviseBench),
    /// 扫描卷经服务读取：内存、进度、中断后恢复
    Volume(volume::VolumeBench),
}

impl Bench {
    /// Measures and prints.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        match self.figure {
            Figure::Extract(bench) => bench.run().await,
            Figure::Fuzz(bench) => bench.run().await,
            Figure::Supervise(bench) => bench.run().await,
            Figure::Volume(bench) => bench.run().await,
        }
    }
}
