//! View `prosecution`: one suspect before the procuratorate (审查起诉), told of the right to counsel.

use anjian_core::{Act, ActKind, CaseFacts, Outcome};

use super::{custody::earliest, titles};
use crate::view::View;

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
    view.searched = titles(
        facts,
        &["counsel_right_notice", "service_receipt", "phone_record", "suspect_rights_notice"],
        name,
    );
    Some(view)
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
