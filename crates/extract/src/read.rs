//! What a reading is asked and what it says on its way.

use anjian_core::{FilePages, Page, Problem};
use tempfile::TempPath;

/// What is known of a file before it is read.
#[derive(Debug, Default)]
pub struct ReadOptions {
    /// Opens the file where it is encrypted.
    pub password: Option<Password>,
    /// Its first pages, read before by the same [`crate::Worker::version`]: reading begins after
    /// them.
    pub known: Vec<Page>,
}

/// A password of a file. Never printed, never on a command line.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Longest password taken, in bytes; PDF itself knows 127.
const PASSWORD_BYTES: usize = 512;

impl Password {
    /// Takes a password as typed; `None` where no file can have such a one.
    pub fn new(text: String) -> Option<Self> {
        let is_usable = (1..=PASSWORD_BYTES).contains(&text.len()) && !text.contains('\0');
        is_usable.then_some(Self(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// What a reading says while it goes on.
#[derive(Debug)]
pub enum ReadEvent {
    /// The file has this many pages; said once, before the first page.
    Total(usize),
    /// The next page, as read alone: what only the whole file tells comes with the result.
    Page(Page),
    /// A file inside this one (压缩包成员、附件).
    Member(TakenMember),
    /// A file inside this one that could not be taken out.
    LostMember {
        /// `外层.zip/内层.pdf`.
        name: String,
        /// What kept it.
        problem: Problem,
    },
}

/// A file taken out of another; removed from disk when dropped.
#[derive(Debug)]
pub struct TakenMember {
    /// `外层.zip/内层.pdf`.
    pub name: String,
    /// Where its bytes are.
    pub path: TempPath,
}

/// What a file gave.
#[derive(Debug)]
pub struct FileRead {
    /// Its pages, known ones included; none for an archive.
    pub pages: FilePages,
    /// Members said, lost ones included.
    pub members: usize,
    /// Told where something was not taken out.
    pub problem: Option<Problem>,
}
