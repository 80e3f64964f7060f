//! Penalties (刑罚) as rulings word them.

use std::sync::LazyLock;

use anjian_core::judgment::PenaltyKind;
use jiff::civil::Date;
use regex::Regex;
use serde::{Serialize, Serializer};

use super::{durations, tail};
use crate::{moments, trial};

/// One penalty; `None` where the text does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldPenalty {
    /// Principal penalty.
    #[serde(serialize_with = "serialize_kind")]
    pub kind: PenaltyKind,
    /// Term in whole months, years included.
    pub months: Option<u32>,
    /// Days of the term beyond the months.
    pub days: Option<u32>,
    /// Probation (缓刑考验期) in months.
    pub probation_months: Option<u32>,
    /// Fine (罚金) in yuan.
    pub fine: Option<u64>,
    /// First day of the term (刑期自…起).
    pub from: Option<Date>,
    /// Last day of the term (至…止).
    pub to: Option<Date>,
}

fn serialize_kind<S: Serializer>(kind: &PenaltyKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.chinese())
}

impl ToldPenalty {
    /// A penalty of `kind`, all else unknown.
    pub fn new(kind: PenaltyKind) -> Self {
        Self {
            kind,
            months: None,
            days: None,
            probation_months: None,
            fine: None,
            from: None,
            to: None,
        }
    }
}

/// A part of a penalty found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A principal penalty with its term.
    Principal(ToldPenalty),
    /// Probation in months.
    Probation(u32),
    /// A fine in yuan.
    Fine(u64),
    /// First and last day of the term.
    Term(Date, Date),
}

static PRINCIPAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<timed>有期徒刑|拘役|管制)(?:徒刑|刑期)?\s*|(?P<life>无期徒刑)|(?P<suspended>死刑[，,]?\s*(?:宣告)?缓期[二两2]年)|(?P<death>死刑)|(?P<exempted>(?:免予|免除|免于)刑事处罚)|(?P<acquitted>(?:宣告|判决|被告人\p{Han}{1,4}|判决如下：)无罪)",
    )
    .expect("the pattern is a constant")
});

static PROBATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"缓刑(?:考验期限?|期)?(?:为)?\s*").expect("the pattern is a constant")
});

static FINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"罚金(?:共计|总计|各|为|计)?(?:（?人民币）?)?(?:（[^（）]{{1,20}}）)?(?:各|计)?\s*(?P<amount>{})\s*元",
        trial::SUM
    ))
    .expect("the pattern is a constant")
});

static TERM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"自[^。；自]{6,60}?止").expect("the pattern is a constant"));

/// How far before a term, in chars, the words stand that say what it is.
const TERM_LEAD: usize = 80;

/// Every part of a penalty in `text`, with its bytes; sorted.
pub(super) fn find_parts(text: &str) -> Vec<(std::ops::Range<usize>, Part)> {
    let mut parts = Vec::new();
    for captures in PRINCIPAL.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let kind = match () {
            () if captures.name("life").is_some() => PenaltyKind::Life,
            () if captures.name("suspended").is_some() => PenaltyKind::SuspendedDeath,
            () if captures.name("death").is_some() => PenaltyKind::Death,
            () if captures.name("exempted").is_some() => PenaltyKind::Exempted,
            () if captures.name("acquitted").is_some() => PenaltyKind::Acquitted,
            () if whole.as_str().starts_with("拘役") => PenaltyKind::ShortDetention,
            () if whole.as_str().starts_with("管制") => PenaltyKind::Control,
            () => PenaltyKind::FixedTerm,
        };
        let mut penalty = ToldPenalty::new(kind);
        let mut end = whole.end();
        if captures.name("timed").is_some() {
            let Some((duration, length)) = durations::read(&text[end..]) else { continue };
            penalty.months = Some(duration.months);
            penalty.days = (duration.days > 0).then_some(duration.days);
            end += length;
        }
        parts.push((whole.start()..end, Part::Principal(penalty)));
    }
    for found in PROBATION.find_iter(text) {
        if let Some((duration, length)) = durations::read(&text[found.end()..]) {
            parts.push((found.start()..found.end() + length, Part::Probation(duration.months)));
        }
    }
    for captures in FINE.captures_iter(text) {
        if let (Some(whole), Some(amount)) = (captures.get(0), captures.name("amount"))
            && let Some(yuan) = trial::parse_money(amount.as_str())
            && let Ok(yuan) = u64::try_from(yuan)
        {
            parts.push((whole.range(), Part::Fine(yuan)));
        }
    }
    for found in TERM.find_iter(text) {
        let lead = tail(&text[..found.start()], TERM_LEAD);
        if !["刑期", "管制", "羁押"].iter().any(|word| lead.contains(word)) {
            continue;
        }
        let spans = moments::find_spans(found.as_str(), None);
        if let Some((from, to)) = spans.iter().find_map(|span| Some((span.from, span.to?))) {
            parts.push((found.range(), Part::Term(from.date(), to.date())));
        }
    }
    parts.sort_by_key(|(range, _)| range.start);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Part]) {
        let parts: Vec<Part> = find_parts(text).into_iter().map(|(_, part)| part).collect();
        assert_eq!(parts, expected, "{text}");
    }

    fn timed(kind: PenaltyKind, months: u32, days: Option<u32>) -> Part {
        Part::Principal(ToldPenalty { months: Some(months), days, ..ToldPenalty::new(kind) })
    }

    #[test]
    fn reads_principal_and_added_penalties() {
        check(
            "判处有期徒刑三年，宣告缓刑四年，并处罚金人民币一万二千元",
            &[timed(PenaltyKind::FixedTerm, 36, None), Part::Probation(48), Part::Fine(12_000)],
        );
        check(
            "判处拘役三个月十五日，缓刑考验期六个月，并处罚金2,000元",
            &[
                timed(PenaltyKind::ShortDetention, 3, Some(15)),
                Part::Probation(6),
                Part::Fine(2_000),
            ],
        );
        check(
            "判处死刑，缓期二年执行",
            &[Part::Principal(ToldPenalty::new(PenaltyKind::SuspendedDeath))],
        );
        check("免予刑事处罚", &[Part::Principal(ToldPenalty::new(PenaltyKind::Exempted))]);
        check("在有期徒刑二年至三年之间量刑，可适用缓刑，并处罚金", &[]);
    }

    #[test]
    fn reads_the_term_from_day_to_day() {
        use jiff::civil::date;
        check(
            "（刑期从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2018年3月2日起至2019年3月1日止）",
            &[Part::Term(date(2018, 3, 2), date(2019, 3, 1))],
        );
        check(
            "刑期自二〇一八年三月二日起至二〇一九年三月一日止",
            &[Part::Term(date(2018, 3, 2), date(2019, 3, 1))],
        );
    }
}
