//! Dates and times in running text, in all the forms papers use.
//!
//! `2024年3月1日22时10分`, `二〇二四年三月一日`, `3月1日晚10点许` (year from context), `同年5月11日`,
//! `次日9时`, `2024-03-01 22:10`, ranges `…时…至…时…`. Input is a [`crate::reading::Reading`]'s
//! text, where full-width digits are already half-width; white space inside is tolerated.

use std::{ops::Range, sync::LazyLock};

use anjian_core::Moment;
use jiff::civil::{Date, Time};
use regex::{Captures, Regex};

use crate::numerals::parse_numeral;

/// A moment found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedMoment {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The moment.
    pub moment: Moment,
}

/// A moment or a range of moments found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSpan {
    /// Byte range in the text, of both ends where there are two.
    pub range: Range<usize>,
    /// Beginning, or the only moment.
    pub from: Moment,
    /// End, where a range is stated.
    pub to: Option<Moment>,
}

const NUMBER: &str = r"(?:\d{1,2}|[〇○零一二三四五六七八九十廿卅元正]{1,3})";

static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})\s*年度?|(?P<same_year>同年|当年|本年|今年)|(?P<last_year>去年|上年)|(?P<next_year>次年))";
    let date = format!(
        r"(?:{year}[\s，,]*)?(?P<month>{NUMBER})\s*月\s*(?:份)?\s*(?P<day>{NUMBER})\s*[日号]"
    );
    let same_month = format!(r"(?:同月|本月)\s*(?P<month_day>{NUMBER})\s*[日号]");
    let iso =
        r"(?P<iso_year>\d{4})\s*[-/.]\s*(?P<iso_month>\d{1,2})\s*[-/.]\s*(?P<iso_day>\d{1,2})";
    // "24日出发，25日早6点40分": a day alone counts only right before its time.
    let bare_day = format!(r"(?P<bare_day>{NUMBER})\s*[日号]");
    let relative = r"(?P<relative>同日|当日|当天|当晚|次日|翌日|第二天)";
    let part = r"(?P<part>凌晨|清晨|早晨|早上|早|上午|中午|下午|傍晚|晚上|晚间|夜晚|晚|夜里|夜间|深夜|半夜)";
    let time = format!(
        r"(?:{part}\s*)?(?P<hour>{NUMBER})\s*(?:[时点]\s*(?:(?P<minute>{NUMBER})\s*分|(?P<bare>\d{{2}})\b|(?P<half>半)|(?P<quarter>[一三])刻|(?:整|钟))?|[:：]\s*(?P<colon_minute>\d{{2}}))(?:[:：]\d{{2}}|\s*\d{{1,2}}\s*秒)?\s*(?P<about>许|左右|多)?"
    );
    let pattern = format!(
        r"(?:(?:{date}|{same_month}|{iso}|{relative}|{bare_day})(?:\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?(?:[\s，,T]*{time})?)"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

static TIME_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?P<hour>{NUMBER})\s*(?:[时点]\s*(?:(?P<minute>{NUMBER})\s*分|(?P<half>半)|(?P<quarter>[一三])刻|整)?|[:：]\s*(?P<colon_minute>\d{{2}}))(?P<part>)?(?P<about>许|左右)?"
    ))
    .expect("the pattern is a constant")
});

static DAY_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^(?P<day>{NUMBER})\s*[日号]\s*")).expect("the pattern is a constant")
});

static CONNECTOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s，,；]*(?:起)?\s*(?:至|到|—+|－|–|-|~|～|止)\s*")
        .expect("the pattern is a constant")
});

/// Every moment of `text`, in order. `reference` (the record's own day, say) gives the year
/// and the day where the text leaves them out; a moment that needs one and has none is left out.
pub fn find_moments(text: &str, reference: Option<Date>) -> Vec<StatedMoment> {
    let mut context = reference;
    let mut found = Vec::new();
    for captures in MOMENT.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let is_bare = captures.name("bare_day").is_some();
        if follows_digit(text, whole.start()) || is_bare && !is_day_alone(&text[..whole.start()]) {
            continue;
        }
        let Some(date) = resolve_date(&captures, context, reference) else { continue };
        // "1993年12月11日出生，…，当日14时": the day meant is never a birth.
        if !is_birth(text, whole.range()) {
            context = Some(date);
        }
        if let Some(moment) = attach_time(date, &captures) {
            found.push(StatedMoment { range: trimmed(text, whole.range()), moment });
        }
    }
    found
}

/// Every moment or range of `text`, in order.
pub fn find_spans(text: &str, reference: Option<Date>) -> Vec<StatedSpan> {
    let moments = find_moments(text, reference);
    let mut spans: Vec<StatedSpan> = Vec::new();
    let mut index = 0;
    while let Some(stated) = moments.get(index) {
        index += 1;
        let mut span = StatedSpan { range: stated.range.clone(), from: stated.moment, to: None };
        let rest = &text[span.range.end..];
        if let Some(connector) = CONNECTOR.find(rest) {
            let at = span.range.end + connector.end();
            match moments.get(index) {
                Some(next) if next.range.start == at => {
                    span.to = Some(next.moment);
                    span.range.end = next.range.end;
                    index += 1;
                }
                _ => {
                    if let Some((moment, length)) =
                        read_end(&text[at..], stated.moment, &text[stated.range.clone()])
                    {
                        span.to = Some(moment);
                        span.range.end = at + length;
                    }
                }
            }
        }
        spans.push(span);
    }
    spans
}

/// The first moment of `text`.
pub fn first_moment(text: &str, reference: Option<Date>) -> Option<Moment> {
    find_moments(text, reference).first().map(|stated| stated.moment)
}

/// Reads the end of a range that leaves out what its beginning says: `至23时05分`, `至8日`.
fn read_end(text: &str, from: Moment, beginning: &str) -> Option<(Moment, usize)> {
    if let Some(day) = DAY_ONLY.captures(text) {
        let number = parse_numeral(day.name("day")?.as_str())?;
        let date = from.date().with().day(i8::try_from(number).ok()?).build().ok()?;
        let length = day.get(0)?.end();
        if let Some(time) = TIME_ONLY.captures(&text[length..]) {
            return Some((attach_time(date, &time)?, length + time.get(0)?.end()));
        }
        return Some((Moment::day(date), length));
    }
    let time = TIME_ONLY.captures(text)?;
    let mut moment = attach_time(from.date(), &time)?;
    // "下午3时至4时20分": the part of the day holds for the end too.
    let is_afternoon = ["下午", "傍晚", "晚"].iter().any(|part| beginning.contains(part));
    if is_afternoon
        && moment.time() < from.time()
        && let Some(time) = moment.time().filter(|time| time.hour() < 12)
        && let Ok(later) = time.with().hour(time.hour() + 12).build()
        && Some(later) > from.time()
    {
        moment = Moment::minute(moment.date(), later);
    }
    // An end before the beginning on the same day means the record ran across midnight.
    if moment.time() < from.time() && moment.date() == from.date() {
        moment = attach_time(from.date().tomorrow().ok()?, &time)?;
    }
    Some((moment, time.get(0)?.end()))
}

fn resolve_date(
    captures: &Captures<'_>,
    context: Option<Date>,
    reference: Option<Date>,
) -> Option<Date> {
    let number = |name: &str| captures.name(name).and_then(|m| parse_numeral(m.as_str()));
    if let (Some(year), Some(month), Some(day)) =
        (number("iso_year"), number("iso_month"), number("iso_day"))
    {
        return build_date(i64::from(year), month, day);
    }
    if let Some(day) = captures.name("bare_day") {
        return day_of_context(captures, day.as_str(), context?);
    }
    if let Some(relative) = captures.name("relative") {
        let base = context?;
        return match relative.as_str() {
            "次日" | "翌日" | "第二天" => base.tomorrow().ok(),
            _ => Some(base),
        };
    }
    if let Some(day) = number("month_day") {
        let base = context?;
        return build_date(i64::from(base.year()), u32::from(base.month().unsigned_abs()), day);
    }
    let (month, day) = (number("month")?, number("day")?);
    if let Some(year) = number("year") {
        return build_date(i64::from(year), month, day);
    }
    let base = i64::from(context.or(reference)?.year());
    if captures.name("last_year").is_some() {
        return build_date(i64::from(reference.or(context)?.year()) - 1, month, day);
    }
    if captures.name("next_year").is_some() {
        return build_date(base + 1, month, day);
    }
    let date = build_date(base, month, day)?;
    // "12月30日" told in a record of 5 January is last year's.
    match reference {
        Some(today)
            if captures.name("same_year").is_none()
                && anjian_core::period::days_between(today, date) > 60 =>
        {
            build_date(base - 1, month, day)
        }
        _ => Some(date),
    }
}

/// A day without its month is of the month told before, or of the next one where that ran out.
fn day_of_context(captures: &Captures<'_>, day: &str, context: Date) -> Option<Date> {
    let whole = captures.get(0)?;
    let after = whole.as_str().split_once(['日', '号'])?.1.trim_start_matches(' ');
    let begins_a_time = captures.name("hour").is_some()
        && !after.starts_with([',', '，', 'T', '\n', '（', '(', '星', '周', '礼']);
    if !begins_a_time {
        return None;
    }
    let day = parse_numeral(day)?;
    let month = u32::from(context.month().unsigned_abs());
    let year = i64::from(context.year());
    let is_next = i64::from(context.day()) - i64::from(day) > 15;
    match (is_next, month) {
        (false, _) => build_date(year, month, day),
        (true, 12) => build_date(year + 1, 1, day),
        (true, _) => build_date(year, month + 1, day),
    }
}

fn build_date(year: i64, month: u32, day: u32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn attach_time(date: Date, captures: &Captures<'_>) -> Option<Moment> {
    let number = |name: &str| captures.name(name).and_then(|m| parse_numeral(m.as_str()));
    let Some(stated_hour) = number("hour") else { return Some(Moment::day(date)) };
    let minute = match (captures.name("half"), captures.name("quarter")) {
        (Some(_), _) => 30,
        (_, Some(quarter)) => parse_numeral(quarter.as_str())? * 15,
        _ => number("minute")
            .or_else(|| number("bare"))
            .or_else(|| number("colon_minute"))
            .unwrap_or(0),
    };
    let part = captures.name("part").map_or("", |m| m.as_str());
    let part = if part.is_empty() && captures_relative_evening(captures) { "晚" } else { part };
    let Some((hour, days)) = hour_of_day(stated_hour, part) else { return Some(Moment::day(date)) };
    let date = if days == 1 { date.tomorrow().ok()? } else { date };
    let Ok(time) = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0) else {
        return Some(Moment::day(date));
    };
    let about = captures.name("about").is_some();
    Some(if about { Moment::about(date, time) } else { Moment::minute(date, time) })
}

fn captures_relative_evening(captures: &Captures<'_>) -> bool {
    captures.name("relative").is_some_and(|m| m.as_str() == "当晚")
}

/// Hour of the day and days to add for `hour` said of a part of the day; `None` where two
/// readings are possible ("晚1点") and only the day is safe.
fn hour_of_day(hour: u32, part: &str) -> Option<(u32, u32)> {
    match part {
        "下午" | "傍晚" if hour < 12 => Some((hour + 12, 0)),
        "中午" if hour < 3 => Some((hour + 12, 0)),
        "晚" | "晚上" | "晚间" | "夜晚" | "夜里" | "夜间" | "深夜" | "半夜" => {
            match hour {
                5..=11 => Some((hour + 12, 0)),
                12 | 24 => Some((0, 1)),
                13..=23 => Some((hour, 0)),
                _ => None,
            }
        }
        "凌晨" if hour == 12 => Some((0, 0)),
        _ if hour == 24 => Some((0, 1)),
        _ if hour < 24 => Some((hour, 0)),
        _ => None,
    }
}

/// What stands before a day without month leaves it a day of its own: no count ("延长3日9时止"), no
/// month that was read otherwise, no ordinal.
fn is_day_alone(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    before.chars().next_back().is_none_or(|c| {
        matches!(
            c,
            '，' | '。'
                | '；'
                | '、'
                | '：'
                | '\n'
                | '（'
                | '于'
                | '至'
                | '到'
                | '后'
                | '自'
                | '从'
                | '在'
                | '—'
                | '-'
        )
    })
}

/// True for the day of a birth, by the words around it.
fn is_birth(text: &str, range: Range<usize>) -> bool {
    let after = text[range.end..].trim_start();
    let before = text[..range.start].trim_end_matches([' ', '：', '\n']);
    after.starts_with("出生")
        || after.starts_with("生，")
        || before.ends_with("出生日期")
        || before.ends_with("出生")
}

/// A match that begins inside a longer number ("12024年…", an ID number) is no date.
fn follows_digit(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_some_and(|c| c.is_ascii_digit())
        && text[start..].starts_with(|c: char| c.is_ascii_digit())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let kept = text[range.clone()].trim_end_matches([' ', '\n', '，', ',', 'T']);
    range.start..range.start + kept.len()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_spans(text, Some(date(2024, 3, 5)))
            .iter()
            .map(|span| match span.to {
                Some(to) => format!("{}/{}", span.from.to_iso(), to.to_iso()),
                None => span.from.to_iso(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_the_forms_that_papers_use() {
        check("于2024年3月1日22时10分向我宣布", &["2024-03-01T22:10"]);
        check("二〇二四年三月一日", &["2024-03-01"]);
        check("二○二四年十二月三十一日", &["2024-12-31"]);
        check("3月1日晚10点许，我们到了", &["2024-03-01T22:00"]);
        check("2024年3月1日晚上12点", &["2024-03-02T00:00"]);
        check("2024年3月1日下午3点半左右", &["2024-03-01T15:30"]);
        check("2024-03-01 22:10", &["2024-03-01T22:10"]);
        check("2024年3月1日24时", &["2024-03-02T00:00"]);
        check("2024 年 3 月 1 日 9 时 05 分", &["2024-03-01T09:05"]);
        check("2024年5月\n8日", &["2024-05-08"]);
        check("12月30日凌晨2时", &["2023-12-30T02:00"]);
        check("2024年2月18日2时许、3月5日1时许", &["2024-02-18T02:00", "2024-03-05T01:00"]);
        check("2024年4月8日被拘留，同年5月11日被逮捕", &["2024-04-08", "2024-05-11"]);
        check("2024年3月1日22时到家，次日9时报警", &["2024-03-01T22:00", "2024-03-02T09:00"]);
        check("去年12月1日", &["2023-12-01"]);
        check(
            "2月24日17时30分出发，25日早6点40分控制，当日15点10分返回",
            &["2024-02-24T17:30", "2024-02-25T06:40", "2024-02-25T15:10"],
        );
        check("2月28日夜间蹲守，1日凌晨3时抓获", &["2024-02-28", "2024-03-01T03:00"]);
        check("2月24日拘留，延长3日，9时宣布", &["2024-02-24"]);
        check("接警时间 2024年3月1日22时24 接警方式", &["2024-03-01T22:24"]);
        check(
            "2024年3月1日抓获，1990年5月6日出生，当日14时到案",
            &["2024-03-01", "1990-05-06", "2024-03-01T14:00"],
        );
    }

    #[test]
    fn reads_ranges() {
        check("2024年3月1日22时10分至23时05分", &["2024-03-01T22:10/2024-03-01T23:05"]);
        check("2024年3月1日23时10分至0时40分", &["2024-03-01T23:10/2024-03-02T00:40"]);
        check("2024年4月8日9时10分至2024年4月8日11时25分", &["2024-04-08T09:10/2024-04-08T11:25"]);
        check("自2024年4月8日至2024年5月8日", &["2024-04-08/2024-05-08"]);
        check("2024年3月1日22时10分至2日0时5分", &["2024-03-01T22:10/2024-03-02T00:05"]);
        check("2024年3月1日下午3时至4时20分", &["2024-03-01T15:00/2024-03-01T16:20"]);
        check("2024年3月1日9:10-11:20", &["2024-03-01T09:10/2024-03-01T11:20"]);
    }

    #[test]
    fn leaves_out_what_is_no_date() {
        check("居民身份证629931198904122419", &[]);
        check("第八十二条第一款第（七）项", &[]);
        check("2024年13月40日", &[]);
        check("价值11520元，24块", &[]);
    }

    proptest! {
        #[test]
        fn every_minute_comes_back(y in 1990i16..2040, m in 1i8..=12, d in 1i8..=28, h in 0i8..24, min in 0i8..60) {
            let moment = Moment::minute(date(y, m, d), jiff::civil::time(h, min, 0, 0));
            let found = find_moments(&format!("于{}到达", moment.to_chinese()), None);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].moment, moment);
        }

        #[test]
        fn ranges_lie_in_the_text(text in "[0-9年月日时分至点晚次二十〇 -]{0,40}") {
            for span in find_spans(&text, Some(date(2024, 3, 5))) {
                prop_assert!(text.get(span.range.clone()).is_some());
            }
        }
    }
}
