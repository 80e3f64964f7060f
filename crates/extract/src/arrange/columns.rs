//! Prose set in columns is read column by column.
//!
//! Only prose: lists without rulings, labels with their values and signatures side by side are
//! read across. Prose has several long lines of about one length on both sides of the gutter.

use super::{
    Fragment,
    rows::{median_size, rows},
};

/// Lines the left column has at least; fewer are names or a heading.
const LINES: usize = 4;
/// Lines the last column has at least: it may be cut short.
const LAST_LINES: usize = 2;
/// Ems a column is wide at least.
const WIDTH_EMS: f32 = 9.0;
/// A line of this share of its column is full.
const FULL: f32 = 0.7;
/// Share of a column's lines that are full at least; the others end paragraphs.
const FULL_LINES: f32 = 0.55;
/// From this share of lines with a label in front, the columns are a form.
const LABELLED: f32 = 0.4;
/// Ems left free across the page after which another part of it begins: a page number is no last line
/// of the column it happens to stand in.
const APART_EMS: f32 = 2.0;
/// Left sides compared at most, those shared by most lines first.
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

/// Places just left of where many fragments begin.
fn candidates(fragments: &[Fragment], em: f32) -> Vec<f32> {
    let mut lefts: Vec<f32> = fragments.iter().map(|fragment| fragment.bounds.left).collect();
    lefts.sort_by(f32::total_cmp);
    let Some(first) = lefts.first().copied() else { return Vec::new() };
    let begin = lefts.partition_point(|left| *left < first + WIDTH_EMS * em);
    let mut found: Vec<(usize, f32)> = Vec::new();
    let mut rest = &lefts[begin..];
    while let Some(left) = rest.first().copied() {
        let count = rest.partition_point(|other| other - left <= em);
        if count >= LAST_LINES {
            found.push((count, left - 0.3 * em));
        }
        rest = &rest[count..];
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    found.truncate(CANDIDATES);
    found.into_iter().map(|(_, gutter)| gutter).collect()
}

/// Rows that stand together between those that cross a gutter, or one row that does.
struct Band<'r> {
    range: std::ops::Range<usize>,
    left: Vec<&'r Fragment>,
    right: Vec<&'r Fragment>,
}

impl Band<'_> {
    fn is_columned(&self, em: f32) -> bool {
        self.left.len() >= LINES
            && self.right.len() >= LAST_LINES
            && is_prose(&self.left, em)
            && is_prose(&self.right, em)
    }
}

fn bands(rows: &[Vec<Fragment>], gutter: f32, em: f32) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    let mut is_open = false;
    let mut end = f32::INFINITY;
    for (index, row) in rows.iter().enumerate() {
        let crosses =
            row.iter().any(|f| f.bounds.left < gutter - 1.0 && f.bounds.right > gutter + 1.0);
        let top = row.iter().map(|f| f.bounds.top).fold(f32::INFINITY, f32::min);
        let is_apart = top - end > APART_EMS * em;
        end = row.iter().map(|f| f.bounds.bottom).fold(f32::NEG_INFINITY, f32::max);
        if crosses || is_apart || !is_open {
            bands.push(Band { range: index..index, left: Vec::new(), right: Vec::new() });
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
    bands
}

/// Fragments that columns would hold.
fn columned(bands: &[Band<'_>], em: f32) -> usize {
    let lines = |band: &Band<'_>| band.left.len() + band.right.len();
    bands.iter().filter(|band| band.is_columned(em)).map(lines).sum()
}

fn is_prose(lines: &[&Fragment], em: f32) -> bool {
    let widest = lines.iter().map(|line| line.bounds.width()).fold(0.0, f32::max);
    let full = lines.iter().filter(|line| line.bounds.width() >= FULL * widest).count();
    let labelled = lines.iter().filter(|line| has_label(&line.text)).count();
    let share = |count: usize| count as f32 / lines.len().max(1) as f32;
    widest >= WIDTH_EMS * em && share(full) >= FULL_LINES && share(labelled) < LABELLED
}

/// True of `住址：…`, not of `问：…`.
fn has_label(text: &str) -> bool {
    let place = text.chars().take(8).position(|c| matches!(c, '：' | ':'));
    place.is_some_and(|place| place >= 2)
}
