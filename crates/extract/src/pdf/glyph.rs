//! A glyph on its page: what it says, where it stands and which way it is read.

use hayro::hayro_interpret::kurbo::{Affine, Point, Vec2};

/// Degrees by which a line may lean and still count as level or upright.
const LEAN: f64 = 8.0;

/// What a glyph says. Nearly all say one character, and a page has thousands: those take no memory of
/// their own.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) enum Said {
    Char(char),
    Words(Box<str>),
}

impl Said {
    pub fn chars(&self) -> impl Iterator<Item = char> {
        let (one, words) = match self {
            Self::Char(c) => (Some(*c), ""),
            Self::Words(words) => (None, &**words),
        };
        one.into_iter().chain(words.chars())
    }

    pub fn first(&self) -> Option<char> {
        self.chars().next()
    }

    pub fn last(&self) -> Option<char> {
        match self {
            Self::Char(c) => Some(*c),
            Self::Words(words) => words.chars().next_back(),
        }
    }
}

impl From<char> for Said {
    fn from(c: char) -> Self {
        Self::Char(c)
    }
}

impl From<String> for Said {
    fn from(words: String) -> Self {
        let mut chars = words.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Self::Char(c),
            _ => Self::Words(words.into()),
        }
    }
}

/// Whether a glyph can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) enum Visibility {
    Shown,
    /// Drawn without ink, or beneath an image of the page: the layer of a recognised scan.
    Layer,
    /// White on paper, tiny, or off the page.
    Hidden,
}

/// The way a line runs over the page as it is viewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::pdf) enum Direction {
    Right,
    /// Turned clockwise, or written downwards (竖排).
    Down,
    /// Upside down.
    Left,
    /// Turned counter-clockwise.
    Up,
    /// Askew, as watermarks are.
    Oblique,
}

/// A glyph's text and place on the page, top-left origin, in points.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) struct PlacedGlyph {
    pub text: Said,
    /// Origin on the baseline.
    pub x: f64,
    pub y: f64,
    /// Height of an em on the page.
    pub size: f64,
    /// How far the next glyph's origin is, where nothing is squeezed or spaced.
    pub advance: f64,
    pub direction: Direction,
    /// Upright in a line that is written downwards.
    pub is_stacked: bool,
    pub visibility: Visibility,
    /// Too pale to be the text itself.
    pub is_pale: bool,
    /// Said by the file to be no part of the text.
    pub is_watermark: bool,
}

impl PlacedGlyph {
    /// The middle of what is drawn, near enough.
    pub fn middle(&self) -> Point {
        let (along, up) = (self.advance / 2.0, 0.35 * self.size);
        let (x, y) = match self.direction {
            // Stacked glyphs stand upright whichever way their line runs.
            _ if self.is_stacked => (self.size / 2.0, -up),
            Direction::Right | Direction::Oblique => (along, -up),
            Direction::Down => (up, along),
            Direction::Left => (-along, up),
            Direction::Up => (-up, -along),
        };
        Point::new(self.x + x, self.y + y)
    }
}

/// Where the next line of a page of `width` × `height` is read from: the page turned so that lines
/// of `direction` run to the right.
#[derive(Debug, Clone, Copy)]
pub(in crate::pdf) struct Frame {
    pub direction: Direction,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    /// A point of the page in the frame.
    pub fn turned(self, x: f64, y: f64) -> (f64, f64) {
        match self.direction {
            Direction::Right | Direction::Oblique => (x, y),
            Direction::Down => (y, self.width - x),
            Direction::Left => (self.width - x, self.height - y),
            Direction::Up => (self.height - y, x),
        }
    }

    /// A point of the frame on the page.
    pub fn back(self, x: f64, y: f64) -> (f64, f64) {
        match self.direction {
            Direction::Right | Direction::Oblique => (x, y),
            Direction::Down => (self.width - y, x),
            Direction::Left => (self.width - x, self.height - y),
            Direction::Up => (y, self.height - x),
        }
    }

    /// True where lines run along the page's height.
    pub fn is_turned(self) -> bool {
        matches!(self.direction, Direction::Down | Direction::Up)
    }
}

/// Where a glyph stands by its `transform`, which maps a thousandth of an em to the page.
pub(in crate::pdf) struct Stand {
    pub origin: Point,
    pub size: f64,
    /// A thousandth of an em along the line, and its length.
    pub step: Vec2,
    pub along: f64,
    pub direction: Direction,
}

impl Stand {
    /// `None` where nothing finite can be said.
    pub fn of(transform: Affine) -> Option<Self> {
        let origin = transform * Point::ZERO;
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let size = c.hypot(d) * 1000.0;
        let is_finite = origin.x.is_finite() && origin.y.is_finite() && size.is_finite();
        let along = Vec2::new(a, b);
        (is_finite && along.length().is_finite()).then(|| Self {
            origin,
            size,
            step: along,
            along: along.length(),
            direction: direction(along),
        })
    }
}

/// `y` runs down the page.
fn direction(along: Vec2) -> Direction {
    let degrees = along.y.atan2(along.x).to_degrees();
    let near = |place: f64| {
        let apart = (degrees - place).rem_euclid(360.0);
        apart <= LEAN || apart >= 360.0 - LEAN
    };
    match () {
        () if near(0.0) => Direction::Right,
        () if near(90.0) => Direction::Down,
        () if near(180.0) => Direction::Left,
        () if near(270.0) => Direction::Up,
        () => Direction::Oblique,
    }
}
