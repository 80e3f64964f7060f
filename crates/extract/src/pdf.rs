//! PDF by `hayro`: the text layer where the page shows it, recognition where it does not.

use std::collections::HashMap;

use anjian_core::Bookmark;
use hayro::hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings,
    hayro_syntax::{
        LoadPdfError, Pdf,
        object::{Object, Stream},
        page::Page,
    },
    interpret_page,
    kurbo::Rect,
};

use crate::{arrange::mark_page_numbers, error::Refusal, ocr::Recogniser, page::ExtractedPage};

mod agree;
mod attachments;
mod device;
mod digits;
mod fonts;
mod glyph;
mod name_tree;
mod outline;
mod paint;
mod radicals;
mod render;
mod runs;
mod sample;
mod text_string;
mod trust;

pub(crate) use attachments::Attachments;
use device::{GlyphCollector, PageContent};
pub(crate) use fonts::chinese as system_font;
use trust::{Layer, judge};

/// Bytes at the end among which the end mark is looked for; some scanners add theirs behind it.
const TAIL: usize = 64 << 10;

/// One page in this many is compared with its image, in files that have as many: to draw a page and
/// to recognise some of its lines takes a third of a second, to read its layer less than a thousandth.
const SAMPLE: usize = 20;

/// An open PDF.
pub(crate) struct PdfFile {
    pdf: Pdf,
    /// By the index of the page they lead to.
    bookmarks: HashMap<usize, Vec<Bookmark>>,
}

impl PdfFile {
    /// Opens a file that is complete, with its `password` where it needs one.
    pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Self, Refusal> {
        // A file cut off in transfer opens with the pages that came through; to miss the rest unsaid
        // would be worse than to refuse it.
        let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
        if !tail.windows(5).any(|window| window == b"%%EOF") {
            return Err(Refusal::Damaged);
        }
        let opened = Pdf::new_with_password(bytes, password.unwrap_or_default());
        let pdf = opened.map_err(|error| match error {
            LoadPdfError::Decryption(_) => Refusal::Encrypted,
            LoadPdfError::Invalid => Refusal::Damaged,
        })?;
        if pdf.pages().is_empty() {
            return Err(Refusal::Damaged);
        }
        let bookmarks = outline::read(&pdf);
        Ok(Self { pdf, bookmarks })
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The files it carries.
    pub(crate) fn attachments(&self) -> attachments::Attachments {
        attachments::read(&self.pdf)
    }

    /// Reads its pages.
    pub(crate) fn reader(&self) -> PageReader<'_> {
        PageReader { file: self, fonts: InterpreterCache::new(), pages: 0 }
    }

    /// Width and height of the page at the 0-based `index`, in points, as it is viewed.
    pub(crate) fn page_size(&self, index: usize) -> Option<(f32, f32)> {
        self.pdf.pages().get(index).map(Page::render_dimensions)
    }

    /// The page at the 0-based `index` at `scale` pixels a point.
    pub(crate) fn draw_at(&self, index: usize, scale: f32) -> Option<image::RgbImage> {
        self.pdf.pages().get(index).map(|page| render::render_at(page, scale))
    }

    /// The page at the 0-based `index` as an image, and its pixels per point.
    #[cfg(test)]
    pub(crate) fn draw(&self, index: usize) -> Option<(image::RgbImage, f32)> {
        self.pdf.pages().get(index).map(render::render)
    }
}

/// Pages that share the fonts read for them; fonts of a hostile file may be new on every page.
const SHARED: usize = 64;

/// Reads the pages of a file, fonts once for many.
pub(crate) struct PageReader<'f> {
    file: &'f PdfFile,
    fonts: InterpreterCache<'f>,
    /// Pages read with these fonts.
    pages: usize,
}

impl<'f> PageReader<'f> {
    /// Reads the page at the 0-based `index`; `recogniser` is asked for only where it is needed. A
    /// page without words stays, empty, so that numbers hold.
    pub(crate) fn read_page<'r>(
        &mut self,
        index: usize,
        recogniser: impl FnOnce() -> Option<&'r Recogniser>,
    ) -> ExtractedPage {
        let file = self.file;
        let Some(page) = file.pdf.pages().get(index) else { return ExtractedPage::unread() };
        let content = self.content(page);
        let mut read = match judge(&content) {
            // What could not be unpacked is no blank page.
            Layer::Shown if content.is_blank() && is_damaged(page) => ExtractedPage::unread(),
            Layer::Shown => match Look::at(file.page_count(), index, &content) {
                Look::None => trust::shown_page(content),
                look => match recogniser() {
                    Some(recogniser) => verify(page, recogniser, content, look),
                    None => trust::shown_page(content),
                },
            },
            Layer::Untrusted(reason) => match recogniser() {
                Some(recogniser) => recognise(page, recogniser, &content, reason),
                None => trust::layer_alone(content),
            },
        };
        if let Some(layout) = &mut read.layout {
            mark_page_numbers(&read.text, &mut layout.lines, layout.height);
        }
        if let Some(bookmarks) = file.bookmarks.get(&index) {
            read.layout.get_or_insert_default().bookmarks.clone_from(bookmarks);
        }
        read
    }

    fn content(&mut self, page: &Page<'f>) -> PageContent {
        if self.pages.is_multiple_of(SHARED) {
            self.fonts = InterpreterCache::new();
        }
        self.pages += 1;
        let (width, height) = page.render_dimensions();
        let mut context = Context::new(
            hayro::kurbo::Affine::new(page.initial_transform(true).as_coeffs()),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &self.fonts,
            self.file.pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut glyphs = GlyphCollector::new(width, height);
        interpret_page(page, &mut context, &mut glyphs);
        glyphs.into_content()
    }
}

/// How closely a page is looked at whose layer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    None,
    /// At a few lines: by sample.
    Lines,
    /// At the whole page: in doubt.
    Page,
}

impl Look {
    /// At the page at the 0-based `index`.
    fn at(page_count: usize, index: usize, content: &PageContent) -> Self {
        if trust::is_doubtful(content) {
            Self::Page
        } else if page_count >= SAMPLE && index.is_multiple_of(SAMPLE) {
            Self::Lines
        } else {
            Self::None
        }
    }
}

/// True where a part of the page's content can't be unpacked.
fn is_damaged(page: &Page<'_>) -> bool {
    let parts: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>(b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    parts.iter().any(|part| {
        !part.raw_data().is_empty() && part.decoded_data().map_or(true, |data| data.is_empty())
    })
}

/// The shown layer of a page, compared with what is recognised on it: where a few lines do for all,
/// with those; with the whole page where one of them differs.
fn verify(
    page: &Page<'_>,
    recogniser: &Recogniser,
    content: PageContent,
    look: Look,
) -> ExtractedPage {
    let layer = trust::shown_page(content);
    let (image, pixels_per_point) = render::render(page);
    if look == Look::Lines && sample::shows(&image, pixels_per_point, &layer, recogniser) {
        return layer;
    }
    match recogniser.read(&image, pixels_per_point) {
        Ok(read) => trust::verified(layer, read),
        Err(_) => layer,
    }
}

/// A page as recognised on its image, its layer being untrusted for `reason`.
fn recognise(
    page: &Page<'_>,
    recogniser: &Recogniser,
    content: &PageContent,
    reason: trust::Reason,
) -> ExtractedPage {
    let (image, pixels_per_point) = render::render(page);
    match recogniser.read(&image, pixels_per_point) {
        Ok(mut read) => {
            trust::compare(&mut read, content, reason);
            read
        }
        Err(_) => ExtractedPage::unread(),
    }
}

#[cfg(test)]
mod tests;
