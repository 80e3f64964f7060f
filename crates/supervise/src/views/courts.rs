//! What the views of judgments share: which judgments are the case's own.

use anjian_core::{ActKind, CaseFacts, judgment::Judgment};

/// The judgments of the case itself: not of earlier offences, not of others' cases.
pub(super) fn own_judgments(facts: &CaseFacts) -> impl Iterator<Item = &Judgment> {
    let begun = [ActKind::ReportReceived, ActKind::CaseAccepted, ActKind::CaseFiled]
        .iter()
        .flat_map(|kind| facts.acts_of(*kind))
        .filter_map(|act| act.from.map(|from| from.date()))
        .min();
    let charged: Vec<&str> = facts
        .accusations
        .iter()
        .flat_map(|accusation| accusation.accused.iter().map(|accused| accused.name.as_str()))
        .collect();
    facts.judgments.iter().filter(move |judgment| {
        let day = judgment.pronounced.map(|pronounced| pronounced.date());
        let is_later = day.zip(begun).is_none_or(|(day, begun)| day >= begun);
        let is_about = charged.is_empty()
            || judgment.sentences.iter().any(|s| charged.contains(&s.defendant.as_str()));
        !judgment.is_earlier && is_later && is_about && !judgment.sentences.is_empty()
    })
}
