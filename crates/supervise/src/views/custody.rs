//! View `custody`: one suspect's detention (拘留), from its announcement to what ended it.
//!
//! Fields: `person charge announced ordered delivered delivery_blank delivery_refused
//! delivery_explained has_medical_papers first_interrogation interrogation_explained
//! has_interrogation_records notified notified_by_post received notified_undated posted_undated omission_reason
//! notification_blank extension_count extension_approved extended_to_days extended_by_days
//! extended_until second_extension first_total_days extension_reason extension_mentioned has_arrest_papers requested arrested ended ended_how
//! after_liuzhi last_known_day suspect_count offence_times with_others roaming counties
//! has_offences`. Quotes: as the moments, and `delivery_blank omission_reason notification_blank
//! extension_mentioned offences`.

use anjian_core::{Act, ActKind, CaseFacts, Moment, Outcome, Quote, act::Extent, facts::Topic};

use crate::view::{View, day_value};

use super::titles;

/// Means of an extension that a request or opinion only mentions.
const MENTIONED: &str = "提及";

/// Measures and decisions that end a detention.
const ENDINGS: &[ActKind] = &[
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::CustodyEndTold,
    ActKind::SentForProsecution,
    ActKind::ArrestRefused,
];

/// One view per suspect who was detained.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let concerning =
        |kind: ActKind| facts.acts_of(kind).filter(move |act| act.subject() == Some(name));
    let announced = earliest(concerning(ActKind::DetentionAnnounced), None);
    let ordered = earliest(concerning(ActKind::DetentionOrdered), None);
    let start = announced.or(ordered)?.from?;

    let mut view = View::of(name);
    view.set("charge", facts.charge.clone().unwrap_or_default());
    view.set_act("announced", announced);
    view.judged_on(announced.and_then(|act| act.from));
    view.set_act("ordered", ordered);
    set_delivery(&mut view, facts, name, start);
    set_interrogation(&mut view, facts, name, start);
    set_notification(&mut view, facts, name, start);
    set_extension(&mut view, facts, name);
    set_request(&mut view, facts, name, start);
    set_offences(&mut view, facts, name);
    let ended = ENDINGS
        .iter()
        .filter_map(|kind| earliest(concerning(*kind), Some(start)))
        .min_by_key(|act| act.from.map(|m| m.earliest()));
    view.set_act("ended", ended);
    view.set("ended_how", ended.map_or("", |act| act.kind.chinese()));
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.set(
        "after_liuzhi",
        facts.documents.iter().any(|document| document.title.contains("留置")),
    );
    view.searched = titles(
        facts,
        &[
            "detention_warrant",
            "detention_notice",
            "detention_intake_receipt",
            "intake_examination",
            "interrogation_record",
            "service_receipt",
            "explanation_note",
        ],
        name,
    );
    Some(view)
}

fn set_delivery(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let acts = || {
        facts.acts_of(ActKind::DeliveredToDetentionHouse).filter(|act| act.subject() == Some(name))
    };
    view.set_act("delivered", earliest(acts(), Some(start)));
    let blank = acts().find(|act| act.outcome == Outcome::Blank);
    view.set("delivery_blank", blank.is_some());
    view.cite("delivery_blank", blank.into_iter().flat_map(|act| act.quotes.iter().cloned()));
    let explained = facts.explanations.iter().find(|explanation| {
        is_about(facts, explanation, name)
            && explanation.topics.contains(&Topic::Delivery)
            && (explanation.topics.contains(&Topic::Medical)
                || explanation.topics.contains(&Topic::Travel))
    });
    view.set("delivery_explained", explained.is_some());
    let medical = facts.explanations.iter().any(|explanation| {
        explanation.topics.contains(&Topic::Medical)
            && explanation.persons.iter().any(|person| person == name)
            && facts
                .documents
                .get(explanation.document)
                .is_some_and(|d| d.kind.as_str() == "medical_certificate")
    });
    view.set("has_medical_papers", medical);
}

/// An explanation counts only as one: the account of how somebody came in is no excuse.
fn is_about(facts: &CaseFacts, explanation: &anjian_core::facts::Explanation, name: &str) -> bool {
    let is_note = facts
        .documents
        .get(explanation.document)
        .is_some_and(|d| d.kind.as_str() == "explanation_note");
    is_note && explanation.persons.iter().any(|person| person == name)
}

/// The first interrogation after the announcement; those before it, under summons, do not count.
fn set_interrogation(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let after = facts.acts_of(ActKind::Interrogated).filter(|act| {
        act.subject() == Some(name) && act.from.is_some_and(|from| from.latest() > start.earliest())
    });
    let first = after.min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("first_interrogation", first);
    let explained = facts.explanations.iter().any(|explanation| {
        is_about(facts, explanation, name)
            && explanation.topics.contains(&Topic::Interrogation)
            && explanation.topics.contains(&Topic::Medical)
    });
    view.set("interrogation_explained", explained);
    view.set("has_interrogation_records", facts.acts_of(ActKind::Interrogated).next().is_some());
}

fn set_notification(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let acts = || facts.acts_of(ActKind::FamilyNotified).filter(|act| act.subject() == Some(name));
    let told = |means: &[&str]| {
        earliest(
            acts().filter(|act| means.contains(&act.means.as_deref().unwrap_or(""))),
            Some(start),
        )
    };
    let posted = told(&["邮寄"]);
    let received = told(&["签收", "通知"]);
    let first = [posted, received]
        .into_iter()
        .flatten()
        .min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("notified", first);
    view.set("notified_by_post", first.is_some_and(|act| act.means.as_deref() == Some("邮寄")));
    view.set_act("received", received);
    let omitted = acts().find(|act| matches!(act.outcome, Outcome::Omitted { .. }));
    let noted = facts
        .explanations
        .iter()
        .filter(|explanation| {
            explanation.topics.contains(&Topic::Notification) && is_about(facts, explanation, name)
        })
        .find_map(|explanation| explanation.quote.clone());
    let stated = omitted.and_then(|act| act.reason.clone());
    let reason = stated.or_else(|| noted.as_ref().map(|quote| quote.text().to_owned()));
    view.set("omission_reason", reason.unwrap_or_default());
    view.cite(
        "omission_reason",
        omitted.into_iter().flat_map(|act| act.quotes.iter().cloned()).chain(noted),
    );
    let blank = acts().find(|act| act.outcome == Outcome::Blank);
    // Signed for without a time: told, nobody knows when.
    let undated = acts().find(|act| act.outcome == Outcome::Done && act.from.is_none());
    view.set("notified_undated", undated.is_some());
    let is_post = |act: &Act| act.means.as_deref() == Some("邮寄");
    view.set("posted_undated", posted.is_none() && undated.is_some_and(is_post));
    view.cite("notified_undated", undated.into_iter().flat_map(|act| act.quotes.iter().cloned()));
    view.set("notification_blank", blank.is_some());
    view.cite("notification_blank", blank.into_iter().flat_map(|act| act.quotes.iter().cloned()));
}

fn set_extension(view: &mut View, facts: &CaseFacts, name: &str) {
    let (mentioned, granted): (Vec<&Act>, Vec<&Act>) = facts
        .acts_of(ActKind::DetentionExtended)
        .filter(|act| act.is_done_to(name))
        .partition(|act| act.means.as_deref() == Some(MENTIONED));
    view.set("extension_mentioned", !mentioned.is_empty());
    // A paper of the arrest that was read without its day is no sign of lateness.
    let arrest = ["arrest_request", "arrest_approval_decision", "arrest_warrant"];
    view.set(
        "has_arrest_papers",
        facts.documents_of(&arrest).any(|(_, document)| document.persons.iter().any(|p| p == name)),
    );
    view.cite("extension_mentioned", quotes_of(mentioned));
    let to_days = granted.iter().filter_map(|act| match act.extent {
        Some(Extent::ToDays(days)) => Some(days),
        _ => None,
    });
    let by_days = granted.iter().filter_map(|act| match act.extent {
        Some(Extent::Days(days)) => Some(days),
        _ => None,
    });
    view.set("extended_to_days", to_days.max().unwrap_or(0));
    view.set("extended_by_days", by_days.max().unwrap_or(0));
    view.set("extension_count", granted.len());
    // The longest extension is the one whose reason the law asks about.
    let longest = granted.iter().filter_map(|act| total_days(act)).max();
    let reasoned = granted
        .iter()
        .copied()
        .filter(|act| longest.is_none() || total_days(act) == longest)
        .find(|act| act.reason.is_some());
    view.set("extension_reason", reasoned.and_then(|act| act.reason.clone()).unwrap_or_default());
    view.cite("extension", quotes_of(reasoned.or(granted.first().copied())));
    let first = earliest(granted.iter().copied(), None);
    view.set_act("extension_approved", first);
    let until = granted.iter().filter_map(|act| act.to).max_by_key(|to| to.latest());
    view.set_moment("extended_until", until);
    // A second extension (by four days first, to thirty later) has the first one's last day to keep.
    let shortest = granted.iter().filter_map(|act| total_days(act)).min();
    let further = granted.iter().copied().filter(|act| total_days(act) > shortest);
    view.set_act("second_extension", earliest(further, None));
    view.set("first_total_days", shortest.unwrap_or(0));
}

/// Days in all that an extension grants: three of the law and those it adds.
fn total_days(act: &Act) -> Option<i64> {
    match act.extent {
        Some(Extent::ToDays(days)) => Some(days),
        Some(Extent::Days(days)) => Some(days + 3),
        _ => None,
    }
}

/// What the file shows of times, places and accomplices: what an extension to thirty days rests on.
fn set_offences(view: &mut View, facts: &CaseFacts, name: &str) {
    let told: Vec<_> = facts.offence_counts.iter().filter(|count| count.person == name).collect();
    view.set("suspect_count", facts.suspects().count());
    view.set("has_offences", told.iter().any(|count| count.times > 0));
    view.set("offence_times", told.iter().map(|count| count.times).max().unwrap_or(0));
    view.set("with_others", told.iter().any(|count| count.with_others));
    view.set("roaming", told.iter().any(|count| count.roaming));
    let mut counties: Vec<String> =
        told.iter().flat_map(|count| count.counties.iter().cloned()).collect();
    counties.sort();
    counties.dedup();
    view.set("county_count", counties.len());
    view.cite("offences", told.iter().flat_map(|count| count.quotes.iter().cloned()).take(4));
}

fn set_request(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let requested = facts.acts_of(ActKind::ArrestRequested).filter(|act| act.is_done_to(name));
    view.set_act("requested", earliest(requested, Some(start)));
    let arrested = facts.acts_of(ActKind::ArrestAnnounced).filter(|act| act.is_done_to(name));
    view.set_act("arrested", earliest(arrested, Some(start)));
}

/// The earliest act that took place with a moment, not before `start`'s day.
pub(super) fn earliest<'f>(
    acts: impl Iterator<Item = &'f Act>,
    start: Option<Moment>,
) -> Option<&'f Act> {
    acts.filter(|act| act.outcome == Outcome::Done)
        .filter(|act| {
            act.from.is_some_and(|from| start.is_none_or(|start| from.date() >= start.date()))
        })
        .min_by_key(|act| {
            act.from.map(|from| (from.date(), from.time().is_none(), from.earliest()))
        })
}

/// Quotes of acts, in order.
pub(super) fn quotes_of<'f>(acts: impl IntoIterator<Item = &'f Act>) -> Vec<Quote> {
    acts.into_iter().flat_map(|act| act.quotes.iter().cloned()).collect()
}
