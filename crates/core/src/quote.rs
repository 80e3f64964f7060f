//! Quotes: the only support a claim can have (invariant 1).

use std::{ops::Range, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::page::Page;

/// Words of a page, found there: `text` is the page's text from char `start` to char `end`.
///
/// There is no constructor from free text; [`Quote::at`] and [`Quote::find`] read the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    file: Arc<str>,
    page: Option<u32>,
    text: String,
    start: usize,
    end: usize,
}

impl Quote {
    /// Quotes the chars `range` of `page`; `None` when the range is empty, blank or outside.
    /// White space at both ends is left out.
    pub fn at(page: &Page, range: Range<usize>) -> Option<Self> {
        let mut chars: Vec<char> = page.text.chars().skip(range.start).take(range.len()).collect();
        if chars.len() != range.len() {
            return None;
        }
        let leading = chars.iter().take_while(|c| c.is_whitespace()).count();
        chars.drain(..leading);
        while chars.last().is_some_and(|c| c.is_whitespace()) {
            chars.pop();
        }
        if chars.is_empty() {
            return None;
        }
        let start = range.start + leading;
        Some(Self {
            file: page.file.clone(),
            page: page.number,
            start,
            end: start + chars.len(),
            text: chars.into_iter().collect(),
        })
    }

    /// Finds `wanted` on `page`, white space (a line break inside a word, say) left out of the
    /// comparison on both sides. The quote's text is the page's, white space included.
    pub fn find(page: &Page, wanted: &str) -> Option<Self> {
        let needle: Vec<char> = wanted.chars().filter(|c| !c.is_whitespace()).collect();
        if needle.is_empty() {
            return None;
        }
        let hay: Vec<(usize, char)> =
            page.text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()).collect();
        let first = hay
            .windows(needle.len())
            .find(|window| window.iter().map(|(_, c)| c).eq(needle.iter()))?;
        let start = first.first()?.0;
        let end = first.last()?.0 + 1;
        Self::at(page, start..end)
    }

    /// True when `page` is the quoted page and still carries these words at this place.
    pub fn is_verbatim_on(&self, page: &Page) -> bool {
        self.file == page.file
            && self.page == page.number
            && self.end >= self.start
            && page.text.chars().skip(self.start).take(self.end - self.start).eq(self.text.chars())
    }

    /// Path of the file inside the case.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// 1-based page number, `None` where the format has no pages.
    pub fn page(&self) -> Option<u32> {
        self.page
    }

    /// The words, exactly as on the page.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// First char of the words, counted in the page's text.
    pub fn start(&self) -> usize {
        self.start
    }

    /// One past the last char of the words, counted in the page's text.
    pub fn end(&self) -> usize {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::page::FilePages;

    fn page(text: &str) -> Page {
        FilePages::paged("a.pdf", [text.to_owned()]).pages.remove(0)
    }

    #[test]
    fn finds_words_broken_by_a_line_end() {
        let page = page("本证已于2024年4月\n8日16时20分向我宣布。");
        let quote = Quote::find(&page, "2024年4月8日16时20分").expect("the words are there");
        assert_eq!(quote.text(), "2024年4月\n8日16时20分");
        assert_eq!((quote.start(), quote.end()), (4, 20));
        assert!(quote.is_verbatim_on(&page));
    }

    #[test]
    fn refuses_words_that_are_not_there() {
        assert_eq!(Quote::find(&page("拘留证"), "逮捕证"), None);
        assert_eq!(Quote::find(&page("拘留证"), "  \n"), None);
        assert_eq!(Quote::at(&page("拘留证"), 2..9), None);
    }

    proptest! {
        #[test]
        fn a_quote_is_found_where_it_says(text in "[一-十a-c \n]{1,60}", a in 0usize..60, b in 0usize..60) {
            let page = page(&text);
            if let Some(quote) = Quote::at(&page, a.min(b)..a.max(b)) {
                prop_assert!(quote.is_verbatim_on(&page));
                let again = Quote::find(&page, quote.text()).expect("its own words are on the page");
                prop_assert!(again.is_verbatim_on(&page));
            }
        }
    }
}
