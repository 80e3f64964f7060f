//! Legal aid and counsel: notice to the legal aid centre (提供法律援助通知书), letters of counsel.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::act_on;
use crate::{form::Form, moments, people};

static BIRTH_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:出生|生[，。（）]|生）)").expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    // A victim's agent (诉讼代理人) is not the suspect's counsel.
    if form.kind() == "counsel_papers" && !text.contains("辩护") {
        return Vec::new();
    }
    let is_assigned = text.contains("指派") || text.contains("法律援助");
    let (kind, means) = match form.kind() {
        "legal_aid_notice" => (ActKind::LegalAidNotified, "通知"),
        "counsel_papers" if is_assigned => (ActKind::CounselEngaged, "指派"),
        _ => (ActKind::CounselEngaged, "委托"),
    };
    let stated = sent_on(form);
    people::subjects(form, suspects)
        .into_iter()
        .map(|name| {
            let mut act = act_on(form, kind, Some(name));
            act.means = Some(means.to_owned());
            act.from = stated.as_ref().map(|(moment, _)| *moment);
            let quote = stated.as_ref().and_then(|(_, range)| form.reading.quote(range.clone()));
            act.quotes.extend(quote.or_else(|| form.document.title_quote.clone()));
            act
        })
        .collect()
}

/// The day the paper was made, or else the first day it states that is nobody's birth.
fn sent_on(form: &Form<'_>) -> Option<(Moment, std::ops::Range<usize>)> {
    let text = form.text();
    let mut stated = moments::find_moments(text, form.reference());
    stated.retain(|stated| {
        !BIRTH_AFTER.is_match(&text[stated.range.end..])
            && !text[..stated.range.start].trim_end_matches(['：', ' ']).ends_with("出生日期")
    });
    let closing = form.closing().map(|(date, range)| (Moment::day(date), range));
    let first = stated.into_iter().min_by_key(|stated| stated.moment.date());
    let first = first.map(|stated| (Moment::day(stated.moment.date()), stated.range));
    // Receipts below the closing are later; a day told above it may be the offence's.
    closing.or(first)
}
