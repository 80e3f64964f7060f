//! How objects look: colours, the pen, what is drawn at all.

use hayro::vello_cpu::color::{AlphaColor, Srgb};

use super::geometry::numbers;
use crate::xml::Element;

/// A pen's width where a file says none, in millimetres: one point.
const PEN: f32 = 0.353;
/// Widest pen, in millimetres: more covers any page.
const WIDEST: f32 = 5_000.0;

/// A look as far as it is said; the rest is that of what is around.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    fill: Option<AlphaColor<Srgb>>,
    pen: Option<AlphaColor<Srgb>>,
    width: Option<f32>,
    dashes: Option<Vec<f32>>,
    join: Option<String>,
    cap: Option<String>,
}

impl Look {
    /// Reads what an object, or a `DrawParam`, says itself.
    pub fn read(element: &Element<'_>) -> Self {
        let width = element.number("LineWidth").map(|width| (width as f32).clamp(0.0, WIDEST));
        Self {
            fill: element.child("FillColor").map(colour),
            pen: element.child("StrokeColor").map(colour),
            width,
            dashes: element.attribute("DashPattern").map(|pattern| numbers(&pattern)),
            join: element.attribute("Join"),
            cap: element.attribute("Cap"),
        }
    }

    /// This look where it says something, that of `base` elsewhere.
    pub fn over(self, base: &Self) -> Self {
        Self {
            fill: self.fill.or(base.fill),
            pen: self.pen.or(base.pen),
            width: self.width.or(base.width),
            dashes: self.dashes.or_else(|| base.dashes.clone()),
            join: self.join.or_else(|| base.join.clone()),
            cap: self.cap.or_else(|| base.cap.clone()),
        }
    }

    /// The colour of words and areas.
    pub fn fill(&self) -> Option<AlphaColor<Srgb>> {
        self.fill
    }

    /// The colour of lines; black where none is said.
    pub fn pen(&self) -> AlphaColor<Srgb> {
        self.pen.unwrap_or(AlphaColor::BLACK)
    }

    /// The pen's width.
    pub fn width(&self) -> f32 {
        self.width.unwrap_or(PEN)
    }

    /// Lengths of dashes and gaps; none for a line without gaps.
    pub fn dashes(&self) -> &[f32] {
        self.dashes.as_deref().unwrap_or_default()
    }

    /// The name of the pen's join and of its cap.
    pub fn ends(&self) -> (Option<&str>, Option<&str>) {
        (self.join.as_deref(), self.cap.as_deref())
    }
}

/// The colour of `FillColor` or `StrokeColor`. Of a gradient, the first colour is taken; a colour that
/// is not understood is black, so that what has it is seen.
fn colour(element: &Element<'_>) -> AlphaColor<Srgb> {
    if element.attribute("Value").is_some() {
        return colour_of_value(element);
    }
    let first = element.find(&|inner| inner.name() == "Color");
    first.map_or(AlphaColor::BLACK, colour_of_value)
}

fn colour_of_value(element: &Element<'_>) -> AlphaColor<Srgb> {
    let value = element.attribute("Value").unwrap_or_default();
    let parts: Vec<f32> = value.split_whitespace().take(4).filter_map(part).collect();
    let inked = |ink: f32, black: f32| (1.0 - ink) * (1.0 - black);
    let [red, green, blue] = match parts[..] {
        [grey] => [grey; 3],
        [red, green, blue] => [red, green, blue],
        [cyan, magenta, yellow, black] => {
            [inked(cyan, black), inked(magenta, black), inked(yellow, black)]
        }
        _ => [0.0; 3],
    };
    let alpha = element.number("Alpha").map_or(1.0, opacity);
    AlphaColor::new([red, green, blue, alpha])
}

/// One part of a colour, `255` or `#FF`, from 0 to 1.
fn part(word: &str) -> Option<f32> {
    let value = match word.strip_prefix('#') {
        Some(hex) => f32::from(u8::from_str_radix(hex, 16).ok()?),
        None => word.parse().ok().filter(|value: &f32| value.is_finite())?,
    };
    Some((value / 255.0).clamp(0.0, 1.0))
}

/// An `Alpha` from 0 to 1.
pub(super) fn opacity(alpha: f64) -> f32 {
    (alpha as f32 / 255.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    fn bytes(xml: &str) -> [u8; 4] {
        let root = xml::parse(xml).expect("it is XML");
        let colour = colour(&root).to_rgba8();
        [colour.r, colour.g, colour.b, colour.a]
    }

    #[test]
    fn colours_are_read_by_the_number_of_their_parts() {
        for (xml, colour) in [
            ("<FillColor Value='255 0 0'/>", [255, 0, 0, 255]),
            ("<FillColor Value='128' Alpha='128'/>", [128, 128, 128, 128]),
            ("<FillColor Value='0 255 255 0'/>", [255, 0, 0, 255]),
            ("<FillColor Value='#1f #20 #21'/>", [31, 32, 33, 255]),
            ("<FillColor Value='900 -5 NaN' Alpha='1e9'/>", [0, 0, 0, 255]),
            ("<FillColor Index='3'/>", [0, 0, 0, 255]),
            (
                "<FillColor><AxialShd><Segment><Color Value='0 0 255'/></Segment></AxialShd></FillColor>",
                [0, 0, 255, 255],
            ),
        ] {
            assert_eq!(bytes(xml), colour, "{xml}");
        }
    }

    #[test]
    fn what_is_said_nearer_counts() {
        let look = |xml: &str| Look::read(&xml::parse(xml).expect("it is XML"));
        let base = look("<DrawParam LineWidth='2'><StrokeColor Value='255 0 0'/></DrawParam>");
        let own = look("<PathObject LineWidth='-1'><FillColor Value='0'/></PathObject>");
        let both = own.over(&base);
        assert_eq!((both.width(), both.pen().to_rgba8().r), (0.0, 255));
        assert!(both.fill().is_some() && base.fill().is_none());
        assert_eq!(Look::default().width(), PEN);
    }
}
