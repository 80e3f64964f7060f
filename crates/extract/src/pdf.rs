//! PDF by `hayro`: the text layer where the page shows it, recognition where it does not.

use hayro::hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings,
    hayro_syntax::{LoadPdfError, Pdf, page::Page},
    interpret_page,
    kurbo::Rect,
};

use crate::{error::Refusal, ocr::Recogniser, page::ExtractedPage};

mod device;
mod lines;
mod render;
mod trust;

use device::{GlyphCollector, PageContent};
use trust::{Layer, judge};

/// Bytes at the end among which the end mark is looked for; some scanners add theirs behind it.
const TAIL: usize = 64 << 10;

/// An open PDF.
pub(crate) struct PdfFile(Pdf);

impl PdfFile {
    /// Opens a file that is complete and needs no password but `password`.
    pub(crate) fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Self, Refusal> {
        // A file cut off in transfer opens with the pages that came through; to miss the rest unsaid
        // would be worse than to refuse it.
        let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
        if !tail.windows(5).any(|window| window == b"%%EOF") {
            return Err(Refusal::Damaged);
        }
        let pdf =
            Pdf::new_with_password(bytes, password.unwrap_or_default()).map_err(
                |error| match error {
                    LoadPdfError::Decryption(_) => Refusal::Encrypted,
                    LoadPdfError::Invalid => Refusal::Damaged,
                },
            )?;
        if pdf.pages().is_empty() { Err(Refusal::Damaged) } else { Ok(Self(pdf)) }
    }

    pub(crate) fn page_count(&self) -> usize {
        self.0.pages().len()
    }

    /// Reads the page at the 0-based `index`; `recogniser` is asked for only where it is needed. A
    /// page without words stays, empty, so that numbers hold.
    pub(crate) fn read_page<'r>(
        &self,
        index: usize,
        recogniser: impl FnOnce() -> Option<&'r Recogniser>,
    ) -> ExtractedPage {
        let Some(page) = self.0.pages().get(index) else { return ExtractedPage::unread() };
        let content = self.content(page);
        match judge(&content) {
            Layer::Shown => trust::shown_page(content),
            Layer::Untrusted(reason) => match recogniser() {
                Some(recogniser) => self.recognise(page, recogniser, &content, reason),
                None => trust::layer_alone(content),
            },
        }
    }

    /// The page at the 0-based `index` as an image, and its pixels per point.
    #[cfg(test)]
    pub(crate) fn draw(&self, index: usize) -> Option<(image::RgbImage, f32)> {
        self.0.pages().get(index).map(render::render)
    }

    /// Width and height of the page at the 0-based `index`, in points, as it is viewed.
    pub(crate) fn page_size(&self, index: usize) -> Option<(f32, f32)> {
        self.0.pages().get(index).map(Page::render_dimensions)
    }

    /// The page at the 0-based `index` at `scale` pixels a point.
    pub(crate) fn draw_at(&self, index: usize, scale: f32) -> Option<image::RgbImage> {
        self.0.pages().get(index).map(|page| render::render_at(page, scale))
    }

    fn content(&self, page: &Page<'_>) -> PageContent {
        let (width, height) = page.render_dimensions();
        let cache = InterpreterCache::new();
        let mut context = Context::new(
            hayro::kurbo::Affine::new(page.initial_transform(true).as_coeffs()),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &cache,
            self.0.xref(),
            InterpreterSettings::default(),
        );
        let mut glyphs = GlyphCollector::new(width, height);
        interpret_page(page, &mut context, &mut glyphs);
        glyphs.into_content()
    }

    fn recognise(
        &self,
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
}
