//! View `arrest_review`: one suspect whose arrest the procuratorate reviewed (审查逮捕).
//!
//! Fields: `person accepted requested decided decided_how was_held days start_day
//! from_request is_foreign`. Quotes: `accepted requested decided`.

use anjian_core::{ActKind, CaseFacts, period::days_between};

use super::{custody::earliest, titles};
use crate::view::View;

/// Reason of a request that is about a foreigner.
const FOREIGNER: &str = "外国人";

/// One view per suspect on whose arrest was decided.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let of = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let decided = [ActKind::ArrestApproved, ActKind::ArrestRefused]
        .iter()
        .filter_map(|kind| earliest(of(*kind), None))
        .min_by_key(|act| act.from.map(|from| from.earliest()))?;
    let end = decided.from?;
    let requested = of(ActKind::ArrestRequested)
        .filter(|act| act.from.is_some_and(|from| from.date() <= end.date()))
        .max_by_key(|act| act.from.map(|from| from.earliest()));
    // The last taking in before the decision, not an earlier one whose request was withdrawn.
    let accepted = of(ActKind::ArrestReviewAccepted)
        .filter(|act| act.from.is_some_and(|from| from.date() <= end.date()))
        .max_by_key(|act| act.from.map(|from| from.earliest()));
    let start = accepted.or(requested)?.from?;
    let mut view = View::of(name);
    view.set_act("accepted", accepted);
    view.set_act("requested", requested);
    view.set_act("decided", Some(decided));
    view.set("decided_how", decided.kind.chinese());
    view.judged_on(decided.from);
    view.set("days", days_between(start.date(), end.date()));
    view.set("start_day", start.date().to_string());
    view.set("from_request", accepted.is_none());
    let is_foreign = requested.is_some_and(|act| act.reason.as_deref() == Some(FOREIGNER));
    view.set("is_foreign", is_foreign);
    view.set("was_held", was_held(facts, name, start.date()));
    view.searched = titles(
        facts,
        &[
            "procuratorate_acceptance_register",
            "arrest_request",
            "arrest_approval_decision",
            "arrest_refusal_decision",
        ],
        name,
    );
    Some(view)
}

/// Detained when the case came in.
fn was_held(facts: &CaseFacts, name: &str, day: jiff::civil::Date) -> bool {
    let last = |kinds: &[ActKind]| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter_map(|act| act.from)
            .filter(|from| from.date() <= day)
            .map(|from| from.earliest())
            .max()
    };
    let taken = last(&[ActKind::DetentionAnnounced, ActKind::DetentionOrdered]);
    let freed =
        last(&[ActKind::Released, ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted]);
    taken.is_some_and(|taken| freed.is_none_or(|freed| freed < taken))
}
