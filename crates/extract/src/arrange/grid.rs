//! The drawn lines of a page as a grid of cells.

use anjian_core::Bounds;

/// Lines whose places differ by no more than this, in points, are one: borders of neighbouring
/// cells are drawn twice.
const SAME: f32 = 2.5;
/// A break in a line up to this, in points, is where two strokes meet.
const BREAK: f32 = 3.0;
/// A page with more is a drawing or a map, no table.
const MOST: usize = 4000;
/// Shorter strokes, in points, are dashes or signs.
const SHORTEST: f32 = 6.0;

/// The way a ruling runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Horizontal,
    Vertical,
}

/// A straight drawn line, in points from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ruling {
    pub axis: Axis,
    /// Where it stands: `y` of a horizontal line, `x` of a vertical one.
    pub at: f32,
    /// Where it begins, along its axis.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Ruling {
    fn covers(&self, place: f32) -> bool {
        self.from - BREAK <= place && place <= self.to + BREAK
    }
}

/// Which lines bound a cell; equal for all words of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CellKey {
    pub top: usize,
    pub bottom: usize,
    /// `None` where the table is open to the side.
    pub left: Option<usize>,
    pub right: Option<usize>,
}

/// Merged lines, each axis in order of place.
pub(super) struct Grid {
    horizontal: Vec<Ruling>,
    vertical: Vec<Ruling>,
}

impl Grid {
    pub fn of(rulings: &[Ruling]) -> Self {
        let rulings = if rulings.len() > MOST { &[] } else { rulings };
        let axis = |axis| rulings.iter().filter(move |ruling| ruling.axis == axis).copied();
        Self {
            horizontal: merge(axis(Axis::Horizontal).collect()),
            vertical: merge(axis(Axis::Vertical).collect()),
        }
    }

    /// The cell around a point: the nearest upright lines beside it and the nearest level ones that
    /// reach from one to the other; an underlined blank does not. One side may be open.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<CellKey> {
        let (left, right) = around(&self.vertical, x, |line| line.covers(y));
        if left.is_none() && right.is_none() {
            return None;
        }
        let place = |side: Option<usize>| side.map_or(x, |side| self.vertical[side].at);
        let (from, to) = (place(left), place(right));
        let (top, bottom) =
            around(&self.horizontal, y, |line| line.covers(from) && line.covers(to));
        let (top, bottom) = (top?, bottom?);
        let (above, below) = (self.horizontal[top].at, self.horizontal[bottom].at);
        let is_closed = [left, right]
            .into_iter()
            .flatten()
            .all(|side| self.vertical[side].covers(above) && self.vertical[side].covers(below));
        is_closed.then_some(CellKey { top, bottom, left, right })
    }

    /// The box of a cell; an open side ends where the line above it does.
    pub fn bounds(&self, key: CellKey) -> Bounds {
        let (top, bottom) = (&self.horizontal[key.top], &self.horizontal[key.bottom]);
        Bounds {
            left: key.left.map_or(top.from, |left| self.vertical[left].at),
            top: top.at,
            right: key.right.map_or(top.to, |right| self.vertical[right].at),
            bottom: bottom.at,
        }
    }
}

/// Indices of the nearest lines before and after `place` that `fit`.
fn around(
    lines: &[Ruling],
    place: f32,
    fit: impl Fn(&Ruling) -> bool,
) -> (Option<usize>, Option<usize>) {
    let split = lines.partition_point(|line| line.at <= place);
    let before = (0..split).rev().find(|index| fit(&lines[*index]));
    let after = (split..lines.len()).find(|index| fit(&lines[*index]));
    (before, after)
}

/// Joins strokes that are one line.
fn merge(mut rulings: Vec<Ruling>) -> Vec<Ruling> {
    rulings.retain(|ruling| [ruling.at, ruling.from, ruling.to].iter().all(|v| v.is_finite()));
    rulings.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged: Vec<Ruling> = Vec::new();
    let mut rest = rulings.as_mut_slice();
    while let Some(first) = rest.first() {
        let at = first.at;
        let count = rest.partition_point(|ruling| ruling.at - at <= SAME);
        let (together, after) = rest.split_at_mut(count);
        together.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = merged.len();
        for ruling in together {
            match merged[begin..].last_mut() {
                Some(last) if ruling.from <= last.to + BREAK => last.to = last.to.max(ruling.to),
                _ => merged.push(Ruling { at, ..*ruling }),
            }
        }
        rest = after;
    }
    merged.retain(|ruling| ruling.to - ruling.from >= SHORTEST);
    merged
}
