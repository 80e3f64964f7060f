//! What the children of one file have said so far.

use std::sync::Arc;

use anjian_core::{FilePages, Page, PageNoteKind, Problem};

use crate::{
    arrange::mark_running_lines,
    error::{ExtractError, Refusal},
    page::ExtractedPage,
    read::FileRead,
};

/// A file on its way.
pub(super) struct ReadFile {
    name: Arc<str>,
    /// Pages of the file; `None` before it is known and for formats without pages.
    pub total: Option<usize>,
    pages: Vec<ExtractedPage>,
    unpaged: Option<ExtractedPage>,
    /// Pages with words.
    words: usize,
    /// Members said by the child that runs.
    pub members: usize,
    /// True for a file that is nothing but its members.
    pub is_archive: bool,
    pub problem: Option<Problem>,
}

impl ReadFile {
    /// A file whose first pages are `known`.
    pub fn new(name: &str, known: Vec<Page>) -> Self {
        let pages: Vec<ExtractedPage> = known
            .into_iter()
            .map(|page| ExtractedPage {
                text: page.text.to_string(),
                layout: page.layout.map(Arc::unwrap_or_clone),
            })
            .collect();
        Self {
            name: name.into(),
            total: None,
            words: pages.iter().filter(|page| !page.text.is_empty()).count(),
            pages,
            unpaged: None,
            members: 0,
            is_archive: false,
            problem: None,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    pub fn has_words(&self) -> bool {
        self.words > 0
    }

    /// Adds the next page and gives it numbered; `None` where the file has all its pages.
    pub fn push(&mut self, page: ExtractedPage) -> Option<Page> {
        if self.total.is_none_or(|total| self.pages.len() >= total) {
            return None;
        }
        self.words += usize::from(!page.text.is_empty());
        let number = u32::try_from(self.pages.len() + 1).ok();
        let said = self.page(number, page.clone());
        self.pages.push(page);
        Some(said)
    }

    pub fn set_unpaged(&mut self, page: ExtractedPage) {
        self.unpaged = Some(page);
    }

    pub fn is_complete(&self) -> bool {
        self.is_archive
            || self.unpaged.is_some()
            || self.total.is_some_and(|total| self.pages.len() >= total)
    }

    pub fn into_read(self, can_recognise: bool) -> Result<FileRead, ExtractError> {
        let (members, problem) = (self.members, self.problem.clone());
        let pages = self.into_pages(can_recognise)?;
        Ok(FileRead { pages, members, problem })
    }

    /// All pages of the file are known here: the place for what only their sum tells.
    fn into_pages(mut self, can_recognise: bool) -> Result<FilePages, ExtractError> {
        let file = self.name.clone();
        if let Some(unpaged) = self.unpaged.take() {
            let page = self.page(None, unpaged);
            return Ok(FilePages { file, pages: vec![page] });
        }
        // A portfolio may hold all its words in its members.
        if !self.has_words() && self.members == 0 && !self.is_archive {
            let refusal = if self.is_unreadable() {
                Refusal::Damaged
            } else if can_recognise {
                Refusal::NoWords
            } else {
                Refusal::NoTextLayer
            };
            return Err(refusal.into());
        }
        mark_running_lines(&mut self.pages);
        let read = std::mem::take(&mut self.pages);
        let pages = (1..).zip(read).map(|(number, page)| self.page(Some(number), page)).collect();
        Ok(FilePages { file, pages })
    }

    /// True where none of the pages could be read, which is no matter of recognition.
    fn is_unreadable(&self) -> bool {
        let is_unread = |page: &ExtractedPage| {
            let mut notes = page.layout.iter().flat_map(|layout| &layout.notes);
            notes.any(|note| note.kind == PageNoteKind::Unread)
        };
        !self.pages.is_empty() && self.pages.iter().all(is_unread)
    }

    fn page(&self, number: Option<u32>, page: ExtractedPage) -> Page {
        Page {
            file: self.name.clone(),
            number,
            text: page.text.into(),
            layout: page.layout.map(Into::into),
        }
    }
}
