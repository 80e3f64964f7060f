//! View `prosecution`: one suspect before the procuratorate (审查起诉), told of the right to counsel.
//!
//! Fields: `person`, `accepted`, `told` (moments), `told_blank`, `told_undated`, `told_means`,
//! `legal_aid_told`, `has_counsel_papers`, `is_held`, `others_told` (a telling to an accomplice is in
//! the file), `reviewed_until` (last day of a paper of the procuratorate, ISO or empty).
//! Quotes: `accepted`, `told`.

use anjian_core::{Act, ActKind, CaseFacts, Outcome};
use jiff::civil::Date;

use super::{custody::earliest, titles};
use crate::view::{View, day_value};

/// One view per suspect of a case that the procuratorate has accepted.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let Some(accepted) = earliest(facts.acts_of(ActKind::ProsecutionAccepted), None) else {
        return Vec::new();
    };
    let sent: Vec<&str> =
        facts.acts_of(ActKind::SentForProsecution).filter_map(Act::subject).collect();
    facts
        .suspects()
        .filter(|person| !person.at_large)
        .filter(|person| sent.is_empty() || sent.contains(&person.name.as_str()))
        .filter_map(|person| view(facts, &person.name, accepted))
        .collect()
}

fn view(facts: &CaseFacts, name: &str, accepted: &Act) -> Option<View> {
    let own = earliest(
        facts.acts_of(ActKind::ProsecutionAccepted).filter(|act| act.is_done_to(name)),
        None,
    );
    let accepted = own.unwrap_or(accepted);
    let start = accepted.from?;
    let mut view = View::of(name);
    view.set_act("accepted", Some(accepted));
    let told =
        || facts.acts_of(ActKind::CounselRightTold).filter(|act| act.subject() == Some(name));
    // A closing says when a notice was made; where a signature or receipt says when it was told,
    // that counts.
    let signed = earliest(told().filter(|act| act.means.as_deref() != Some("落款")), Some(start));
    let first = signed.or_else(|| earliest(told(), Some(start)));
    view.set_act("told", first);
    view.set("told_blank", told().any(|act| act.outcome == Outcome::Blank));
    let legal_aid = told().any(|act| act.reason.as_deref() == Some("含法律援助"));
    view.set("legal_aid_told", legal_aid);
    let counsel = facts.documents.iter().any(|document| document.kind.as_str() == "counsel_papers");
    view.set("has_counsel_papers", counsel);
    view.set("is_held", is_held(facts, name));
    view.judged_on(accepted.from);
    view.set("told_undated", told().any(|act| act.from.is_none() && act.outcome == Outcome::Done));
    view.set("told_means", first.and_then(|act| act.means.clone()).unwrap_or_default());
    let others = facts.acts_of(ActKind::CounselRightTold).any(|act| {
        act.outcome == Outcome::Done && act.subject().is_some_and(|other| other != name)
    });
    view.set("others_told", others);
    view.set("reviewed_until", day_value(reviewed_until(facts)));
    view.searched = titles(
        facts,
        &["counsel_right_notice", "service_receipt", "phone_record", "suspect_rights_notice"],
        name,
    );
    Some(view)
}

/// The last day that a paper of the procuratorate is dated or tells of: the review went on until then.
pub(super) fn reviewed_until(facts: &CaseFacts) -> Option<Date> {
    let is_procuratorate = |document: usize| {
        facts
            .documents
            .get(document)
            .and_then(|document| document.authority.as_deref())
            .is_some_and(|name| name.contains("检察院"))
    };
    let closings = facts.documents.iter().enumerate().filter(|(at, _)| is_procuratorate(*at));
    let closings = closings.filter_map(|(_, document)| document.closing_date);
    let acts = facts.acts.iter().filter(|act| is_procuratorate(act.document));
    closings.chain(acts.filter_map(|act| act.from.map(|from| from.date()))).max()
}

/// Held at the time of acceptance: detained or arrested later than put on bail or released.
fn is_held(facts: &CaseFacts, name: &str) -> bool {
    let last = |kinds: &[ActKind]| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter_map(|act| act.from.map(|from| from.earliest()))
            .max()
    };
    let taken = last(&[ActKind::DetentionAnnounced, ActKind::ArrestAnnounced]);
    let freed =
        last(&[ActKind::Released, ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted]);
    taken.is_some_and(|taken| freed.is_none_or(|freed| freed < taken))
}
