//! Stretches of words become lines, row by row.

use anjian_core::{Bounds, Line, LineRole, PageLayout, TextSource};

use crate::page::ExtractedPage;

/// Words that stand together on one line: never across a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub text: String,
    /// In points.
    pub bounds: Bounds,
    /// Height of an em, in points.
    pub size: f32,
    pub role: LineRole,
    pub source: TextSource,
    pub confidence: Option<f32>,
}

/// Share of the smaller height by which middles of one row may differ.
const SAME_ROW: f32 = 0.45;
/// Gap, in ems, from which words stand apart.
const GAP: f32 = 0.25;

/// Puts `fragments` in reading order; watermarks and seals behind the text.
pub(super) fn compose(fragments: Vec<Fragment>, width: f32, height: f32) -> ExtractedPage {
    let (text, asides): (Vec<Fragment>, Vec<Fragment>) = fragments
        .into_iter()
        .filter(|fragment| !fragment.text.trim().is_empty())
        .partition(|fragment| fragment.role == LineRole::Body);
    let mut page = Composed::default();
    for row in rows(text).into_iter().chain(rows(asides)) {
        page.row(row);
    }
    let layout = PageLayout { width, height, lines: page.lines, ..PageLayout::default() };
    ExtractedPage { text: page.text, layout: Some(layout) }
}

fn middle(fragment: &Fragment) -> f32 {
    (fragment.bounds.top + fragment.bounds.bottom) / 2.0
}

fn rows(mut fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    fragments.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| {
                    let smaller = first.bounds.height().min(fragment.bounds.height());
                    middle(&fragment) - middle(first) <= SAME_ROW * smaller
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

#[derive(Default)]
struct Composed {
    text: String,
    length: usize,
    lines: Vec<Line>,
}

impl Composed {
    fn row(&mut self, row: Vec<Fragment>) {
        let mut end: Option<f32> = None;
        for fragment in row {
            let separator = match end {
                None if self.text.is_empty() => None,
                None => Some('\n'),
                Some(end) => (fragment.bounds.left - end > GAP * fragment.size).then_some(' '),
            };
            if let Some(separator) = separator {
                self.text.push(separator);
                self.length += 1;
            }
            let start = self.length;
            self.text.push_str(&fragment.text);
            self.length += fragment.text.chars().count();
            end = Some(fragment.bounds.right);
            match self.lines.last_mut() {
                // Words that touch are one line, however many objects draw them.
                Some(line)
                    if separator.is_none()
                        && line.end == start
                        && line.source == fragment.source =>
                {
                    line.end = self.length;
                    line.bounds = line.bounds.union(fragment.bounds);
                }
                _ => self.lines.push(Line {
                    start,
                    end: self.length,
                    bounds: fragment.bounds,
                    role: fragment.role,
                    source: fragment.source,
                    confidence: fragment.confidence,
                }),
            }
        }
    }
}
