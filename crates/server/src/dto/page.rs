//! A page as published: its text, where the words stand, what to know of its reading.

use anjian_core::{Bookmark, Line, LineRole, PageLayout, PageNote, PageNoteKind, TextSource};
use anjian_store::PageRow;
use serde::Serialize;
use utoipa::ToSchema;

/// A page's text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageJson {
    pub file: String,
    pub file_id: String,
    /// 1-based place in the file.
    pub ordinal: i64,
    /// Page number; null for formats without pages, which have one ordinal.
    pub page: Option<i64>,
    pub page_count: i64,
    pub text: String,
    /// Where the words stand; null for formats without places.
    pub layout: Option<LayoutJson>,
    /// What a person must know of how the page was read.
    pub notes: Vec<PageNoteJson>,
}

/// Lengths are points (1/72 inch) from the top left corner of the page as viewed upright.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LayoutJson {
    pub width: f32,
    pub height: f32,
    /// Degrees, clockwise, by which the file's page must be turned to stand upright.
    pub turn: u16,
    pub lines: Vec<LineJson>,
    /// The file's bookmarks (书签) that lead to the page.
    pub bookmarks: Vec<BookmarkJson>,
}

/// An entry of a file's outline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BookmarkJson {
    pub title: String,
    /// How deep it is nested; 0 for the outermost.
    pub level: u16,
}

/// Words that stand together: chars `start` to `end` of the page's text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineJson {
    pub start: usize,
    pub end: usize,
    /// Left, top, right, bottom.
    pub bounds: [f32; 4],
    /// `body`, `cell`, `header`, `footer`, `page_number`, `seal` or `watermark`.
    pub role: &'static str,
    /// `text_layer`, or `recognition` where the words were read from an image (文字识别).
    pub source: &'static str,
    /// From 0 to 1; null for words of the text layer.
    pub confidence: Option<f32>,
}

/// A fact about the reading of a page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageNoteJson {
    /// Code, such as `see_original` (须看原件).
    pub kind: &'static str,
    /// One Chinese sentence.
    pub message: &'static str,
    /// The words in question; empty where there are none.
    pub words: String,
}

impl From<PageRow> for PageJson {
    fn from(row: PageRow) -> Self {
        let notes = row.layout.iter().flat_map(|layout| &layout.notes);
        Self {
            notes: notes.map(PageNoteJson::from).collect(),
            layout: row.layout.as_ref().map(LayoutJson::from),
            file: row.file,
            file_id: row.file_id,
            ordinal: row.ordinal,
            page: row.number,
            page_count: row.page_count,
            text: row.text,
        }
    }
}

impl From<&PageLayout> for LayoutJson {
    fn from(layout: &PageLayout) -> Self {
        Self {
            width: layout.width,
            height: layout.height,
            turn: layout.turn,
            lines: layout.lines.iter().map(LineJson::from).collect(),
            bookmarks: layout.bookmarks.iter().map(BookmarkJson::from).collect(),
        }
    }
}

impl From<&Bookmark> for BookmarkJson {
    fn from(bookmark: &Bookmark) -> Self {
        Self { title: bookmark.title.clone(), level: bookmark.level }
    }
}

impl From<&Line> for LineJson {
    fn from(line: &Line) -> Self {
        let bounds = line.bounds;
        Self {
            start: line.start,
            end: line.end,
            bounds: [bounds.left, bounds.top, bounds.right, bounds.bottom],
            role: match line.role {
                LineRole::Body => "body",
                LineRole::Cell => "cell",
                LineRole::Header => "header",
                LineRole::Footer => "footer",
                LineRole::PageNumber => "page_number",
                LineRole::Seal => "seal",
                LineRole::Watermark => "watermark",
            },
            source: match line.source {
                TextSource::TextLayer => "text_layer",
                TextSource::Recognition => "recognition",
            },
            confidence: line.confidence,
        }
    }
}

impl From<&PageNote> for PageNoteJson {
    fn from(note: &PageNote) -> Self {
        let (kind, message) = match note.kind {
            PageNoteKind::TextLayerDiffers => (
                "text_layer_differs",
                "文字层与页面所见不一致，已按页面所见识别；文字层中的下列文字须与原件核对",
            ),
            PageNoteKind::HiddenText => {
                ("hidden_text", "文件中含有页面上看不见的文字，未计入正文；请核对来源")
            }
            PageNoteKind::TextLayerUnusable => {
                ("text_layer_unusable", "文字层无法使用，本页文字由图像识别得出")
            }
            PageNoteKind::SeeOriginal => ("see_original", "识别把握不足，须看原件"),
            PageNoteKind::Turned => ("turned", "本页扫描方向不正，已转正后识别"),
            PageNoteKind::Unread => ("unread", "本页未能读取，须看原件"),
            PageNoteKind::Comment => ("comment", "文件中的批注，未计入正文"),
        };
        Self { kind, message, words: note.words.clone() }
    }
}
