//! Terms of imprisonment: 三年二个月, 一年零十个月, 三个月十五日, 18个月.

use std::sync::LazyLock;

use regex::Regex;

use crate::numerals::parse_numeral;

/// A term (刑期).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration {
    /// Whole months, years included.
    pub months: u32,
    /// Days beyond the months.
    pub days: u32,
}

static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})";
    Regex::new(&format!(
        r"^\s*(?:(?P<years>{number})\s*年)?\s*(?:[零又]?\s*(?P<months>{number})\s*个?月)?\s*(?:[零又]?\s*(?P<days>{number})\s*[日天])?"
    ))
    .expect("the pattern is a constant")
});

/// A range or a limit is no definite term.
const OPEN_ENDS: &[&str] = &["以上", "以下", "至", "到", "-", "—", "～", "~", "左右", "、", "或"];

/// Reads the term that `text` begins with; its length in bytes beside it. `None` for a range
/// ("二年至四年") and for a limit ("三年以下").
pub(super) fn read(text: &str) -> Option<(Duration, usize)> {
    let captures = DURATION.captures(text)?;
    let end = captures.get(0)?.end();
    let number = |name: &str| match captures.name(name) {
        Some(found) => parse_numeral(found.as_str()),
        None => Some(0),
    };
    let duration =
        Duration { months: number("years")? * 12 + number("months")?, days: number("days")? };
    let is_open = OPEN_ENDS.iter().any(|word| text[end..].starts_with(word));
    (duration.months + duration.days > 0 && !is_open).then_some((duration, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_terms_but_no_ranges() {
        for (text, months, days) in [
            ("三年二个月，", 38, 0),
            ("一年零十个月", 22, 0),
            ("十三年零七个月", 163, 0),
            ("三个月十五日", 3, 15),
            ("18个月", 18, 0),
            ("两年", 24, 0),
            ("五个月零二日", 5, 2),
        ] {
            assert_eq!(
                read(text).map(|(found, _)| (found.months, found.days)),
                Some((months, days))
            );
        }
        for text in ["二年至四年", "三年以下", "以上", "", "年", "六个月至一年六个月"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
