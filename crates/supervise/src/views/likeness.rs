//! View `likeness`: two records whose answers share long runs word for word (笔录雷同).
//!
//! Fields: `person` (whose, both names), `first`, `second` (titles with names), `same_person`,
//! `similarity_percent`, `answer_percent` (of the two answers with the longest run), `common_chars`,
//! `shared_chars` (of all long runs in one order), `run` (the run's beginning), `slips` (shared slips of the
//! pen), `slip_count`, `officers_shared`. Quotes: `first`, `second`, `times`.

use anjian_core::{CaseFacts, Record, likeness::RecordLikeness};

use crate::view::View;

/// One view per pair.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.likenesses.iter().filter_map(|likeness| view(facts, likeness)).collect()
}

fn view(facts: &CaseFacts, likeness: &RecordLikeness) -> Option<View> {
    let of = |document: usize| facts.records.iter().find(|record| record.document == document);
    let (first, second) = (of(likeness.first)?, of(likeness.second)?);
    let name =
        |record: &Record| record.subject.clone().unwrap_or_else(|| "（未载明姓名）".to_owned());
    let same = first.subject.is_some() && first.subject == second.subject;
    let subject = if same { name(first) } else { format!("{}、{}", name(first), name(second)) };
    let mut view = View::of(&subject);
    view.judged_on(first.from);
    let title = |record: &Record| {
        let title =
            facts.documents.get(record.document).map_or("", |document| document.title.as_str());
        format!("{}的{title}", name(record))
    };
    view.set("first", title(first));
    view.set("second", title(second));
    view.set("same_person", same);
    view.set("similarity_percent", likeness.similarity_percent);
    view.set("answer_percent", likeness.answer_percent);
    view.set("common_chars", likeness.common_chars);
    view.set("shared_chars", likeness.shared_chars.max(likeness.common_chars));
    let run: String = likeness
        .first_quote
        .as_ref()
        .map_or("", |quote| quote.text())
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(30)
        .collect();
    view.set("run", run);
    view.set("slips", likeness.shared_slips.clone());
    view.set("slip_count", likeness.shared_slips.len());
    let shared = first
        .officers
        .iter()
        .any(|officer| second.officers.iter().any(|other| other.name == officer.name));
    view.set("officers_shared", shared);
    view.cite("first", likeness.first_quote.clone());
    view.cite("second", likeness.second_quote.clone());
    view.cite("times", [first, second].into_iter().filter_map(|record| record.time_quote.clone()));
    Some(view)
}
