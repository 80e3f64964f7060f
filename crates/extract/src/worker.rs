//! The parent's side: starts a child per file, watches time and output.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Stdio,
};

use anjian_core::FilePages;
use tokio::{io::AsyncReadExt, process::Command};

use crate::{
    child::Answer,
    error::{ExtractError, Refusal},
    limits::Limits,
};

/// How to start the child that parses one file.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
}

impl Worker {
    /// The child is `program` with `arguments`, followed by the memory limit in bytes and the time
    /// limit in seconds; it must call [`crate::run_child`].
    pub fn new(program: PathBuf, arguments: Vec<OsString>, limits: Limits) -> Self {
        Self { program, arguments, limits }
    }

    /// Reads the file at `path`; its pages carry `name`.
    pub async fn extract(&self, path: &Path, name: &str) -> Result<FilePages, ExtractError> {
        let metadata = tokio::fs::metadata(path).await.map_err(ExtractError::Unreadable)?;
        if !metadata.is_file() {
            return Err(ExtractError::Unreadable(std::io::ErrorKind::InvalidInput.into()));
        }
        if metadata.len() > self.limits.file_bytes {
            return Err(ExtractError::TooLarge {
                size: metadata.len(),
                limit: self.limits.file_bytes,
            });
        }
        let file = std::fs::File::open(path).map_err(ExtractError::Unreadable)?;
        let output = match tokio::time::timeout(self.limits.timeout, self.run(file)).await {
            Ok(output) => output?,
            Err(_) => return Err(ExtractError::Timeout),
        };
        match serde_json::from_slice(&output) {
            Ok(Answer::Paged(texts)) => Ok(FilePages::paged(name, texts)),
            Ok(Answer::Unpaged(text)) => Ok(FilePages::unpaged(name, text)),
            Ok(Answer::Refused(refusal)) => Err(refusal.into()),
            Err(_) => Err(ExtractError::Crashed),
        }
    }

    /// Runs the child on `file`; dropping the future (timeout) kills it.
    async fn run(&self, file: std::fs::File) -> Result<Vec<u8>, ExtractError> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .arg(self.limits.memory_bytes.to_string())
            .arg(self.limits.timeout.as_secs().max(1).to_string())
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(ExtractError::NoWorker)?;
        let mut output = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            let mut limited = stdout.take(self.limits.output_bytes + 1);
            limited.read_to_end(&mut output).await.map_err(|_| ExtractError::Crashed)?;
        }
        if output.len() as u64 > self.limits.output_bytes {
            return Err(ExtractError::OutputTooLarge);
        }
        let status = child.wait().await.map_err(|_| ExtractError::Crashed)?;
        match status.code() {
            Some(0) => Ok(output),
            // Rust's own status of a panic: the parser met what it did not expect.
            Some(101) => Err(Refusal::Damaged.into()),
            _ => Err(ExtractError::Crashed),
        }
    }
}
