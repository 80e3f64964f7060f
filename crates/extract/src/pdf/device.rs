//! A drawing device that keeps the glyphs and draws nothing.

use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::object::{Dict, String as PdfString},
    kurbo::{Affine, BezPath, Point},
};

/// A glyph's text and place on the page, top-left origin, in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedGlyph {
    pub text: String,
    /// Origin on the baseline.
    pub x: f64,
    pub y: f64,
    /// Height of an em on the page.
    pub size: f64,
}

/// Collects glyphs in the order of the content stream.
#[derive(Default)]
pub(super) struct GlyphCollector {
    glyphs: Vec<PlacedGlyph>,
    /// Open marked contents; `Some` carries a replacement text (/ActualText) not yet placed.
    marked: Vec<Option<Replacement>>,
}

struct Replacement {
    text: String,
    is_placed: bool,
}

impl GlyphCollector {
    pub(super) fn into_glyphs(self) -> Vec<PlacedGlyph> {
        self.glyphs
    }

    fn place(&mut self, text: String, transform: Affine) {
        let origin = transform * Point::ZERO;
        // Glyph space is a thousandth of an em in most fonts; the transform's vertical scale times
        // a thousand is the em on the page.
        let [_, _, c, d, _, _] = transform.as_coeffs();
        let size = c.hypot(d) * 1000.0;
        if origin.x.is_finite() && origin.y.is_finite() && size.is_finite() {
            self.glyphs.push(PlacedGlyph { text, x: origin.x, y: origin.y, size });
        }
    }
}

impl Device<'_> for GlyphCollector {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let replaced = self.marked.iter_mut().rev().flatten().next();
            if let Some(replacement) = replaced {
                if !replacement.is_placed {
                    replacement.is_placed = true;
                    let text = replacement.text.clone();
                    self.place(text, transform);
                }
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                // A glyph that is drawn and says not what it is must not vanish from a name unseen.
                None if draws(glyph) => '\u{FFFD}'.to_string(),
                None => continue,
            };
            self.place(text, transform);
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText" as &[u8]));
        let text = text.map(|text| decode(text.as_bytes()));
        self.marked.push(text.map(|text| Replacement { text, is_placed: false }));
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}

/// True where a glyph leaves ink; a space without a mapping does not.
fn draws(glyph: &Glyph<'_>) -> bool {
    match glyph {
        Glyph::Outline(outline) => !outline.outline().elements().is_empty(),
        Glyph::Type3(_) => true,
    }
}

/// A PDF text string: UTF-16 with a mark, UTF-8 with a mark, or Latin.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let wide: Vec<u16> =
                rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&wide)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
