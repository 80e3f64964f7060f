//! View `necessity`: one arrested suspect who is still in custody (羁押必要性).
//!
//! Fields: `person charge detained arrested held_until days_held plea forgiven first_offender accessory
//! ill prior denial danger minor_or_old penalty_months penalty_days probation reviewed`. Quotes:
//! `arrested plea forgiven first_offender accessory ill penalty`.

use anjian_core::{
    Act, ActKind, CaseFacts, Factor, Mitigation,
    period::{age_on, days_between},
};
use jiff::{ToSpan, civil::Date};

use super::{custody::earliest, titles};
use crate::view::{View, day_value};

/// What ends custody; a judgment ends the question.
const ENDINGS: &[ActKind] = &[
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::Sentenced,
    ActKind::NotProsecuted,
];

/// One view per suspect who was arrested.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let of = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let arrested = earliest(of(ActKind::ArrestAnnounced), None)?;
    let start = arrested.from?;
    let mut view = View::of(name);
    view.set("charge", facts.charge.clone().unwrap_or_default());
    view.set_act("arrested", Some(arrested));
    view.judged_on(arrested.from);
    let detained = earliest(of(ActKind::DetentionAnnounced), None);
    view.set_act("detained", detained);

    let ended: Option<&Act> = ENDINGS
        .iter()
        .flat_map(|kind| of(*kind))
        .filter(|act| act.from.is_some_and(|from| from.date() >= start.date()))
        .min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set("is_freed", ended.is_some_and(|act| act.kind != ActKind::Sentenced));
    let until = ended.and_then(|act| act.from).map(|from| from.date()).or(last_day(facts, name))?;
    view.fields.insert("held_until".to_owned(), day_value(Some(until)));
    let from = detained.and_then(|act| act.from).map_or(start.date(), |from| from.date());
    view.set("days_held", days_between(from, until));

    for (field, factor) in [
        ("plea", Factor::Plea),
        ("forgiven", Factor::Forgiven),
        ("first_offender", Factor::FirstOffender),
        ("accessory", Factor::Accessory),
        ("ill", Factor::Illness),
        ("prior", Factor::Prior),
        ("denial", Factor::Denial),
        ("danger", Factor::Danger),
    ] {
        let stated: Vec<&Mitigation> = stated(facts, name, factor).collect();
        view.set(field, !stated.is_empty());
        // One quote of each says enough.
        view.cite(field, stated.iter().filter_map(|one| one.quote.clone()).take(1));
    }
    set_penalty(&mut view, facts, name, from);
    let age = facts
        .find_person(name)
        .and_then(|person| person.birth)
        .map(|birth| age_on(birth, start.date()));
    view.set("minor_or_old", age.is_some_and(|age| !(18..75).contains(&age)));
    view.set("reviewed", of(ActKind::NecessityReviewed).next().is_some());
    view.searched = titles(
        facts,
        &[
            "custody_necessity_report",
            "plea_agreement",
            "forgiveness_letter",
            "sentencing_recommendation",
            "criminal_record_check",
        ],
        name,
    );
    Some(view)
}

fn stated<'f>(
    facts: &'f CaseFacts,
    name: &'f str,
    factor: Factor,
) -> impl Iterator<Item = &'f Mitigation> {
    facts.mitigations.iter().filter(move |one| one.person == name && one.factor == factor)
}

/// The last penalty proposed, in months and in days from the beginning of the custody.
fn set_penalty(view: &mut View, facts: &CaseFacts, name: &str, from: Date) {
    let penalty = stated(facts, name, Factor::Penalty).max_by_key(|one| one.months);
    let months = penalty.and_then(|one| one.months).unwrap_or(0);
    view.set("penalty_months", months);
    let until = from.saturating_add(months.months());
    view.set("penalty_days", days_between(from, until));
    view.set("probation", penalty.is_some_and(|one| one.probation));
    let quotes = stated(facts, name, Factor::Penalty).filter_map(|one| one.quote.clone());
    view.cite("penalty", quotes.take(3));
}

/// The last day on which the case still shows the person: its acts before the court's.
fn last_day(facts: &CaseFacts, name: &str) -> Option<Date> {
    let indicted =
        earliest(facts.acts_of(ActKind::Indicted).filter(|act| act.is_done_to(name)), None);
    indicted.and_then(|act| act.from).map(|from| from.date()).or(facts.last_known_day())
}
