//! `anjian extract-worker`: the child process that parses one file (hidden).

use std::path::{Path, PathBuf};

use anjian_extract::{
    ChildOrder, Drawing, Limits, PASSWORD_VARIABLE, PagesAtOnce, Password, Task, Worker, run_child,
};
use anyhow::Context;
use clap::Args;

use super::Outcome;

/// Parses the file on stdin under limits and answers on stdout.
#[derive(Args)]
pub struct ExtractWorker {
    memory_bytes: u64,
    page_seconds: u64,
    first_page: usize,
    models: Option<PathBuf>,
    #[arg(long, value_parser = parse_drawing)]
    draw: Option<Drawing>,
    #[arg(long, conflicts_with = "draw")]
    check_isolation: bool,
    #[arg(long)]
    one_by_one: bool,
}

impl ExtractWorker {
    /// Runs the child.
    pub fn run(self) -> anyhow::Result<Outcome> {
        run_child(&ChildOrder {
            memory_bytes: self.memory_bytes,
            page_seconds: self.page_seconds,
            first_page: self.first_page,
            pages_at_once: if self.one_by_one {
                PagesAtOnce::One
            } else {
                PagesAtOnce::AsManyAsCores
            },
            models: self.models,
            task: match self.draw {
                Some(drawing) => Task::Draw(drawing),
                None if self.check_isolation => Task::CheckIsolation,
                None => Task::Read,
            },
            password: std::env::var(PASSWORD_VARIABLE).ok().and_then(Password::new),
        })?;
        Ok(Outcome::Done)
    }
}

fn parse_drawing(json: &str) -> Result<Drawing, serde_json::Error> {
    serde_json::from_str(json)
}

/// Names the folder of the recognition models where they are not beside the program.
const MODELS_VARIABLE: &str = "ANJIAN_MODELS_DIR";

/// A worker that starts this same binary.
pub fn extractor(limits: Limits) -> anyhow::Result<Worker> {
    let program = std::env::current_exe().context("找不到程序自身的路径")?;
    let models = models_folder(&program);
    Ok(Worker::new(program, vec!["extract-worker".into()], limits).with_models(models))
}

/// The models' folder: the one named by the environment, or `models` beside the program or above it.
fn models_folder(program: &Path) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(MODELS_VARIABLE) {
        // The child runs in another folder.
        return std::path::absolute(folder).ok();
    }
    program.ancestors().skip(1).take(2).map(|above| above.join("models")).find(|it| it.is_dir())
}
