//! Officers of a record: those of its head and those who signed (讯问人、记录人、侦查人员).

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Officer, record::OfficerStatus};
use regex::Regex;

use super::fields::labelled;
use crate::{
    form::Form,
    names::{SHORTEST_NAME, first_clause, is_name, parse_names},
};

/// Labels of recorders (记录人).
const RECORDERS: &[&str] = &["记录人", "记录员", "记录人员", "记录", "笔录人", "书记员"];

/// What an officer's field may hold besides names: no number of officers can be told from it.
const UNCLEAR: &[&str] = &["等", "□", "×", "*", "不清", "无法辨认", "模糊", "略", "见签名", "……"];

/// Words of labels of officers.
const BASES: &[&str] = &[
    "讯问人",
    "询问人",
    "讯问",
    "询问",
    "讯问人员",
    "询问人员",
    "讯问/询问人",
    "询问/讯问人",
    "讯（询）问人",
    "询（讯）问人",
    "侦查人员",
    "侦查员",
    "办案民警",
    "办案人员",
    "办案人",
    "民警",
    "记录人",
    "记录员",
    "记录人员",
    "记录",
    "主持",
    "主持人",
    "主持辨认人",
    "主持民警",
    "讯问人/记录人",
    "询问人/记录人",
    "讯问人、记录人",
    "询问人、记录人",
    "讯问人及记录人",
    "询问人及记录人",
    "讯问侦查员",
    "询问侦查员",
    "提讯人",
    "提讯人员",
    "提讯民警",
    "勘查人",
    "检查民警",
    "扣押人",
    "扣押人员",
    "搜查民警",
    "称量人",
    "取样人",
    "绘图",
    "制图",
    "照相",
    "摄像",
    "记录民警",
    "搜查人员",
    "执行人",
    "执行人员",
    "执行民警",
    "勘验人员",
    "勘验人",
    "勘查人员",
    "检查人",
    "检查人员",
    "指挥人",
    "现场指挥人",
    "勘验检查人员",
    "现场勘验人员",
    "制图人",
    "照相人",
    "绘图人",
    "拍照人",
    "录像人",
    "提取人",
    "提取人员",
    "检察人员",
    "检察官",
    "检察官助理",
    "书记员",
    "讯问民警",
    "询问民警",
    "讯问侦查人员",
    "询问侦查人员",
    "辨认主持人",
    "现场勘验（检查）人员",
    "参加人员",
    "办案单位及人员",
    "现场勘查人员",
    "勘验、检查人员",
    "执行搜查人员",
    "搜查人",
    "讯问人员及记录人员",
    "承办民警",
    "承办人",
    "经办民警",
    "侦查民警",
    "询问员",
    "讯问员",
    "辨认组织人",
    "组织辨认人",
    "现场勘验指挥人",
    "勘验指挥人",
    "笔录人",
    "录音录像人",
];

/// What may follow such a word in a label: 侦查人员姓名、单位.
const ENDINGS: &[&str] = &[
    "",
    "姓名",
    "签名",
    "姓名、单位",
    "姓名及单位",
    "姓名和单位",
    "姓名、工作单位",
    "、单位",
    "及单位",
    "及工作单位",
];

/// Labels of officers, in heads and at signatures, that `text` may hold.
pub(super) fn labels_in(text: &str) -> Vec<String> {
    labels_of(BASES, text)
}

fn labels_of(bases: &[&str], text: &str) -> Vec<String> {
    bases
        .iter()
        .filter(|base| text.contains(*base))
        .flat_map(|base| ENDINGS.iter().map(move |ending| format!("{base}{ending}")))
        .collect()
}

static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"工作单位(?:及职务)?\s*：?\s*(?P<unit>[^ \n，、。；]{4,40})")
        .expect("the pattern is a constant")
});

static UNIT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[，,（ ]\s*(?P<unit>[\p{Han}]{4,30}(?:局|大队|支队|派出所|分局|检察院|中队))")
        .expect("the pattern is a constant")
});

static TOLD_IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?:侦查人员|侦查员|民警|办案人员|办案民警)(?P<names>{SHORTEST_NAME}(?:、{SHORTEST_NAME})+)(?:向|对|在|将|及|依法|会同|组织|的|持|，|（|到|共|于|按|进行|主持)"))
        .expect("the pattern is a constant")
});

/// Officers of head and signatures, each once; a record without question-answer turns may name
/// them in its narrative instead.
pub(super) fn read_officers(
    form: &Form<'_>,
    head: &Range<usize>,
    tail: &Range<usize>,
    has_time: bool,
    others: &[&str],
) -> Vec<Officer> {
    let mut officers: Vec<Officer> = Vec::new();
    for label in labels_in(form.text()) {
        for within in [head.clone(), tail.clone()] {
            for field in labelled(form, &label, within) {
                // "侦查人员：李建军、王晓东，甘肃省陇河县公安局": names end where the unit begins.
                let names = first_clause(&field.value);
                let line = form.reading.line_range(field.range.start);
                let rest = &form.text()[field.value_range.start..line.end];
                let unit = unit_of(rest);
                let entries = parse_names(names);
                // "记录人：刘强 工作单位：交警大队（辅警）" calls the line's only officer so.
                let line_says_auxiliary = entries.len() == 1 && own_part(rest).contains("辅警");
                for entry in entries {
                    // Officers sign without fingerprint: 马玉兰（捺印） after their names is family.
                    let is_known = officers.iter().any(|known| known.name == entry.name);
                    if entry.notes.contains('捺') && !is_known {
                        continue;
                    }
                    let is_auxiliary = entry.is_auxiliary || line_says_auxiliary;
                    let quote = form.reading.quote(field.range.clone());
                    match officers.iter_mut().find(|known| known.name == entry.name) {
                        Some(known) => {
                            known.unit = known.unit.take().or_else(|| unit.clone());
                            known.number = known.number.take().or(entry.number);
                            if is_auxiliary {
                                known.status = OfficerStatus::Auxiliary;
                            }
                        }
                        None => officers.push(Officer {
                            name: entry.name,
                            unit: unit.clone(),
                            number: entry.number,
                            status: if is_auxiliary {
                                OfficerStatus::Auxiliary
                            } else {
                                OfficerStatus::Sworn
                            },
                            quote,
                        }),
                    }
                }
            }
        }
    }
    add_unlabelled(form, tail, &mut officers, others);
    if officers.is_empty() && has_time {
        officers = told_in_text(form);
    }
    drop_joined(&mut officers);
    mark_auxiliaries(form.text(), &mut officers);
    officers
}

/// A margin between two names joins them: 杨静田勇 is 杨静 and 田勇.
fn drop_joined(officers: &mut Vec<Officer>) {
    let names: Vec<String> = officers.iter().map(|officer| officer.name.clone()).collect();
    let is_joined = |name: &str| {
        names.iter().any(|first| {
            name.strip_prefix(first.as_str())
                .is_some_and(|rest| !rest.is_empty() && names.iter().any(|second| second == rest))
        })
    };
    officers.retain(|officer| !is_joined(&officer.name));
}

/// Names under labels of officers inside `within`, and those under labels of recorders.
pub(super) fn named(form: &Form<'_>, within: &Range<usize>) -> (Vec<String>, Vec<String>) {
    let collect = |bases: &[&str]| {
        let mut names: Vec<String> = Vec::new();
        for label in labels_of(bases, &form.text()[within.clone()]) {
            for field in labelled(form, &label, within.clone()) {
                for entry in parse_names(first_clause(&field.value)) {
                    if !names.contains(&entry.name) {
                        names.push(entry.name);
                    }
                }
            }
        }
        names
    };
    (collect(BASES), collect(RECORDERS))
}

/// Those who signed as officers, with and without label, and those under the recorder's label.
pub(super) fn signed(
    form: &Form<'_>,
    tail: &Range<usize>,
    known: &[Officer],
) -> (Vec<String>, Vec<String>) {
    let (mut names, recorders) = named(form, tail);
    let text = &form.text()[tail.clone()];
    for officer in known {
        if !names.contains(&officer.name) && text.contains(&officer.name) {
            names.push(officer.name.clone());
        }
    }
    (names, recorders)
}

/// True where a field of officers holds words from which their number cannot be told.
pub(super) fn are_unclear(form: &Form<'_>, head: &Range<usize>, tail: &Range<usize>) -> bool {
    [head, tail].into_iter().any(|within| {
        let labels = labels_in(&form.text()[within.clone()]);
        labels.iter().flat_map(|label| labelled(form, label, within.clone())).any(|field| {
            let clause = first_clause(&field.value);
            let is_strange = |token: &str| {
                let length = token.chars().count();
                let is_han = token.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
                is_han && (5..=7).contains(&length) && is_name(token)
            };
            UNCLEAR.iter().any(|word| clause.contains(word))
                || clause.split([' ', '、', '（']).any(is_strange)
        })
    })
}

/// Officers often sign without a label: "布和　姜海涛" on a line of its own, or after the subject's
/// signature. A name counts where it stands beside an officer known from the head, or, where none is
/// known, beside another name.
fn add_unlabelled(
    form: &Form<'_>,
    tail: &Range<usize>,
    officers: &mut Vec<Officer>,
    others: &[&str],
) {
    let nobody_known = officers.is_empty();
    let mut start = tail.start;
    for line in form.text()[tail.clone()].split('\n') {
        let line_start = start;
        start += line.len() + 1;
        // What follows a label is read under the label; the label itself is no name.
        let (free, is_cut) = match line.find('：') {
            Some(colon) => (line[..colon].rsplit_once(' ').map_or("", |(free, _)| free), true),
            None => (line, false),
        };
        let mut offset = 0;
        let mut names: Vec<(&str, usize)> = Vec::new();
        for token in free.split([' ', '、']) {
            let at = offset;
            offset += token.len() + 1;
            let is_plain = (2..=4).contains(&token.chars().count())
                && token.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
            if is_plain && is_name(token) && !others.contains(&token) {
                names.push((token, at));
            }
        }
        let beside_known =
            names.iter().any(|(name, _)| officers.iter().any(|known| known.name == *name));
        let is_pair = nobody_known && (2..=4).contains(&names.len());
        if !(beside_known || is_pair) || is_cut && names.is_empty() {
            continue;
        }
        for (name, at) in names {
            if officers.iter().all(|known| known.name != name) {
                let from = line_start + at;
                officers.push(Officer {
                    name: name.to_owned(),
                    unit: None,
                    number: None,
                    status: OfficerStatus::Sworn,
                    quote: form.reading.quote(from..from + name.len()),
                });
            }
        }
    }
}

/// The part of a line that is about its first officer: up to the next officer's label.
fn own_part(rest: &str) -> &str {
    let next = labels_in(rest)
        .iter()
        .filter_map(|label| {
            rest.find(&format!("{label}：")).or_else(|| rest.find(&format!(" {label} ")))
        })
        .min();
    &rest[..next.unwrap_or(rest.len())]
}

fn unit_of(rest: &str) -> Option<String> {
    let captures = UNIT.captures(rest).or_else(|| UNIT_AFTER.captures(rest))?;
    Some(captures["unit"].to_owned())
}

fn told_in_text(form: &Form<'_>) -> Vec<Officer> {
    let mut officers: Vec<Officer> = Vec::new();
    for captures in TOLD_IN_TEXT.captures_iter(form.text()) {
        let Some(names) = captures.name("names") else { continue };
        for entry in parse_names(names.as_str()) {
            if officers.iter().all(|known| known.name != entry.name) {
                officers.push(Officer {
                    name: entry.name,
                    unit: None,
                    number: entry.number,
                    status: OfficerStatus::Sworn,
                    quote: form.reading.quote(names.range()),
                });
            }
        }
    }
    officers
}

/// "辅警刘某" anywhere in the record, or 刘某（辅警）, makes the person auxiliary.
fn mark_auxiliaries(text: &str, officers: &mut [Officer]) {
    for officer in officers {
        let name = &officer.name;
        let told = ["辅警", "协警", "协管员", "警务辅助人员"].iter().any(|word| {
            text.contains(&format!("{word}{name}"))
                || text.contains(&format!("{name}（{word}"))
                || text.contains(&format!("{name}系{word}"))
        });
        if told {
            officer.status = OfficerStatus::Auxiliary;
        }
    }
}
