//! View `victim`: one victim (被害人) of a case before the procuratorate, told of the right to an
//! agent (诉讼代理人).
//!
//! Fields: `person` (who is to be told: the victim, or the relative who was told in place of a dead
//! one), `victim`, `is_dead`, `accepted`, `told` (moments), `told_by_notice_only` (only the notice's
//! closing dates it), `heard` (听取意见), `unreachable` (the paper's words, or empty),
//! `has_public_notice`, `victim_count`, `others_told`, `reviewed_until` (last day of a paper of the
//! procuratorate, ISO or empty), `not_prosecuted` (moment), `decision_served`, `decision_served_on_suspect`.
//! Quotes: `accepted`, `told`, `listed`, `not_prosecuted`, `unreachable`.

use anjian_core::{Act, ActKind, CaseFacts, Outcome, Role, facts::Victim};

use super::{custody::earliest, prosecution::reviewed_until, titles};
use crate::view::{View, day_value};

/// One view per victim of a case that the procuratorate has accepted.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let Some(accepted) = earliest(facts.acts_of(ActKind::ProsecutionAccepted), None) else {
        return Vec::new();
    };
    facts.victims.iter().map(|victim| view(facts, victim, accepted)).collect()
}

fn view(facts: &CaseFacts, victim: &Victim, accepted: &Act) -> View {
    let name = victim.name.as_str();
    let told = || facts.acts_of(ActKind::VictimRightTold).filter(move |act| act.is_done_to(name));
    let signed = earliest(told().filter(|act| act.means.as_deref() != Some("落款")), accepted.from);
    let first = signed.or_else(|| earliest(told(), accepted.from));
    let relative = first
        .and_then(|act| act.names(Role::Recipient).next())
        .filter(|recipient| victim.is_dead && *recipient != name);
    let mut view = View::of(relative.unwrap_or(name));
    view.set("victim", name);
    view.set("is_dead", victim.is_dead);
    view.set_act("accepted", Some(accepted));
    view.judged_on(accepted.from);
    view.set_act("told", first);
    view.set("told_by_notice_only", first.is_some() && signed.is_none());
    view.set("told_undated", told().any(|act| act.from.is_none()));
    view.set("heard", told().any(|act| act.reason.is_some()));
    let omitted = facts.acts_of(ActKind::VictimRightTold).find_map(|act| match &act.outcome {
        Outcome::Omitted { reason } if act.subject() == Some(name) => Some((act, reason.clone())),
        _ => None,
    });
    view.set("unreachable", omitted.as_ref().map_or(String::new(), |(_, reason)| reason.clone()));
    view.cite("unreachable", omitted.iter().flat_map(|(act, _)| act.quotes.iter().cloned()));
    let is_public = |act: &Act| act.means.as_deref() == Some("公告");
    view.set("has_public_notice", facts.acts_of(ActKind::VictimRightTold).any(is_public));
    view.set("victim_count", facts.victims.len());
    let others = facts.acts_of(ActKind::VictimRightTold).any(|act| {
        act.outcome == Outcome::Done && act.subject().is_some_and(|other| other != name)
    });
    view.set("others_told", others);
    view.set("reviewed_until", day_value(reviewed_until(facts)));
    view.cite("listed", victim.quote.clone());
    decision(facts, name, &mut view);
    let kinds = ["counsel_right_notice", "victim_rights_notice", "service_receipt", "phone_record"];
    view.searched = titles(facts, &kinds, "");
    view
}

/// A decision not to prosecute is served on the victim (检察规则第三百七十七条).
fn decision(facts: &CaseFacts, name: &str, view: &mut View) {
    let decided = earliest(facts.acts_of(ActKind::NotProsecuted), None);
    view.set_act("not_prosecuted", decided);
    let serves = |document: &anjian_core::Document| {
        document.kind.as_str() == "service_receipt"
            || document.kind.as_str() == "non_prosecution_decision"
    };
    let served_on = |wanted: &str| {
        facts
            .documents
            .iter()
            .filter(|document| serves(document))
            .any(|document| document.persons.iter().any(|person| person == wanted))
    };
    view.set("decision_served", served_on(name));
    let receipts = facts.documents.iter().any(|document| {
        document.kind.as_str() == "service_receipt"
            && document.closing_date.is_some_and(|day| {
                decided.and_then(|act| act.from).is_some_and(|from| day >= from.date())
            })
    });
    view.set("decision_served_on_suspect", receipts);
}
