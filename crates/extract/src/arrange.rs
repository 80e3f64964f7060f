//! Words scattered over a page become its text, in the order a person reads it.
//!
//! One place for every source of words: the text layer of a PDF and lines recognised on an image.
//! Ruled tables are read cell by cell, prose in columns column by column, everything else row by
//! row. Words laid across the page come last.

use anjian_core::{Bounds, LineRole, TextSource};

mod columns;
mod compose;
mod grid;
mod margins;
mod mend;
mod prose;
mod rows;
mod table;

pub(crate) use compose::Arranged;
pub(crate) use grid::{Axis, Ruling};
pub(crate) use margins::{mark_page_numbers, mark_running_lines};

use compose::Composer;
use grid::Grid;
use table::TableRow;

/// Words that stand together on one line: never across a ruling or a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fragment {
    /// Without line breaks.
    pub text: String,
    pub bounds: Bounds,
    /// Height of an em, in points.
    pub size: f32,
    /// [`LineRole::Body`] where the place of the words decides; any other role keeps them apart
    /// from the text, behind it.
    pub role: LineRole,
    pub source: TextSource,
    /// Of a recognised fragment.
    pub confidence: Option<f32>,
}

impl Fragment {
    /// A line recognised on an image. Boxes there follow the ink, so the em is told by the width where
    /// there are enough characters.
    pub fn recognised(text: String, bounds: Bounds, confidence: f32) -> Self {
        /// Ems of text whose width tells the em.
        const ENOUGH_EMS: f32 = 3.0;
        let ems: f32 = text.trim().chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
        let height = bounds.height().max(0.0);
        let size = if ems >= ENOUGH_EMS {
            // Spaced out letters are no larger, and a box is not much higher than its line.
            (bounds.width() / ems).clamp(0.6 * height, 1.1 * height)
        } else {
            0.95 * height
        };
        Self {
            text,
            bounds,
            size,
            role: LineRole::Body,
            source: TextSource::Recognition,
            confidence: Some(confidence),
        }
    }

    fn middle(&self) -> f32 {
        (self.bounds.top + self.bounds.bottom) / 2.0
    }

    fn centre(&self) -> f32 {
        (self.bounds.left + self.bounds.right) / 2.0
    }
}

/// Width and height of a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageSize {
    pub width: f32,
    pub height: f32,
}

impl PageSize {
    fn area(self) -> f32 {
        (self.width * self.height).max(1.0)
    }
}

/// What stands on a page from top to bottom.
enum Block {
    Prose(Vec<Fragment>),
    TableRow(TableRow),
}

/// Puts `fragments` in reading order. A table's cells are told by `rulings`, its drawn lines.
pub(crate) fn arrange(fragments: Vec<Fragment>, rulings: &[Ruling], size: PageSize) -> Arranged {
    let (text, asides): (Vec<Fragment>, Vec<Fragment>) = fragments
        .into_iter()
        .filter(|fragment| !fragment.text.trim().is_empty())
        .partition(|fragment| fragment.role == LineRole::Body);
    let grid = Grid::of(rulings);
    let (prose, table) = table::find_rows(text, &grid, size);
    let mut page = Composer::default();
    for block in order(prose, table) {
        match block {
            Block::Prose(prose) => {
                for row in columns::rows_in_order(prose) {
                    page.put_row(row, LineRole::Body);
                }
            }
            Block::TableRow(row) => row.put(&mut page),
        }
    }
    for aside in asides {
        let role = aside.role;
        page.put("\n", aside, role);
    }
    page.finish()
}

/// Like [`arrange`], for words and `rulings` seen on an image, levelled but for a fraction of a
/// degree: lines may be off by some points, broken into pieces and have holes.
pub(crate) fn arrange_seen(
    fragments: Vec<Fragment>,
    rulings: &[Ruling],
    size: PageSize,
) -> Arranged {
    arrange(fragments, &mend::mend(rulings), size)
}

/// Interleaves prose with tables, from top to bottom; prose between two tables is one block, so
/// that its columns can be seen.
fn order(prose: Vec<Fragment>, table: Vec<TableRow>) -> Vec<Block> {
    let mut blocks: Vec<(f32, Block)> = Vec::new();
    let mut zones: Vec<Vec<Fragment>> = Vec::new();
    let spans = spans(&table);
    zones.resize_with(spans.len() + 1, Vec::new);
    for fragment in prose {
        let middle = fragment.middle();
        let above = spans.partition_point(|span| span.1 <= middle);
        match spans.get(above) {
            Some((top, _)) if *top < middle => {
                // Beside a table: a row of its own between the table's.
                blocks.push((middle, Block::Prose(vec![fragment])));
            }
            _ => zones[above].push(fragment),
        }
    }
    for zone in zones {
        let top = zone.iter().map(Fragment::middle).min_by(f32::total_cmp);
        blocks.extend(top.map(|top| (top, Block::Prose(zone))));
    }
    blocks.extend(table.into_iter().map(|row| (row.top, Block::TableRow(row))));
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// Upper and lower ends of the tables that `rows` make up, in order.
fn spans(rows: &[TableRow]) -> Vec<(f32, f32)> {
    /// Rows this near, in points, are of one table.
    const NEAR: f32 = 3.0;
    let mut ends: Vec<(f32, f32)> = rows.iter().map(|row| (row.top, row.bottom)).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for (top, bottom) in ends {
        match spans.last_mut() {
            Some(last) if top <= last.1 + NEAR => last.1 = last.1.max(bottom),
            _ => spans.push((top, bottom)),
        }
    }
    spans
}

#[cfg(test)]
mod column_tests;
#[cfg(test)]
mod seen_tests;
#[cfg(test)]
mod tests;
