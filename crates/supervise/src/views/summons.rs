//! View `summons`: one presence of a suspect at the police under summons (传唤、拘传), from arrival to
//! what ended it.
//!
//! Fields: `person controlled arrived ended ended_how has_own_end extended extended_known
//! is_extension_told followed_by_custody previous_left previous_gap_known is_compelled
//! delay_explained`; quotes `controlled arrived ended extended previous_left`.

use anjian_core::{Act, ActKind, CaseFacts, Moment, facts::Topic, moment::minutes_between};

use super::titles;
use crate::view::View;

/// Minutes within which two papers tell of one arrival.
const SAME_ARRIVAL_MINUTES: i64 = 90;

/// Hours after an arrival within which a measure is taken to end that presence.
const LONGEST_HOURS: i64 = 48;

/// Hours between being caught and arriving.
const ESCORT_HOURS: i64 = 12;

/// One view per presence of each suspect.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().flat_map(|person| presences(facts, &person.name)).collect()
}

fn presences(facts: &CaseFacts, name: &str) -> Vec<View> {
    let mut arrivals: Vec<&Act> = timed(facts, ActKind::Arrived, name).collect();
    arrivals.sort_by_key(|act| act.from.map(|from| from.earliest()));
    let mut distinct: Vec<&Act> = Vec::new();
    for act in arrivals {
        let is_known = distinct.last().is_some_and(|last| {
            gap(last.from, act.from).is_some_and(|minutes| minutes <= SAME_ARRIVAL_MINUTES)
        });
        if !is_known {
            distinct.push(act);
        }
    }
    let mut views = Vec::new();
    let mut previous: Option<&Act> = None;
    for (at, arrived) in distinct.iter().enumerate() {
        let next = distinct.get(at + 1).and_then(|act| act.from);
        let next = [next, caught_again(facts, name, arrived)]
            .into_iter()
            .flatten()
            .min_by_key(|moment| moment.earliest());
        let ended = find_end(facts, name, arrived, next);
        views.extend(view(facts, name, arrived, ended, previous));
        previous = ended;
    }
    views
}

/// Being caught or summoned again later: the presence before had ended by then.
fn caught_again(facts: &CaseFacts, name: &str, arrived: &Act) -> Option<Moment> {
    [ActKind::SeizedAtScene, ActKind::Summoned, ActKind::Surrendered]
        .into_iter()
        .flat_map(|kind| timed(facts, kind, name))
        .filter(|act| gap(arrived.from, act.from).is_some_and(|later| later > SAME_ARRIVAL_MINUTES))
        .filter_map(|act| act.from)
        .min_by_key(|from| from.earliest())
}

fn timed<'f>(facts: &'f CaseFacts, kind: ActKind, name: &'f str) -> impl Iterator<Item = &'f Act> {
    facts
        .acts_of(kind)
        .filter(move |act| act.is_done_to(name))
        .filter(|act| act.from.is_some_and(|from| from.time().is_some()))
}

fn gap(from: Option<Moment>, to: Option<Moment>) -> Option<i64> {
    Some(minutes_between(from?.earliest(), to?.earliest()))
}

/// The end that the papers give this presence: its own, or a measure announced before the next arrival.
fn find_end<'f>(
    facts: &'f CaseFacts,
    name: &'f str,
    arrived: &Act,
    next: Option<Moment>,
) -> Option<&'f Act> {
    let follows = |act: &&Act| {
        gap(arrived.from, act.from)
            .is_some_and(|minutes| minutes > 0 && minutes <= LONGEST_HOURS * 60)
            && next
                .is_none_or(|next| act.from.is_some_and(|from| from.earliest() <= next.earliest()))
    };
    [
        ActKind::Left,
        ActKind::DetentionAnnounced,
        ActKind::Released,
        ActKind::BailStarted,
        ActKind::ResidentialSurveillanceStarted,
    ]
    .into_iter()
    .flat_map(|kind| timed(facts, kind, name))
    .filter(follows)
    .min_by_key(|act| act.from.map(|from| from.earliest()))
}

fn view(
    facts: &CaseFacts,
    name: &str,
    arrived: &Act,
    ended: Option<&Act>,
    previous: Option<&Act>,
) -> Option<View> {
    let start = arrived.from?;
    let mut view = View::of(name);
    view.judged_on(Some(start));
    view.set_act("arrived", Some(arrived));
    view.set_act("ended", ended);
    view.set("ended_how", ended.map_or("", |act| act.kind.chinese()));
    view.set("has_own_end", ended.is_some_and(|act| act.kind == ActKind::Left));
    let controlled = [ActKind::SeizedAtScene, ActKind::Summoned]
        .into_iter()
        .flat_map(|kind| timed(facts, kind, name))
        .filter(|act| {
            gap(act.from, Some(start))
                .is_some_and(|minutes| (0..=ESCORT_HOURS * 60).contains(&minutes))
        })
        .min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("controlled", controlled);
    let extended =
        facts.acts_of(ActKind::SummonsExtended).filter(|act| act.is_done_to(name)).find(|act| {
            gap(Some(start), act.from).is_some_and(|minutes| (-1440..=2880).contains(&minutes))
        });
    view.set_act("extended", extended);
    let told = facts
        .documents_of(&["summons_extension_report"])
        .any(|(_, document)| document.persons.iter().any(|person| person == name));
    view.set("is_extension_told", told);
    let detained = facts.acts_of(ActKind::DetentionAnnounced).filter(|act| act.is_done_to(name));
    let arrested = facts.acts_of(ActKind::ArrestAnnounced).filter(|act| act.is_done_to(name));
    let custody = detained.chain(arrested).any(|act| {
        act.from.is_some_and(|from| {
            (0..=2).contains(&anjian_core::period::days_between(start.date(), from.date()))
        })
    });
    view.set("followed_by_custody", custody);
    view.set_act("previous_left", previous);
    let compelled = facts
        .documents
        .get(arrived.document)
        .is_some_and(|document| document.kind.as_str() == "compelled_appearance_warrant");
    view.set("is_compelled", compelled);
    let explained = facts.explanations.iter().any(|explanation| {
        explanation.persons.iter().any(|person| person == name)
            && explanation
                .topics
                .iter()
                .any(|topic| matches!(topic, Topic::Medical | Topic::Travel))
            && facts.documents.get(explanation.document).is_some_and(|document| {
                matches!(document.kind.as_str(), "explanation_note" | "medical_certificate")
            })
    });
    view.set("delay_explained", explained);
    view.searched = titles(
        facts,
        &[
            "summons",
            "compelled_appearance_warrant",
            "summons_extension_report",
            "appearance_account",
        ],
        name,
    );
    Some(view)
}
