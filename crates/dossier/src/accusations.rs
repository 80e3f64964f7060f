//! Accusations (起诉意见书、起诉书): whom they charge, whom they set aside, what they say of each.

use std::{ops::Range, sync::LazyLock};

use anjian_core::accusation::{Accusation, Accused, SetAside};
use jiff::civil::Date;
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{SHORTEST_NAME, is_name, is_surname},
    numerals::parse_numeral,
    people,
};

/// Circumstances (情节) and the words for them.
const CIRCUMSTANCES: &[(&str, &[&str])] = &[
    ("自首", &["自首"]),
    ("立功", &["立功"]),
    ("坦白", &["坦白", "如实供述", "如实供认", "如实交代", "供认不讳", "能够供述", "供认"]),
    ("认罪认罚", &["认罪认罚", "认罪", "悔罪"]),
    ("累犯", &["累犯"]),
];

const DENYING: &[&str] = &[
    "不构成",
    "不属于",
    "不是",
    "不系",
    "并非",
    "不成立",
    "不认定",
    "不能认定",
    "尚不",
    "拒不",
    "不认罪",
    "否认",
    "未认罪",
];

static SET_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<name>{SHORTEST_NAME})\s*（(?P<note>[^）\n]{{0,40}}?(?:另案|在逃|另行处理|另处|另作处理|另行侦查|已上网追逃|网上追逃)[^）\n]{{0,60}})）"
    ))
    .expect("the pattern is a constant")
});

static INNER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>\p{Han}{2,4}?)(?:现|已|仍|系)?(?:另案|在逃|另处|另行)")
        .expect("the pattern is a constant")
});

/// The name behind a word that leads to it: `公章由黄博（另案处理）提供` has 章由黄博 before its bracket.
fn behind_word(name: &str) -> &str {
    let behind = name
        .char_indices()
        .rfind(|(_, c)| matches!(c, '由' | '从' | '向' | '给' | '被' | '与' | '和' | '跟' | '对'))
        .map(|(at, c)| &name[at + c.len_utf8()..]);
    behind.filter(|rest| rest.chars().count() >= 2 && is_surname(rest)).unwrap_or(name)
}

static SENTENCE_ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"另案处理|另案侦查|另行处理|另处|另案办理|(?:现|仍|负案)?在逃")
        .expect("the pattern is a constant")
});

static LEADING_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|。|；|，|同案(?:人|犯)?|犯罪嫌疑人|嫌疑人|另有|对)\s*(?P<name>{SHORTEST_NAME})(?:送|参与|在逃|因|情节|帮|未|系|提供|负责|已|另|现|仍|曾|为|等人|涉嫌|的|，)"
    ))
    .expect("the pattern is a constant")
});

static CLEAN_RECORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:无|没有|未发现有?)(?:违法)?(?:犯罪)?(?:前科|犯罪记录|违法犯罪记录|违法犯罪经历|犯罪经历)(?:劣迹)?|系?初犯")
        .expect("the pattern is a constant")
});

static FACTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"查明(?:的事实)?\s*[：，]|查明\s*\n").expect("the pattern is a constant")
});

static APPEARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:抓获|查获|归案|到案|投案)[^。；\n]*")
        .expect("the pattern is a constant")
});

static CHARGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:涉嫌|构成|以)(?P<charge>(?:[\p{Han}、]{2,14}?犯罪所得(?:、犯罪所得收益)?罪|[\p{Han}、]{2,14}?犯罪活动罪|[\p{Han}、]{2,20}?罪))")
        .expect("the pattern is a constant")
});

static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月(?:(?:份|初|中旬|底|下旬|上旬)|\s*(?P<day>\d{1,2})\s*[日号])?\s*(?:至|到|—|-|－|～|~)\s*(?:(?P<next_year>\d{4})\s*年)?\s*(?P<next_month>\d{1,2})\s*月(?:\s*(?P<next_day>\d{1,2})\s*[日号])?|(?P<only_year>\d{4})\s*年\s*(?P<only_month>\d{1,2})\s*月")
        .expect("the pattern is a constant")
});

/// The accusation that `form` is.
pub fn read_accusation(form: &Form<'_>, suspects: &[String]) -> Option<Accusation> {
    let is_indictment = match form.kind() {
        "prosecution_opinion" => false,
        "indictment" => true,
        _ => return None,
    };
    let text = form.text();
    let names: Vec<String> =
        people::introduced(form, suspects).into_iter().map(str::to_owned).collect();
    let facts_start = FACTS.find(text).map_or(0, |found| found.start());
    let accused = names.iter().map(|name| read_accused(form, name, &names, facts_start)).collect();
    Some(Accusation {
        document: form.index,
        is_indictment,
        accused,
        set_aside: read_set_aside(form, &names, facts_start),
        offence_days: read_days(form, facts_start),
        facts_quote: FACTS
            .find(text)
            .and_then(|found| form.reading.quote(form.reading.sentence_range(found.end()))),
        text: text.to_owned(),
    })
}

fn read_accused(form: &Form<'_>, name: &str, names: &[String], facts_start: usize) -> Accused {
    let text = form.text();
    let head = if facts_start == 0 { text } else { &text[..facts_start] };
    let region = description(head, name, names);
    let mut accused = Accused {
        name: name.to_owned(),
        charge: String::new(),
        written: Vec::new(),
        denied: Vec::new(),
        written_quotes: Vec::new(),
        clean_record: region.clone().and_then(|range| {
            let found = CLEAN_RECORD.find(&head[range.clone()])?;
            let start = range.start + found.start();
            let line = form.reading.sentence_range(start);
            form.reading.quote(line.start.max(range.start)..range.start + found.end())
        }),
        quote: region.clone().and_then(|range| form.reading.quote(range)),
        appearance_quote: None,
    };
    for (clause, about) in clauses(text, names) {
        let words = &text[clause.clone()];
        let own = about.is_empty() || about.iter().any(|known| known == name);
        if !own {
            continue;
        }
        for (circumstance, found) in CIRCUMSTANCES {
            if found.iter().any(|word| words.contains(word)) {
                let denied = DENYING.iter().any(|word| words.contains(word));
                if let Some(quote) = form.reading.quote(form.reading.sentence_range(clause.start))
                    && !accused.written_quotes.contains(&quote)
                {
                    accused.written_quotes.push(quote);
                }
                let list = if denied { &mut accused.denied } else { &mut accused.written };
                if !list.iter().any(|known| known == circumstance) {
                    list.push((*circumstance).to_owned());
                }
            }
        }
        if clause.start >= facts_start
            && let Some(captures) = CHARGE
                .captures_iter(words)
                .filter(|c| !c["charge"].contains("刑罚") && !c["charge"].contains("犯罪事实"))
                .last()
        {
            accused.charge = captures["charge"].to_owned();
        }
    }
    accused.appearance_quote = APPEARED
        .find_iter(text)
        .find(|found| found.as_str().contains(name))
        .and_then(|found| form.reading.quote(found.range()));
    accused
}

/// Where the head describes `name`: to the next charged person's description.
fn description(head: &str, name: &str, names: &[String]) -> Option<Range<usize>> {
    let at = head.find(name)?;
    let start = at + name.len();
    let rest = &head[start..];
    let end = names
        .iter()
        .filter(|other| other.as_str() != name)
        .flat_map(|other| {
            ["犯罪嫌疑人", "被告人"]
                .iter()
                .filter_map(|s| rest.find(&format!("{s}{other}")))
                .collect::<Vec<_>>()
        })
        .chain(rest.find("一案，"))
        .min()
        .unwrap_or(rest.len());
    Some(at..start + end)
}

/// Clauses of a text with the charged whom each is about: those it names, else those of the clause
/// before; nobody where it speaks of all.
fn clauses(text: &str, names: &[String]) -> Vec<(Range<usize>, Vec<String>)> {
    let mut clauses = Vec::new();
    let mut about: Vec<String> = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['。', '；', '，', '\n']) {
        let named: Vec<String> =
            names.iter().filter(|name| part.contains(name.as_str())).cloned().collect();
        let all = ["均", "三人", "二人", "两人", "四人", "五人", "上述犯罪嫌疑人", "各犯罪嫌疑人"]
            .iter()
            .any(|word| part.contains(word));
        // "受甲指使": a name that does not head its clause is no subject.
        let heads = named.iter().any(|name| begins_with(part, name));
        if heads || !named.is_empty() && about.is_empty() && !all {
            about = named;
        } else if all {
            about.clear();
        }
        clauses.push((start..start + part.len(), about.clone()));
        start += part.len();
    }
    clauses
}

/// True where `part` begins with `name`, words that introduce a subject aside.
fn begins_with(part: &str, name: &str) -> bool {
    const BEFORE: &[&str] = &[
        "犯罪嫌疑人",
        "被告人",
        "综上",
        "其中",
        "另",
        "但",
        "且",
        "同时",
        "鉴于",
        "对",
        "（一）",
        "（二）",
        "（三）",
        "一、",
        "二、",
        "三、",
        "1.",
        "2.",
        "3.",
        "认定",
        " ",
    ];
    let mut rest = part.trim_start();
    while let Some(stripped) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = stripped;
    }
    rest.starts_with(name)
}

fn read_set_aside(form: &Form<'_>, names: &[String], facts_start: usize) -> Vec<SetAside> {
    let text = form.text();
    let mut found: Vec<SetAside> = Vec::new();
    let mut add = |name: &str, note: &str, range: Range<usize>| {
        let name = trim_name(name);
        let is_described =
            ["的", "男", "女", "人", "等", "名", "者", "处"].iter().any(|word| name.contains(word));
        if is_name(&name)
            && (is_surname(&name) || name.chars().count() >= 4)
            && !is_described
            && !names.contains(&name)
            && found.iter().all(|known| known.name != name)
        {
            let quote = form.reading.quote(range);
            found.push(SetAside { name, note: note.to_owned(), quote });
        }
    };
    for captures in SET_ASIDE.captures_iter(text) {
        let (Some(name), Some(whole)) = (captures.name("name"), captures.get(0)) else { continue };
        let start = text[..name.start()]
            .rfind(['。', '；', '，', '\n', '、'])
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        // "购自吉某处（吉某另案处理）": the note names whom it is about.
        let note = &captures["note"];
        let inner = INNER_NAME.captures(note).map(|inner| inner["name"].to_owned());
        let inner = inner.filter(|inner| text.matches(inner.as_str()).count() >= 2);
        add(inner.as_deref().unwrap_or(behind_word(name.as_str())), note, start..whole.end());
        // "甲、乙（均另案处理）" speaks of all in the list.
        if ["均", "都", "二人", "两人", "三人", "四人"].iter().any(|word| note.starts_with(word))
        {
            let list = &text[..name.start()];
            let begin = list.rfind(['。', '；', '，', '\n']).map_or(0, |at| at);
            for other in list[begin..].split(['、', '和']).filter(|other| !other.trim().is_empty())
            {
                let other = other.trim_matches(['。', '；', '，', '\n', ' ']);
                let tail: Vec<char> = other.chars().rev().take(5).collect();
                let tail: String = tail.into_iter().rev().collect();
                let tail = trim_name(tail.rsplit(['与', '同', '由', '伙']).next().unwrap_or(&tail));
                if (2..=4).contains(&tail.chars().count()) && is_surname(&tail) {
                    add(&tail, note, start..whole.end());
                }
            }
        }
    }
    for aside in SENTENCE_ASIDE.find_iter(&text[facts_start..]) {
        let at = facts_start + aside.start();
        // Inside brackets the first pattern has read it.
        let bracket = text[..at].rfind('（').filter(|open| !text[*open..at].contains('）'));
        if bracket.is_some() {
            continue;
        }
        let sentence = form.reading.sentence_range(at);
        let words = &text[sentence.clone()];
        if let Some(captures) = LEADING_NAME.captures(words)
            && let Some(name) = captures.name("name")
        {
            add(name.as_str(), words.trim(), sentence);
        }
    }
    found
}

/// A name without words that a pattern took along: 伙同孙某.
pub fn trim_name(text: &str) -> String {
    const BEFORE: &[&str] = &[
        "同案犯罪嫌疑人",
        "犯罪嫌疑人",
        "同案人",
        "同案犯",
        "嫌疑人",
        "被告人",
        "伙同",
        "指使",
        "纠集",
        "邀约",
        "联系",
        "通过",
        "上线",
        "下线",
        "系从",
        "从",
        "与",
        "和",
        "向",
        "由",
        "及",
        "将",
        "在",
        "对",
        "受",
        "给",
        "让",
        "同",
        "被",
        "经",
        "购自",
    ];
    let mut name = text.trim();
    loop {
        let Some(rest) = BEFORE
            .iter()
            .find_map(|word| name.strip_prefix(word).filter(|rest| rest.chars().count() >= 2))
        else {
            return name.to_owned();
        };
        name = rest;
    }
}

/// Days, ranges and months that the facts name.
fn read_days(form: &Form<'_>, facts_start: usize) -> Vec<(Date, Date)> {
    let text = &form.text()[facts_start..];
    let mut days: Vec<(Date, Date)> = moments::find_spans(text, form.reference())
        .into_iter()
        // The birth of a child among those concerned is no day of an offence.
        .filter(|span| !text[span.range.end..].trim_start_matches([' ', '出']).starts_with('生'))
        .map(|span| (span.from.date(), span.to.unwrap_or(span.from).date()))
        .map(|(from, to)| if to < from { (from, from) } else { (from, to) })
        .collect();
    for captures in RANGE.captures_iter(text) {
        let number = |name: &str| captures.name(name).and_then(|m| parse_numeral(m.as_str()));
        if let (Some(year), Some(month)) = (number("only_year"), number("only_month")) {
            // "2024年3月1日" is a day, not the month.
            let end = captures.get(0).map_or(0, |whole| whole.end());
            let next = text[end..].trim_start().chars().next();
            if !next.is_some_and(|c| c.is_ascii_digit())
                && let (Some(first), Some(last)) = (day(year, month, 1), last_day(year, month))
            {
                days.push((first, last));
            }
            continue;
        }
        let (Some(year), Some(month)) = (number("year"), number("month")) else { continue };
        let to_year = number("next_year").unwrap_or(year);
        let Some(to_month) = number("next_month") else { continue };
        let from = day(year, month, number("day").unwrap_or(1));
        let to = match number("next_day") {
            Some(number) => day(to_year, to_month, number),
            None => last_day(to_year, to_month),
        };
        if let (Some(from), Some(to)) = (from, to)
            && from <= to
        {
            days.push((from, to));
        }
    }
    days
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn last_day(year: u32, month: u32) -> Option<Date> {
    day(year, month, 1).map(|first| first.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_behind_the_word_that_leads_to_it() {
        assert_eq!(behind_word("章由黄博"), "黄博");
        assert_eq!(behind_word("和志强"), "和志强");
        assert_eq!(behind_word("段金"), "段金");
        assert_eq!(behind_word("赵和平"), "赵和平");
    }
}
