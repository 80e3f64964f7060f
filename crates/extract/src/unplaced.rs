//! A page of a format without places: lines of words, each with its role.

use anjian_core::{Bounds, Line, LineRole, PageNote, PageNoteKind, TextSource};

use crate::{error::Refusal, page::ExtractedPage};

/// Hidden words that are told, and chars of each; the rest is more of the same.
const HIDDEN_TOLD: usize = 20;
const HIDDEN_CHARS: usize = 200;

/// The page so far.
#[derive(Default)]
pub(crate) struct UnplacedPage {
    text: String,
    length: usize,
    lines: Vec<Line>,
    notes: Vec<PageNote>,
}

impl UnplacedPage {
    /// Adds lines of the file's own words; blank ones are left out.
    pub fn words(&mut self, words: &str, role: LineRole) {
        for line in words.split('\n').map(str::trim_end).filter(|line| !line.is_empty()) {
            self.line(line, role, TextSource::TextLayer, None);
        }
    }

    /// Adds the words recognised on a picture.
    pub fn picture(&mut self, read: ExtractedPage) {
        let layout = read.layout.unwrap_or_default();
        let confidence = layout.lines.iter().filter_map(|line| line.confidence).reduce(f32::min);
        for line in read.text.lines().filter(|line| !line.is_empty()) {
            self.line(line, LineRole::Body, TextSource::Recognition, confidence);
        }
        self.notes.extend(layout.notes);
    }

    /// Tells a comment (批注): `作者：所批的话`.
    pub fn comment(&mut self, words: String) {
        self.notes.push(PageNote { kind: PageNoteKind::Comment, words });
    }

    /// A line is listed only where it is more than a line of the file's own text: there are no places
    /// to tell.
    fn line(&mut self, words: &str, role: LineRole, source: TextSource, confidence: Option<f32>) {
        if !self.text.is_empty() {
            self.text.push('\n');
            self.length += 1;
        }
        let start = self.length;
        self.text.push_str(words);
        self.length += words.chars().count();
        if role != LineRole::Body || source != TextSource::TextLayer {
            let (end, bounds) = (self.length, Bounds::default());
            self.lines.push(Line { start, end, bounds, role, source, confidence });
        }
    }

    /// The page with what must be told of it: `hidden` words, and how many pictures were not read.
    pub fn finish(self, hidden: Vec<String>, unread: usize) -> Result<ExtractedPage, Refusal> {
        let has_comments = self.notes.iter().any(|note| note.kind == PageNoteKind::Comment);
        if self.text.trim().is_empty() && hidden.is_empty() && !has_comments {
            return Err(if unread > 0 { Refusal::NoTextLayer } else { Refusal::Empty });
        }
        let mut page = ExtractedPage { text: self.text, layout: None };
        if !self.lines.is_empty() || !self.notes.is_empty() {
            let layout = page.layout.get_or_insert_default();
            layout.lines = self.lines;
            layout.notes = self.notes;
        }
        for words in hidden.into_iter().take(HIDDEN_TOLD) {
            page.note(PageNoteKind::HiddenText, words.chars().take(HIDDEN_CHARS).collect());
        }
        if unread > 0 {
            page.note(PageNoteKind::SeeOriginal, format!("文中{unread}张图片未能识别"));
        }
        Ok(page)
    }
}
