//! Views of the facts, one module per kind. Field lists stand in `docs/supervision.md`.

use anjian_core::CaseFacts;

use crate::view::View;

mod arrest;
mod arrest_review;
mod bail_security;
mod custody;
mod measure;
mod necessity;
mod prosecution;
mod prosecution_review;
mod record;
mod record_pair;
mod refusal;
mod seizure;
mod victim;

/// Names of the views.
pub const NAMES: &[&str] = &[
    "arrest",
    "arrest_review",
    "bail",
    "bail_security",
    "custody",
    "measure",
    "necessity",
    "prosecution",
    "prosecution_review",
    "record",
    "record_pair",
    "refusal",
    "seizure",
    "surveillance",
    "victim",
];

/// The views called `name`; `None` when there is no such kind of view.
pub fn of_kind(name: &str, facts: &CaseFacts) -> Option<Vec<View>> {
    Some(match name {
        "custody" => custody::views(facts),
        "arrest" => arrest::views(facts),
        "arrest_review" => arrest_review::views(facts),
        "bail" => measure::bail_views(facts),
        "bail_security" => bail_security::views(facts),
        "measure" => measure::views(facts),
        "necessity" => necessity::views(facts),
        "prosecution_review" => prosecution_review::views(facts),
        "refusal" => refusal::views(facts),
        "surveillance" => measure::surveillance_views(facts),
        "record" => record::views(facts),
        "record_pair" => record_pair::views(facts),
        "seizure" => seizure::views(facts),
        "prosecution" => prosecution::views(facts),
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
