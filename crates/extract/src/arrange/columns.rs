//! Prose set in columns is read column by column.
//!
//! Only prose: lists without rulings, labels with their values and signatures side by side are
//! read across. Between columns runs a gutter free of ink; the last column may end early.

use super::{
    Fragment,
    prose::{Prose, goes_on, is_tail},
    rows::{median_size, rows},
};

/// Lines the left column has at least; fewer are names or a heading.
const LINES: usize = 4;
/// Lines the last column has at least: it may be cut short. Where a sentence goes on there, one will do.
const LAST_LINES: usize = 2;
/// Ems a column is wide at least.
pub(super) const WIDTH_EMS: f32 = 9.0;
/// Ems left free across the page after which another part of it begins: a page number is no last line
/// of the column it happens to stand in.
const APART_EMS: f32 = 2.0;
/// Ems left free between parts of one column whose neighbour has ended.
const SPACED_EMS: f32 = 5.0;
/// Ems between the places at which lines of one column begin, or end.
const EDGE_EMS: f32 = 1.0;
/// Ems between a gutter and the ink beside it.
const CLEAR_EMS: f32 = 0.3;
/// A row larger than the text by this, alone above all others, is a heading of all columns, even where
/// it is short enough to stand in the middle one.
const HEADING: f32 = 1.25;
/// Sides of columns compared at most, left and right, those shared by most lines first.
const CANDIDATES: usize = 4;
/// Columns within columns: three stand side by side at most.
const DEPTH: usize = 2;

/// The rows of `fragments` in reading order.
pub(super) fn rows_in_order(fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    read(fragments, DEPTH)
}

fn read(fragments: Vec<Fragment>, depth: usize) -> Vec<Vec<Fragment>> {
    let em = median_size(fragments.iter());
    let candidates = if depth == 0 { Vec::new() } else { candidates(&fragments, em) };
    let all = rows(fragments);
    let best = candidates
        .into_iter()
        .map(|gutter| (columned(&bands(&all, gutter, em), em), gutter))
        .filter(|(lines, _)| *lines > 0)
        .max_by_key(|(lines, _)| *lines);
    let Some((_, gutter)) = best else { return all };
    let bands: Vec<(std::ops::Range<usize>, bool)> = bands(&all, gutter, em)
        .into_iter()
        .map(|band| (band.range.clone(), band.is_columned(em)))
        .collect();
    let mut ordered = Vec::with_capacity(all.len());
    let mut all = all.into_iter();
    for (range, is_columned) in bands {
        let band = all.by_ref().take(range.len());
        if is_columned {
            let (left, right) = band.flatten().partition(|f| f.centre() < gutter);
            ordered.extend(read(left, depth - 1));
            ordered.extend(read(right, depth - 1));
        } else {
            ordered.extend(band);
        }
    }
    ordered
}

/// Places where a gutter may be: just left of where many lines begin, just right of where many end.
fn candidates(fragments: &[Fragment], em: f32) -> Vec<f32> {
    let Some(first) = fragments.iter().map(|f| f.bounds.left).min_by(f32::total_cmp) else {
        return Vec::new();
    };
    let width = WIDTH_EMS * em;
    let lefts = fragments.iter().map(|f| f.bounds.left).filter(|left| *left >= first + width);
    let begins = shared(lefts.collect(), LAST_LINES, em);
    // Seen from the right, so that the furthest end of each group counts.
    let rights = fragments.iter().map(|f| -f.bounds.right).filter(|right| -right >= first + width);
    let ends = shared(rights.collect(), LINES, em);
    let begins = begins.into_iter().map(|left| left - CLEAR_EMS * em);
    begins.chain(ends.into_iter().map(|right| CLEAR_EMS * em - right)).collect()
}

/// The least of each group of places near each other, the largest groups first.
fn shared(mut places: Vec<f32>, least: usize, em: f32) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    let mut found: Vec<(usize, f32)> = Vec::new();
    let mut rest = places.as_slice();
    while let Some(place) = rest.first().copied() {
        let count = rest.partition_point(|other| other - place <= EDGE_EMS * em).max(1);
        if count >= least {
            found.push((count, place));
        }
        rest = &rest[count..];
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    found.truncate(CANDIDATES);
    found.into_iter().map(|(_, place)| place).collect()
}

/// Rows that stand together between those that cross a gutter, or one row that does.
struct Band<'r> {
    range: std::ops::Range<usize>,
    left: Vec<&'r Fragment>,
    right: Vec<&'r Fragment>,
}

impl Band<'_> {
    fn is_columned(&self, em: f32) -> bool {
        let least = if goes_on(&self.left, &self.right, em) { 1 } else { LAST_LINES };
        if self.left.len() < LINES || self.right.len() < least {
            return false;
        }
        let (left, right) = (Prose::of(&self.left, em), Prose::of(&self.right, em));
        (left.is_full() && right.is_full())
            || (left.is_flowing() && (right.is_flowing() || is_tail(&self.right, &self.left, em)))
    }

    /// True where `next`, `gap` below, goes on with one column of this band, the other having ended.
    fn goes_on(&self, next: &Self, gap: f32, em: f32) -> bool {
        let is_one_sided = next.left.is_empty() != next.right.is_empty();
        let is_paragraph = next.left.len() + next.right.len() >= LAST_LINES;
        is_one_sided && is_paragraph && gap <= SPACED_EMS * em && self.is_columned(em)
    }
}

fn bands(rows: &[Vec<Fragment>], gutter: f32, em: f32) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    let mut is_open = false;
    let mut end = f32::INFINITY;
    // Spaces above bands that do not touch a row across the gutter.
    let mut gaps: Vec<Option<f32>> = Vec::new();
    let is_heading =
        |row: &Vec<Fragment>| matches!(row.as_slice(), [alone] if alone.size >= HEADING * em);
    let headings = rows.iter().take_while(|row| is_heading(row)).count();
    for (index, row) in rows.iter().enumerate() {
        let crosses = index < headings
            || row.iter().any(|f| f.bounds.left < gutter - 1.0 && f.bounds.right > gutter + 1.0);
        let top = row.iter().map(|f| f.bounds.top).fold(f32::INFINITY, f32::min);
        let gap = top - end;
        end = row.iter().map(|f| f.bounds.bottom).fold(f32::NEG_INFINITY, f32::max);
        if crosses || gap > APART_EMS * em || !is_open {
            bands.push(Band { range: index..index, left: Vec::new(), right: Vec::new() });
            gaps.push((is_open && !crosses).then_some(gap));
        }
        is_open = !crosses;
        let Some(band) = bands.last_mut() else { continue };
        band.range.end = index + 1;
        if !crosses {
            let (left, right): (Vec<&Fragment>, Vec<&Fragment>) =
                row.iter().partition(|fragment| fragment.centre() < gutter);
            band.left.extend(left);
            band.right.extend(right);
        }
    }
    let mut joined: Vec<Band<'_>> = Vec::with_capacity(bands.len());
    for (band, gap) in bands.into_iter().zip(gaps) {
        match (joined.last_mut(), gap) {
            (Some(last), Some(gap)) if last.goes_on(&band, gap, em) => {
                last.range.end = band.range.end;
                last.left.extend(band.left);
                last.right.extend(band.right);
            }
            _ => joined.push(band),
        }
    }
    joined
}

/// Fragments that columns would hold.
fn columned(bands: &[Band<'_>], em: f32) -> usize {
    let lines = |band: &Band<'_>| band.left.len() + band.right.len();
    bands.iter().filter(|band| band.is_columned(em)).map(lines).sum()
}
