//! `anjian extract-worker`: the child process that parses one file (hidden).

use anjian_extract::{Limits, Worker, run_child};
use anyhow::Context;
use clap::Args;

use super::Outcome;

/// Parses the file on stdin under limits and answers on stdout.
#[derive(Args)]
pub struct ExtractWorker {
    memory_bytes: u64,
    cpu_seconds: u64,
}

impl ExtractWorker {
    /// Runs the child.
    pub fn run(self) -> anyhow::Result<Outcome> {
        run_child(self.memory_bytes, self.cpu_seconds)?;
        Ok(Outcome::Done)
    }
}

/// A worker that starts this same binary.
pub fn extractor(limits: Limits) -> anyhow::Result<Worker> {
    let program = std::env::current_exe().context("找不到程序自身的路径")?;
    Ok(Worker::new(program, vec!["extract-worker".into()], limits))
}
