//! `anjian bench …`: the figures of extraction, for technicians. Inputs and peers are made by
//! `eval/extraction`; docs/eval.md says what each figure counts.

use clap::{Args, Subcommand};

use super::Outcome;

mod extract;
mod inputs;
mod peers;
mod report;
mod similarity;
mod table;

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
}

impl Bench {
    /// Measures and prints.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        match self.figure {
            Figure::Extract(bench) => bench.run().await,
        }
    }
}
