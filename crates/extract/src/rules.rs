//! Drawn lines that may rule a table.

use hayro::hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};

use crate::arrange::{Axis, Ruling};

/// Thicker bars, in points, are areas and no lines.
const THICK: f64 = 3.0;
/// Steps of a path looked at; a longer one is a drawing.
const STEPS: usize = 2000;
/// Rulings kept of a page; more are a drawing, which is read without rulings.
const MOST: usize = 8000;
/// How far a line's ends may differ in height, in points, to be level.
const LEVEL: f64 = 1.0;
/// Shorter strokes, in points, are kept out: they are signs, not sides of a cell.
const SHORTEST: f64 = 2.0;

/// Adds the rulings that stroking `path` draws.
pub(crate) fn stroke(path: &BezPath, transform: Affine, rulings: &mut Vec<Ruling>) {
    let mut first = Point::ZERO;
    let mut last = Point::ZERO;
    for step in path.elements().iter().take(STEPS) {
        match *step {
            PathEl::MoveTo(to) => {
                first = transform * to;
                last = first;
            }
            PathEl::LineTo(to) => {
                let to = transform * to;
                keep(last, to, rulings);
                last = to;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = transform * to,
            PathEl::ClosePath => {
                keep(last, first, rulings);
                last = first;
            }
        }
    }
}

/// Adds the ruling that a filled bar is. One path may hold many bars.
pub(crate) fn fill(path: &BezPath, transform: Affine, rulings: &mut Vec<Ruling>) {
    let mut part: Option<Rect> = None;
    for step in path.elements().iter().take(STEPS) {
        match *step {
            PathEl::MoveTo(to) => {
                if let Some(part) = part.take() {
                    keep_bar(part, rulings);
                }
                let to = transform * to;
                part = Some(Rect::from_points(to, to));
            }
            PathEl::LineTo(to) => {
                let to = transform * to;
                part = part.map(|part| part.union_pt(to));
            }
            // Nothing round is a bar.
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => part = None,
            PathEl::ClosePath => {}
        }
    }
    if let Some(part) = part {
        keep_bar(part, rulings);
    }
}

fn keep_bar(bar: Rect, rulings: &mut Vec<Ruling>) {
    let centre = bar.center();
    if bar.height() <= THICK && bar.width() > bar.height() {
        keep(Point::new(bar.x0, centre.y), Point::new(bar.x1, centre.y), rulings);
    } else if bar.width() <= THICK {
        keep(Point::new(centre.x, bar.y0), Point::new(centre.x, bar.y1), rulings);
    }
}

fn keep(a: Point, b: Point, rulings: &mut Vec<Ruling>) {
    let (across, down) = ((a.x - b.x).abs(), (a.y - b.y).abs());
    if rulings.len() >= MOST || !(across.is_finite() && down.is_finite()) {
        return;
    }
    let ruling = if down <= LEVEL && across > SHORTEST {
        Ruling {
            axis: Axis::Horizontal,
            at: ((a.y + b.y) / 2.0) as f32,
            from: a.x.min(b.x) as f32,
            to: a.x.max(b.x) as f32,
        }
    } else if across <= LEVEL && down > SHORTEST {
        Ruling {
            axis: Axis::Vertical,
            at: ((a.x + b.x) / 2.0) as f32,
            from: a.y.min(b.y) as f32,
            to: a.y.max(b.y) as f32,
        }
    } else {
        return;
    };
    rulings.push(ruling);
}
