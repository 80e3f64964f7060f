//! Clock times with and without their day: "2024年5月31日8时…（7时20分到达）".

use std::sync::LazyLock;

use anjian_core::{Moment, period::days_between};
use jiff::civil::{Date, Time};
use regex::Regex;

use crate::moments::{StatedMoment, find_moments};

/// Days between the days of one paper; a birth or an earlier conviction lies further back.
const LONGEST_DAYS: i64 = 400;

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<next>次日|翌日|第二天)?\s*(?P<hour>\d{1,2})\s*(?:：(?P<colon>\d{2})|[时点](?:\s*(?P<minute>\d{1,2})\s*分|(?P<half>半)|整|许)?)",
    )
    .expect("the pattern is a constant")
});

/// Moments with a clock time, in order; a bare time takes the day stated last before it, or the
/// first one of the text.
pub(super) fn clock_moments(text: &str, reference: Option<Date>) -> Vec<StatedMoment> {
    let dated = find_moments(text, reference);
    let mut found: Vec<StatedMoment> =
        dated.iter().filter(|stated| stated.moment.time().is_some()).cloned().collect();
    // A birth in between is no day that a time is meant of.
    let last = found.iter().map(|stated| stated.moment.date()).max().or(reference);
    let days: Vec<&StatedMoment> = dated
        .iter()
        .filter(|stated| {
            last.is_none_or(|last| days_between(stated.moment.date(), last) < LONGEST_DAYS)
        })
        .collect();
    for captures in BARE.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let is_inside = dated
            .iter()
            .any(|stated| stated.range.start < whole.end() && whole.start() < stated.range.end);
        let follows_digit =
            text[..whole.start()].ends_with(|c: char| c.is_ascii_digit() || c == '：');
        if is_inside || follows_digit {
            continue;
        }
        let day = days
            .iter()
            .rev()
            .find(|stated| stated.range.end <= whole.start())
            .or_else(|| days.first())
            .map(|stated| stated.moment.date());
        let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
        let minute = match captures.name("half") {
            Some(_) => 30,
            None => number("colon").or_else(|| number("minute")).unwrap_or(0),
        };
        let time = number("hour").and_then(|hour| Time::new(hour, minute, 0, 0).ok());
        let (Some(day), Some(time)) = (day, time) else { continue };
        let day = if captures.name("next").is_some() { day.tomorrow().unwrap_or(day) } else { day };
        found.push(StatedMoment { range: whole.range(), moment: Moment::minute(day, time) });
    }
    found.sort_by_key(|stated| stated.range.start);
    found
}
