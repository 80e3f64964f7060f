//! The text of a page and the places of its lines, put together word by word.

use anjian_core::{Line, LineRole};

use super::Fragment;

/// Gap, in ems, from which neighbours on a row stand apart.
const GAP: f32 = 0.5;

/// A page's text in reading order, and where its words stand.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Arranged {
    /// Rows separated by `\n`, cells and words that stand apart by a space.
    pub text: String,
    /// In the order of the text; their ranges don't overlap.
    pub lines: Vec<Line>,
}

impl Arranged {
    /// Adds `other` behind, on a line of its own.
    pub fn append(&mut self, other: Self) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let shift = self.text.chars().count();
        self.text.push_str(&other.text);
        self.lines.extend(other.lines.into_iter().map(|line| Line {
            start: line.start + shift,
            end: line.end + shift,
            ..line
        }));
    }
}

/// The page so far.
#[derive(Default)]
pub(super) struct Composer {
    page: Arranged,
    /// Chars of the text.
    length: usize,
}

impl Composer {
    /// Adds `fragment` behind `separator`, which the page's beginning doesn't need.
    pub fn put(&mut self, separator: &str, fragment: Fragment, role: LineRole) {
        if self.length > 0 {
            self.page.text.push_str(separator);
            self.length += separator.chars().count();
        }
        let start = self.length;
        let words = fragment.text.trim();
        self.page.text.push_str(words);
        self.length += words.chars().count();
        self.page.lines.push(Line {
            start,
            end: self.length,
            bounds: fragment.bounds,
            role,
            source: fragment.source,
            confidence: fragment.confidence,
        });
    }

    /// Adds `row` as a line of the text.
    pub fn put_row(&mut self, row: Vec<Fragment>, role: LineRole) {
        let mut previous: Option<f32> = None;
        for fragment in row {
            let separator = match previous {
                None => "\n",
                Some(end) if fragment.bounds.left - end > GAP * fragment.size => " ",
                Some(_) => "",
            };
            previous = Some(fragment.bounds.right);
            self.put(separator, fragment, role);
        }
    }

    pub fn finish(self) -> Arranged {
        self.page
    }
}
