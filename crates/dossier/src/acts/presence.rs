//! Presence at the police (到案、离开), as heads of interrogations and summonses note it.

use anjian_core::{Act, ActKind};

use super::{act_on, at};
use crate::{form::Form, moments, people};

/// Chars that may stand between a moment and 到达 or 离开.
const BETWEEN_CHARS: usize = 14;

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(subject) = people::subject(form, suspects) else { return Vec::new() };
    // Below the first question people tell of other arrivals.
    let text = form.text();
    let head = text.find("\n问：").map_or(text, |end| &text[..end]);
    let arrived = moment_at(form, head, &["到达", "到案"]).map(|found| (ActKind::Arrived, found));
    let left = moment_at(form, head, &["离开"]).map(|found| (ActKind::Left, found));
    arrived
        .into_iter()
        .chain(left)
        .map(|(kind, (moment, range))| {
            at(act_on(form, kind, Some(subject)), moment, form.reading.quote(range))
        })
        .collect()
}

/// The moment right before one of `words`, or right after it as a field's value (到达时间：…).
pub(super) fn moment_at(
    form: &Form<'_>,
    text: &str,
    words: &[&str],
) -> Option<(anjian_core::Moment, std::ops::Range<usize>)> {
    let stated: Vec<_> = moments::find_moments(text, form.reference())
        .into_iter()
        .filter(|s| s.moment.time().is_some())
        .collect();
    for word in words {
        for (place, _) in text.match_indices(word) {
            let before = stated.iter().rev().find(|s| s.range.end <= place);
            if let Some(s) = before
                && text[s.range.end..place].chars().count() <= BETWEEN_CHARS
                && !text[s.range.end..place].contains(['，', '。', '\n'])
            {
                return Some((s.moment, s.range.start..place + word.len()));
            }
            let after = stated.iter().find(|s| s.range.start >= place);
            if let Some(s) = after
                && text[place + word.len()..s.range.start]
                    .trim_start_matches("时间")
                    .trim_matches([' ', '：'])
                    .is_empty()
            {
                return Some((s.moment, place..s.range.end));
            }
        }
    }
    None
}
