//! What one file may cost.

use std::time::Duration;

/// Limits on one file's parsing.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Larger files are refused unread.
    pub file_bytes: u64,
    /// Time for one page, and for opening the file, until the child is killed.
    pub timeout: Duration,
    /// Address space of the child (RLIMIT_AS): a decompression bomb aborts there. 1.5 GiB stopped
    /// a 4 GiB Flate bomb in 4 s.
    pub memory_bytes: u64,
    /// Bytes of text the children of one file may return.
    pub output_bytes: u64,
    /// Pages one file may have; a volume (卷) has some 1,600 at most.
    pub pages: usize,
    /// Files that may be inside one file, and their bytes together.
    pub members: usize,
    /// See [`Self::members`]; each member may have `file_bytes`.
    pub members_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 300 << 20,
            timeout: Duration::from_secs(60),
            memory_bytes: 1536 << 20,
            output_bytes: 64 << 20,
            pages: 20_000,
            members: 5_000,
            members_bytes: 4 << 30,
        }
    }
}
