//! Earlier convictions (前科): penalty, end of the term, parole, probation, as papers tell them.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{judgment::PenaltyKind, prior::Prior};
use jiff::civil::Date;
use regex::Regex;

use crate::{form::Form, moments, numerals::parse_numeral, trial};

/// Kinds of papers that tell convictions in words of their own.
const TELLING: &[&str] = &[
    "criminal_record_check",
    "household_certificate",
    "release_certificate",
    "criminal_judgment",
    "prosecution_opinion",
    "indictment",
    "community_correction_register",
    "execution_notice",
    "arrest_request",
    "explanation_note",
];

static OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:因犯|犯有|犯|因|以|涉嫌|系|[日，,：\s])\s*(?P<offence>[\p{Han}、]{2,20}?)罪")
        .expect("the pattern is a constant")
});

static BARE_OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"因(?:犯)?(?P<offence>盗窃|诈骗|抢劫|抢夺|故意伤害|寻衅滋事|聚众斗殴|贩卖毒品|强奸|敲诈勒索|赌博|开设赌场|危险驾驶|交通肇事|非法拘禁|滥伐林木|容留他人吸毒)")
        .expect("the pattern is a constant")
});

static MONTH_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月")
        .expect("the pattern is a constant")
});

static YEAR_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<year>(?:19|20)\d\d)\s*年\s*(?:因|被|犯|曾|故意|盗|抢|诈|[\p{Han}]{2,8}罪)")
        .expect("the pattern is a constant")
});

static RELEASED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[，,]?\s*(?:因|经|被)?\s*(?:刑满|服刑期满|执行完毕|期满|减刑)[^，。；]{0,8}?(?:释放|出狱|$|[，。；])|^\s*(?:被)?释放|^\s*出狱|^\s*刑满")
        .expect("the pattern is a constant")
});

static PAROLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*[，,]?\s*(?:被|经|裁定|获|予以|[\p{Han}]{2,12}法院裁定)?\s*(?:裁定|准予|予以)?假释",
    )
    .expect("the pattern is a constant")
});

static PAROLE_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"假释考验期[^。；]{0,60}").expect("the pattern is a constant"));

static TERM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"刑期[^。；]{0,50}").expect("the pattern is a constant"));

/// Convictions that `form` tells of the case's people `names`.
pub fn read_priors(form: &Form<'_>, names: &[String]) -> Vec<Prior> {
    if !TELLING.contains(&form.kind()) {
        return Vec::new();
    }
    let text = form.text();
    let end = end_of_description(form);
    let mut priors = Vec::new();
    for (name, region) in regions(&text[..end], names) {
        priors.extend(read_region(form, &name, region));
    }
    priors
}

/// Accusations and judgments tell convictions where they describe people, before the facts; an
/// earlier judgment tells its own in its decision.
fn end_of_description(form: &Form<'_>) -> usize {
    let text = form.text();
    if form.document.title.contains("前罪") {
        return text.len();
    }
    match form.kind() {
        "prosecution_opinion" | "indictment" | "criminal_judgment" | "arrest_request" => {
            ["查明", "判决如下", "本院受理", "审理终结"]
                .iter()
                .filter_map(|word| text.find(word))
                .min()
                .unwrap_or(text.len())
        }
        _ => text.len(),
    }
}

/// Parts of a text by whom they are about: from a name to the next name.
fn regions(text: &str, names: &[String]) -> Vec<(String, Range<usize>)> {
    let mut places: Vec<(usize, &String)> = names
        .iter()
        .flat_map(|name| text.match_indices(name.as_str()).map(move |(at, _)| (at, name)))
        .collect();
    places.sort_unstable();
    let mut regions: Vec<(String, Range<usize>)> = Vec::new();
    for (at, (start, name)) in places.iter().enumerate() {
        let end = places.get(at + 1).map_or(text.len(), |(next, _)| *next);
        match regions.last_mut() {
            Some((last, range)) if last == *name => range.end = end,
            _ => regions.push(((*name).clone(), *start..end)),
        }
    }
    regions
}

fn read_region(form: &Form<'_>, name: &str, region: Range<usize>) -> Vec<Prior> {
    let text = &form.text()[region.clone()];
    let mut penalties: Vec<(usize, usize, anjian_core::judgment::Penalty)> = Vec::new();
    let mut from = 0;
    while let Some((penalty, end)) = trial::find_penalty(&text[from..]) {
        let stop = from + end;
        let is_term = matches!(
            penalty.kind,
            PenaltyKind::FixedTerm
                | PenaltyKind::ShortDetention
                | PenaltyKind::Control
                | PenaltyKind::Life
        );
        let clause_start = text[..stop].rfind(['。', '；', '\n']).map_or(0, |at| at);
        let clause = &text[clause_start..stop];
        let is_told = ["建议", "可能判处", "应处", "以下有期徒刑", "以上有期徒刑", "法定刑"]
            .iter()
            .all(|word| !clause.contains(word));
        if is_term && is_told {
            penalties.push((from, stop, penalty));
        }
        from = stop;
    }
    let mut priors = Vec::new();
    for (at, (begin, stop, penalty)) in penalties.iter().enumerate() {
        let before = &text[*begin..*stop];
        let end = penalties.get(at + 1).map_or(text.len(), |(_, next, _)| *next);
        let after = &text[*stop..end];
        let offence = OFFENCE
            .captures_iter(before)
            .last()
            .or_else(|| BARE_OFFENCE.captures_iter(before).last())
            .map(|captures| trim_offence(&captures["offence"]))
            .unwrap_or_default();
        let reference = month_before(before).or_else(|| year_before(before));
        let sentenced = moments::find_moments(before, None)
            .into_iter()
            .rfind(|stated| !is_birth(before, stated.range.end))
            .map(|stated| stated.moment.date())
            .or(reference);
        let mut prior = Prior {
            document: form.index,
            person: name.to_owned(),
            offence,
            sentenced,
            penalty: Some(*penalty),
            on_probation: after.split(['。', '；']).next().is_some_and(|s| s.contains("缓刑"))
                || after.contains("缓刑考验期"),
            is_revoked: text.contains("撤销缓刑") || after.contains("收监执行"),
            completed: None,
            by_term: false,
            paroled: None,
            parole_end: None,
            quote: None,
        };
        read_end(after, sentenced.or(reference), &mut prior);
        let start = before.rfind(['。', '；', '\n']).map_or(*begin, |at| begin + at + 1);
        let start = (start..=*stop).find(|at| text.is_char_boundary(*at)).unwrap_or(*begin);
        let words_end = stop + after.find(['。', '\n']).unwrap_or(after.len());
        prior.quote = form.reading.quote(region.start + start..region.start + words_end);
        priors.push(prior);
    }
    if priors.is_empty() && text.contains("假释") {
        let mut prior = Prior {
            document: form.index,
            person: name.to_owned(),
            offence: String::new(),
            sentenced: None,
            penalty: None,
            on_probation: false,
            is_revoked: false,
            completed: None,
            by_term: false,
            paroled: None,
            parole_end: None,
            quote: form.reading.quote(region.clone()),
        };
        read_end(text, None, &mut prior);
        if prior.paroled.is_some() || prior.parole_end.is_some() {
            priors.push(prior);
        }
    }
    priors
}

/// How the penalty ended, from the words after it.
fn read_end(after: &str, reference: Option<Date>, prior: &mut Prior) {
    let stated = moments::find_moments(after, reference);
    for found in &stated {
        let rest = &after[found.range.end..];
        if RELEASED.is_match(rest) && prior.completed.is_none() {
            prior.completed = Some(found.moment.date());
        }
        if PAROLED.is_match(rest) && prior.paroled.is_none() {
            prior.paroled = Some(found.moment.date());
        }
    }
    if let Some(found) = PAROLE_END.find(after) {
        let days = moments::find_spans(&found.as_str().replace('起', " "), reference);
        prior.parole_end =
            days.last().map(|span| span.to.unwrap_or(span.from).date()).or(prior.parole_end);
    }
    if prior.completed.is_none()
        && !prior.on_probation
        && let Some(found) = TERM.find(after)
        && !after[..found.start()].ends_with("缓")
    {
        let days = moments::find_spans(&found.as_str().replace('起', " "), reference);
        if let Some(last) = days.last() {
            prior.completed = Some(last.to.unwrap_or(last.from).date());
            prior.by_term = true;
        }
    }
    if prior.completed.is_none()
        && let Some(found) = MONTH_ONLY.captures_iter(after).find(|captures| {
            captures.get(0).is_some_and(|whole| RELEASED.is_match(&after[whole.end()..]))
        })
    {
        prior.completed = month_of(&found);
    }
}

/// 盗窃 of 因犯盗窃.
fn trim_offence(text: &str) -> String {
    let mut bare = text;
    for word in ["曾", "因", "涉嫌", "犯有", "犯", "、"] {
        bare = bare.strip_prefix(word).unwrap_or(bare);
    }
    bare.to_owned()
}

/// The last month that `text` names without a day.
fn month_before(text: &str) -> Option<Date> {
    let without_day = |captures: &regex::Captures<'_>| {
        captures.get(0).is_some_and(|whole| {
            !text[whole.end()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    };
    MONTH_ONLY
        .captures_iter(text)
        .filter(without_day)
        .last()
        .and_then(|captures| month_of(&captures))
}

/// The last year that `text` names alone ("2014年因犯盗窃罪"): its first day.
fn year_before(text: &str) -> Option<Date> {
    let captures = YEAR_ONLY.captures_iter(text).last()?;
    Date::new(captures["year"].parse().ok()?, 1, 1).ok()
}

fn month_of(captures: &regex::Captures<'_>) -> Option<Date> {
    let year = i16::try_from(parse_numeral(&captures["year"])?).ok()?;
    let month = i8::try_from(parse_numeral(&captures["month"])?).ok()?;
    Date::new(year, month, 1).ok()
}

fn is_birth(text: &str, end: usize) -> bool {
    let after: String = text[end..].chars().take(3).collect();
    after.contains("生") || after.starts_with("（")
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;
    use jiff::civil::date;

    use super::*;
    use crate::Dossier;

    fn priors(text: &str) -> Vec<Prior> {
        let opinion =
            format!("某县公安局\n起诉意见书\n{text}\n经依法侦查查明：某日盗窃。\n2024年6月1日");
        Dossier::read(vec![FilePages::unpaged("a.txt", opinion)]).facts().priors.clone()
    }

    #[test]
    fn reads_release_probation_and_parole() {
        let found = priors(
            "犯罪嫌疑人张小三，男，1990年2月3日出生。2019年6月5日因犯盗窃罪被某县人民法院判处有期徒刑一年六个月，并处罚金二千元，2020年6月30日刑满释放。",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].offence, "盗窃");
        assert_eq!(found[0].penalty.map(|penalty| penalty.months), Some(18));
        assert_eq!(found[0].sentenced, Some(date(2019, 6, 5)));
        assert_eq!(found[0].completed, Some(date(2020, 6, 30)));
        let found = priors(
            "犯罪嫌疑人李小四，男，1990年2月3日出生。2021年5月因犯盗窃罪被判处有期徒刑八个月，同年12月10日刑满释放。",
        );
        assert_eq!(found[0].completed, Some(date(2021, 12, 10)));
        let found = priors(
            "犯罪嫌疑人王小五，男，1990年2月3日出生。2019年9月2日因犯盗窃罪被判处有期徒刑一年，缓刑二年。",
        );
        assert!(found[0].on_probation && found[0].completed.is_none());
        let found = priors(
            "犯罪嫌疑人赵小六，男，1980年2月3日出生。2015年2月6日因犯抢劫罪被判处有期徒刑七年，2019年3月20日假释，假释考验期至2021年9月10日届满。",
        );
        assert_eq!(found[0].paroled, Some(date(2019, 3, 20)));
        assert_eq!(found[0].parole_end, Some(date(2021, 9, 10)));
    }
}
