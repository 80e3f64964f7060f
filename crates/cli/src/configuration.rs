//! Configuration shared by commands: flags, each with its environment variable.

use std::path::PathBuf;

use anjian_review::Reviewer;
use anjian_supervise::Catalogue;
use anyhow::Context;
use clap::Args;

/// What a reviewer is made of.
#[derive(Args, Clone, Debug)]
pub struct ReviewerOptions {
    /// 监督点文件夹：其中的文件替换同编号的内置监督点（改阈值不必编译）
    #[arg(long, env = "ANJIAN_POINTS_DIR", value_name = "DIR")]
    points: Option<PathBuf>,
}

impl ReviewerOptions {
    /// Builds the reviewer.
    pub fn reviewer(&self) -> anyhow::Result<Reviewer> {
        let catalogue = match &self.points {
            Some(dir) => Catalogue::with_folder(dir)
                .with_context(|| format!("监督点文件夹“{}”有误", dir.display()))?,
            None => Catalogue::embedded().context("内置监督点有误")?,
        };
        Ok(Reviewer::by_rules(catalogue))
    }
}
