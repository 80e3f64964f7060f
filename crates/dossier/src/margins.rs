//! What the layout of a page says of its words: which are outside the text, which are cells.

use std::ops::Range;

use anjian_core::{Line, LineRole, Page};

/// The lines of `page` that share chars with `chars`.
fn lines(page: &Page, chars: Range<usize>) -> impl Iterator<Item = &Line> {
    let lines = page.layout.as_ref().map_or(&[] as &[Line], |layout| &layout.lines);
    let from = lines.partition_point(|line| line.end <= chars.start);
    lines[from..].iter().take_while(move |line| line.start < chars.end)
}

/// True where `chars` of `page` are no part of the text: its number (页码), running heads and feet
/// (页眉、页脚), a watermark (水印).
pub(crate) fn are_outside_text(page: &Page, chars: Range<usize>) -> bool {
    let mut roles = lines(page, chars).map(|line| line.role).peekable();
    roles.peek().is_some() && roles.all(is_outside)
}

/// True where `chars` of `page` are cells of a ruled table, whose wrapped lines are joined already.
pub(crate) fn are_cells(page: &Page, chars: Range<usize>) -> bool {
    let mut roles = lines(page, chars).map(|line| line.role).peekable();
    roles.peek().is_some() && roles.all(|role| role == LineRole::Cell)
}

/// True where `chars` of `page` are a running head that the page before carries too, so that it is
/// no title: the first page of a paper has its title where the next ones have their heads.
pub(crate) fn is_repeated_head(page: &Page, chars: Range<usize>, before: Option<&Page>) -> bool {
    let words = words(page, chars.clone());
    is_head(page, chars)
        && before.is_some_and(|before| {
            let layout = before.layout.iter().flat_map(|layout| &layout.lines);
            layout
                .filter(|line| line.role == LineRole::Header)
                .any(|line| self::words(before, line.start..line.end) == words)
        })
}

/// True where `chars` of `page` hold a running head.
pub(crate) fn is_head(page: &Page, chars: Range<usize>) -> bool {
    lines(page, chars).any(|line| line.role == LineRole::Header)
}

fn is_outside(role: LineRole) -> bool {
    matches!(
        role,
        LineRole::Header
            | LineRole::Footer
            | LineRole::PageNumber
            | LineRole::Seal
            | LineRole::Watermark
    )
}

/// The words of `chars` without digits and spaces, as running heads are compared.
fn words(page: &Page, chars: Range<usize>) -> String {
    let text = page.text.chars().skip(chars.start).take(chars.len());
    text.filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}
