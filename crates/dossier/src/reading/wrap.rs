//! Which line breaks are wraps at the margin and which end a paragraph or a field.

use std::sync::LazyLock;

use anjian_core::Page;
use regex::Regex;

use crate::{margins, split::Part};

/// A line of a page, trimmed.
#[derive(Debug)]
pub(super) struct Line {
    /// Index of the page.
    pub page: usize,
    /// Offset of the first char in the page's text.
    pub start: usize,
    /// Its chars.
    pub chars: Vec<char>,
    /// Width in half-width columns.
    width: usize,
    /// True where the format has pages, so that lines are as printed.
    printed: bool,
    /// True of a table's row, whose cells were joined when they were read.
    is_row: bool,
}

static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:第\s*\d+\s*页[\s，,/]*(?:共\s*\d+\s*页)?|[-—–－]\s*\d+\s*[-—–－]|共\s*\d+\s*页\s*第\s*\d+\s*页|\d{1,3}\s*/\s*\d{1,3})$")
        .expect("the pattern is a constant")
});

static PARAGRAPH_START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[问答][:：]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|附[:：]|此致|[\p{Han}（）/、 ]{2,16}[:：]|犯罪嫌疑人[^，。]{2,4}，[男女]|[A-Za-z]{1,8}[A-Za-z\d\-—]*\d[A-Za-z\d\-—]*[ \t\u{3000}]+\p{Han}|(?:被?[讯询]问人|记录[人员]|侦查人?员|办案民警|被?辨认人|被?搜查人|见证人|持有人|地点|时间)[ \u{3000}])")
        .expect("the pattern is a constant")
});

/// The non-empty lines of `parts` without footers.
pub(super) fn lines(pages: &[Page], parts: &[Part]) -> Vec<Line> {
    let mut lines = Vec::new();
    for part in parts {
        let index = part.page;
        let Some(page) = pages.get(index) else { continue };
        let mut start = 0;
        for raw in page.text.split('\n') {
            let length = raw.chars().count();
            let leading = raw.chars().take_while(|c| c.is_whitespace()).count();
            let trimmed = raw.trim();
            let is_outside = page.number.is_some() && FOOTER.is_match(trimmed)
                || margins::are_outside_text(page, start..start + length);
            if part.chars.contains(&start) && !trimmed.is_empty() && !is_outside {
                let chars: Vec<char> = trimmed.chars().collect();
                lines.push(Line {
                    page: index,
                    start: start + leading,
                    width: chars.iter().map(|c| columns(*c)).sum(),
                    chars,
                    printed: page.number.is_some(),
                    is_row: margins::are_cells(page, start..start + length),
                });
            }
            start += length + 1;
        }
    }
    lines
}

/// Columns from which a line counts as full; `usize::MAX` where lines are not wrapped.
pub(super) fn full_width(lines: &[Line]) -> usize {
    let running = lines.iter().filter(|line| !line.is_row);
    let widest = running.map(|line| line.width).max().unwrap_or(0);
    let printed = lines.first().is_some_and(|line| line.printed);
    let nearly = |line: &&Line| line.width + 6 >= widest;
    // A text file is wrapped only if several lines end at one margin that a screen can show.
    let wrapped = if printed {
        widest >= 60
    } else {
        (60..=140).contains(&widest) && lines.iter().filter(nearly).count() >= 3
    };
    if wrapped { widest - 6 } else { usize::MAX }
}

/// True when `line` continues the text of `previous`.
pub(super) fn continues(previous: &Line, line: &Line, full_width: usize) -> bool {
    if previous.is_row || line.is_row {
        return false;
    }
    let text: String = line.chars.iter().collect();
    if completes_label(previous, &text) {
        return true;
    }
    if previous.width < full_width {
        return false;
    }
    if previous.chars.last().is_some_and(|c| matches!(c, '。' | '：' | ':')) {
        return false;
    }
    !PARAGRAPH_START.is_match(&text)
}

/// Labels that a margin may cut: "…讯问室　讯" and "问人：庄文".
const CUT_LABELS: &[&str] = &[
    "讯问人",
    "询问人",
    "被讯问人",
    "被询问人",
    "记录人",
    "侦查人员",
    "侦查员",
    "办案民警",
    "见证人",
    "法定代理人",
    "持有人",
    "被传唤人",
    "被搜查人",
];

/// True where `text` begins with the rest of a label whose beginning ends `previous`.
fn completes_label(previous: &Line, text: &str) -> bool {
    let ending: String = previous.chars.iter().rev().take(8).rev().collect();
    CUT_LABELS.iter().any(|label| {
        label.char_indices().skip(1).any(|(cut, _)| {
            let (begun, rest) = label.split_at(cut);
            let is_rest = text
                .strip_prefix(rest)
                .is_some_and(|after| after.starts_with(['：', ':', ' ', '\u{3000}', '（', '(']));
            is_rest
                && ending.strip_suffix(begun).is_some_and(|before| {
                    before.ends_with([' ', '\u{3000}', '。', '）', ')', '，', '；'])
                })
        })
    })
}

fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}
