//! Places for signatures on lists and records: `持有人：林某（捺印） 见证人：阮某 侦查人员：金某 陈某`.
//!
//! Forms label them differently and several stand on one line; a note in brackets may run over lines.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    form::Form,
    names::{NameEntry, is_surname, parse_names},
};

/// Whose place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// 持有人、当事人
    Holder,
    /// 见证人
    Witness,
    /// 办案民警、侦查人员
    Officer,
    /// 保管人、记录人 and others who do not count.
    Other,
}

/// A place for signatures, filled or empty.
#[derive(Debug, Clone)]
pub struct Place {
    /// Whose.
    pub party: Party,
    /// Bytes of label and value.
    pub range: Range<usize>,
    /// The value as it stands.
    pub value: String,
    /// Names in it.
    pub names: Vec<NameEntry>,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<holder>(?:原?物品|文件|财物|财产|被扣押|被查封|[、/])*持有人(?:[/、或]?保管人)?|被扣押人|被查封人|当事人|物主|所有人|交出人|移交人|退缴人)|(?P<witness>(?:在场|现场)?见证人(?:员)?)|(?P<officer>(?:办案|侦查|侦办|执行|经办|承办|扣押|执法|查封|现场)+(?:单位)?(?:的)?(?:民警|警官|人员|人|员)|民警|检察(?:人员|官)|(?:主办|协办)(?:民警|侦查员)|执法人员)|(?P<other>保管人(?:员)?|保管员|记录人|制作人|审批人|批准人|接收人|领取人|移送人|办案单位|单位负责人)",
    )
    .expect("the pattern is a constant")
});

static AFTER_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:签名|签字|签章|盖章|姓名)?(?:（[^）\n：]{1,16}）)?(?:签名|签字|捺印|、)*\s*：")
        .expect("the pattern is a constant")
});

static CELL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:签名|签字|签章|盖章)?(?:（[^）\n：]{1,16}）)? +")
        .expect("the pattern is a constant")
});

fn is_row_of_places(form: &Form<'_>, at: usize) -> bool {
    let line = form.reading.line_range(at);
    let row = form.text()[line].trim_start();
    LABEL.find(row).is_some_and(|label| label.start() == 0 && CELL.is_match(&row[label.end()..]))
}

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ 。；，、][\p{Han}/]{2,10}(?:（[^）\n]{1,10}）)?\s*：")
        .expect("the pattern is a constant")
});

/// All places of `form`, in order.
pub fn find_places(form: &Form<'_>) -> Vec<Place> {
    let text = form.text();
    let mut starts: Vec<(Party, usize, usize)> = Vec::new();
    for captures in LABEL.captures_iter(text) {
        let Some(label) = captures.get(0) else { continue };
        let after = AFTER_LABEL.find(&text[label.end()..]);
        // Cells of a table have no colon: a row that begins with a place's label holds places.
        let cell =
            || CELL.find(&text[label.end()..]).filter(|_| is_row_of_places(form, label.start()));
        let Some(after) = after.or_else(cell) else { continue };
        let before = text[..label.start()].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric()) {
            continue;
        }
        let party = if captures.name("holder").is_some() {
            Party::Holder
        } else if captures.name("witness").is_some() {
            Party::Witness
        } else if captures.name("officer").is_some() {
            Party::Officer
        } else {
            Party::Other
        };
        starts.push((party, label.start(), label.end() + after.end()));
    }
    let mut places = Vec::new();
    for (at, (party, start, value_start)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(text.len(), |(_, next, _)| *next);
        let end = value_end(text, *value_start, next);
        let value = text[*value_start..end].trim_matches([' ', '_', '，', '；', '。', '\n']);
        places.push(Place {
            party: *party,
            range: *start..end,
            value: value.to_owned(),
            names: names_of(form, *value_start..end),
        });
    }
    places
}

/// Where the value ends: at the next label, or the line's end outside brackets.
fn value_end(text: &str, start: usize, next: usize) -> usize {
    let mut depth = 0i32;
    let mut end = next;
    for (at, c) in text[start..next].char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            '\n' if depth <= 0 && !is_wrapped(text, start, start + at) => {
                end = start + at;
                break;
            }
            _ => {}
        }
    }
    NEXT.find_iter(&text[start..end])
        .map(|found| start + found.start())
        .find(|at| is_outside_brackets(&text[start..*at]))
        .unwrap_or(end)
}

/// Chars of a line that its margin may have ended.
const WRAPPED_CHARS: usize = 24;

/// A label at a long line's end has its value on the next line, where that begins with names: "持有人：
/// 孟某（指印） 见证人：于某 侦查人员：" above "栾某 曲某 2023.6.20".
fn is_wrapped(text: &str, value_start: usize, break_at: usize) -> bool {
    if !text[value_start..break_at].trim().is_empty() {
        return false;
    }
    let line_start = text[..value_start].rfind('\n').map_or(0, |at| at + 1);
    let next = text[break_at + 1..].split('\n').next().unwrap_or("").trim();
    let is_long = text[line_start..break_at].chars().count() >= WRAPPED_CHARS;
    is_long
        && !next.contains('：')
        && parse_names(next)
            .first()
            .is_some_and(|entry| next.starts_with(&entry.name) && is_surname(&entry.name))
}

/// Names that stand without a label where signatures do: behind the marked signature of a labelled
/// place ("见证人：桂某（捺印） 邹某 章某"), or alone on a line below ("曾某 饶某").
pub fn find_unlabelled(form: &Form<'_>, places: &[Place]) -> Vec<(NameEntry, Range<usize>)> {
    let text = form.text();
    let mut found: Vec<(NameEntry, Range<usize>)> = Vec::new();
    let is_marked =
        |entry: &NameEntry| ["捺", "印", "签"].iter().any(|mark| entry.notes.contains(mark));
    for place in places.iter().filter(|place| matches!(place.party, Party::Holder | Party::Witness))
    {
        let Some((first, rest)) = place.names.split_first() else { continue };
        let are_plain = rest.iter().all(|entry| entry.notes.is_empty() && is_surname(&entry.name));
        if is_marked(first) && are_plain {
            found.extend(rest.iter().map(|entry| (entry.clone(), place.range.clone())));
        }
    }
    let Some(last) = places.iter().map(|place| place.range.end).max() else { return found };
    let mut start = last;
    for line in text[last..].split('\n').take(4) {
        let range = start..start + line.len();
        start = range.end + 1;
        let names = parse_names(line);
        let words = line
            .split([' ', '、'])
            .filter(|word| word.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')));
        let are_all = words.clone().count() > 0
            && words
                .into_iter()
                .all(|word| names.iter().any(|entry| entry.name == word) || word.contains('年'));
        let are_plain = names.iter().all(|entry| entry.notes.is_empty() && is_surname(&entry.name));
        if are_all && are_plain && names.len() <= 4 {
            found.extend(names.into_iter().map(|entry| (entry, range.clone())));
        }
    }
    found
}

fn is_outside_brackets(text: &str) -> bool {
    text.matches('（').count() <= text.matches('）').count()
}

/// Names of a place; a chunk too long for a name is split where lines were joined.
fn names_of(form: &Form<'_>, range: Range<usize>) -> Vec<NameEntry> {
    let joined = form.text()[range.clone()].replace('\n', "");
    let names = parse_names(&joined);
    let split = parse_names(&form.reading.unjoined(range).replace('\n', ""));
    let is_two = |names: &[NameEntry], split: &[NameEntry]| {
        split.len() > names.len() && split.iter().all(|entry| is_surname(&entry.name))
    };
    if is_two(&names, &split) { split } else { names }
}
