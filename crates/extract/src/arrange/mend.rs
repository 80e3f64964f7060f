//! Rulings seen on an image made whole: a scan leaves lines a little askew, in pieces and with holes.

use super::grid::{Axis, Ruling};

/// More are a drawing or a stain, no table.
const MOST: usize = 4000;
/// How far the places of pieces of one line may differ, in points: a line as long as the page, askew by
/// a fifth of a degree, drifts by less from piece to piece.
const DRIFT: f32 = 3.0;
/// Gap between pieces of one line, in points, that is always a hole.
const GAP: f32 = 9.0;
/// Longest hole, in points, such as a stamp or a fold leaves.
const HOLE: f32 = 60.0;
/// How near, in points, a line's end must be to a crossing line to meet it.
const MEET: f32 = 5.0;
/// How much, in points, may be missing at the end of a line of a table.
const END: f32 = 24.0;

/// Joins pieces into lines and lets their ends meet the lines that they nearly reach.
///
/// A longer hole is closed only where it does not begin and end at crossing lines: there the cells
/// on both sides are merged, and the line is missing by intent.
pub(super) fn mend(rulings: &[Ruling]) -> Vec<Ruling> {
    if rulings.len() > MOST {
        return Vec::new();
    }
    let of = |axis| -> Vec<Ruling> {
        let is_finite = |r: &Ruling| [r.at, r.from, r.to].iter().all(|place| place.is_finite());
        rulings.iter().filter(|r| r.axis == axis && is_finite(r)).copied().collect()
    };
    let (level, upright) = (of(Axis::Horizontal), of(Axis::Vertical));
    let mut mended = join(level.clone(), &upright);
    let uprights = join(upright, &level);
    let levels = mended.len();
    mended.extend(uprights);
    let (levels, uprights) = mended.split_at_mut(levels);
    // Twice: a line that was drawn out may be what another one ends at.
    for _ in 0..2 {
        let crossing = levels.to_vec();
        levels.iter_mut().for_each(|line| meet(line, uprights));
        uprights.iter_mut().for_each(|line| meet(line, &crossing));
    }
    mended
}

/// A line as far as its pieces are known.
struct Line {
    ruling: Ruling,
    /// Where its last piece stands.
    last: f32,
    /// Sum of the pieces' places by their length.
    weighted: f32,
    length: f32,
}

impl Line {
    fn of(piece: Ruling) -> Self {
        let mut line = Self { ruling: piece, last: piece.at, weighted: 0.0, length: 0.0 };
        line.add(piece);
        line
    }

    fn add(&mut self, piece: Ruling) {
        let length = (piece.to - piece.from).max(0.1);
        self.weighted += piece.at * length;
        self.length += length;
        self.ruling.at = self.weighted / self.length;
        if piece.to > self.ruling.to {
            self.ruling.to = piece.to;
            self.last = piece.at;
        }
    }
}

fn join(mut pieces: Vec<Ruling>, crossing: &[Ruling]) -> Vec<Ruling> {
    pieces.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.at.total_cmp(&b.at)));
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let distance = |line: &Line| (line.last - piece.at).abs();
        let goes_on = |line: &&mut Line| {
            let gap = piece.from - line.ruling.to;
            distance(line) <= DRIFT
                && (gap <= GAP || (gap <= HOLE && !is_intended(line.ruling, piece, crossing)))
        };
        let nearest =
            lines.iter_mut().filter(goes_on).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match nearest {
            Some(line) => line.add(piece),
            None => lines.push(Line::of(piece)),
        }
    }
    lines.into_iter().map(|line| line.ruling).collect()
}

/// True of the gap between `line` and `next` where it begins and ends at crossing lines, or where
/// nothing crosses at all: such are blanks to be filled in.
fn is_intended(line: Ruling, next: Ruling, crossing: &[Ruling]) -> bool {
    let touches = |end: f32, at: f32| {
        crossing.iter().any(|other| (other.at - end).abs() <= MEET && reaches(other, at))
    };
    let crosses = |line: Ruling| {
        let reach = line.from - MEET..=line.to + MEET;
        crossing.iter().any(|other| reach.contains(&other.at) && reaches(other, line.at))
    };
    (touches(line.to, line.at) && touches(next.from, next.at)) || !(crosses(line) || crosses(next))
}

fn reaches(line: &Ruling, place: f32) -> bool {
    line.from - MEET <= place && place <= line.to + MEET
}

/// Draws the ends of `line` out to the crossing lines that they nearly reach. Lines of a table end at
/// others: where an end meets none, more of it is missing.
///
/// At a corner the ends of both lines may be missing, so that neither reaches the other.
fn meet(line: &mut Ruling, crossing: &[Ruling]) {
    let is_near = |other: &&Ruling| other.from - END <= line.at && line.at <= other.to + END;
    let places: Vec<f32> = crossing.iter().filter(is_near).map(|other| other.at).collect();
    if !crossing.iter().any(|other| reaches(other, line.at) && reaches(line, other.at)) {
        return;
    }
    let (from, to) = (line.from, line.to);
    let is_met = |end: f32| places.iter().any(|at| (at - end).abs() <= MEET);
    let (before, after) =
        (if is_met(from) { MEET } else { END }, if is_met(to) { MEET } else { END });
    let starts = places.iter().filter(|at| **at < from && from - **at <= before);
    let ends = places.iter().filter(|at| **at > to && **at - to <= after);
    line.from = starts.copied().max_by(f32::total_cmp).unwrap_or(from);
    line.to = ends.copied().min_by(f32::total_cmp).unwrap_or(to);
}
