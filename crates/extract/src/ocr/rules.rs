//! The drawn lines of a page's image: borders of tables and cells.

use image::GrayImage;

use crate::arrange::{Axis, Ruling};

/// Shortest level line, in points: longer than what strokes of two chars join to.
const SHORTEST_ACROSS: f32 = 24.0;
/// Shortest upright line, in points: longer than a stroke, shorter than a row.
const SHORTEST_ALONG: f32 = 15.0;
/// Thickest line, in points; more is a bar or a picture.
const THICKEST: f32 = 3.0;
/// Pixels of light that a line may have: noise, or where it was turned.
const HOLE: usize = 3;
/// Share of the page's mean brightness below which a pixel is ink.
const INK: f64 = 0.75;

/// Lines along the sides of the level `page`, in points.
pub(super) fn find(page: &GrayImage, pixels_per_point: f32) -> Vec<Ruling> {
    let (width, height) = (page.width() as usize, page.height() as usize);
    let pixels = page.as_raw();
    let sum: u64 = pixels.iter().map(|pixel| u64::from(*pixel)).sum();
    let ink = (sum as f64 / pixels.len().max(1) as f64 * INK) as u8;
    let is_ink = |x: usize, y: usize| pixels[y * width + x] < ink;
    let across =
        Tracks { axis: Axis::Horizontal, shortest: SHORTEST_ACROSS, count: height, length: width };
    let along =
        Tracks { axis: Axis::Vertical, shortest: SHORTEST_ALONG, count: width, length: height };
    let mut found = across.lines(pixels_per_point, |track, at| is_ink(at, track));
    found.extend(along.lines(pixels_per_point, is_ink));
    found
}

/// The rows, or the columns, of an image.
struct Tracks {
    axis: Axis,
    /// In points.
    shortest: f32,
    count: usize,
    length: usize,
}

/// A run of ink, possibly over several tracks side by side.
struct Run {
    first: usize,
    last: usize,
    from: usize,
    to: usize,
}

impl Tracks {
    fn lines(&self, pixels_per_point: f32, is_ink: impl Fn(usize, usize) -> bool) -> Vec<Ruling> {
        let shortest = (self.shortest * pixels_per_point) as usize;
        let thickest = (THICKEST * pixels_per_point).ceil() as usize;
        let mut done: Vec<Run> = Vec::new();
        // Runs that the last track touched: a line's thickness, or its drift where it isn't level.
        let mut open: Vec<Run> = Vec::new();
        for track in 0..self.count {
            for (from, to) in self.runs(track, shortest, &is_ink) {
                let touching = open.iter_mut().find(|run| run.from <= to && from <= run.to);
                match touching {
                    Some(run) => {
                        run.last = track;
                        run.from = run.from.min(from);
                        run.to = run.to.max(to);
                    }
                    None => open.push(Run { first: track, last: track, from, to }),
                }
            }
            let (ended, going) = open.into_iter().partition(|run| run.last + 2 < track);
            done.extend::<Vec<Run>>(ended);
            open = going;
        }
        done.extend(open);
        done.into_iter()
            .filter(|run| run.last - run.first < thickest + (run.to - run.from) / 200)
            .map(|run| Ruling {
                axis: self.axis,
                at: (run.first + run.last + 1) as f32 / 2.0 / pixels_per_point,
                from: run.from as f32 / pixels_per_point,
                to: run.to as f32 / pixels_per_point,
            })
            .collect()
    }

    /// Runs of ink of at least `shortest` on one track.
    fn runs(
        &self,
        track: usize,
        shortest: usize,
        is_ink: &impl Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        let mut run: Option<(usize, usize)> = None;
        for at in 0..self.length {
            if is_ink(track, at) {
                run = Some((run.map_or(at, |run| run.0), at + 1));
            } else if let Some((from, to)) = run
                && at >= to + HOLE
            {
                runs.extend((to - from >= shortest).then_some((from, to)));
                run = None;
            }
        }
        runs.extend(run.filter(|(from, to)| to - from >= shortest));
        runs
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    #[test]
    fn borders_are_found_and_strokes_of_chars_are_not() {
        let mut page = GrayImage::from_pixel(800, 600, Luma([240]));
        let mut ink = |x: u32, y: u32| page.put_pixel(x, y, Luma([30]));
        for x in 100..700 {
            // Drifts by two pixels, as a line not quite level does.
            ink(x, 200 + x / 300);
            ink(x, 201 + x / 300);
        }
        for y in 200..500 {
            ink(400, y);
        }
        for x in 120..150 {
            ink(x, 300);
        }
        let found = find(&page, 2.0);
        let horizontal: Vec<&Ruling> =
            found.iter().filter(|line| line.axis == Axis::Horizontal).collect();
        assert_eq!(horizontal.len(), 1, "{found:?}");
        assert!((horizontal[0].at - 101.0).abs() < 2.0, "{found:?}");
        assert!(horizontal[0].from <= 51.0 && horizontal[0].to >= 349.0);
        let vertical = found.iter().find(|line| line.axis == Axis::Vertical).expect("a border");
        assert!((vertical.at - 200.25).abs() < 0.6 && vertical.to >= 249.0);
    }

    #[test]
    fn a_black_bar_is_no_line() {
        let page = GrayImage::from_fn(400, 400, |_, y| Luma([if y < 60 { 0 } else { 255 }]));
        assert!(find(&page, 2.0).iter().all(|line| line.axis == Axis::Vertical));
    }
}
