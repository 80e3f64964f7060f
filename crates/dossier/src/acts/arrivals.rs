//! Arrivals at the police (到案) told by accounts of how suspects came in (到案经过).

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Participant, Role};
use regex::Regex;

use super::{act_on, at, clock::clock_moments};
use crate::form::Form;

/// Arriving at or being brought to a police place.
static ARRIVING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:带至|带到|带回|带往|送至|传唤至|自行到|来到|到达|到案|到)[^，。；\n]{0,30}?(?:派出所|公安局|分局|办案|执法|大队|支队|中心|该所|所内|我所|我局|我队)|到达|到案")
        .expect("the pattern is a constant")
});

/// Chars of the clause between a moment and the arrival.
const CLAUSE_CHARS: usize = 40;

/// One act per arrival of a suspect; a sentence that names nobody is about those named before it.
pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    let stated = clock_moments(text, form.reference());
    let mut acts: Vec<Act> = Vec::new();
    for found in ARRIVING.find_iter(text) {
        let sentence = form.reading.sentence_range(found.start());
        let within = |s: &&crate::moments::StatedMoment| sentence.contains(&s.range.start);
        let before = stated.iter().filter(within).rev().find(|s| s.range.end <= found.start());
        let Some(moment) = before.filter(|s| {
            let between = &text[s.range.end..found.start()];
            between.chars().count() <= CLAUSE_CHARS
                && !tells_of_others(between)
                && is_of_suspects(between, suspects)
                && !tells_of_others(clause_from(&text[found.start()..]))
        }) else {
            continue;
        };
        let clause = moment.range.start..sentence.end;
        let named = named_in(&text[clause.clone()], suspects);
        let named = if named.is_empty() {
            named_in(&text[sentence.start..moment.range.start], suspects)
        } else {
            named
        };
        let named =
            if named.is_empty() { named_before(text, sentence.start, suspects) } else { named };
        let mut act = at(
            act_on(form, ActKind::Arrived, None),
            moment.moment,
            form.reading.quote(moment.range.start..found.end()),
        );
        act.participants = named
            .into_iter()
            .filter(|name| {
                !acts.iter().any(|known| known.from == act.from && known.is_done_to(name))
            })
            .map(|name| Participant { name: name.to_owned(), role: Role::Subject })
            .collect();
        if !act.participants.is_empty() {
            acts.push(act);
        }
    }
    acts
}

/// The clause that `text` begins with.
fn clause_from(text: &str) -> &str {
    &text[..text.find(['，', '。', '；', '\n']).unwrap_or(text.len())]
}

/// Police who hurry to a place, or a scene, are no arrival of the suspect.
fn tells_of_others(between: &str) -> bool {
    ["赶", "民警", "接警", "现场", "医院", "勘查", "通知", "电话"]
        .iter()
        .any(|word| between.contains(word))
}

/// "16时45分将其带至…", "，三人于…"; a clause with words of its own names whom it is about.
fn is_of_suspects(between: &str, suspects: &[String]) -> bool {
    const OTHERS: &[&str] =
        &["其", "人", "将", "后", "于", "经", "口头", "自行", "被", "许", "整", "该"];
    let is_short = between.chars().filter(|c| !c.is_ascii_punctuation()).count() <= 4;
    !named_in(between, suspects).is_empty()
        || is_short
        || OTHERS.iter().any(|word| between.trim_start_matches(['，', '许', ' ']).starts_with(word))
        || between.contains("将其")
        || ["一人", "二人", "两人", "三人", "四人", "五人"]
            .iter()
            .any(|word| between.contains(word))
}

fn named_in<'n>(text: &str, suspects: &'n [String]) -> Vec<&'n str> {
    suspects.iter().map(String::as_str).filter(|name| text.contains(name)).collect()
}

/// Those whom the sentence right before `until` names; one further back may be about others.
fn named_before<'n>(text: &str, until: usize, suspects: &'n [String]) -> Vec<&'n str> {
    let before = text[..until].trim_end_matches(['。', '；', '\n', ' ']);
    let start = before.rfind(['。', '；', '\n']).unwrap_or(0);
    named_in(&before[start..], suspects)
}
