//! Read lines become a page: rows from top to bottom, cells from left to right.

use anjian_core::{Bounds, Line, LineRole, PageLayout, PageNoteKind, TextSource};

use super::{detect::LineBox, recognise::Recognised};
use crate::page::ExtractedPage;

/// Below this confidence a line is a stain, a stroke or a guess; it is told, not taken.
const UNREADABLE: f32 = 0.5;
/// Below this confidence a line is taken and the original must be looked at (须看原件).
const UNSURE: f32 = 0.8;
/// Gap between boxes of a row, in line heights, from which they are apart.
const GAP: f32 = 0.7;

/// A line and what it says.
pub(super) struct Read {
    pub line: LineBox,
    pub recognised: Recognised,
}

/// The levelled image the lines were found on.
pub(super) struct Frame {
    pub width: f32,
    pub height: f32,
    /// What it was turned by to be level.
    pub skew_degrees: f64,
    pub pixels_per_point: f32,
}

/// Puts `lines` in reading order.
pub(super) fn compose(mut lines: Vec<Read>, frame: &Frame) -> ExtractedPage {
    let mut page = ExtractedPage::blank();
    lines.retain(|read| !read.recognised.text.trim().is_empty());
    let (taken, unreadable): (Vec<Read>, Vec<Read>) =
        lines.into_iter().partition(|read| read.recognised.confidence >= UNREADABLE);
    let mut text = String::new();
    let mut length = 0;
    let mut placed = Vec::new();
    for row in rows(taken) {
        if !text.is_empty() {
            text.push('\n');
            length += 1;
        }
        let mut end: Option<f32> = None;
        for read in row {
            let words = read.recognised.text.trim();
            if end.is_some_and(|end| read.line.left - end > GAP * read.line.height()) {
                text.push(' ');
                length += 1;
            }
            let chars = words.chars().count();
            text.push_str(words);
            placed.push(Line {
                start: length,
                end: length + chars,
                bounds: frame.bounds(&read.line),
                role: LineRole::Body,
                source: TextSource::Recognition,
                confidence: Some(read.recognised.confidence),
            });
            length += chars;
            end = Some(read.line.right);
            if read.recognised.confidence < UNSURE {
                page.note(PageNoteKind::SeeOriginal, words.to_owned());
            }
        }
    }
    for read in unreadable {
        // A single doubtful sign is mostly a stain or a stroke of a form.
        if read.recognised.text.trim().chars().count() > 1 {
            page.note(PageNoteKind::SeeOriginal, String::new());
            break;
        }
    }
    page.text = text;
    let notes = page.layout.take().map(|layout| layout.notes).unwrap_or_default();
    page.layout = Some(PageLayout {
        width: frame.width / frame.pixels_per_point,
        height: frame.height / frame.pixels_per_point,
        turn: 0,
        lines: placed,
        notes,
        ..PageLayout::default()
    });
    page
}

/// Groups lines whose middles are level.
fn rows(mut lines: Vec<Read>) -> Vec<Vec<Read>> {
    let middle = |line: &LineBox| (line.top + line.bottom) / 2.0;
    lines.sort_by(|a, b| middle(&a.line).total_cmp(&middle(&b.line)));
    let mut rows: Vec<Vec<Read>> = Vec::new();
    for read in lines {
        match rows.last_mut() {
            Some(row)
                if row.last().is_some_and(|last| {
                    let tolerance = 0.4 * last.line.height().min(read.line.height());
                    middle(&read.line) - middle(&last.line) < tolerance
                }) =>
            {
                row.push(read);
            }
            _ => rows.push(vec![read]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.line.left.total_cmp(&b.line.left));
    }
    rows
}

impl Frame {
    /// The box of `line` on the page as it was scanned, in points.
    fn bounds(&self, line: &LineBox) -> Bounds {
        let (sin, cos) = self.skew_degrees.to_radians().sin_cos();
        let (sin, cos) = (sin as f32, cos as f32);
        let (centre_x, centre_y) = (self.width / 2.0, self.height / 2.0);
        let corners = [
            (line.left, line.top),
            (line.right, line.top),
            (line.left, line.bottom),
            (line.right, line.bottom),
        ];
        let mut bounds: Option<Bounds> = None;
        for (x, y) in corners {
            let (dx, dy) = (x - centre_x, y - centre_y);
            let x = (centre_x + dx * cos - dy * sin) / self.pixels_per_point;
            let y = (centre_y + dx * sin + dy * cos) / self.pixels_per_point;
            let corner = Bounds { left: x, top: y, right: x, bottom: y };
            bounds = Some(bounds.map_or(corner, |bounds| bounds.union(corner)));
        }
        bounds.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, confidence: f32, left: f32, top: f32) -> Read {
        let width = 20.0 * text.chars().count() as f32;
        let line = LineBox { left, top, right: left + width, bottom: top + 20.0 };
        Read { line, recognised: Recognised { text: text.to_owned(), confidence } }
    }

    fn frame() -> Frame {
        Frame { width: 800.0, height: 1000.0, skew_degrees: 0.0, pixels_per_point: 2.0 }
    }

    #[test]
    fn rows_are_read_across_and_cells_stand_apart() {
        let lines = vec![
            read("数量", 0.99, 300.0, 102.0),
            read("第二行", 0.99, 40.0, 160.0),
            read("名称", 0.99, 40.0, 100.0),
        ];
        let page = compose(lines, &frame());
        assert_eq!(page.text, "名称 数量\n第二行");
        let layout = page.layout.expect("recognised pages have a layout");
        let quantity = &layout.lines[1];
        assert_eq!((quantity.start, quantity.end), (3, 5));
        assert_eq!(quantity.bounds.left, 150.0);
    }

    #[test]
    fn doubtful_words_are_told_and_guesses_left_out() {
        let lines = vec![read("张伟", 0.7, 40.0, 100.0), read("彡丿一", 0.2, 40.0, 200.0)];
        let page = compose(lines, &frame());
        assert_eq!(page.text, "张伟");
        let notes = page.layout.expect("recognised pages have a layout").notes;
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0].words, "张伟");
    }
}
