//! What each paper says of a person's birth and ID number.

use std::{ops::Range, sync::LazyLock};

use anjian_core::identity::IdentityStatement;
use regex::Regex;

use crate::{form::Form, moments};

/// Chars after a name in which a paper describes the person.
const DESCRIPTION_CHARS: usize = 120;

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2})|[一二][九〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
        .expect("the pattern is a constant")
});

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:出生日期|出生年月日?|出生时间|生日)\s*[：为是]?\s*")
        .expect("the pattern is a constant")
});

static ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\dXx])(?P<id>[1-9]\d{16}[\dXx])(?:[^\dXx]|$)")
        .expect("the pattern is a constant")
});

/// Where the description of a person ends and other people begin.
const STOPS: &[&str] = &[
    "。",
    "\n问：",
    "代理人",
    "监护人",
    "保证人",
    "之妻",
    "被害",
    "兹证明",
    "明知",
    "伙同",
    "供述",
    "陪同",
    "父亲",
    "母亲",
    "丈夫",
    "妻子",
    "家属",
    "捺印",
    "捺指印",
    "指印",
    "签名",
    "签字",
    "【",
    "辩护人",
    "接收",
    "审核",
    "查询人",
    "派出所 ",
    "见证人",
];

/// Registers that are kept apart from the household's (户籍).
const REGISTERS_APART: &[&str] =
    &["出生医学证明", "出生证", "接生", "分娩", "学籍", "疫苗", "接种", "入学登记"];

/// Kinds of papers whose tables give a birth without 出生 beside it.
const REGISTERS: &[&str] = &["household_certificate"];

/// What `form` says of the identities of `names`.
pub fn read_identities(form: &Form<'_>, names: &[String]) -> Vec<IdentityStatement> {
    let text = form.text();
    let mut places: Vec<(usize, &String)> = names
        .iter()
        .flat_map(|name| text.match_indices(name.as_str()).map(move |(at, _)| (at, name)))
        .collect();
    places.sort_unstable();
    let mut found: Vec<IdentityStatement> = Vec::new();
    for (at, (start, name)) in places.iter().enumerate() {
        let from = start + name.len();
        let next = places.get(at + 1).map_or(text.len(), |(next, _)| *next);
        let window: usize = text[from..].chars().take(DESCRIPTION_CHARS).map(char::len_utf8).sum();
        let mut end = (from + window).min(next);
        for stop in STOPS {
            if let Some(stopped) = text[from..end].find(stop) {
                end = from + stopped;
            }
        }
        if let Some(statement) = read_one(form, name, from..end)
            && !found.iter().any(|known| {
                known.person == statement.person
                    && known.birth == statement.birth
                    && known.id_number == statement.id_number
            })
        {
            found.push(statement);
        }
    }
    found
}

fn read_one(form: &Form<'_>, name: &str, range: Range<usize>) -> Option<IdentityStatement> {
    let described = &form.text()[range.clone()];
    let id = ID.captures(described).and_then(|captures| captures.name("id"));
    let birth = find_birth(form, described);
    if id.is_none() && birth.is_none() {
        return None;
    }
    let near = |place: &Range<usize>| -> (String, String) {
        let before: String = described[..place.start].chars().rev().take(8).collect();
        let after: String = described[place.end..].chars().take(24).collect();
        (before.chars().rev().collect(), after)
    };
    let (is_lunar, is_corrected) = birth.as_ref().map_or((false, false), |(_, place)| {
        let (before, after) = near(place);
        let close: String = after.chars().take(6).collect();
        let lunar = ["农历", "阴历", "旧历"]
            .iter()
            .any(|word| before.contains(word) || close.contains(word));
        (lunar, ["更正", "改正", "笔误", "应为"].iter().any(|word| after.contains(word)))
    });
    Some(IdentityStatement {
        document: form.index,
        person: name.to_owned(),
        birth: birth.as_ref().map(|(day, _)| *day),
        birth_quote: birth.as_ref().and_then(|(_, place)| {
            form.reading.quote(range.start + place.start..range.start + place.end)
        }),
        is_lunar,
        is_corrected,
        is_corroborated: REGISTERS_APART.iter().any(|word| form.text().contains(word)),
        id_number: id.map(|id| id.as_str().to_ascii_uppercase()),
        id_quote: id
            .and_then(|id| form.reading.quote(range.start + id.start()..range.start + id.end())),
    })
}

/// The birth in a description: with its label, with 生 after it, or alone in a register's row.
fn find_birth(form: &Form<'_>, described: &str) -> Option<(jiff::civil::Date, Range<usize>)> {
    let is_register = REGISTERS.contains(&form.kind());
    for day in DAY.find_iter(described) {
        let before = &described[..day.start()];
        let after = described[day.end()..].trim_start_matches([' ', '（']);
        let labelled =
            LABELLED.find_iter(before).last().is_some_and(|label| label.end() == before.len());
        let told = after.starts_with("出生") || after.starts_with('生');
        // "姓名 出生日期 号码" over rows: the first day of the row, before any act.
        let alone =
            is_register && before.chars().count() <= 14 && !before.contains(['因', '被', '于']);
        if (labelled || told || alone)
            && let Some(moment) = moments::first_moment(day.as_str(), None)
        {
            return Some((moment.date(), day.range()));
        }
    }
    None
}
