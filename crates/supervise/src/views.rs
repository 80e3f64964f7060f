//! Views of the facts, one module per kind. Field lists stand in `docs/supervision.md`.

use anjian_core::CaseFacts;

use crate::view::View;

mod arrest;
mod arrest_duty;
mod bail;
mod convictions;
mod count;
mod courts;
mod custody;
mod identity;
mod leniency;
mod property;
mod prosecution;
mod recidivism;
mod record;
mod record_pair;
mod seizure;
mod sentence;
mod set_aside;
mod trial;
mod victim;

/// Names of the views.
pub const NAMES: &[&str] = &[
    "arrest",
    "bail",
    "custody",
    "prosecution",
    "record",
    "record_pair",
    "seizure",
    "count",
    "sentence",
    "trial",
    "recidivism",
    "identity",
    "set_aside",
    "leniency",
    "arrest_duty",
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
        "prosecution" => prosecution::views(facts),
        "count" => count::views(facts),
        "sentence" => sentence::views(facts),
        "trial" => trial::views(facts),
        "recidivism" => recidivism::views(facts),
        "identity" => identity::views(facts),
        "set_aside" => set_aside::views(facts),
        "leniency" => leniency::views(facts),
        "arrest_duty" => arrest_duty::views(facts),
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
