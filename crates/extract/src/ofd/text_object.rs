//! Words of a text object: each char has its place.

use anjian_core::{LineRole, TextSource};

use super::geometry::{Box2, Transform};
use crate::{arrange::Fragment, xml::Element};

/// Gap, in ems beyond a char's own width, from which words stand apart.
const GAP: f32 = 0.6;
/// Most chars of one text object; a page has fewer.
const CHARS: usize = 100_000;
/// Size of type where a file forgets to say: 小四 in millimetres.
const SIZE: f32 = 4.2;

/// Chars at their places, in the coordinates of their object.
pub(super) struct Code {
    pub chars: Vec<PlacedChar>,
}

/// A char at its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedChar {
    pub c: char,
    /// Where it stands: the left end of its base line.
    pub at: (f32, f32),
    /// How wide it is, near enough.
    pub width: f32,
}

/// Size of type of `object`.
pub(super) fn size_of(object: &Element<'_>) -> f32 {
    object.number("Size").map_or(SIZE, |size| (size as f32).abs()).max(0.1)
}

/// How much wider than usual `object` draws its chars.
pub(super) fn widening_of(object: &Element<'_>) -> f32 {
    object.number("HScale").map_or(1.0, |scale| scale as f32)
}

/// The chars of `object`, by its codes.
pub(super) fn codes_of(object: &Element<'_>) -> impl Iterator<Item = Code> {
    let (size, widening) = (size_of(object), widening_of(object));
    let (mut x, mut y) = (0.0, 0.0);
    object.all("TextCode").map(move |code| {
        x = code.number("X").map_or(x, |x| x as f32);
        y = code.number("Y").map_or(y, |y| y as f32);
        let text = code.text();
        let chars: Vec<char> = text.trim_matches(['\n', '\r']).chars().take(CHARS).collect();
        let across = deltas(&code.attribute("DeltaX").unwrap_or_default(), chars.len());
        let down = deltas(&code.attribute("DeltaY").unwrap_or_default(), chars.len());
        let mut at = (x, y);
        let mut placed = Vec::with_capacity(chars.len());
        for (index, c) in chars.into_iter().enumerate() {
            let width = size * widening * width_of(c);
            placed.push(PlacedChar { c, at, width });
            let step = match (across.get(index), down.get(index)) {
                (None, None) if down.is_empty() => (width, 0.0),
                (right, low) => (right.copied().unwrap_or(0.0), low.copied().unwrap_or(0.0)),
            };
            at = (at.0 + step.0, at.1 + step.1);
        }
        Code { chars: placed }
    })
}

/// The stretches of words of `object`, whose place on the page is `transform`.
pub(super) fn fragments_of(
    object: &Element<'_>,
    transform: &Transform,
    page: &Box2,
    role: LineRole,
) -> Vec<Fragment> {
    let size = size_of(object);
    let mut fragments = Vec::new();
    for code in codes_of(object) {
        let mut run: Option<Run> = None;
        for PlacedChar { c, at, width } in code.chars {
            let glyph = transform.around(at.0, at.1 - 0.85 * size, at.0 + width, at.1 + 0.2 * size);
            if c.is_whitespace() {
                // Space between Latin words belongs to them; any other is a gap.
                if let Some(run) = run.as_mut().filter(|run| run.ends_in_latin()) {
                    run.text.push(' ');
                }
            } else if !c.is_control() {
                run = match run {
                    Some(mut open) if open.is_next(at, size) => {
                        open.add(c, at, width, glyph);
                        Some(open)
                    }
                    open => {
                        fragments.extend(open.map(|open| open.close(size, transform, page, role)));
                        Some(Run::new(c, at, width, glyph))
                    }
                };
            }
        }
        fragments.extend(run.map(|run| run.close(size, transform, page, role)));
    }
    fragments
}

/// Chars that stand next to each other.
struct Run {
    text: String,
    bounds: Box2,
    /// Where the last char stands and how wide it is.
    last: (f32, f32),
    width: f32,
}

impl Run {
    fn new(c: char, at: (f32, f32), width: f32, glyph: Box2) -> Self {
        Self { text: c.to_string(), bounds: glyph, last: at, width }
    }

    fn is_next(&self, at: (f32, f32), size: f32) -> bool {
        let (right, down) = (at.0 - self.last.0, at.1 - self.last.1);
        let is_in_line =
            down.abs() < 0.3 * size && right - self.width < GAP * size && right > -0.3 * size;
        // Words from top to bottom stand under each other.
        let is_in_column =
            right.abs() < 0.3 * size && down > 0.3 * size && down - size < GAP * size;
        is_in_line || is_in_column
    }

    fn add(&mut self, c: char, at: (f32, f32), width: f32, glyph: Box2) {
        self.text.push(c);
        let (right, bottom) = (
            (self.bounds.x + self.bounds.width).max(glyph.x + glyph.width),
            (self.bounds.y + self.bounds.height).max(glyph.y + glyph.height),
        );
        let (x, y) = (self.bounds.x.min(glyph.x), self.bounds.y.min(glyph.y));
        self.bounds = Box2 { x, y, width: right - x, height: bottom - y };
        (self.last, self.width) = (at, width);
    }

    fn ends_in_latin(&self) -> bool {
        self.text.ends_with(|c: char| c.is_ascii_graphic())
    }

    fn close(self, size: f32, transform: &Transform, page: &Box2, role: LineRole) -> Fragment {
        Fragment {
            text: self.text.trim_end().to_owned(),
            bounds: self.bounds.bounds(page),
            size: size * transform.scale() * super::POINTS,
            role,
            source: TextSource::TextLayer,
            confidence: None,
        }
    }
}

/// Width of a char in ems, near enough to see gaps.
fn width_of(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// Steps between chars; `g 5 3.2` is five times 3.2.
fn deltas(text: &str, chars: usize) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if steps.len() >= chars {
            break;
        }
        let (times, step) = if word.eq_ignore_ascii_case("g") {
            let times = words.next().and_then(|times| times.parse().ok()).unwrap_or(0usize);
            (times.min(chars), words.next())
        } else {
            (1, Some(word))
        };
        let step = step.and_then(|step| step.parse().ok()).filter(|step: &f32| step.is_finite());
        steps.extend(std::iter::repeat_n(step.unwrap_or(0.0), times));
    }
    steps.truncate(chars);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    fn texts(object: &str) -> Vec<(String, i32, i32)> {
        let root = xml::parse(object).expect("it is XML");
        let page = Box2 { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };
        fragments_of(&root, &Transform::moved(10.0, 20.0), &page, LineRole::Body)
            .into_iter()
            .map(|f| {
                (
                    f.text,
                    (f.bounds.left / super::super::POINTS) as i32,
                    (f.bounds.bottom / super::super::POINTS) as i32,
                )
            })
            .collect()
    }

    #[test]
    fn steps_are_repeated() {
        assert_eq!(deltas("g 3 2.5 4 1", 9), [2.5, 2.5, 2.5, 4.0, 1.0]);
        assert_eq!(deltas("g 4000000000 1", 3), [1.0; 3]);
        assert_eq!(deltas("x g", 3), [0.0]);
    }

    #[test]
    fn words_break_where_a_gap_is() {
        let object = "<TextObject Size='5'><TextCode X='0' Y='5' DeltaX='5 30 5'>物品数量</TextCode><TextCode Y='15'>AB cd</TextCode></TextObject>";
        assert_eq!(
            texts(object),
            [
                ("物品".to_owned(), 10, 26),
                ("数量".to_owned(), 45, 26),
                ("AB cd".to_owned(), 10, 36)
            ]
        );
    }

    #[test]
    fn words_from_top_to_bottom_stay_together() {
        let object = "<TextObject Size='5'><TextCode X='0' Y='5' DeltaY='g 2 5'>证据卷</TextCode></TextObject>";
        assert_eq!(texts(object), [("证据卷".to_owned(), 10, 36)]);
    }
}
