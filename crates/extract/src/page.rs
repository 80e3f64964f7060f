//! What a reader of a format hands over for one page.

use anjian_core::{PageLayout, PageNote, PageNoteKind};
use serde::{Deserialize, Serialize};

/// One page as read; crosses the process boundary.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ExtractedPage {
    /// Lines separated by `\n`, cells of a row by a space.
    pub text: String,
    /// Where the words stand; `None` where the format doesn't say.
    pub layout: Option<PageLayout>,
}

impl ExtractedPage {
    /// A page without words.
    pub fn blank() -> Self {
        Self::default()
    }

    /// A page that could not be read; it stays, so that numbers hold.
    pub fn unread() -> Self {
        let mut page = Self::blank();
        page.note(PageNoteKind::Unread, String::new());
        page
    }

    /// Adds a fact about the reading.
    pub fn note(&mut self, kind: PageNoteKind, words: String) {
        self.layout.get_or_insert_default().notes.push(PageNote { kind, words });
    }
}
