//! The child process: reads one file from stdin, writes its pages to stdout as JSON.

use std::io::{Read, Write};

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::{
    docx,
    error::Refusal,
    format::{Format, detect},
    pdf, text,
};

/// What the child says of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// Texts of the pages.
    Paged(Vec<String>),
    /// Text of a format without pages.
    Unpaged(String),
    /// Nothing, and why.
    Refused(Refusal),
}

/// Runs the child: limits itself to `memory_bytes` of address space and `cpu_seconds`, parses what
/// stdin holds and answers on stdout. The process must have been started for this alone.
pub fn run_child(memory_bytes: u64, cpu_seconds: u64) -> std::io::Result<()> {
    Resource::AS.set(memory_bytes, memory_bytes)?;
    Resource::CPU.set(cpu_seconds, cpu_seconds)?;
    Resource::CORE.set(0, 0)?;
    Resource::NOFILE.set(16, 16)?;
    Resource::FSIZE.set(0, 0)?;
    // A parser's panic message could hold the file's text, which must not reach a log.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let answer = read(bytes).unwrap_or_else(Answer::Refused);
    let mut stdout = std::io::stdout().lock();
    serde_json::to_writer(&mut stdout, &answer)?;
    stdout.flush()
}

fn read(bytes: Vec<u8>) -> Result<Answer, Refusal> {
    match detect(&bytes)? {
        Format::Pdf => pdf::read(bytes).map(Answer::Paged),
        Format::Docx => docx::read_docx(bytes).map(Answer::Unpaged),
        Format::Doc => docx::read_doc(bytes).map(Answer::Unpaged),
        Format::Text => text::read(&bytes).map(Answer::Unpaged),
    }
}
