//! View `refusal`: one refusal to file (不予立案) with its service, or one reconsideration of it.
//!
//! Fields: `matter` (`service`, `reconsideration`), `decided`, `posted`, `served`, `asked`,
//! `reconsidered` (moments), `complainant`, `is_accusation` (somebody accused, 控告),
//! `to_organ` (addressed to an organ), `has_receipt`, `receipt_blank`, `unserved_reason`,
//! `has_extension`, `last_known_day`.
//! Quotes: `decided`, `posted`, `served`, `unserved`, `asked`, `reconsidered`.

use anjian_core::{Act, ActKind, CaseFacts, FilingDecision, Outcome, Role};

use super::titles;
use crate::view::{View, day_value};

/// One view per refusal and one per reconsideration decided or asked for.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let refusals = facts.filing_decisions.iter().filter(|decision| !decision.filed);
    let mut views: Vec<View> = refusals.map(|decision| service(facts, decision)).collect();
    views.extend(reconsideration(facts));
    views
}

fn service(facts: &CaseFacts, decision: &FilingDecision) -> View {
    let complainant = decision.addressee.clone().unwrap_or_default();
    let mut view = empty(facts, &complainant);
    view.judged_on(decision.decided);
    view.set("matter", "service");
    view.set_moment("decided", decision.decided);
    view.cite("decided", decision.quote.clone());
    view.cite("decided", decision.decision_quote.clone());
    let registered = facts.acceptances.iter().any(|register| {
        register.accused && register.reporter.as_deref() == decision.addressee.as_deref()
    });
    view.set("is_accusation", decision.answers_accusation || registered);
    let organ = ["局", "委员会", "厅", "署", "海关", "院", "队", "所"];
    view.set(
        "to_organ",
        complainant.chars().count() > 4 && organ.iter().any(|end| complainant.ends_with(end)),
    );
    let own: Vec<&Act> =
        facts.acts_of(ActKind::RefusalNotified).filter(|act| is_of(act, decision)).collect();
    let earliest = |means: &str| {
        own.iter()
            .copied()
            .filter(|act| act.means.as_deref() == Some(means) && act.outcome == Outcome::Done)
            .min_by_key(|act| act.from.map(|at| at.earliest()))
    };
    view.set_act("posted", earliest("邮寄"));
    view.set_act("served", earliest("签收"));
    view.set("has_receipt", !own.is_empty());
    view.set("receipt_blank", own.iter().any(|act| act.outcome == Outcome::Blank));
    let unserved = own.iter().find(|act| matches!(act.outcome, Outcome::Omitted { .. }));
    view.set("unserved_reason", unserved.and_then(|act| act.reason.clone()).unwrap_or_default());
    view.cite("unserved", unserved.into_iter().flat_map(|act| act.quotes.clone()));
    view
}

/// A service is a refusal's own: made on the notice, of its number, or of nobody else's.
fn is_of(act: &Act, decision: &FilingDecision) -> bool {
    if act.document == decision.document {
        return true;
    }
    if let (Some(number), Some(own)) = (&act.number, &decision.number)
        && number.contains("不立")
    {
        return number == own;
    }
    let recipient = act.names(Role::Recipient).next();
    recipient.is_none() || recipient == decision.addressee.as_deref()
}

fn reconsideration(facts: &CaseFacts) -> Option<View> {
    let first =
        |kind: ActKind| facts.acts_of(kind).min_by_key(|act| act.from.map(|at| at.earliest()));
    let asked = first(ActKind::ReconsiderationAsked)?;
    let decided = first(ActKind::Reconsidered);
    let mut view = empty(facts, "");
    view.judged_on(asked.from);
    view.set("matter", "reconsideration");
    view.set_act("asked", Some(asked));
    view.set_act("reconsidered", decided);
    view.set("has_extension", decided.is_some_and(|act| act.reason.is_some()));
    Some(view)
}

fn empty(facts: &CaseFacts, complainant: &str) -> View {
    let mut view = View::of("");
    view.set("complainant", complainant);
    for moment in ["decided", "posted", "served", "asked", "reconsidered"] {
        view.set_moment(moment, None);
    }
    for flag in ["is_accusation", "to_organ", "has_receipt", "receipt_blank", "has_extension"] {
        view.set(flag, false);
    }
    view.set("unserved_reason", "");
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &["filing_refusal_notice", "service_receipt", "reconsideration_decision"],
        "",
    );
    view
}
