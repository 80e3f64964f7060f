//! A drawing device that keeps the glyphs and the rulings and draws nothing.

use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::object::{Dict, Name, String as PdfString},
    kurbo::{BezPath, Rect, Shape},
};

use super::{
    digits::Digits,
    glyph::{Direction, PlacedGlyph, Said, Stand, Visibility},
    paint::{self, FAINT, Ink, Tone, ink},
    text_string::decode,
};
use crate::{arrange::Ruling, rules};

/// Smaller print, in points, is not meant to be read.
const TINY: f64 = 2.0;
/// Share of the page from which an image can cover its text.
const PAGE_WIDE: f64 = 0.5;
/// Boxes of a page looked at for words beneath them; a page with more is a drawing.
const COVERS: usize = 300;
/// Share of its bounds that a box fills.
const BOX: f64 = 0.95;

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// Width and height in points.
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<PlacedGlyph>,
    /// Straight drawn lines.
    pub rulings: Vec<Ruling>,
    /// Share of the page that its largest image covers.
    pub image_share: f64,
    /// Fonts say one thing of a digit and draw another.
    pub has_odd_digits: bool,
}

impl PageContent {
    /// True where the page draws neither words nor an image.
    pub(super) fn is_blank(&self) -> bool {
        self.glyphs.is_empty() && self.image_share == 0.0
    }
}

/// Collects glyphs in the order of the content stream.
pub(super) struct GlyphCollector {
    content: PageContent,
    /// Areas painted in colour: white words on them can be seen.
    grounds: Vec<Rect>,
    /// Open marked contents.
    marked: Vec<Marked>,
    /// Opacities of the open transparency groups.
    opacities: Vec<f32>,
    /// What the open clips leave to be seen.
    clips: Vec<Rect>,
    /// Areas so far that were looked at for words beneath.
    covers: usize,
    digits: Digits,
}

/// A marked content.
#[derive(Default)]
struct Marked {
    /// What it says instead of its glyphs (/ActualText).
    replacement: Option<Replacement>,
    is_watermark: bool,
}

struct Replacement {
    text: String,
    /// Index of the glyph that carries the text, once one was drawn.
    placed: Option<usize>,
}

impl GlyphCollector {
    /// For a page of `width` × `height` points.
    pub(super) fn new(width: f32, height: f32) -> Self {
        let content = PageContent { width, height, ..PageContent::default() };
        Self {
            content,
            grounds: Vec::new(),
            marked: Vec::new(),
            opacities: Vec::new(),
            clips: Vec::new(),
            covers: 0,
            digits: Digits::default(),
        }
    }

    pub(super) fn into_content(mut self) -> PageContent {
        self.content.has_odd_digits = self.digits.are_odd();
        self.content
    }

    fn page(&self) -> Rect {
        Rect::new(0.0, 0.0, f64::from(self.content.width), f64::from(self.content.height))
    }

    fn visibility(&self, stand: &Stand, ink: Ink) -> Visibility {
        let is_off = !self.page().inflate(stand.size, stand.size).contains(stand.origin);
        match ink.tone {
            _ if is_off || stand.size < TINY => Visibility::Hidden,
            Tone::None => Visibility::Layer,
            Tone::White if !self.grounds.iter().any(|ground| ground.contains(stand.origin)) => {
                Visibility::Hidden
            }
            _ => Visibility::Shown,
        }
    }

    /// Hides the words so far that a box painted over them covers: whited out, or blacked out.
    fn cover(&mut self, path: &BezPath, props: &DrawProps<'_>) {
        let is_opaque =
            paint::is_opaque(props) && self.opacities.iter().all(|opacity| *opacity >= 1.0);
        if !is_opaque || self.content.glyphs.is_empty() || self.covers >= COVERS {
            return;
        }
        let bounds = path.bounding_box();
        if path.area().abs() < BOX * bounds.area() {
            return;
        }
        let area = props.transform.transform_rect_bbox(bounds);
        let area = self.clips.iter().fold(area, |area, clip| area.intersect(*clip));
        if area.width().min(area.height()) < TINY {
            return;
        }
        self.covers += 1;
        for glyph in &mut self.content.glyphs {
            if area.contains(glyph.middle()) {
                glyph.visibility = Visibility::Hidden;
            }
        }
    }

    /// True of light print on a darker field, such as a heading's.
    fn is_on_field(&self, stand: &Stand) -> bool {
        let largest = PAGE_WIDE * self.page().area();
        self.grounds.iter().any(|ground| ground.area() < largest && ground.contains(stand.origin))
    }

    /// Adds a glyph that advances the line by `advance` points.
    fn place(&mut self, text: Said, stand: &Stand, advance: f64, look: Look) {
        self.content.glyphs.push(PlacedGlyph {
            text,
            x: stand.origin.x,
            y: stand.origin.y,
            size: stand.size,
            advance,
            direction: if look.is_stacked { stacked(stand.direction) } else { stand.direction },
            is_stacked: look.is_stacked,
            visibility: self.visibility(stand, look.ink),
            is_pale: look.ink.is_pale && !self.is_on_field(stand),
            is_watermark: self.marked.iter().any(|marked| marked.is_watermark),
        });
    }
}

/// How the glyphs of a run look.
#[derive(Clone, Copy)]
struct Look {
    ink: Ink,
    /// Written downwards (竖排).
    is_stacked: bool,
}

/// The way a line of vertical writing runs whose glyphs stand as if it ran `upright`.
fn stacked(upright: Direction) -> Direction {
    match upright {
        Direction::Right => Direction::Down,
        Direction::Down => Direction::Left,
        Direction::Left => Direction::Up,
        Direction::Up => Direction::Right,
        Direction::Oblique => Direction::Oblique,
    }
}

impl Device<'_> for GlyphCollector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.cover(path, &props);
        }
        if !matches!(ink(&props.paint, mode).tone, Tone::Colour) {
            return;
        }
        match mode {
            DrawMode::Fill(_) => rules::fill(path, props.transform, &mut self.content.rulings),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                rules::stroke(path, props.transform, &mut self.content.rulings);
            }
            DrawMode::Invisible => return,
        }
        if !matches!(mode, DrawMode::Stroke(_)) {
            self.grounds.push(props.transform.transform_rect_bbox(path.bounding_box()));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.opacities.push(opacity);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let mut look = Look {
            ink: ink(&props.paint, mode),
            is_stacked: matches!(run.writing_mode(), WritingMode::Vertical),
        };
        look.ink.is_pale |= self.opacities.iter().product::<f32>() <= FAINT;
        let mut next =
            run.glyphs().first().and_then(|first| Stand::of(props.transform * first.transform()));
        for (index, glyph) in run.glyphs().iter().enumerate() {
            let after = run.glyphs().get(index + 1);
            let after = after.and_then(|after| Stand::of(props.transform * after.transform()));
            let stand = std::mem::replace(&mut next, after);
            let Some(mut stand) = stand else { continue };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => Some(Said::from(c)),
                Some(BfString::String(text)) => Some(text.into()),
                // A glyph that is drawn and says not what it is must not vanish from a name unseen.
                None => draws(glyph).then(|| '\u{FFFD}'.into()),
            };
            if let (Glyph::Outline(outline), Some(text)) = (&**glyph, &text) {
                self.digits.see(outline, text);
            }
            let ems = text.as_ref().map_or(0.0, ems);
            let advance = if look.is_stacked {
                stand.size
            } else {
                advance(glyph, &stand, next.as_ref()).unwrap_or(ems * stand.size)
            };
            if matches!(&**glyph, Glyph::Type3(_)) {
                // Such a font's em is what its maker liked; its glyphs are at least this high.
                stand.size = stand.size.max(advance);
            }
            let end = stand.origin + (advance / stand.along.max(f64::MIN_POSITIVE)) * stand.step;
            let replaced = self.marked.iter_mut().rev().find_map(|m| m.replacement.as_mut());
            match replaced {
                None => {
                    if let Some(text) = text {
                        self.place(text, &stand, advance, look);
                    }
                }
                Some(Replacement { placed: Some(at), .. }) => {
                    if let Some(first) = self.content.glyphs.get_mut(*at) {
                        first.advance = (end.x - first.x).hypot(end.y - first.y);
                    }
                }
                Some(replacement) => {
                    replacement.placed = Some(self.content.glyphs.len());
                    let text = replacement.text.clone().into();
                    self.place(text, &stand, advance, look);
                }
            }
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

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let string = |key: &[u8]| properties.and_then(|dict| dict.get::<PdfString<'_>>(key));
        let name = |key: &[u8]| properties.and_then(|dict| dict.get::<Name<'_>>(key));
        let text = string(b"ActualText").map(|text| decode(text.as_bytes()));
        self.marked.push(Marked {
            replacement: text.map(|text| Replacement { text, placed: None }),
            is_watermark: tag == b"Artifact"
                && name(b"Subtype").is_some_and(|subtype| subtype.as_str() == "Watermark"),
        });
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

/// How far `glyph` moves the line on, in points. Fonts that stand in for one not embedded are
/// squeezed to the widths the file states, which its transform then holds: what fits the distance to
/// the `next` glyph is the truth.
fn advance(glyph: &Glyph<'_>, stand: &Stand, next: Option<&Stand>) -> Option<f64> {
    let ems = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(type3) => type3.advance_width(),
    };
    let thousandths = f64::from(ems?).abs();
    if !thousandths.is_normal() {
        return None;
    }
    let squeezed = thousandths * stand.along;
    let stated = thousandths * stand.size / 1000.0;
    let Some(next) = next else { return Some(squeezed.min(stated)) };
    let distance = stand.origin.distance(next.origin);
    let fits = |advance: f64| (advance - distance).abs();
    Some(if fits(squeezed) <= fits(stated) { squeezed } else { stated })
}

/// Width of a glyph's text in ems where its font doesn't say: half for Latin, whole for Han.
fn ems(text: &Said) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}
