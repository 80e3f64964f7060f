//! Stretches of words become lines and cells, in reading order.

use anjian_core::{LineRole, PageLayout};

use crate::{
    arrange::{Axis, Fragment, PageSize, Ruling, arrange, mark_page_numbers},
    page::ExtractedPage,
};

/// Share of the smaller height by which middles of one row may differ.
const SAME_ROW: f32 = 0.45;
/// Gap, in ems, from which words that stand together have a space between them.
const SPACE: f32 = 0.25;
/// Gap, in ems, from which words stand apart.
const APART: f32 = 0.6;

/// Puts `fragments` in reading order; watermarks and seals behind the text.
pub(super) fn compose(
    fragments: Vec<Fragment>,
    rulings: &[Ruling],
    size: PageSize,
) -> ExtractedPage {
    let arranged = arrange(joined(fragments, rulings), rulings, size);
    let mut lines = arranged.lines;
    mark_page_numbers(&arranged.text, &mut lines, size.height);
    let (width, height) = (size.width, size.height);
    let layout = PageLayout { width, height, lines, ..PageLayout::default() };
    ExtractedPage { text: arranged.text, layout: Some(layout) }
}

/// Joins what stands together, however many objects draw it: some programs draw each character by an
/// object of its own.
fn joined(fragments: Vec<Fragment>, rulings: &[Ruling]) -> Vec<Fragment> {
    let uprights: Vec<Ruling> =
        rulings.iter().filter(|ruling| ruling.axis == Axis::Vertical).copied().collect();
    let mut joined: Vec<Fragment> = Vec::with_capacity(fragments.len());
    for row in rows(fragments) {
        let Some(height) = row.first().map(middle) else { continue };
        let walls: Vec<f32> = uprights
            .iter()
            .filter(|wall| wall.from <= height && height <= wall.to)
            .map(|wall| wall.at)
            .collect();
        let begin = joined.len();
        for fragment in row {
            match joined[begin..].last_mut() {
                Some(last) if go_together(last, &fragment, &walls) => append(last, fragment),
                _ => joined.push(fragment),
            }
        }
    }
    joined
}

fn go_together(last: &Fragment, next: &Fragment, walls: &[f32]) -> bool {
    let size = last.size.max(next.size);
    let gap = next.bounds.left - last.bounds.right;
    let (from, to) = (last.bounds.right - 0.4 * size, next.bounds.left + 0.4 * size);
    // Words from top to bottom are higher than a line.
    let are_lines = last.bounds.height().max(next.bounds.height()) <= 2.0 * size;
    are_lines
        && last.role == next.role
        && last.source == next.source
        && (-0.5 * size..=APART * size).contains(&gap)
        && !walls.iter().any(|wall| from < *wall && *wall < to)
}

fn append(last: &mut Fragment, next: Fragment) {
    if next.bounds.left - last.bounds.right > SPACE * last.size.max(next.size) {
        last.text.push(' ');
    }
    last.text.push_str(&next.text);
    last.bounds = last.bounds.union(next.bounds);
    last.size = last.size.max(next.size);
    last.confidence = match (last.confidence, next.confidence) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

fn middle(fragment: &Fragment) -> f32 {
    (fragment.bounds.top + fragment.bounds.bottom) / 2.0
}

fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.retain(|fragment| !fragment.text.trim().is_empty());
    // What is no text lies over it, and is not of its rows.
    let is_text = |fragment: &Fragment| fragment.role == LineRole::Body;
    fragments.sort_by(|a, b| is_text(b).cmp(&is_text(a)).then(middle(a).total_cmp(&middle(b))));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| {
                    let smaller = first.bounds.height().min(fragment.bounds.height());
                    is_text(first) == is_text(&fragment)
                        && (middle(&fragment) - middle(first)).abs() <= SAME_ROW * smaller
                }) =>
            {
                row.push(fragment);
            }
            _ => rows.push(vec![fragment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
        // Bold type is sometimes drawn twice, a hair apart.
        row.dedup_by(|b, a| {
            a.text == b.text && (a.bounds.left - b.bounds.left).abs() < 0.12 * a.size.max(1.0)
        });
    }
    rows
}
