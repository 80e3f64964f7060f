//! Whom a record is about: the head's label, or else the signature below.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Quote, RecordKind};
use regex::Regex;

use super::fields::labelled;
use crate::{
    form::Form,
    names::{first_clause, is_name, parse_names},
};

/// Names longer than four Han chars, as Mongols, Tibetans or Yi have them.
static LONG_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>\p{Han}{5,7})(?:[ （]|$)").expect("the pattern is a constant")
});

/// A signature without a label: "佟大勇（捺印） 2024年6月1日".
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\n 。，])(?P<name>[\p{Han}·•]{2,12})\s*（(?:[^）\n]{0,6}捺[^）\n]{0,8}|手印|指印|签名|签字|签)）")
        .expect("the pattern is a constant")
});

/// Labels of the subject, the surest first.
pub(super) fn labels(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Interrogation => &[
            "被讯问人姓名",
            "被讯问人基本情况",
            "被讯问人情况",
            "被讯问人",
            "犯罪嫌疑人姓名",
            "犯罪嫌疑人",
            "嫌疑人",
            "被讯（询）问人",
            "被讯问/询问人",
            "被讯问人员",
            "被告人",
            "被讯问人签名",
            "犯罪嫌疑人签名",
            "姓名",
        ],
        RecordKind::Questioning => &[
            "被询问人姓名",
            "被询问人基本情况",
            "被询问人情况",
            "被询问人",
            "被询（讯）问人",
            "被询问/讯问人",
            "被询问人员",
            "证人姓名",
            "被害人姓名",
            "证人",
            "被害人",
            "被询问人签名",
            "姓名",
        ],
        RecordKind::Identification => &["辨认人姓名", "辨认人", "指认人"],
        RecordKind::Search => &[
            "被搜查人",
            "被搜查人姓名",
            "当事人",
            "被搜查人（持有人）",
            "被搜查人（当事人）",
            "被搜查人或其家属",
        ],
        RecordKind::Seizure => &["持有人", "当事人", "被扣押人", "财物持有人"],
        RecordKind::SceneInspection => &[],
        RecordKind::Extraction => {
            &["被提取人", "当事人", "被提取人姓名", "被采样人", "被抽血人", "犯罪嫌疑人", "姓名"]
        }
    }
}

/// The subject with the words that name it; `others` are names that belong to somebody else.
pub(super) fn read_subject(
    form: &Form<'_>,
    kind: RecordKind,
    head: &Range<usize>,
    tail: &Range<usize>,
) -> (Option<String>, Option<Quote>) {
    for within in [head.clone(), tail.clone()] {
        for label in labels(kind) {
            for field in labelled(form, label, within.clone()) {
                if let Some(name) = name_of(&field.value) {
                    let at = form.text()[field.value_range.clone()]
                        .find(&name)
                        .map_or(field.value_range.end, |at| {
                            field.value_range.start + at + name.len()
                        });
                    return (Some(name), form.reading.quote(field.range.start..at));
                }
            }
        }
    }
    if !matches!(kind, RecordKind::Interrogation | RecordKind::Questioning) {
        return (None, None);
    }
    signed_subject(form, tail)
}

fn name_of(value: &str) -> Option<String> {
    let clause = first_clause(value);
    if let Some(entry) = parse_names(clause).into_iter().next() {
        return Some(entry.name);
    }
    let captures = LONG_NAME.captures(clause)?;
    Some(captures["name"].to_owned()).filter(|name| is_name(name))
}

/// The first who signs with a fingerprint below a record of turns is the one who was asked.
fn signed_subject(form: &Form<'_>, tail: &Range<usize>) -> (Option<String>, Option<Quote>) {
    let text = &form.text()[tail.clone()];
    for captures in SIGNED.captures_iter(text) {
        let Some(name) = captures.name("name") else { continue };
        if is_name(name.as_str()) {
            let range = tail.start + name.start()..tail.start + name.end();
            return (Some(name.as_str().to_owned()), form.reading.quote(range));
        }
    }
    (None, None)
}

/// Others under the subject's label: "被询问人：贺某、覃某" questions two at once.
pub(super) fn read_others(
    form: &Form<'_>,
    kind: RecordKind,
    head: &Range<usize>,
    subject: Option<&str>,
) -> Vec<String> {
    if kind != RecordKind::Questioning {
        return Vec::new();
    }
    let mut others: Vec<String> = Vec::new();
    for label in ["被询问人", "被询问人姓名", "证人"] {
        for field in labelled(form, label, head.clone()) {
            // Only names joined by 、 or 和; what follows a space describes the first.
            let clause = first_clause(&field.value).split(' ').next().unwrap_or("");
            for entry in parse_names(clause) {
                if Some(entry.name.as_str()) != subject && !others.contains(&entry.name) {
                    others.push(entry.name);
                }
            }
        }
    }
    others
}

/// The head's line that describes the subject, empty where there is none.
pub(super) fn read_description(
    form: &Form<'_>,
    head: &Range<usize>,
    subject: Option<&str>,
) -> String {
    let text = &form.text()[head.clone()];
    let Some(at) = subject.and_then(|name| text.find(name)) else { return String::new() };
    text[at..].chars().take(160).collect()
}
