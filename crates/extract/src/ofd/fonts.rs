//! Outlines of chars: of the embedded font, or else of the system's.

use std::collections::HashMap;

use hayro::hayro_interpret::{font::FontData, kurbo::BezPath};
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};

use crate::{package::Package, pdf::system_font};

/// Fonts of one page; a page of print has ten.
const FONTS: usize = 200;

/// The fonts of a page, read as they are asked for.
#[derive(Default)]
pub(super) struct Fonts {
    /// By path; `None` for those that are broken.
    embedded: HashMap<String, Option<Face>>,
}

/// A font.
#[derive(Clone)]
pub(super) struct Face {
    data: FontData,
    index: u32,
}

/// A char's outline in ems, upwards from its base line.
pub(super) struct Outline {
    pub path: BezPath,
    /// Units of the path in an em.
    pub units: f64,
}

impl Fonts {
    /// The font of the part at `path`.
    pub fn embedded(&mut self, path: &str, package: &mut Package<'_>) -> Option<Face> {
        if let Some(known) = self.embedded.get(path) {
            return known.clone();
        }
        if self.embedded.len() >= FONTS {
            return None;
        }
        let face = package.part(path).and_then(Face::open);
        self.embedded.insert(path.to_owned(), face.clone());
        face
    }
}

impl Face {
    fn open(bytes: Vec<u8>) -> Option<Self> {
        let face = Self { data: std::sync::Arc::new(bytes), index: 0 };
        face.font().is_some().then_some(face)
    }

    /// The font that drawing falls back to, as that of PDF does.
    pub fn of_system() -> Option<Self> {
        let (data, index) = system_font()?;
        Some(Self { data, index })
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index((*self.data).as_ref(), self.index).ok()
    }

    /// The outline of a char; `None` where the font has none.
    pub fn char(&self, c: char) -> Option<Outline> {
        let glyph = self.font()?.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)?;
        self.glyph(glyph.to_u32())
    }

    /// The outline of the glyph at this place in the font.
    pub fn glyph(&self, glyph: u32) -> Option<Outline> {
        let font = self.font()?;
        let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        let outline = font.outline_glyphs().get(GlyphId::new(glyph))?;
        let mut pen = Pen(BezPath::new());
        outline
            .draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen)
            .ok()?;
        Some(Outline { path: pen.0, units: f64::from(units.max(1)) })
    }
}

/// Draws outlines into a path.
struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.curve_to(
            (f64::from(cx0), f64::from(cy0)),
            (f64::from(cx1), f64::from(cy1)),
            (f64::from(x), f64::from(y)),
        );
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
