//! Views of the facts, one module per kind. Field lists stand in `docs/supervision.md`.

use anjian_core::CaseFacts;

use crate::view::View;

mod arrest;
mod bail;
mod blood_alcohol;
mod blood_sample;
mod custody;
mod health;
mod identification;
mod language;
mod legal_aid;
mod likeness;
mod opinion;
mod plea;
mod prosecution;
mod record;
mod record_pair;
mod seized_items;
mod seizure;
mod times;
mod victim;

/// Names of the views.
pub const NAMES: &[&str] = &[
    "arrest",
    "bail",
    "blood_alcohol",
    "blood_sample",
    "custody",
    "health",
    "identification",
    "language",
    "legal_aid",
    "likeness",
    "opinion",
    "opinion_telling",
    "plea",
    "prosecution",
    "record",
    "record_pair",
    "seized_items",
    "seizure",
    "times",
    "victim",
];

/// The views called `name`; `None` when there is no such kind of view.
pub fn of_kind(name: &str, facts: &CaseFacts) -> Option<Vec<View>> {
    Some(match name {
        "custody" => custody::views(facts),
        "arrest" => arrest::views(facts),
        "bail" => bail::views(facts),
        "record" => record::views(facts),
        "record_pair" => record_pair::views(facts),
        "seizure" => seizure::views(facts),
        "blood_alcohol" => blood_alcohol::views(facts),
        "blood_sample" => blood_sample::views(facts),
        "health" => health::views(facts),
        "likeness" => likeness::views(facts),
        "times" => times::views(facts),
        "identification" => identification::views(facts),
        "language" => language::views(facts),
        "legal_aid" => legal_aid::views(facts),
        "opinion" => opinion::forms(facts),
        "opinion_telling" => opinion::tellings(facts),
        "plea" => plea::views(facts),
        "prosecution" => prosecution::views(facts),
        "seized_items" => seized_items::views(facts),
        "victim" => victim::views(facts),
        _ => return None,
    })
}

/// Titles of the documents of the kinds `codes` that name `person` (any, where it is empty), as what
/// was searched.
fn titles(facts: &CaseFacts, codes: &[&str], person: &str) -> Vec<String> {
    facts
        .documents_of(codes)
        .filter(|(_, document)| {
            person.is_empty() || document.persons.iter().any(|name| name == person)
        })
        .map(|(_, document)| format!("{}（{}）", document.title, document.file))
        .collect()
}
