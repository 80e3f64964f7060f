//! Fragments that stand level are a row.

use super::Fragment;

/// Share of the lower of two heights by which fragments of one row overlap; half lets a raised note
/// number join its line and keeps tight lines apart.
const OVERLAP: f32 = 0.5;

/// Groups `fragments` into rows, top to bottom, each from left to right.
pub(super) fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    // Index, in the last row, of its tallest fragment.
    let mut tallest = 0;
    for fragment in fragments {
        match rows.last_mut() {
            Some(row) if are_level(&row[tallest], &fragment) => {
                if fragment.bounds.height() > row[tallest].bounds.height() {
                    tallest = row.len();
                }
                row.push(fragment);
            }
            _ => {
                tallest = 0;
                rows.push(vec![fragment]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
    }
    rows
}

fn are_level(a: &Fragment, b: &Fragment) -> bool {
    let shared = a.bounds.bottom.min(b.bounds.bottom) - a.bounds.top.max(b.bounds.top);
    shared >= OVERLAP * a.bounds.height().min(b.bounds.height())
}

/// Width of the first word that can't be broken: one Han character, or a run of Latin and digits.
pub(super) fn first_word_ems(text: &str) -> f32 {
    let latin = text.chars().take_while(char::is_ascii_graphic).count();
    if latin == 0 { 1.0 } else { 0.5 * latin as f32 }
}

/// Middle of the fragments' sizes; zero without any.
pub(super) fn median_size<'f>(fragments: impl Iterator<Item = &'f Fragment>) -> f32 {
    let mut sizes: Vec<f32> = fragments.map(|fragment| fragment.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}
