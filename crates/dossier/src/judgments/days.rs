//! Days in a judgment's head, also those that it shortens: "21日立案，同日刑事拘留".

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;

use crate::{moments, numerals::parse_numeral};

/// A day found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedDay {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The day.
    pub date: Date,
}

/// A day whose month, or whose 日, is left out.
static SHORTENED: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})";
    Regex::new(&format!(
        r"(?:(?:^|[，。；：、（\s于至])(?P<day>{number})[日号])|(?:(?P<month>{number})月(?P<unmarked>{number})(?:[因被由经于，]))"
    ))
    .expect("the pattern is a constant")
});

/// Every day of `text`, in order.
pub(super) fn find_days(text: &str) -> Vec<StatedDay> {
    let mut found: Vec<(Range<usize>, Option<Date>)> = moments::find_moments(text, None)
        .into_iter()
        .map(|stated| (stated.range, Some(stated.moment.date())))
        .collect();
    let mut shortened: Vec<(Range<usize>, Option<Date>)> = Vec::new();
    for captures in SHORTENED.captures_iter(text) {
        let Some(number) = captures.name("day").or(captures.name("unmarked")) else { continue };
        let start = captures.name("month").map_or(number.start(), |month| month.start());
        let before = found.partition_point(|(range, _)| range.start <= start);
        let is_inside = before
            .checked_sub(1)
            .and_then(|at| found.get(at))
            .is_some_and(|(range, _)| start < range.end);
        if !is_inside {
            shortened.push((start..number.end(), None));
        }
    }
    found.append(&mut shortened);
    found.sort_by_key(|(range, _)| range.start);
    let mut days: Vec<StatedDay> = Vec::new();
    let mut after_shortened = false;
    for (range, date) in found {
        let words = &text[range.clone()];
        let previous = days.last().map(|day| day.date);
        let is_relative = ["同日", "当日", "当天", "当晚", "次日", "翌日", "第二天"]
            .iter()
            .any(|word| words.starts_with(word));
        let resolved = match (date, previous) {
            (Some(date), _) if !(after_shortened && is_relative) => Some(date),
            (Some(_), Some(previous)) if words.starts_with(['次', '翌', '第']) => {
                previous.tomorrow().ok()
            }
            (Some(_), previous) => previous,
            (None, Some(previous)) => complete(words, previous),
            (None, None) => None,
        };
        after_shortened = date.is_none() || (after_shortened && is_relative);
        days.extend(resolved.map(|date| StatedDay { range, date }));
    }
    days.retain(|day| !is_birth(text, &day.range));
    days
}

/// "21" and "9月26" take what they leave out from the day before them.
fn complete(words: &str, previous: Date) -> Option<Date> {
    let (month, day) = match words.split_once('月') {
        Some((month, day)) => (i8::try_from(parse_numeral(month)?).ok()?, day),
        None => (previous.month(), words),
    };
    let day = i8::try_from(parse_numeral(day)?).ok()?;
    previous.with().day(1).month(month).build().ok()?.with().day(day).build().ok()
}

fn is_birth(text: &str, range: &Range<usize>) -> bool {
    let after = text[range.end..].trim_start();
    let before = text[..range.start].trim_end_matches([' ', '：', '于']);
    after.starts_with("出生")
        || after.starts_with('生')
        || before.ends_with("出生")
        || before.ends_with('生')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let days: Vec<String> = find_days(text).iter().map(|day| day.date.to_string()).collect();
        assert_eq!(days, expected, "{text}");
    }

    #[test]
    fn completes_what_heads_leave_out() {
        check(
            "2013年5月20日移送；21日决定立案，同日刑事拘留，31日决定逮捕，6月3日执行逮捕",
            &["2013-05-20", "2013-05-21", "2013-05-21", "2013-05-31", "2013-06-03"],
        );
        check("2018年9月19日被抓获，9月26因涉嫌盗窃被刑事拘留", &["2018-09-19", "2018-09-26"]);
        check("1990年1月2日出生，2018年3月2日被刑事拘留，次日释放", &["2018-03-02", "2018-03-03"]);
        check("二〇一八年三月二日被拘留，同月十二日被逮捕", &["2018-03-02", "2018-03-12"]);
        check("2018年3月2日被拘留，同月40日", &["2018-03-02"]);
    }
}
