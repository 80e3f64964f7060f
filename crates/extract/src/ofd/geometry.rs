//! Places on a page: boxes and transformations, as the attributes write them.

use anjian_core::Bounds;
use hayro::hayro_interpret::kurbo::Affine;

/// Points in a millimetre.
pub(super) const POINTS: f32 = 72.0 / 25.4;
/// Longest side of a page, in millimetres: a plan on A0 and more.
const LONGEST: f32 = 5_000.0;

/// A box in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Box2 {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Box2 {
    /// `x y width height`.
    pub fn parse(text: &str) -> Option<Self> {
        match numbers(text)[..] {
            [x, y, width, height, ..] => Some(Self { x, y, width, height }),
            _ => None,
        }
    }

    /// True for the sizes that paper has.
    pub fn is_page(&self) -> bool {
        let is_side = |side: f32| side > 1.0 && side <= LONGEST;
        is_side(self.width) && is_side(self.height)
    }

    /// In points, from the corner of `page`.
    pub fn bounds(&self, page: &Self) -> Bounds {
        let (left, top) = (self.x - page.x, self.y - page.y);
        Bounds {
            left: left * POINTS,
            top: top * POINTS,
            right: (left + self.width) * POINTS,
            bottom: (top + self.height) * POINTS,
        }
    }
}

/// `a b c d e f`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Transform([f32; 6]);

impl Transform {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn parse(text: &str) -> Option<Self> {
        match numbers(text)[..] {
            [a, b, c, d, e, f, ..] => Some(Self([a, b, c, d, e, f])),
            _ => None,
        }
    }

    pub fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    pub fn scaled(across: f32, down: f32) -> Self {
        Self([across, 0.0, 0.0, down, 0.0, 0.0])
    }

    pub fn apply(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// First `self`, then `outer`.
    pub fn then(&self, outer: &Self) -> Self {
        let [a, b, c, d, _, _] = self.0;
        let [oa, ob, oc, od, _, _] = outer.0;
        let (e, f) = outer.apply((self.0[4], self.0[5]));
        Self([oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d, e, f])
    }

    /// The box around a box, transformed.
    pub fn around(&self, left: f32, top: f32, right: f32, bottom: f32) -> Box2 {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let corners = corners.map(|corner| self.apply(corner));
        let low =
            corners.iter().fold((f32::MAX, f32::MAX), |low, c| (low.0.min(c.0), low.1.min(c.1)));
        let high =
            corners.iter().fold((f32::MIN, f32::MIN), |high, c| (high.0.max(c.0), high.1.max(c.1)));
        Box2 { x: low.0, y: low.1, width: high.0 - low.0, height: high.1 - low.1 }
    }

    /// For paths.
    pub fn affine(&self) -> Affine {
        Affine::new(self.0.map(f64::from))
    }

    /// How much longer a height becomes.
    pub fn scale(&self) -> f32 {
        self.0[2].hypot(self.0[3])
    }
}

/// The numbers of an attribute; what is none counts as nothing.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    let is_usable = |number: &f32| number.is_finite() && number.abs() < 1e6;
    text.split_whitespace()
        .filter_map(|word| word.parse().ok())
        .filter(is_usable)
        .take(16)
        .collect()
}
