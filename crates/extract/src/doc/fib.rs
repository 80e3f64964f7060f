//! The head of a DOC (FIB): where its stories and tables are.

use super::bytes::Bytes;
use crate::{convert::Convertible, error::Refusal};

/// Places in the head, in bytes ([MS-DOC] 2.5).
const FLAGS: usize = 0x0A;
const STORIES: usize = 0x4C;
const TABLES: usize = 0x9A;
/// First version with the head read here, Word 97.
const WORD_97: u16 = 0xC1;

/// Numbers of the tables that are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    FootnoteReferences = 2,
    HeaderStories = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    EndnoteReferences = 46,
    Lists = 73,
    ListUses = 74,
}

/// The head.
pub(super) struct Fib<'b> {
    head: Bytes<'b>,
    /// Chars of the stories, which follow each other.
    pub main: usize,
    pub footnotes: usize,
    pub headers: usize,
    pub comments: usize,
    pub endnotes: usize,
    pub text_boxes: usize,
}

impl<'b> Fib<'b> {
    pub fn read(head: Bytes<'b>) -> Result<Self, Refusal> {
        if head.u16(0) != Some(0xA5EC) {
            return Err(Refusal::Damaged);
        }
        if head.u16(2).is_none_or(|version| version < WORD_97) {
            return Err(Refusal::NeedsConversion(Convertible::OldWord));
        }
        if head.u16(FLAGS).is_some_and(|flags| flags & 0x0100 != 0) {
            return Err(Refusal::Encrypted);
        }
        let story = |place: usize| head.u32(STORIES + 4 * place).map(|chars| chars as usize);
        let read = || {
            Some(Self {
                head,
                main: story(0)?,
                footnotes: story(1)?,
                headers: story(2)?,
                comments: story(4)?,
                endnotes: story(5)?,
                text_boxes: story(6)?,
            })
        };
        read().ok_or(Refusal::Damaged)
    }

    /// Name of the stream that holds the tables.
    pub fn table_stream(&self) -> &'static str {
        let is_first = self.head.u16(FLAGS).is_some_and(|flags| flags & 0x0200 != 0);
        if is_first { "1Table" } else { "0Table" }
    }

    /// Where a table begins in its stream, and its bytes.
    pub fn place(&self, table: Table) -> Option<(usize, usize)> {
        let entry = TABLES + 8 * table as usize;
        let (start, length) = (self.head.u32(entry)? as usize, self.head.u32(entry + 4)? as usize);
        (length > 0).then_some((start, length))
    }
}
