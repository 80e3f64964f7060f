//! A drawing device that keeps the glyphs and draws nothing.

use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::object::{Dict, String as PdfString},
    kurbo::{Affine, BezPath, Point, Rect, Shape},
};

/// Smaller print, in points, is not meant to be read.
const TINY: f64 = 2.0;
/// Share of the page from which an image can cover its text.
const PAGE_WIDE: f64 = 0.5;
/// A channel from which paint can't be told from paper.
const WHITE: u8 = 248;

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// Width and height in points.
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<PlacedGlyph>,
    /// Share of the page that its largest image covers.
    pub image_share: f64,
}

/// Whether a glyph can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    Shown,
    /// Drawn without ink, or beneath an image of the page: the layer of a recognised scan.
    Layer,
    /// White on paper, tiny, or off the page.
    Hidden,
}

/// A glyph's text and place on the page, top-left origin, in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedGlyph {
    pub text: String,
    /// Origin on the baseline.
    pub x: f64,
    pub y: f64,
    /// Height of an em on the page.
    pub size: f64,
    pub visibility: Visibility,
}

/// Collects glyphs in the order of the content stream.
pub(super) struct GlyphCollector {
    content: PageContent,
    /// Areas painted in colour: white words on them can be seen.
    grounds: Vec<Rect>,
    /// Open marked contents; `Some` carries a replacement text (/ActualText) not yet placed.
    marked: Vec<Option<Replacement>>,
}

struct Replacement {
    text: String,
    is_placed: bool,
}

impl GlyphCollector {
    /// For a page of `width` × `height` points.
    pub(super) fn new(width: f32, height: f32) -> Self {
        let content = PageContent { width, height, ..PageContent::default() };
        Self { content, grounds: Vec::new(), marked: Vec::new() }
    }

    pub(super) fn into_content(self) -> PageContent {
        self.content
    }

    fn page(&self) -> Rect {
        Rect::new(0.0, 0.0, f64::from(self.content.width), f64::from(self.content.height))
    }

    fn place(&mut self, text: String, transform: Affine, ink: Ink) {
        let origin = transform * Point::ZERO;
        // Glyph space is a thousandth of an em in most fonts; the transform's vertical scale times
        // a thousand is the em on the page.
        let [_, _, c, d, _, _] = transform.as_coeffs();
        let size = c.hypot(d) * 1000.0;
        if !(origin.x.is_finite() && origin.y.is_finite() && size.is_finite()) {
            return;
        }
        let is_off = !self.page().inflate(size, size).contains(origin);
        let visibility = match ink {
            _ if is_off || size < TINY => Visibility::Hidden,
            Ink::None => Visibility::Layer,
            Ink::White if !self.grounds.iter().any(|ground| ground.contains(origin)) => {
                Visibility::Hidden
            }
            _ => Visibility::Shown,
        };
        self.content.glyphs.push(PlacedGlyph { text, x: origin.x, y: origin.y, size, visibility });
    }
}

/// What a glyph is drawn with.
#[derive(Clone, Copy)]
enum Ink {
    Colour,
    White,
    None,
}

fn ink(paint: &Paint<'_>, mode: &DrawMode) -> Ink {
    if matches!(mode, DrawMode::Invisible) {
        return Ink::None;
    }
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
            match red.min(green).min(blue) {
                _ if alpha == 0 => Ink::None,
                darkest if darkest >= WHITE => Ink::White,
                _ => Ink::Colour,
            }
        }
        Paint::Pattern(_) => Ink::Colour,
    }
}

impl Device<'_> for GlyphCollector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        let is_filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if is_filled && matches!(ink(&props.paint, mode), Ink::Colour) {
            self.grounds.push(props.transform.transform_rect_bbox(path.bounding_box()));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let ink = ink(&props.paint, mode);
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let replaced = self.marked.iter_mut().rev().flatten().next();
            if let Some(replacement) = replaced {
                if !replacement.is_placed {
                    replacement.is_placed = true;
                    let text = replacement.text.clone();
                    self.place(text, transform, ink);
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
            self.place(text, transform, ink);
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(size).intersect(self.page());
        let share = area.area() / self.page().area().max(1.0);
        self.content.image_share = self.content.image_share.max(share);
        self.grounds.push(area);
        if share >= PAGE_WIDE && is_opaque(&image, &props) {
            for glyph in &mut self.content.glyphs {
                if glyph.visibility == Visibility::Shown && area.contains((glyph.x, glyph.y)) {
                    glyph.visibility = Visibility::Layer;
                }
            }
        }
    }

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

/// True where nothing beneath an image can be seen; a watermark or a seal laid over a page is not.
fn is_opaque(image: &Image<'_, '_>, props: &ImageDrawProps<'_>) -> bool {
    let Image::Raster(raster) = image else { return false };
    let dict = raster.stream().dict();
    let has_mask = [b"SMask" as &[u8], b"Mask"].iter().any(|key| dict.contains_key(*key));
    !has_mask && props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal
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
