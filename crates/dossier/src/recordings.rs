//! Lists of recordings (同步录音录像说明、光盘目录): which interrogation was recorded from when to when.

use std::sync::LazyLock;

use anjian_core::{Moment, facts::RecordingEntry};
use jiff::civil::{Date, Time};
use regex::Regex;

use crate::{form::Form, moments};

/// A recording's number: letters, digits and dashes, at least one digit.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[^A-Za-z\d\-])(?P<number>[A-Za-z]{0,8}[\-—]?[A-Za-z\d]*\d[A-Za-z\d\-—]{3,30})",
    )
    .expect("the pattern is a constant")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<next>次日|翌日)?\s*(?P<hour>\d{1,2})\s*(?:：\s*(?P<colon>\d{2})|[时点]\s*(?:(?P<minute>\d{1,2})\s*分)?)")
        .expect("the pattern is a constant")
});

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<year>20\d{2})\s*年").expect("the pattern is a constant"));

/// Numbers told in a sentence: 讯问张某三次（SY0402A、SY0403A）均全程同步录音录像.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:各次|每次|历次|[\d一二两三四五六七八九十]次)[^。\n]*(?:全程|同步|录制)[^。\n]*")
        .expect("the pattern is a constant")
});

/// The entries that `form` lists; `suspects` are the names of the case's suspects.
pub fn read_recordings(form: &Form<'_>, suspects: &[String]) -> Vec<RecordingEntry> {
    let text = form.text();
    let is_list = form.kind() == "recording_disc"
        || (text.contains("录音录像") || text.contains("录像目录"))
            && !form.kind().ends_with("_record");
    if !is_list {
        return Vec::new();
    }
    let year = form.reference().or_else(|| {
        let year = YEAR.captures(text)?["year"].parse().ok()?;
        Date::new(year, 12, 31).ok()
    });
    let mut entries = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        let (from, to) = recorded_span(line, year);
        let person = suspects.iter().find(|name| line.contains(name.as_str()));
        let number = NUMBER.captures(line).map(|captures| captures["number"].to_owned());
        let is_row = from.is_some() && to.is_some() && (person.is_some() || number.is_some());
        if is_row && line.chars().count() <= 120 {
            entries.push(RecordingEntry {
                document: form.index,
                number,
                person: person.cloned(),
                from,
                to,
                quote: form.reading.quote(range),
            });
        }
    }
    if entries.is_empty() {
        entries.extend(told(form, suspects));
    }
    entries
}

/// A statement that every interrogation of the named was recorded: an entry a person, without times.
fn told(form: &Form<'_>, suspects: &[String]) -> Vec<RecordingEntry> {
    TOLD.find_iter(form.text())
        .flat_map(|found| {
            let named: Vec<&String> =
                suspects.iter().filter(|name| found.as_str().contains(name.as_str())).collect();
            named.into_iter().map(move |name| RecordingEntry {
                document: form.index,
                number: None,
                person: Some(name.clone()),
                from: None,
                to: None,
                quote: form.reading.quote(found.range()),
            })
        })
        .collect()
}

/// First and last moment of a row; a row may give the interrogation's times besides, so the widest
/// span is taken, in favour of the authority.
fn recorded_span(line: &str, reference: Option<Date>) -> (Option<Moment>, Option<Moment>) {
    let stated = moments::find_moments(line, reference);
    let Some(first) = stated.first() else { return (None, None) };
    let mut found: Vec<Moment> =
        stated.iter().map(|s| s.moment).filter(|moment| moment.time().is_some()).collect();
    for captures in CLOCK.captures_iter(line) {
        let Some(whole) = captures.get(0) else { continue };
        if stated.iter().any(|s| s.range.start < whole.end() && whole.start() < s.range.end) {
            continue;
        }
        let before = stated.iter().rev().find(|s| s.range.end <= whole.start()).unwrap_or(first);
        let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
        let minute = number("colon").or_else(|| number("minute")).unwrap_or(0);
        let Some(time) = number("hour").and_then(|hour| Time::new(hour, minute, 0, 0).ok()) else {
            continue;
        };
        let mut date = before.moment.date();
        // "23:28至次日01:08", or an end that would lie before its beginning.
        let wraps = captures.name("next").is_some()
            || found.last().is_some_and(|last| {
                last.date() == date
                    && last.time().is_some_and(|at| time < at && at.hour() >= 18 && time.hour() < 8)
            });
        if wraps {
            date = date.tomorrow().unwrap_or(date);
        }
        found.push(Moment::minute(date, time));
    }
    let from = found.iter().copied().min_by_key(Moment::earliest);
    let to = found.iter().copied().max_by_key(Moment::earliest);
    if found.len() < 2 { (from, None) } else { (from, to) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn reads_rows_of_every_layout() {
        let span = |line: &str| {
            let (from, to) = recorded_span(line, Some(date(2024, 12, 31)));
            (from.map(|m| m.to_iso()), to.map(|m| m.to_iso()))
        };
        let expected = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(
            span("RX-01 杨某 2024-10-13 23：28至次日01：08 盘1"),
            expected("2024-10-13T23:28", "2024-10-14T01:08")
        );
        assert_eq!(
            span("KSS-12 谭某第2次 2024-07-07 19：52 2024-07-07 21：02"),
            expected("2024-07-07T19:52", "2024-07-07T21:02")
        );
        assert_eq!(
            span("HH-02 关某 1月12日 10：58 12：33"),
            expected("2024-01-12T10:58", "2024-01-12T12:33")
        );
        assert_eq!(
            span("1 2024年7月22日22：40-23：50 22：38-23：52 JD001"),
            expected("2024-07-22T22:38", "2024-07-22T23:52")
        );
    }
}
