//! Where the words of a page stand, and what the reader of the page should know of its reading.

use serde::{Deserialize, Serialize};

/// The layout of one page as it is viewed, upright; a skew of the scan is not undone.
///
/// Lengths are points (1/72 inch) from the page's top left corner, `x` to the right, `y` down.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageLayout {
    /// Width of the page.
    pub width: f32,
    /// Height of the page.
    pub height: f32,
    /// Degrees, clockwise, by which the page of the file must be turned to stand upright: 0, 90,
    /// 180 or 270.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub turn: u16,
    /// The lines in reading order; their ranges don't overlap. A row of a table is one line of the
    /// page's text and one [`Line`] per cell.
    pub lines: Vec<Line>,
    /// What a person must know of how the page was read.
    pub notes: Vec<PageNote>,
    /// The file's bookmarks (书签) that lead to this page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<Bookmark>,
}

/// An entry of a file's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// How deep it is nested; 0 for the outermost.
    pub level: u16,
}

fn is_zero(turn: &u16) -> bool {
    *turn == 0
}

/// Words that stand together on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// First char, counted in the page's text.
    pub start: usize,
    /// One past the last char.
    pub end: usize,
    /// The box around the words.
    pub bounds: Bounds,
    /// What the words are to the page.
    pub role: LineRole,
    /// How they were read.
    pub source: TextSource,
    /// From 0 to 1; only a recognised line has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// A box with sides parallel to the page's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Left side.
    pub left: f32,
    /// Upper side.
    pub top: f32,
    /// Right side.
    pub right: f32,
    /// Lower side.
    pub bottom: f32,
}

impl Bounds {
    /// The smallest box that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Width of the box.
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    /// Height of the box.
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }
}

/// What words are to their page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    /// The text itself.
    Body,
    /// A cell of a table.
    Cell,
    /// A running head (页眉).
    Header,
    /// A running foot (页脚).
    Footer,
    /// The page's printed number (页码).
    PageNumber,
    /// The inscription of a seal (印章).
    Seal,
    /// Laid across the page, no part of the text (水印).
    Watermark,
}

/// How words were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    /// The file itself says them.
    TextLayer,
    /// Recognised on the page's image (文字识别).
    Recognition,
}

/// A fact about the reading of a page that the person who reviews it must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageNote {
    /// What kind of fact.
    pub kind: PageNoteKind,
    /// The words in question, as read: on the page, or in its hidden layer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Kinds of [`PageNote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageNoteKind {
    /// The text layer says other words than the page shows; the shown ones were taken.
    TextLayerDiffers,
    /// The text layer holds words that the page does not show; they were left out.
    HiddenText,
    /// The text layer was sparse or garbled; the page was recognised instead.
    TextLayerUnusable,
    /// Recognised with low confidence, or by hand: the original must be looked at (须看原件).
    SeeOriginal,
    /// The page was scanned turned or upside down and was read upright.
    Turned,
    /// The page could not be read.
    Unread,
    /// A comment (批注) that somebody laid on the text, with its author; no part of it.
    Comment,
}
