//! Read lines become a page, in the order that a person reads them.

use anjian_core::{Bounds, LineRole, PageNoteKind};

use super::{detect::LineBox, recognise::Recognised};
use crate::{
    arrange::{Arranged, Fragment, PageSize, Ruling, arrange_seen},
    page::ExtractedPage,
};

/// Below this confidence a line is a stain, a stroke or a guess; it is told, not taken.
const UNREADABLE: f32 = 0.5;
/// Below this confidence a line is taken and the original must be looked at (须看原件).
const UNSURE: f32 = 0.8;
/// A line and what it says.
pub(super) struct Read {
    pub line: LineBox,
    pub recognised: Recognised,
    /// What it is to the page.
    pub role: LineRole,
}

/// The levelled image the lines were found on.
pub(super) struct Frame {
    pub width: f32,
    pub height: f32,
    /// What it was turned by to be level.
    pub skew_degrees: f64,
    pub pixels_per_point: f32,
}

/// Puts `lines` in reading order, tables cell by cell where `rulings` draw them.
pub(super) fn compose(lines: Vec<Read>, rulings: &[Ruling], frame: &Frame) -> ExtractedPage {
    let mut page = ExtractedPage::blank();
    let mut fragments = Vec::with_capacity(lines.len());
    let mut is_partly_unread = false;
    for read in lines {
        let text = read.recognised.text.trim();
        if read.recognised.confidence < UNREADABLE {
            // A single doubtful sign is mostly a stain or a stroke of a form.
            is_partly_unread |= read.role == LineRole::Body && text.chars().count() > 1;
        } else if !text.is_empty() {
            if read.recognised.confidence < UNSURE && read.role == LineRole::Body {
                page.note(PageNoteKind::SeeOriginal, text.to_owned());
            }
            fragments.push(frame.fragment(&read, text.to_owned()));
        }
    }
    if is_partly_unread {
        page.note(PageNoteKind::SeeOriginal, String::new());
    }
    let size = PageSize {
        width: frame.width / frame.pixels_per_point,
        height: frame.height / frame.pixels_per_point,
    };
    let Arranged { text, mut lines } = arrange_seen(fragments, rulings, size);
    lines.iter_mut().for_each(|line| line.bounds = frame.askew(line.bounds));
    page.text = text;
    let layout = page.layout.get_or_insert_default();
    (layout.width, layout.height) = (size.width, size.height);
    layout.lines = lines;
    page
}

impl Frame {
    /// The words of `read` on the level page, in points.
    fn fragment(&self, read: &Read, text: String) -> Fragment {
        let line = &read.line;
        let points = |pixels: f32| pixels / self.pixels_per_point;
        let bounds = Bounds {
            left: points(line.left),
            top: points(line.top),
            right: points(line.right),
            bottom: points(line.bottom),
        };
        Fragment {
            role: read.role,
            ..Fragment::recognised(text, bounds, read.recognised.confidence)
        }
    }

    /// A box of the level page on the page as it was scanned.
    fn askew(&self, level: Bounds) -> Bounds {
        let (sin, cos) = self.skew_degrees.to_radians().sin_cos();
        let (sin, cos) = (sin as f32, cos as f32);
        let (centre_x, centre_y) =
            (self.width / self.pixels_per_point / 2.0, self.height / self.pixels_per_point / 2.0);
        let corners = [
            (level.left, level.top),
            (level.right, level.top),
            (level.left, level.bottom),
            (level.right, level.bottom),
        ];
        let turned = corners.map(|(x, y)| {
            let (dx, dy) = (x - centre_x, y - centre_y);
            let (x, y) = (centre_x + dx * cos - dy * sin, centre_y + dx * sin + dy * cos);
            Bounds { left: x, top: y, right: x, bottom: y }
        });
        turned.into_iter().reduce(Bounds::union).unwrap_or(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, confidence: f32, left: f32, top: f32) -> Read {
        let width = 20.0 * text.chars().count() as f32;
        let line = LineBox { left, top, right: left + width, bottom: top + 20.0 };
        Read {
            line,
            recognised: Recognised { text: text.to_owned(), confidence },
            role: LineRole::Body,
        }
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
        let page = compose(lines, &[], &frame());
        assert_eq!(page.text, "名称 数量\n第二行");
        let layout = page.layout.expect("recognised pages have a layout");
        let quantity = &layout.lines[1];
        assert_eq!((quantity.start, quantity.end), (3, 5));
        assert_eq!(quantity.bounds.left, 150.0);
    }

    #[test]
    fn doubtful_words_are_told_and_guesses_left_out() {
        let lines = vec![read("张伟", 0.7, 40.0, 100.0), read("彡丿一", 0.2, 40.0, 200.0)];
        let page = compose(lines, &[], &frame());
        assert_eq!(page.text, "张伟");
        let notes = page.layout.expect("recognised pages have a layout").notes;
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0].words, "张伟");
    }
}
