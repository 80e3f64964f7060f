//! The parts of a page that hold red ink, so that the rest isn't looked at twice.

use image::{GrayImage, imageops::thumbnail};

/// Side of a cell in points; ink of cells side by side or corner to corner belongs together.
const CELL: u32 = 16;
/// A pixel of red ink, at one pixel a point, is darker.
const INK: u8 = 215;
/// Pixels of ink that a cell needs: less is noise.
const FEWEST: usize = 3;
/// Share of a page from which its parts are read as one.
const MOST: f32 = 0.6;

/// A part of an image, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

/// The parts of `red` with ink, each with a margin; the whole where they are most of it.
pub(super) fn areas(red: &GrayImage, pixels_per_point: f32) -> Vec<Area> {
    let points = |pixels: u32| ((pixels as f32 / pixels_per_point) as u32).max(1);
    let small = thumbnail(red, points(red.width()), points(red.height()));
    let cells = Cells::of(&small);
    let parts: Vec<Area> = cells
        .parts()
        .into_iter()
        .map(|part| part.in_pixels(pixels_per_point * CELL as f32, red))
        .collect();
    let covered: f32 = parts.iter().map(|part| part.width as f32 * part.height as f32).sum();
    if covered > MOST * red.width() as f32 * red.height() as f32 {
        return vec![Area { left: 0, top: 0, width: red.width(), height: red.height() }];
    }
    parts
}

/// Which cells of a page have ink.
struct Cells {
    has_ink: Vec<bool>,
    columns: usize,
}

/// A box of cells, the last ones included.
#[derive(Clone, Copy)]
struct Part {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Cells {
    fn of(small: &GrayImage) -> Self {
        let columns = small.width().div_ceil(CELL) as usize;
        let rows = small.height().div_ceil(CELL) as usize;
        let mut inked = vec![0usize; columns * rows];
        for (x, y, pixel) in small.enumerate_pixels() {
            if pixel.0[0] < INK {
                inked[(y / CELL) as usize * columns + (x / CELL) as usize] += 1;
            }
        }
        Self { has_ink: inked.into_iter().map(|count| count >= FEWEST).collect(), columns }
    }

    /// Boxes around cells that touch; boxes that overlap are one.
    fn parts(mut self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        while let Some(start) = self.has_ink.iter().position(|has_ink| *has_ink) {
            let mut part = self.connected(start);
            while let Some(other) = parts.iter().position(|other| other.touches(&part)) {
                part = part.with(&parts.swap_remove(other));
            }
            parts.push(part);
        }
        parts
    }

    /// The box around what touches the cell `start`; its cells are spent.
    fn connected(&mut self, start: usize) -> Part {
        let (x, y) = (start % self.columns, start / self.columns);
        let mut part = Part { left: x, top: y, right: x, bottom: y };
        let mut stack = vec![start];
        self.has_ink[start] = false;
        while let Some(at) = stack.pop() {
            let (x, y) = (at % self.columns, at / self.columns);
            part = part.with(&Part { left: x, top: y, right: x, bottom: y });
            for near_y in y.saturating_sub(1)..=y + 1 {
                for near_x in x.saturating_sub(1)..=(x + 1).min(self.columns - 1) {
                    let near = near_y * self.columns + near_x;
                    if self.has_ink.get(near) == Some(&true) {
                        self.has_ink[near] = false;
                        stack.push(near);
                    }
                }
            }
        }
        part
    }
}

impl Part {
    fn touches(&self, other: &Self) -> bool {
        self.left <= other.right + 1
            && other.left <= self.right + 1
            && self.top <= other.bottom + 1
            && other.top <= self.bottom + 1
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// With half a cell around it.
    fn in_pixels(self, cell: f32, image: &GrayImage) -> Area {
        let from = |at: usize| ((at as f32 - 0.5) * cell).max(0.0) as u32;
        let to = |at: usize, most: u32| (((at as f32 + 1.5) * cell).ceil() as u32).min(most);
        let (left, top) = (from(self.left), from(self.top));
        Area {
            left,
            top,
            width: to(self.right, image.width()).saturating_sub(left).max(1),
            height: to(self.bottom, image.height()).saturating_sub(top).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn what_lies_apart_is_a_part_each() {
        let red = GrayImage::from_fn(1200, 1600, |x, y| {
            let is_seal = (700..900).contains(&x) && (1200..1400).contains(&y);
            let is_print = (100..140).contains(&x) && (300..320).contains(&y);
            let is_speck = x == 400 && y == 400;
            Luma([if is_seal || is_print || is_speck { 20 } else { 255 }])
        });
        let mut found = areas(&red, 2.0);
        found.sort_by_key(|area| area.top);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].left <= 90 && found[0].left + found[0].width >= 150, "{found:?}");
        assert!(found[1].top <= 1190 && found[1].top + found[1].height >= 1410, "{found:?}");
        assert!(found[1].width < 320, "{found:?}");
    }

    #[test]
    fn a_red_page_is_one_part() {
        let red = GrayImage::from_fn(600, 800, |x, _| Luma([if x % 90 < 60 { 20 } else { 255 }]));
        assert_eq!(areas(&red, 1.0), [Area { left: 0, top: 0, width: 600, height: 800 }]);
        assert_eq!(areas(&GrayImage::from_pixel(600, 800, Luma([255])), 1.0), []);
    }
}
