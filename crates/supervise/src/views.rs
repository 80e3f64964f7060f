//! Views of the facts, one module per kind, each with its fields and quotes at the head of its file.

use anjian_core::CaseFacts;

use crate::view::View;

mod acceptance;
mod accomplice;
mod arrest;
mod arrest_duty;
mod arrest_refusal;
mod arrest_review;
mod bail_security;
mod blood_alcohol;
mod blood_sample;
mod convictions;
mod count;
mod courts;
mod custody;
mod dealing;
mod disposal;
mod field_action;
mod filing;
mod freezing;
mod health;
mod held_interrogation;
mod identification;
mod identity;
mod investigation;
mod jurisdiction;
mod language;
mod legal_aid;
mod leniency;
mod likeness;
mod measure;
mod necessity;
mod non_prosecution;
mod opinion;
mod plea;
mod property;
mod prosecution;
mod prosecution_review;
mod questioning;
mod recidivism;
mod record;
mod record_pair;
mod record_recording;
mod record_staff;
mod record_tail;
mod refusal;
mod search;
mod seized_items;
mod seizure;
mod sentence;
mod set_aside;
mod summons;
mod times;
mod told_offence;
mod transfer;
mod trial;
mod unrelated;
mod victim;
mod withdrawal;

/// Names of the views.
pub const NAMES: &[&str] = &[
    "acceptance",
    "accomplice",
    "arrest",
    "arrest_duty",
    "arrest_refusal",
    "arrest_review",
    "bail",
    "bail_security",
    "blood_alcohol",
    "blood_sample",
    "count",
    "custody",
    "dealing",
    "disposal",
    "field_action",
    "filing",
    "freezing",
    "health",
    "held_interrogation",
    "identification",
    "identity",
    "investigation",
    "jurisdiction",
    "language",
    "legal_aid",
    "leniency",
    "likeness",
    "measure",
    "necessity",
    "non_prosecution",
    "opinion",
    "opinion_telling",
    "plea",
    "prosecution",
    "prosecution_review",
    "questioning",
    "recidivism",
    "record",
    "record_pair",
    "refusal",
    "search",
    "seized_items",
    "seizure",
    "sentence",
    "set_aside",
    "summons",
    "surveillance",
    "times",
    "told_offence",
    "transfer",
    "trial",
    "unrelated",
    "victim",
    "withdrawal",
];

/// The views called `name`; `None` when there is no such kind of view.
pub fn of_kind(name: &str, facts: &CaseFacts) -> Option<Vec<View>> {
    Some(match name {
        "acceptance" => acceptance::views(facts),
        "custody" => custody::views(facts),
        "arrest" => arrest::views(facts),
        "arrest_review" => arrest_review::views(facts),
        "bail" => measure::bail_views(facts),
        "bail_security" => bail_security::views(facts),
        "measure" => measure::views(facts),
        "necessity" => necessity::views(facts),
        "prosecution_review" => prosecution_review::views(facts),
        "arrest_refusal" => arrest_refusal::views(facts),
        "surveillance" => measure::surveillance_views(facts),
        "record" => record::views(facts),
        "record_pair" => record_pair::views(facts),
        "non_prosecution" => non_prosecution::views(facts),
        "disposal" => disposal::views(facts),
        "field_action" => field_action::views(facts),
        "investigation" => investigation::views(facts),
        "jurisdiction" => jurisdiction::views(facts),
        "filing" => filing::views(facts),
        "freezing" => freezing::views(facts),
        "refusal" => refusal::views(facts),
        "seizure" => seizure::views(facts),
        "blood_alcohol" => blood_alcohol::views(facts),
        "blood_sample" => blood_sample::views(facts),
        "health" => health::views(facts),
        "likeness" => likeness::views(facts),
        "times" => times::views(facts),
        "unrelated" => unrelated::views(facts),
        "transfer" => transfer::views(facts),
        "withdrawal" => withdrawal::views(facts),
        "held_interrogation" => held_interrogation::views(facts),
        "questioning" => questioning::views(facts),
        "search" => search::views(facts),
        "summons" => summons::views(facts),
        "identification" => identification::views(facts),
        "language" => language::views(facts),
        "legal_aid" => legal_aid::views(facts),
        "opinion" => opinion::forms(facts),
        "opinion_telling" => opinion::tellings(facts),
        "plea" => plea::views(facts),
        "prosecution" => prosecution::views(facts),
        "seized_items" => seized_items::views(facts),
        "count" => count::views(facts),
        "sentence" => sentence::views(facts),
        "trial" => trial::views(facts),
        "recidivism" => recidivism::views(facts),
        "identity" => identity::views(facts),
        "set_aside" => set_aside::views(facts),
        "leniency" => leniency::views(facts),
        "arrest_duty" => arrest_duty::views(facts),
        "accomplice" => accomplice::views(facts),
        "dealing" => dealing::views(facts),
        "told_offence" => told_offence::views(facts),
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
