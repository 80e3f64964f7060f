//! A file inside a file: a member of an archive (压缩包), an attachment of a letter (附件).
//!
//! Readers hand members out one at a time, so that only one is held in memory.

use crate::error::Refusal;

/// A file found inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its path inside the other, with `/` separators: no `..`, no leading `/`, no control chars, no
    /// part longer than a file system takes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file inside another that could not be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LostMember {
    /// As in [`Member`].
    pub name: String,
    /// Why not.
    pub refusal: Refusal,
}

/// Takes what a reader hands out; an error stops the reader.
pub(crate) type TakeMember<'a> =
    dyn FnMut(Result<Member, LostMember>) -> std::io::Result<()> + 'a;
