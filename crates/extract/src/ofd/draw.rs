//! A page as people see it: words, paths and pictures in the order in which the file stacks them.
//!
//! Patterns, masks and composite objects (复合对象) are not drawn, a gradient is drawn in its first
//! colour, and what is out of an object's boundary is: a reviewer should rather see too much.

use hayro::{
    hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape},
    vello_cpu::{
        color::{AlphaColor, Srgb},
        peniko::Fill,
    },
};
use image::RgbImage;

use super::{
    canvas::Canvas,
    content::{place_of, place_of_image},
    fonts::{Face, Fonts, Outline},
    geometry::{POINTS, Transform},
    look::{Look, opacity},
    path_object::path_of,
    resources::Resources,
    sheets::{Kind, Sheets},
    text_object::{PlacedChar, codes_of, size_of, widening_of},
};
use crate::{package::Package, picture::decode_clear, xml::Element};

/// Objects and chars drawn of a page; one of print has a hundredth.
const MOST: usize = 200_000;
/// Pictures drawn of a page; more than are read.
const PICTURES: usize = 200;
/// Clips around one object; mostly one.
const CLIPS: usize = 16;
/// Glyphs that the file itself chooses for the chars of one object.
const CHOSEN: usize = 100_000;
/// Stands for what can't be drawn.
const PLACEHOLDER: AlphaColor<Srgb> = AlphaColor::new([0.6, 0.6, 0.6, 1.0]);

/// Draws the page at `scale` pixels a point.
pub(super) fn draw(
    package: &mut Package<'_>,
    shared: &Resources,
    sheets: &Sheets<'_>,
    scale: f32,
) -> RgbImage {
    let page = sheets.page_box;
    let to_pixels = Affine::scale(f64::from(POINTS * scale))
        * Affine::translate((-f64::from(page.x), -f64::from(page.y)));
    let side =
        |length: f32| (length * POINTS * scale).round().clamp(1.0, f32::from(u16::MAX)) as u16;
    let mut drawer = Drawer {
        canvas: Canvas::new(side(page.width), side(page.height), to_pixels),
        package,
        resources: [&sheets.local, shared],
        fonts: Fonts::default(),
        system: None,
        left: MOST,
        pictures_left: PICTURES,
    };
    for (kind, root) in &sheets.stack {
        match kind {
            Kind::Content => {
                root.all("Content").for_each(|layers| drawer.objects(layers, &Around::default()))
            }
            Kind::Annotations => root.all("Annot").for_each(|annotation| {
                if !is_hidden(annotation) {
                    annotation.all("Appearance").for_each(|appearance| {
                        let place = place_of(appearance);
                        drawer.objects(appearance, &Around { place, ..Around::default() });
                    });
                }
            }),
        }
    }
    drawer.canvas.finish()
}

/// What holds for all that an element holds.
#[derive(Clone)]
struct Around {
    place: Transform,
    look: Look,
    opacity: f32,
}

impl Default for Around {
    fn default() -> Self {
        Self { place: Transform::IDENTITY, look: Look::default(), opacity: 1.0 }
    }
}

struct Drawer<'d, 'b> {
    canvas: Canvas,
    package: &'d mut Package<'b>,
    /// Of this page, and of all.
    resources: [&'d Resources; 2],
    fonts: Fonts,
    /// The system's font, once it was looked for.
    system: Option<Option<Face>>,
    left: usize,
    pictures_left: usize,
}

impl Drawer<'_, '_> {
    fn objects(&mut self, parent: &Element<'_>, around: &Around) {
        for object in parent.elements() {
            if self.left == 0 || is_hidden(object) {
                continue;
            }
            self.left -= 1;
            let around = Around {
                place: around.place,
                look: self.look(object).over(&around.look),
                opacity: around.opacity * object.number("Alpha").map_or(1.0, opacity),
            };
            match object.name() {
                "Layer" | "PageBlock" => self.objects(object, &around),
                "TextObject" => self.clipped(object, &around, Self::text),
                "PathObject" => self.clipped(object, &around, Self::path),
                "ImageObject" => self.clipped(object, &around, Self::image),
                _ => {}
            }
        }
    }

    fn look(&self, object: &Element<'_>) -> Look {
        let [local, shared] = self.resources;
        let named = object.attribute("DrawParam").map(|id| local.look(&id, shared));
        Look::read(object).over(&named.unwrap_or_default())
    }

    /// Draws `object` inside its clips (裁剪区), whose coordinates are its own.
    fn clipped(
        &mut self,
        object: &Element<'_>,
        around: &Around,
        draw: impl Fn(&mut Self, &Element<'_>, &Around),
    ) {
        let clips = object.child("Clips").into_iter().flat_map(|clips| clips.all("Clip"));
        let place = place_of(object).then(&around.place).affine();
        let mut open = 0;
        for clip in clips.take(CLIPS) {
            let mut areas = BezPath::new();
            for area in clip.all("Area") {
                for path in area.all("Path") {
                    areas.extend(place_of(path).then(&place_of(area)).affine() * path_of(path));
                }
            }
            // Words as a clip are not understood.
            if !areas.is_empty() {
                self.canvas.clip(&areas, place);
                open += 1;
            }
        }
        draw(self, object, around);
        (0..open).for_each(|_| self.canvas.unclip());
    }

    fn path(&mut self, object: &Element<'_>, around: &Around) {
        let path = path_of(object);
        let place = place_of(object).then(&around.place).affine();
        let look = &around.look;
        if says(object, "Fill", "true")
            && let Some(colour) = look.fill()
        {
            let rule = if says(object, "Rule", "Even-Odd") { Fill::EvenOdd } else { Fill::NonZero };
            self.canvas.fill(&path, place, rule, colour.multiply_alpha(around.opacity));
        }
        if !says(object, "Stroke", "false") {
            self.canvas.stroke(&path, place, look, look.pen().multiply_alpha(around.opacity));
        }
    }

    fn image(&mut self, object: &Element<'_>, around: &Around) {
        if self.pictures_left == 0 {
            return;
        }
        self.pictures_left -= 1;
        let place = place_of_image(object).then(&around.place).affine();
        let [local, shared] = self.resources;
        let id = object.attribute("ResourceID").unwrap_or_default();
        let bytes = local.picture(&id, shared).and_then(|path| self.package.part(path));
        let picture = bytes.and_then(|bytes| decode_clear(&bytes).ok());
        let is_drawn =
            picture.is_some_and(|picture| self.canvas.picture(picture, place, around.opacity));
        if !is_drawn {
            // A frame with a cross, so that nobody takes the page for empty here.
            let mut frame = Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
            frame.move_to((0.0, 0.0));
            frame.line_to((1.0, 1.0));
            frame.move_to((0.0, 1.0));
            frame.line_to((1.0, 0.0));
            self.canvas.stroke(&(place * frame), Affine::IDENTITY, &Look::default(), PLACEHOLDER);
        }
    }

    fn text(&mut self, object: &Element<'_>, around: &Around) {
        let (is_filled, is_drawn) =
            (!says(object, "Fill", "false"), says(object, "Stroke", "true"));
        if !is_filled && !is_drawn {
            return;
        }
        let [local, shared] = self.resources;
        let font = object.attribute("Font").unwrap_or_default();
        let path = local.font(&font, shared);
        let face = path.and_then(|path| self.fonts.embedded(path, self.package));
        let chosen = chosen_glyphs(object);
        let size = f64::from(size_of(object));
        let turn = Affine::rotate(object.number("CharDirection").unwrap_or(0.0).to_radians());
        let shape = turn * Affine::scale_non_uniform(f64::from(widening_of(object)), 1.0);
        let place = place_of(object).then(&around.place).affine();
        let fill = around.look.fill().unwrap_or(AlphaColor::BLACK).multiply_alpha(around.opacity);
        let pen = around.look.pen().multiply_alpha(around.opacity);
        let chars = codes_of(object).flat_map(|code| code.chars);
        for (index, PlacedChar { c, at, .. }) in chars.enumerate() {
            let glyph = chosen.get(&index).copied();
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            if c.is_control() || (c.is_whitespace() && glyph.is_none()) {
                continue;
            }
            let corner = Affine::translate((f64::from(at.0), f64::from(at.1)));
            let Outline { path, units } = self.outline(face.as_ref(), c, glyph);
            let em = size / units;
            // In the object's own coordinates, so that its pen is as wide as it says.
            let path = corner * shape * Affine::scale_non_uniform(em, -em) * path;
            if is_filled {
                self.canvas.fill(&path, place, Fill::NonZero, fill);
            }
            if is_drawn {
                self.canvas.stroke(&path, place, &around.look, pen);
            }
        }
    }

    /// The outline of a char: of the glyph that the file chose, of the embedded font, of the system's;
    /// an empty box where none has it.
    fn outline(&mut self, face: Option<&Face>, c: char, glyph: Option<u32>) -> Outline {
        let embedded = face.and_then(|face| match glyph {
            Some(glyph) => face.glyph(glyph),
            None => face.char(c),
        });
        embedded
            .or_else(|| self.system.get_or_insert_with(Face::of_system).as_ref()?.char(c))
            .unwrap_or_else(|| {
                let frame = Rect::new(0.06, -0.1, 0.94, 0.78).to_path(0.1);
                let hole = Rect::new(0.1, -0.06, 0.9, 0.74).to_path(0.1).reverse_subpaths();
                Outline { path: frame.into_iter().chain(hole).collect(), units: 1.0 }
            })
    }
}

/// Glyphs that the file chooses in its embedded font (字形变换), by the number of their chars.
fn chosen_glyphs(object: &Element<'_>) -> std::collections::HashMap<usize, u32> {
    let mut chosen = std::collections::HashMap::new();
    for transform in object.all("CGTransform") {
        let whole = |name: &str| transform.number(name).map(|number| number.max(0.0) as usize);
        let begin = whole("CodePosition").unwrap_or(0);
        let codes = whole("CodeCount").unwrap_or(1);
        let glyphs = transform.child("Glyphs").map(Element::text).unwrap_or_default();
        let glyphs = glyphs.split_whitespace().map_while(|glyph| glyph.parse().ok());
        for (index, glyph) in glyphs.take(codes).enumerate() {
            if chosen.len() >= CHOSEN {
                return chosen;
            }
            chosen.insert(begin.saturating_add(index), glyph);
        }
    }
    chosen
}

fn says(object: &Element<'_>, name: &str, value: &str) -> bool {
    object.attribute(name).as_deref() == Some(value)
}

fn is_hidden(object: &Element<'_>) -> bool {
    says(object, "Visible", "false")
}
