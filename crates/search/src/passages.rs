//! Pages are cut into passages: whole turns of question and answer, or some sentences.

use std::ops::Range;

use anjian_core::Page;

/// Chars from which a passage is long enough to stand alone.
const ENOUGH: usize = 100;
/// Chars a passage may have before it is cut at the next line.
const MOST: usize = 300;

/// Char ranges of the page's passages, in order; together they cover all its lines. A question
/// (问：) begins a passage, so that an answer stays with what was asked.
pub fn split_passages(page: &Page) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in page.text.split('\n') {
        let length = line.chars().count();
        let range = start..start + length;
        start += length + 1;
        if line.trim().is_empty() {
            continue;
        }
        let is_question = line.starts_with("问：") || line.starts_with("问:");
        match passages.last_mut() {
            Some(open)
                if !(is_full(open) || is_question && open.len() > ENOUGH / 2)
                    && range.end - open.start <= MOST =>
            {
                open.end = range.end;
            }
            _ => cut(range, &mut passages),
        }
    }
    passages
}

fn is_full(passage: &Range<usize>) -> bool {
    passage.len() >= MOST - ENOUGH
}

/// A line longer than a passage (a paragraph of an unpaged file) is cut into equal pieces.
fn cut(line: Range<usize>, passages: &mut Vec<Range<usize>>) {
    let pieces = line.len().div_ceil(MOST).max(1);
    let size = line.len().div_ceil(pieces);
    let mut at = line.start;
    while at < line.end {
        let end = (at + size).min(line.end);
        passages.push(at..end);
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use anjian_core::{FilePages, Quote};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn passages_cover_the_page_and_quote_it(text in "([一-十]{0,40}|问：[一-十]{3,30}|答：[一-十]{3,90}|[一-十]{400,700}|\n){0,30}") {
            let file = FilePages::unpaged("a.txt", text.clone());
            let page = &file.pages[0];
            let passages = split_passages(page);
            for (index, c) in text.chars().enumerate() {
                let covered = passages.iter().any(|passage| passage.contains(&index));
                prop_assert!(covered || c.is_whitespace());
            }
            for passage in passages {
                prop_assert!(passage.len() <= MOST);
                let quote = Quote::at(page, passage);
                prop_assert!(quote.is_none_or(|quote| quote.is_verbatim_on(page)));
            }
        }
    }
}
