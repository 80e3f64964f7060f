//! Ruled tables, cell by cell.

use std::collections::BTreeMap;

use anjian_core::{Bounds, LineRole};

use super::{
    Fragment, PageSize,
    compose::Composer,
    grid::{CellKey, Grid},
    rows::{first_word_ems, median_size, rows},
};

/// A cell of this share of the page is the page's frame, its words are prose.
const FRAME: f32 = 0.5;
/// Narrower cells, in ems, hold a word and no paragraphs: their lines are joined.
const PARAGRAPH_EMS: f32 = 12.0;
/// Narrower cells, in ems, hold a label broken where it had to be.
const LABEL_EMS: f32 = 4.0;
/// Ems by which hanging punctuation and stretched lines hide whether a line is full.
const DOUBT: f32 = 0.5;
/// Ems by which a paragraph's first line is indented at most.
const INDENT: f32 = 2.5;
/// Cells whose upper sides differ by less, in points, are of one row.
const LEVEL: f32 = 3.0;

/// The cells of a table whose upper sides are level.
pub(super) struct TableRow {
    pub top: f32,
    pub bottom: f32,
    /// From left to right.
    cells: Vec<Cell>,
}

struct Cell {
    bounds: Bounds,
    /// Top to bottom.
    lines: Vec<Vec<Fragment>>,
}

/// Parts `fragments` into prose and the rows of tables.
pub(super) fn find_rows(
    fragments: Vec<Fragment>,
    grid: &Grid,
    size: PageSize,
) -> (Vec<Fragment>, Vec<TableRow>) {
    let mut prose = Vec::new();
    let mut found: BTreeMap<CellKey, Vec<Fragment>> = BTreeMap::new();
    for fragment in fragments {
        match grid.cell_at(fragment.centre(), fragment.middle()) {
            Some(key) => found.entry(key).or_default().push(fragment),
            None => prose.push(fragment),
        }
    }
    let mut cells = Vec::new();
    for (key, inside) in found {
        let bounds = grid.bounds(key);
        if bounds.width() * bounds.height() >= FRAME * size.area() {
            prose.extend(inside);
        } else {
            cells.push(Cell { bounds, lines: rows(inside) });
        }
    }
    let mut table = Vec::new();
    for row in group(cells) {
        // A line between two rules with nothing beside it is a line of ruled paper.
        if row.cells.len() == 1 && row.cells[0].lines.len() == 1 && is_alone(&row, &table) {
            prose.extend(row.cells.into_iter().flat_map(|cell| cell.lines).flatten());
        } else {
            table.push(row);
        }
    }
    (prose, table)
}

/// True where no cell of the rows before reaches down beside `row`.
fn is_alone(row: &TableRow, before: &[TableRow]) -> bool {
    before.iter().all(|other| other.bottom <= row.top + LEVEL)
}

fn group(mut cells: Vec<Cell>) -> Vec<TableRow> {
    cells.sort_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let mut table: Vec<TableRow> = Vec::new();
    for cell in cells {
        match table.last_mut() {
            Some(row) if cell.bounds.top - row.top <= LEVEL => {
                row.bottom = row.bottom.max(cell.bounds.bottom);
                row.cells.push(cell);
            }
            _ => table.push(TableRow {
                top: cell.bounds.top,
                bottom: cell.bounds.bottom,
                cells: vec![cell],
            }),
        }
    }
    for row in &mut table {
        row.cells.sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
    }
    table
}

impl TableRow {
    /// Adds the row as one line of the text; a cell's paragraphs stay lines of their own.
    pub fn put(self, page: &mut Composer) {
        let mut before_cell = "\n";
        for cell in self.cells {
            cell.put(before_cell, page);
            before_cell = " ";
        }
    }
}

impl Cell {
    fn put(self, before: &'static str, page: &mut Composer) {
        let shape = Shape::of(&self);
        let mut last: Option<Measure> = None;
        for line in self.lines {
            let measure = Measure::of(&line);
            let mut separator = match &last {
                None => before,
                Some(last) => shape.separator(last, &measure),
            };
            for fragment in line {
                page.put(separator, fragment, LineRole::Cell);
                separator = " ";
            }
            last = Some(measure);
        }
    }
}

/// What decides whether a line of a cell was wrapped.
struct Measure {
    left: f32,
    right: f32,
    first_word_ems: f32,
    first: Option<char>,
    last: Option<char>,
}

impl Measure {
    fn of(line: &[Fragment]) -> Self {
        let text = |fragment: &Fragment| fragment.text.trim().to_owned();
        let begin = line.first().map(text).unwrap_or_default();
        let end = line.last().map(text).unwrap_or_default();
        Self {
            left: line.first().map_or(0.0, |fragment| fragment.bounds.left),
            right: line.last().map_or(0.0, |fragment| fragment.bounds.right),
            first_word_ems: first_word_ems(&begin),
            first: begin.chars().next(),
            last: end.chars().next_back(),
        }
    }
}

/// The room lines have in a cell.
struct Shape {
    left: f32,
    right: f32,
    em: f32,
}

impl Shape {
    fn of(cell: &Cell) -> Self {
        let em = median_size(cell.lines.iter().flatten()).max(1.0);
        let left = cell.lines.iter().flatten().map(|fragment| fragment.bounds.left);
        let left = left.min_by(f32::total_cmp).unwrap_or(cell.bounds.left);
        let margin = (left - cell.bounds.left).clamp(0.0, em);
        Self { left: cell.bounds.left + margin, right: cell.bounds.right - margin, em }
    }

    /// What stands between two lines of the cell: nothing where the first was full, so that the
    /// second goes on; a line break between paragraphs.
    fn separator(&self, line: &Measure, next: &Measure) -> &'static str {
        let width = (self.right - self.left) / self.em;
        if width < LABEL_EMS {
            return "";
        }
        let is_wide = width >= PARAGRAPH_EMS;
        if self.room(line) >= next.first_word_ems + DOUBT {
            return if is_wide { "\n" } else { " " };
        }
        let is_indented = next.left - self.left >= 1.5 * self.em;
        if is_wide && is_indented && line.last.is_some_and(ends_sentence) {
            return "\n";
        }
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // Where one more letter would have fitted, the line was broken between words.
        if is_latin(line.last) && is_latin(next.first) && self.room(line) >= 0.55 {
            return " ";
        }
        ""
    }

    /// Ems left free behind a line; on both sides of it where it stands in the middle or right.
    fn room(&self, line: &Measure) -> f32 {
        let starts_left = line.left - self.left <= INDENT * self.em;
        let before = if starts_left { 0.0 } else { line.left - self.left };
        (self.right - line.right + before) / self.em
    }
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '！' | '？' | '”' | ';' | ':' | '?' | '!')
}
