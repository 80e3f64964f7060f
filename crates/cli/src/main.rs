//! `anjian`, the one binary: review a folder, ask it a question, serve the office, evaluate.

mod commands;
mod configuration;
mod output;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use commands::{Command, Outcome};

/// 案鉴：刑事案卷审查辅助
#[derive(Parser)]
#[command(name = "anjian", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// 0: done; 1: nothing could be done; 2: wrong usage (clap's own status).
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(arguments.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingDone) => ExitCode::from(1),
        Err(error) => {
            eprintln!("错误：{error:#}");
            ExitCode::from(1)
        }
    }
}
