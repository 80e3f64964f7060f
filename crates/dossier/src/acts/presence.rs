//! Presence at the police (到案、离开), as heads of interrogations and summonses note it.

use std::ops::Range;

use anjian_core::{Act, ActKind, Moment};

use super::{act_on, at, clock::clock_moments};
use crate::{form::Form, people};

/// Chars that may stand between a moment and 到达 or 离开.
const BETWEEN_CHARS: usize = 14;

const ARRIVED: &[&str] = &["到达", "到案", "到所", "到场", "到"];
const LEFT: &[&str] = &["离开", "离所", "走", "传唤结束", "结束"];

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(subject) = people::subject(form, suspects) else { return Vec::new() };
    // Below the first question people tell of other arrivals.
    let text = form.text();
    let head = text.find("\n问：").map_or(text, |end| &text[..end]);
    let is_summons = form.kind() == "summons" || form.kind() == "compelled_appearance_warrant";
    // "结束时间" in the head of a record is the interrogation's.
    let left: &[&str] = if is_summons { LEFT } else { &LEFT[..4] };
    let arrived = moment_at(form, head, ARRIVED).map(|found| (ActKind::Arrived, found));
    let left = moment_at(form, head, left).map(|found| (ActKind::Left, found));
    arrived
        .into_iter()
        .chain(left)
        .map(|(kind, (moment, range))| {
            at(act_on(form, kind, Some(subject)), moment, form.reading.quote(range))
        })
        .collect()
}

/// The moment that is one of `words`' value (到达时间：…), or right before one of them.
pub(super) fn moment_at(
    form: &Form<'_>,
    text: &str,
    words: &[&str],
) -> Option<(Moment, Range<usize>)> {
    let stated = clock_moments(text, form.reference());
    for word in words {
        for (place, _) in text.match_indices(word) {
            let after_word = &text[place + word.len()..];
            let is_label =
                after_word.starts_with("时间") || after_word.trim_start().starts_with('：');
            if is_label {
                let value = stated.iter().find(|s| s.range.start >= place + word.len());
                if let Some(s) = value
                    && text[place + word.len()..s.range.start]
                        .trim_start_matches("时间")
                        .trim_matches([' ', '：', '于', '为'])
                        .is_empty()
                {
                    return Some((s.moment, place..s.range.end));
                }
                continue;
            }
            // A single char is a word only where the clause ends after it: 10时20分到，…
            let is_bare = word.chars().count() > 1
                || after_word.starts_with(['，', '。', '）', '；', '、', '\n'])
                || after_word.is_empty();
            let before = stated.iter().rev().find(|s| s.range.end <= place);
            if let Some(s) = before
                && is_bare
                && text[s.range.end..place].chars().count() <= BETWEEN_CHARS
                && !text[s.range.end..place].contains(['，', '。', '\n', '；'])
            {
                return Some((s.moment, s.range.start..place + word.len()));
            }
        }
    }
    None
}
