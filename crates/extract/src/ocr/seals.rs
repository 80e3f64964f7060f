//! Round seals (印章): where they are, and the image of the words that run around their rim.

use std::f32::consts::TAU;

use image::{GrayImage, Luma, imageops::thumbnail};

use super::{detect::LineBox, skew::sample};

/// Radii of round seals, in points: 30 to 60 millimetres across.
const RADII: std::ops::RangeInclusive<u32> = 42..=86;
/// Share of a rim that must be inked: the rest may be faint, or under another seal.
const RIM_SEEN: f32 = 0.7;
/// Directions in which a rim is looked at.
const DIRECTIONS: u32 = 180;
/// Edges that must speak for a middle before its rim is looked at.
const FEWEST: u16 = 8;
/// Thickest rim, in points.
const THICKEST: f32 = 7.0;
/// Seals looked for on a page.
const MOST: usize = 8;
/// Between these shares of its radius a seal has its inscription: inside the rim, around the star.
const RIM: f32 = 0.92;
const STAR: f32 = 0.5;
/// A pixel of red ink is darker.
const INK: u8 = 150;

/// A round seal, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seal {
    x: f32,
    y: f32,
    radius: f32,
}

impl Seal {
    /// The box around it.
    pub(super) fn bounds(&self) -> LineBox {
        LineBox {
            left: self.x - self.radius,
            top: self.y - self.radius,
            right: self.x + self.radius,
            bottom: self.y + self.radius,
        }
    }

    /// True where `line` stands inside it.
    pub(super) fn holds(&self, line: &LineBox) -> bool {
        self.share(line) <= 1.0
    }

    /// True where `line` is the second inscription, below the star (专用章); what stands elsewhere
    /// inside runs around the rim.
    pub(super) fn has_below_star(&self, line: &LineBox) -> bool {
        line.middle().1 > self.y && self.share(line) < (RIM + STAR) / 2.0
    }

    /// Distance of the middle of `line` from its own, in radii.
    fn share(&self, line: &LineBox) -> f32 {
        let (x, y) = line.middle();
        (x - self.x).hypot(y - self.y) / self.radius
    }

    /// The words around its rim, laid out straight: from the lowest point clockwise.
    pub(super) fn unrolled(&self, red: &GrayImage) -> GrayImage {
        let height = (self.radius * (RIM - STAR)).ceil().max(1.0);
        let width = (self.radius * (RIM + STAR) / 2.0 * TAU).ceil().max(1.0);
        GrayImage::from_fn(width as u32, height as u32, |x, y| {
            let angle = TAU * (0.25 + x as f32 / width);
            let distance = self.radius * (RIM - (RIM - STAR) * y as f32 / height);
            let (at_x, at_y) = (self.x + distance * angle.cos(), self.y + distance * angle.sin());
            Luma([sample(red, f64::from(at_x), f64::from(at_y))])
        })
    }
}

/// The part of the unrolled `line` that has ink, with a margin; `None` where there is none.
pub(super) fn inked(line: &GrayImage) -> Option<LineBox> {
    let has_ink = |x: &u32| (0..line.height()).any(|y| line.get_pixel(*x, y).0[0] < INK);
    let first = (0..line.width()).find(has_ink)?;
    let last = (0..line.width()).rev().find(has_ink)?;
    let margin = line.height() / 4;
    Some(LineBox {
        left: first.saturating_sub(margin) as f32,
        top: 0.0,
        right: (last + margin).min(line.width()) as f32,
        bottom: line.height() as f32,
    })
}

/// The round seals of `red`, the clearest first.
pub(super) fn find(red: &GrayImage, pixels_per_point: f32) -> Vec<Seal> {
    let points = |pixels: u32| ((pixels as f32 / pixels_per_point) as u32).max(1);
    let small = thumbnail(red, points(red.width()), points(red.height()));
    let mut edges = edges(&small);
    let mut found: Vec<Seal> = Vec::new();
    for _ in 0..MOST {
        let Some(seal) = roundest(&small, &edges) else { break };
        // What belongs to it votes for no other.
        edges.retain(|edge| {
            ((edge.x - seal.x).hypot(edge.y - seal.y) - seal.radius).abs() > THICKEST
        });
        let seal = Seal {
            x: seal.x * pixels_per_point,
            y: seal.y * pixels_per_point,
            radius: seal.radius * pixels_per_point,
        };
        // The inner edge of a thick rim is no second seal.
        let apart = THICKEST * pixels_per_point;
        if found.iter().all(|other| (other.x - seal.x).hypot(other.y - seal.y) > apart) {
            found.push(seal);
        }
    }
    found
}

/// A place where ink begins, and the direction towards it, of length 1.
struct Edge {
    x: f32,
    y: f32,
    inwards_x: f32,
    inwards_y: f32,
}

fn edges(ink: &GrayImage) -> Vec<Edge> {
    let at = |x: u32, y: u32| f32::from(ink.get_pixel(x, y).0[0]);
    let mut edges = Vec::new();
    for y in 1..ink.height().saturating_sub(1) {
        for x in 1..ink.width().saturating_sub(1) {
            let (across, along) = (at(x - 1, y) - at(x + 1, y), at(x, y - 1) - at(x, y + 1));
            let slope = across.hypot(along);
            if slope > 90.0 {
                let (inwards_x, inwards_y) = (across / slope, along / slope);
                edges.push(Edge { x: x as f32, y: y as f32, inwards_x, inwards_y });
            }
        }
    }
    edges
}

/// The circle for which most edges speak, if its rim is there: each edge speaks for the middles that
/// lie straight inwards from it (Hough's transform).
fn roundest(ink: &GrayImage, edges: &[Edge]) -> Option<Seal> {
    let (width, height) = (ink.width() as usize, ink.height() as usize);
    let mut best: Option<(f32, Seal)> = None;
    let mut votes = vec![0u16; width * height];
    for radius in RADII.step_by(2) {
        votes.fill(0);
        let radius = radius as f32;
        for edge in edges {
            let (x, y) = (edge.x + edge.inwards_x * radius, edge.y + edge.inwards_y * radius);
            if x >= 0.0 && y >= 0.0 && (x as usize) < width && (y as usize) < height {
                votes[y as usize * width + x as usize] += 1;
            }
        }
        let most = votes.iter().enumerate().max_by_key(|(_, votes)| **votes);
        let Some((middle, _)) = most.filter(|(_, votes)| **votes >= FEWEST) else { continue };
        let near = (-3i32..=3).flat_map(|dy| (-3i32..=3).map(move |dx| (dx as f32, dy as f32)));
        for (dx, dy) in near {
            let seal =
                Seal { x: (middle % width) as f32 + dx, y: (middle / width) as f32 + dy, radius };
            let seen = rim_seen(ink, &seal);
            if seen >= RIM_SEEN && best.is_none_or(|best| seen > best.0) {
                best = Some((seen, seal));
            }
        }
    }
    best.map(|(_, seal)| seal)
}

/// Share of the directions in which ink stands where the rim of `seal` should be, and paper outside.
fn rim_seen(ink: &GrayImage, seal: &Seal) -> f32 {
    let is_ink = |x: f32, y: f32| {
        x >= 0.0
            && y >= 0.0
            && (x as u32) < ink.width()
            && (y as u32) < ink.height()
            && ink.get_pixel(x as u32, y as u32).0[0] < INK
    };
    let seen = (0..DIRECTIONS).filter(|direction| {
        let (sin, cos) = (*direction as f32 * TAU / DIRECTIONS as f32).sin_cos();
        [-1.0, 0.0, 1.0].iter().any(|off| {
            is_ink(seal.x + (seal.radius + off) * cos, seal.y + (seal.radius + off) * sin)
        })
    });
    seen.count() as f32 / DIRECTIONS as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rings that overlap, the first with a mark at its top, and a red word at its rim.
    fn red() -> GrayImage {
        GrayImage::from_fn(800, 600, |x, y| {
            let ring = |centre_x: f32, centre_y: f32, radius: f32| {
                let (dx, dy) = (x as f32 - centre_x, y as f32 - centre_y);
                let distance = dx.hypot(dy);
                let is_mark = (0.7 * radius..0.85 * radius).contains(&distance)
                    && dx.abs() < 10.0
                    && dy < 0.0;
                (radius - 6.0..radius).contains(&distance) || is_mark
            };
            let is_word = (300..380).contains(&x) && (345..365).contains(&y);
            let is_red = ring(300.0, 250.0, 114.0) || ring(450.0, 300.0, 120.0) || is_word;
            Luma([if is_red { 20 } else { 255 }])
        })
    }

    #[test]
    fn seals_are_told_apart_and_words_are_none() {
        let mut found = find(&red(), 2.0);
        found.sort_by(|a, b| a.x.total_cmp(&b.x));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!((found[0].x - 300.0).abs() < 6.0 && (found[0].y - 250.0).abs() < 6.0);
        assert!((found[1].x - 450.0).abs() < 6.0 && (found[1].radius - 117.0).abs() < 8.0);
    }

    #[test]
    fn what_stands_at_the_top_comes_in_the_middle() {
        let seal = Seal { x: 300.0, y: 250.0, radius: 114.0 };
        let line = seal.unrolled(&GrayImage::from_fn(600, 600, |x, y| {
            let (dx, dy) = (x as f32 - 300.0, y as f32 - 250.0);
            let is_mark = (75.0..100.0).contains(&dx.hypot(dy)) && dx.abs() < 10.0 && dy < 0.0;
            Luma([if is_mark { 20 } else { 255 }])
        }));
        let part = inked(&line).expect("the mark");
        let middle = (part.left + part.right) / 2.0 / line.width() as f32;
        assert!((middle - 0.5).abs() < 0.03, "{middle}");
    }
}
