//! Terms of penalties (刑期) and sums of money as judgments write them.

use std::sync::LazyLock;

use anjian_core::judgment::{Penalty, PenaltyKind};
use regex::Regex;

use crate::numerals::parse_numeral;

/// Pattern of a term: 一年六个月, 1年, 八个月, 三年零二个月.
pub const TERM: &str = r"(?:[\d一二两三四五六七八九十]{1,3}\s*年(?:零|又)?(?:\s*[\d一二两三四五六七八九十]{1,3}\s*个?月)?|[\d一二两三四五六七八九十]{1,3}\s*个?半?月(?:(?:零|又)?[\d一二两三四五六七八九十]{1,3}[日天])?)";

/// Pattern of a sum before 元: 五千, 5,000, 1.2万, 壹万贰仟.
pub const SUM: &str =
    r"[\d,.，]+\s*[万千百亿]?|[一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟]+";

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<years>[\d一二两三四五六七八九十]{1,3})\s*年")
        .expect("the pattern is a constant")
});

static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<months>[\d一二两三四五六七八九十]{1,3})\s*个?(?P<half>半)?月(?:(?:零|又)?(?P<days>[\d一二两三四五六七八九十]{1,3})[日天])?")
        .expect("the pattern is a constant")
});

static PENALTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:有期徒刑\s*(?P<fixed>{TERM})|拘役\s*(?P<short>{TERM})|管制\s*(?P<control>{TERM})|(?P<life>无期徒刑)|(?P<death>死刑)|(?P<exempt>免予刑事处罚|免于刑事处罚|免除处罚|免除刑事处罚)|(?P<fine>单处\s*罚金|(?:判处|处)\s*罚金))"
    ))
    .expect("the pattern is a constant")
});

/// Months of a term.
pub fn parse_months(text: &str) -> Option<i64> {
    let text = text.trim();
    let years = YEARS.captures(text);
    let rest = years.as_ref().and_then(|c| c.get(0)).map_or(text, |whole| &text[whole.end()..]);
    let number = |c: &regex::Captures<'_>, name: &str| parse_numeral(&c[name]).map(i64::from);
    let years = years.as_ref().and_then(|c| number(c, "years"));
    let months = MONTHS.captures(rest).and_then(|c| number(&c, "months"));
    match (years, months) {
        (None, None) => None,
        (years, months) => Some(years.unwrap_or(0) * 12 + months.unwrap_or(0)),
    }
}

/// Days of a term beyond its months: half a month is fifteen (解释第二百零二条第一款).
fn parse_days(text: &str) -> i64 {
    let Some(captures) = MONTHS.captures(text) else { return 0 };
    if captures.name("half").is_some() {
        return 15;
    }
    captures.name("days").and_then(|days| parse_numeral(days.as_str())).map_or(0, i64::from)
}

/// The first main penalty of `text`, with the byte where it ends.
pub fn find_penalty(text: &str) -> Option<(Penalty, usize)> {
    let captures = PENALTY.captures(text)?;
    let end = captures.get(0)?.end();
    let timed = [
        ("fixed", PenaltyKind::FixedTerm),
        ("short", PenaltyKind::ShortDetention),
        ("control", PenaltyKind::Control),
    ];
    for (name, kind) in timed {
        if let Some(term) = captures.name(name) {
            let months = parse_months(term.as_str())?;
            return Some((Penalty { kind, months, days: parse_days(term.as_str()) }, end));
        }
    }
    let bare = [
        ("life", PenaltyKind::Life),
        ("death", PenaltyKind::Death),
        ("exempt", PenaltyKind::Exempted),
        ("fine", PenaltyKind::FineAlone),
    ];
    let kind = bare.iter().find(|(name, _)| captures.name(name).is_some())?.1;
    Some((Penalty { kind, months: 0, days: 0 }, end))
}

/// Yuan of a sum without its 元: `5,000`, `1.2万`, `五万`, `壹万贰仟`.
pub fn parse_money(text: &str) -> Option<i64> {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit = match text.chars().nth(digits.chars().count()) {
            Some('亿') => 100_000_000.0,
            Some('万') => 10_000.0,
            Some('千') => 1_000.0,
            Some('百') => 100.0,
            None => 1.0,
            Some(_) => return None,
        };
        let value: f64 = digits.trim_end_matches('.').parse().ok()?;
        let yuan = value * unit;
        return (yuan.is_finite() && yuan < 1e13).then_some(yuan.round() as i64);
    }
    parse_chinese_sum(&text)
}

/// `四十六万二千`; a bare last digit after 万 is not a thousand here, papers write the unit.
fn parse_chinese_sum(text: &str) -> Option<i64> {
    let (mut total, mut section, mut digit) = (0i64, 0i64, 0i64);
    for c in text.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            '零' | '〇' => {
                digit = 0;
                continue;
            }
            _ => {
                digit = i64::from(parse_numeral(&c.to_string())?);
                continue;
            }
        };
        if unit >= 10_000 {
            total = total.checked_add((section + digit).max(1).checked_mul(unit)?)?;
            section = 0;
        } else {
            section += digit.max(1) * unit;
        }
        digit = 0;
    }
    let sum = total + section + digit;
    (sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_terms() {
        for (text, months) in [
            ("一年六个月", 18),
            ("八个月", 8),
            ("10年", 120),
            ("三年零二个月", 38),
            ("十一年", 132),
            ("1年3个月", 15),
        ] {
            assert_eq!(parse_months(text), Some(months), "{text}");
        }
        let (penalty, _) =
            find_penalty("判处有期徒刑一年二个月，缓刑一年六个月").expect("a penalty");
        assert_eq!(penalty, Penalty { kind: PenaltyKind::FixedTerm, months: 14, days: 0 });
        let days = |text: &str| find_penalty(text).map(|(p, _)| (p.months, p.days));
        assert_eq!(days("判处拘役一个月十五日，缓刑二个月"), Some((1, 15)));
        assert_eq!(days("判处拘役一个半月"), Some((1, 15)));
        assert_eq!(find_penalty("免予刑事处罚").map(|p| p.0.kind), Some(PenaltyKind::Exempted));
    }

    #[test]
    fn reads_sums() {
        for (text, yuan) in [
            ("5000", 5000),
            ("5,000", 5000),
            ("1.2万", 12000),
            ("五万", 50000),
            ("四十六万二千", 462_000),
            ("壹万贰仟", 12000),
            ("一千五百", 1500),
            ("十万", 100_000),
        ] {
            assert_eq!(parse_money(text), Some(yuan), "{text}");
        }
        assert_eq!(parse_money("若干"), None);
    }
}
