//! `anjian eval DIR`: quality on labelled cases.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, extractor};
use crate::{
    configuration::{ReviewerOptions, file_limits},
    output,
};

/// Arguments of `eval`.
#[derive(Args)]
pub struct Eval {
    /// 标注案件文件夹：labels.jsonl 与 dossiers/<案件>/
    folder: PathBuf,
    #[command(flatten)]
    reviewer: ReviewerOptions,
}

impl Eval {
    /// Evaluates and prints the report.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let reviewer = self.reviewer.reviewer()?;
        let worker = extractor(file_limits()?)?;
        let evaluation = anjian_eval::evaluate(&self.folder, &worker, &reviewer, |case| {
            eprintln!("评测 {case}")
        })
        .await?;
        output::print(&anjian_eval::print_report(&evaluation))?;
        Ok(Outcome::Done)
    }
}
