//! One document's text, joined over lines and pages, with the way back to the page.
//!
//! Papers wrap lines inside words and break pages inside sentences, so fields are read from a
//! joined text: footers left out, wrapped lines joined, full-width digits, letters and spaces
//! made half-width and `:;()?` made full-width, char for char. Every range leads back to the
//! exact words on a page as a [`Quote`].

use std::ops::Range;

use anjian_core::{Page, Quote};

use crate::split::Part;

mod wrap;

/// Joined text of a document's pages.
#[derive(Debug)]
pub struct Reading<'a> {
    pages: &'a [Page],
    text: String,
    /// Byte offset of each char of `text`.
    bytes: Vec<usize>,
    /// Byte offsets at which wrapped lines were joined.
    joins: Vec<usize>,
    /// Page index and char offset of each char of `text`; line breaks carry the next line's place.
    places: Vec<(usize, usize)>,
}

impl<'a> Reading<'a> {
    /// Joins the `parts` of `pages` that make up one document.
    pub fn of(pages: &'a [Page], parts: &[Part]) -> Self {
        let lines = wrap::lines(pages, parts);
        let width = wrap::full_width(&lines);
        let mut reading = Self {
            pages,
            text: String::new(),
            bytes: Vec::new(),
            joins: Vec::new(),
            places: Vec::new(),
        };
        for (index, line) in lines.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|at| lines.get(at));
            if let Some(previous) = previous
                && !wrap::continues(previous, line, width)
            {
                reading.push('\n', (line.page, line.start));
            } else if previous.is_some() {
                reading.joins.push(reading.text.len());
            }
            for (offset, c) in line.chars.iter().enumerate() {
                reading.push(normalise(*c), (line.page, line.start + offset));
            }
        }
        reading
    }

    fn push(&mut self, c: char, place: (usize, usize)) {
        self.bytes.push(self.text.len());
        self.places.push(place);
        self.text.push(c);
    }

    /// The joined text; ranges of other methods are byte ranges of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `range` with a space where lines were joined: names at a line's end and the next
    /// line's beginning read as two words again.
    pub fn unjoined(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        let mut from = range.start;
        for join in self.joins.iter().filter(|join| range.start < **join && **join < range.end) {
            text.push_str(self.text.get(from..*join).unwrap_or(""));
            text.push(' ');
            from = *join;
        }
        text.push_str(self.text.get(from..range.end).unwrap_or(""));
        text
    }

    /// The words of `range` as they stand on the page. Where the range crosses pages, the part
    /// with more words is quoted.
    pub fn quote(&self, range: Range<usize>) -> Option<Quote> {
        self.quotes(range).into_iter().max_by_key(|quote| quote.end() - quote.start())
    }

    /// The words of `range`, one quote per page.
    pub fn quotes(&self, range: Range<usize>) -> Vec<Quote> {
        let from = self.bytes.partition_point(|byte| *byte < range.start);
        let to = self.bytes.partition_point(|byte| *byte < range.end);
        let places = self.places.get(from..to).unwrap_or(&[]);
        let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
        for (offset, (page, at)) in places.iter().enumerate() {
            if self.text[self.bytes[from + offset]..].starts_with('\n') {
                continue;
            }
            match parts.last_mut() {
                Some((last, part)) if last == page => part.end = at + 1,
                _ => parts.push((*page, *at..at + 1)),
            }
        }
        parts
            .into_iter()
            .filter_map(|(page, part)| Quote::at(self.pages.get(page)?, part))
            .collect()
    }

    /// How many pages the document has, and on how many `words` stand among the last lines; on none
    /// where the last page lacks them, or where it is the only one.
    pub fn pages_ending_with(&self, words: &str) -> (usize, usize) {
        const LAST_CHARS: usize = 160;
        let mut pages: Vec<(usize, String)> = Vec::new();
        for (at, (page, _)) in self.places.iter().enumerate() {
            let c = self.text[self.bytes[at]..].chars().next().unwrap_or(' ');
            match pages.last_mut() {
                Some((last, text)) if last == page => text.push(c),
                _ => pages.push((*page, c.to_string())),
            }
        }
        let ends = |text: &String| {
            let ending: String = text.chars().rev().take(LAST_CHARS).collect();
            let reversed: String = words.chars().rev().collect();
            ending.contains(&reversed)
        };
        // A last page that ends otherwise may be a paper of its own.
        if pages.last().is_none_or(|(_, text)| !ends(text)) {
            return (pages.len(), 0);
        }
        // Only forms with a line for it on several pages show that one is missing.
        let signed = pages.iter().filter(|(_, text)| ends(text)).count();
        (pages.len(), if signed > 1 { signed } else { 0 })
    }

    /// Quotes the line that `at` lies in.
    pub fn quote_line(&self, at: usize) -> Option<Quote> {
        self.quote(self.line_range(at))
    }

    /// Byte range of the line (as joined) that `at` lies in.
    pub fn line_range(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |found| found + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |found| at + found);
        start..end
    }

    /// Byte range of the sentence that `at` lies in: between 。；！？ or line breaks.
    pub fn sentence_range(&self, at: usize) -> Range<usize> {
        let line = self.line_range(at);
        let is_end = |c: char| matches!(c, '。' | '；' | '！' | '？');
        let start = self.text[line.start..at]
            .rfind(is_end)
            .map_or(line.start, |found| line.start + found + '。'.len_utf8());
        let end = self.text[at..line.end]
            .find(is_end)
            .map_or(line.end, |found| at + found + '。'.len_utf8());
        start..end
    }
}

/// Char-for-char normal form; the quote still shows the page's own char.
fn normalise(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '／' | '．' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '\u{3000}' | '\t' | '\u{a0}' => ' ',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '⼀'..='⿕' | '⺀'..='⻳' => c,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use super::*;

    #[test]
    fn joins_wrapped_lines_and_pages_and_leads_back() {
        let first = "拘留证\n根据《中华人民共和国刑事诉讼法》第八十二条第一款第（七）项之规定，兹决\n定对犯罪嫌疑人马占林（性别男，出生日期1989年4月12日，住址甘肃省陇河县\n第 1 页   共 2 页";
        let second = "柳林村二社18号）执行拘留。\n２０２４年４月８日\n第 2 页   共 2 页";
        let file = FilePages::paged("a.pdf", [first.to_owned(), second.to_owned()]);
        let reading = Reading::of(&file.pages, &Part::whole(&file.pages));
        assert!(reading.text().contains("兹决定对犯罪嫌疑人"));
        assert!(reading.text().contains("陇河县柳林村"));
        assert!(!reading.text().contains('页'));
        let at = reading.text().find("2024年4月8日").expect("digits are half-width");
        let quote = reading.quote(at..at + "2024年4月8日".len()).expect("on the page");
        assert_eq!((quote.page(), quote.text()), (Some(2), "２０２４年４月８日"));
        let at = reading.text().find("兹决定对").expect("joined");
        let quote = reading.quote(at..at + "兹决定对".len()).expect("on the page");
        assert_eq!(quote.text(), "兹决\n定对");
        assert!(quote.is_verbatim_on(&file.pages[0]));
    }
}
