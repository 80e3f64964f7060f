//! What a child writes: one JSON message a line, bytes behind those that announce some.

use std::{path::Path, time::Duration};

use tempfile::{NamedTempFile, TempPath};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::ChildStdout,
};

use super::budget::Budget;
use crate::{child::Message, error::ExtractError};

/// Bytes of an answer held at a time: what a pipe holds.
const CHUNK: usize = 64 << 10;

/// The messages of one child.
pub(super) struct Answers<'a> {
    stdout: BufReader<ChildStdout>,
    timeout: Duration,
    budget: &'a mut Budget,
}

impl<'a> Answers<'a> {
    pub fn new(stdout: ChildStdout, timeout: Duration, budget: &'a mut Budget) -> Self {
        Self { stdout: BufReader::with_capacity(CHUNK, stdout), timeout, budget }
    }

    /// The next message; `None` at the end, also at a line cut off by the child's death, whose
    /// status says how.
    pub async fn next(&mut self) -> Result<Option<Message>, ExtractError> {
        let mut line = Vec::new();
        let mut limited = (&mut self.stdout).take(self.budget.output_bytes.saturating_add(1));
        let length = within(self.timeout, limited.read_until(b'\n', &mut line)).await?;
        self.budget.take_output(length as u64)?;
        Ok(serde_json::from_slice(&line).ok())
    }

    /// The `length` bytes behind a member's message, as a file in `folder`.
    pub async fn member(&mut self, length: u64, folder: &Path) -> Result<TempPath, ExtractError> {
        self.budget.take_member(length)?;
        let (file, path) =
            NamedTempFile::new_in(folder).map_err(ExtractError::Scratch)?.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        let mut left = length;
        let mut chunk = vec![0; CHUNK];
        while left > 0 {
            let wanted = chunk.len().min(usize::try_from(left).unwrap_or(CHUNK));
            let taken = within(self.timeout, self.stdout.read(&mut chunk[..wanted])).await?;
            if taken == 0 {
                return Err(ExtractError::Crashed);
            }
            file.write_all(&chunk[..taken]).await.map_err(ExtractError::Scratch)?;
            left -= taken as u64;
        }
        file.flush().await.map_err(ExtractError::Scratch)?;
        Ok(path)
    }

    /// The `length` bytes behind an image's message.
    pub async fn image(&mut self, length: u64) -> Result<Vec<u8>, ExtractError> {
        self.budget.take_output(length)?;
        let mut bytes = Vec::new();
        let mut limited = (&mut self.stdout).take(length);
        within(self.timeout, limited.read_to_end(&mut bytes)).await?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(ExtractError::Crashed) }
    }
}

async fn within<T>(
    timeout: Duration,
    reading: impl Future<Output = std::io::Result<T>>,
) -> Result<T, ExtractError> {
    tokio::time::timeout(timeout, reading)
        .await
        .map_err(|_| ExtractError::Timeout)?
        .map_err(|_| ExtractError::Crashed)
}
