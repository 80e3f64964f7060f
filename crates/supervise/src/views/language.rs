//! View `language`: one interrogation or questioning of a person who is deaf, or who does not know
//! the local language, or is a foreigner.
//!
//! Fields: `person`, `title`, `kind`, `from` (moment), `condition` (`deaf`, `no_local_language`,
//! `foreign`), `condition_text`, `stated_in`, `interpreter`, `interpreter_signed`, `waives`, `waiver`,
//! `writes`, `later_interpreter` (another record of the person has one).
//! Quotes: `record`, `condition`, `waiver`, `signatures`.

use anjian_core::{
    CaseFacts, Record, RecordKind,
    condition::{Condition, PersonCondition, RecordLanguage},
};

use super::titles;
use crate::view::View;

const BEARING: &[Condition] = &[Condition::Deaf, Condition::NoLocalLanguage, Condition::Foreign];

/// One view per record whose subject a paper says such a thing of.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .records
        .iter()
        .filter(|record| matches!(record.kind, RecordKind::Interrogation | RecordKind::Questioning))
        .filter_map(|record| {
            let name = record.subject.as_deref()?;
            let mut stated: Vec<&PersonCondition> = facts
                .conditions
                .iter()
                .filter(|condition| {
                    condition.person == name && BEARING.contains(&condition.condition)
                })
                .collect();
            stated.sort_by_key(|condition| condition.condition);
            let language = facts.languages.iter().find(|own| own.document == record.document)?;
            Some(view(facts, record, language, &stated, stated.first()?))
        })
        .collect()
}

fn view(
    facts: &CaseFacts,
    record: &Record,
    language: &RecordLanguage,
    stated: &[&PersonCondition],
    first: &PersonCondition,
) -> View {
    let name = record.subject.as_deref().unwrap_or("");
    let mut view = View::of(name);
    view.judged_on(record.from);
    let title = |document: usize| facts.documents.get(document).map_or("", |d| d.title.as_str());
    view.set("title", title(record.document));
    view.set("kind", record.kind.code());
    view.set_moment("from", record.from);
    view.set("condition", first.condition.code());
    view.set("condition_text", first.condition.chinese());
    view.set("stated_in", title(first.document));
    view.set("interpreter", language.interpreter.clone().unwrap_or_default());
    view.set("interpreter_signed", language.interpreter_signed);
    view.set("waives", language.waiver.is_some());
    view.set(
        "waiver",
        language.waiver.as_ref().map_or(String::new(), |quote| quote.text().to_owned()),
    );
    view.set("writes", language.writing.is_some());
    let later = facts.records.iter().any(|other| {
        other.document != record.document
            && other.subject.as_deref() == Some(name)
            && facts
                .languages
                .iter()
                .any(|own| own.document == other.document && own.interpreter.is_some())
    });
    view.set("later_interpreter", later);
    view.cite("record", record.time_quote.clone().or_else(|| record.title_quote.clone()));
    view.cite("condition", stated.iter().filter_map(|condition| condition.quote.clone()).take(3));
    view.cite("waiver", language.waiver.clone());
    view.cite("signatures", record.signature_quote.clone());
    view.searched = titles(
        facts,
        &["interrogation_record", "questioning_record", "expert_qualification"],
        name,
    );
    view
}
