//! View `arrest_refusal`: one suspect whose arrest was refused (不批准逮捕), and what followed.
//!
//! Fields: `person refused reason served served_known freed freed_how was_held receipt followed_up
//! followed_how no_crime held_for_other last_known_day`. Quotes: `refused served freed receipt
//! followed_up`.

use anjian_core::{Act, ActKind, CaseFacts};

use super::{custody::earliest, titles};
use crate::view::{View, day_value};

/// What frees the person: the release itself, or another measure.
const FREED: &[ActKind] =
    &[ActKind::Released, ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted];

/// What must follow a refusal because there is no crime (检察规则第二百八十七条第三款).
const FOLLOW_UPS: &[ActKind] = &[
    ActKind::CaseWithdrawn,
    ActKind::InvestigationTerminated,
    ActKind::ReconsiderationRequested,
    ActKind::ArrestRequested,
];

/// One view per suspect whose arrest was refused.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let of = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let refused = earliest(of(ActKind::ArrestRefused), None)?;
    let start = refused.from?;
    let mut view = View::of(name);
    view.set_act("refused", Some(refused));
    view.judged_on(refused.from);
    let reason = refused.reason.clone().unwrap_or_default();
    let no_crime =
        ["不构成犯罪", "没有犯罪事实", "无犯罪事实", "第十六条", "追究刑事责任", "显著轻微"]
            .iter()
            .any(|word| reason.contains(word));
    view.set("no_crime", no_crime);
    view.set("reason", reason);

    // A receipt of service names the decision's number, not the person.
    let by_number = facts.acts_of(ActKind::ArrestRefusalServed).filter(|act| {
        act.subject().is_none()
            && act
                .number
                .as_deref()
                .zip(refused.number.as_deref())
                .is_some_and(|(a, b)| a.ends_with(b) || b.ends_with(a))
    });
    let served = earliest(of(ActKind::ArrestRefusalServed).chain(by_number), Some(start));
    view.set_act("served", served);

    // A measure before the refusal frees nobody; on the same day the clock decides, if there is one.
    let freed = FREED
        .iter()
        .flat_map(|kind| of(*kind))
        .filter(|act| act.from.is_some_and(|from| from.date() >= start.date()))
        .min_by_key(|act| {
            act.from.map(|from| (from.date(), from.time().is_none(), from.earliest()))
        });
    view.set_act("freed", freed);
    view.set("freed_how", freed.map_or("", |act| act.kind.chinese()));
    view.set("was_held", was_held(facts, name, refused));

    let receipt = earliest(of(ActKind::ExecutionReceiptSent), Some(start));
    view.set_act("receipt", receipt);
    let followed = FOLLOW_UPS
        .iter()
        .filter_map(|kind| earliest(of(*kind), Some(start)))
        .min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("followed_up", followed);
    view.set("followed_how", followed.map_or("", |act| act.kind.chinese()));
    let again = of(ActKind::DetentionAnnounced)
        .any(|act| act.from.is_some_and(|from| from.date() > start.date()));
    view.set("held_for_other", again);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "arrest_refusal_decision",
            "service_receipt",
            "release_notice",
            "release_certificate",
            "bail_decision",
            "execution_receipt",
            "case_withdrawal_decision",
            "investigation_termination_decision",
        ],
        name,
    );
    Some(view)
}

/// Detained when the refusal was made: detained before it and not freed before it.
fn was_held(facts: &CaseFacts, name: &str, refused: &Act) -> bool {
    let Some(day) = refused.from.map(|from| from.date()) else { return false };
    let last = |kinds: &[ActKind]| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter_map(|act| act.from)
            .filter(|from| from.date() < day)
            .map(|from| from.earliest())
            .max()
    };
    let taken = last(&[ActKind::DetentionAnnounced, ActKind::DetentionOrdered]);
    let freed = last(FREED);
    taken.is_some_and(|taken| freed.is_none_or(|freed| freed < taken))
}
