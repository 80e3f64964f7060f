//! A document as a form: labelled fields, closing, announcements, receipts.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Document, Moment, Quote};
use jiff::civil::Date;
use regex::Regex;

use crate::{moments, reading::Reading};

/// A document with its reading: what the readers of acts and records work on.
#[derive(Debug)]
pub struct Form<'a> {
    /// Index of the document in `CaseFacts::documents`.
    pub index: usize,
    /// Head of the document.
    pub document: Document,
    /// Joined text.
    pub reading: Reading<'a>,
}

/// Value of a labelled field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Byte range of label and value in the reading.
    pub range: Range<usize>,
    /// Byte range of the value.
    pub value_range: Range<usize>,
    /// The value, trimmed; empty where the form leaves it blank.
    pub value: String,
}

static CLOSING_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:.{0,24}?[ ：）])?(?:\d{4}|[〇○零一二三四五六七八九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日(?:（.{1,6}）)?$")
        .expect("the pattern is a constant")
});

static NEXT_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ 。；，][\p{Han}（）、/]{2,14}：").expect("the pattern is a constant")
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}A-Z]{1,10}(?:[（〔\[][\p{Han}]{1,8}[）〕\]])?[\p{Han}]{0,4}[〔（\[]\d{4}[〕）\]]\p{Han}{0,3} ?\d{1,6} ?号")
        .expect("the pattern is a constant")
});

static ONLY_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{4}|[〇○零一二三四五六七八九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日$")
        .expect("the pattern is a constant")
});

impl Form<'_> {
    /// The joined text.
    pub fn text(&self) -> &str {
        self.reading.text()
    }

    /// The document's code of kind.
    pub fn kind(&self) -> &str {
        self.document.kind.as_str()
    }

    /// Day the document is dated, for years and days its text leaves out.
    pub fn reference(&self) -> Option<Date> {
        self.document.closing_date
    }

    /// The first field with one of `labels` (tried in order): `label：value`, `label（…）：value`,
    /// or `label value` at a line's start, as table rows read. The value ends at the line's end or
    /// before the next label of the line.
    pub fn field(&self, labels: &[&str]) -> Option<Field> {
        labels.iter().find_map(|label| self.fields(label, 0..self.text().len()).into_iter().next())
    }

    /// All fields with `label` inside `within`.
    pub fn fields(&self, label: &str, within: Range<usize>) -> Vec<Field> {
        let text = self.text();
        let mut fields = Vec::new();
        let mut from = within.start;
        while let Some(found) = text.get(from..within.end).and_then(|rest| rest.find(label)) {
            let at = from + found;
            let after = at + label.len();
            from = after;
            let previous = text[..at].chars().next_back();
            // Part of a longer word: 被讯问人 is not 讯问人.
            if previous.is_some_and(|c| is_word(c) && !matches!(c, '。')) {
                continue;
            }
            let at_line_start = previous.is_none_or(|c| c == '\n');
            let rest = &text[after..within.end];
            let bracket = bracket_length(rest);
            let tail = &rest[bracket..];
            let spaces = tail.len() - tail.trim_start_matches(' ').len();
            let value_start = if let Some(colon) = tail[spaces..].strip_prefix('：') {
                within.end - colon.len()
            } else if at_line_start && spaces > 0 && bracket == 0 {
                after + spaces
            } else {
                continue;
            };
            let line_end = text[value_start..within.end]
                .find('\n')
                .map_or(within.end, |end| value_start + end);
            let end = NEXT_LABEL
                .find(&text[value_start..line_end])
                .map_or(line_end, |next| value_start + next.start());
            let value =
                text[value_start..end].trim_matches([' ', '_', '，', '；', '。']).to_owned();
            fields.push(Field { range: at..end, value_range: value_start..end, value });
        }
        fields
    }

    /// The date of the closing (落款): the last line that is nothing but a date, or else the last
    /// line that ends with one.
    pub fn closing(&self) -> Option<(Date, Range<usize>)> {
        find_closing(self.text())
    }

    /// The closing date as a moment with its words.
    pub fn closing_moment(&self) -> Option<(Moment, Option<Quote>)> {
        let (date, range) = self.closing()?;
        Some((Moment::day(date), self.reading.quote(range)))
    }

    /// The first moment inside `range`.
    pub fn moment_in(&self, range: Range<usize>) -> Option<Moment> {
        moments::first_moment(self.text().get(range)?, self.reference())
    }
}

/// Number of the paper (文号) near its head.
pub fn find_number(text: &str) -> Option<String> {
    let head: String = text.chars().take(200).collect();
    NUMBER.find(&head).map(|found| found.as_str().chars().filter(|c| !c.is_whitespace()).collect())
}

/// The closing date of `text` and the byte range of its line.
pub fn find_closing(text: &str) -> Option<(Date, Range<usize>)> {
    for pattern in [&ONLY_DATE, &CLOSING_DATE] {
        let mut start = text.len();
        for line in text.rsplit('\n') {
            start -= line.len();
            if pattern.is_match(line.trim())
                && let Some(stated) = moments::find_moments(line, None).last()
            {
                let range = start + stated.range.start..start + stated.range.end;
                return Some((stated.moment.date(), range));
            }
            start = start.saturating_sub(1);
        }
    }
    None
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_ascii_alphanumeric()
}

/// Length of a bracketed note at the beginning of `text`, such as `（签名）`, and of a slash form.
fn bracket_length(text: &str) -> usize {
    let trimmed = text.trim_start_matches(' ');
    let skipped = text.len() - trimmed.len();
    match trimmed.strip_prefix('（').and_then(|rest| rest.find('）').map(|end| &rest[..end])) {
        Some(note) if note.chars().count() <= 24 && !note.contains('\n') => {
            skipped + '（'.len_utf8() * 2 + note.len()
        }
        _ => 0,
    }
}

/// Forms for tests of readers.
#[cfg(test)]
pub(crate) mod fixture {
    use anjian_core::FilePages;

    use super::*;
    use crate::{dossier::describe, split::split};

    /// Hands the first paper of `text` to `check`.
    pub(crate) fn form(text: &str, check: impl FnOnce(&Form<'_>)) {
        let file = FilePages::paged("a.pdf", [text.to_owned()]);
        let paper = split(&file).remove(0);
        let reading = Reading::of(&file.pages, &paper.parts);
        let document = describe(&file, &paper, &reading, None);
        check(&Form { index: 0, document, reading });
    }
}
