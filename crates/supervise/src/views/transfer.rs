//! View `transfer`: one case that an administrative organ transferred (行政执法机关移送).
//!
//! Fields: `received` (moment), `received_by` (`签收`, `受案登记`, `移送书落款`), `decided`,
//! `is_filed`, `case_name`, `is_economic_unit`, `supplement_asked`, `supplement_received`, `told`
//! (moments), `told_by`, `has_extension`, `is_appraised` (an expert was engaged while reviewing),
//! `last_known_day`. Quotes: `received`, `decided`, `supplement_asked`, `supplement_received`,
//! `told`.

use anjian_core::{Act, ActKind, CaseFacts};

use super::{acceptance::is_economic_unit, titles};
use crate::view::{View, day_value};

/// One view per transfer received.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut received: Vec<&Act> = facts.acts_of(ActKind::TransferReceived).collect();
    let signed = |act: &&Act| act.means.as_deref() == Some("签收");
    if received.iter().any(signed) {
        received.retain(signed);
    }
    received.into_iter().map(|act| view(facts, act)).collect()
}

fn view(facts: &CaseFacts, transfer: &Act) -> View {
    let mut view = View::of("");
    let is_signed = transfer.means.as_deref() == Some("签收");
    // Without a receipt the register tells when the police took the case in.
    let register = facts.acceptances.iter().find(|register| {
        register.transferred
            && register.accepted.map(|at| at.date()) >= transfer.from.map(|at| at.date())
    });
    let from_register = register.filter(|_| !is_signed);
    match from_register {
        Some(register) => {
            view.set_moment("received", register.accepted);
            view.cite("received", register.quote.clone());
            view.set("received_by", "受案登记");
        }
        None => {
            view.set_act("received", Some(transfer));
            view.set("received_by", transfer.means.clone().unwrap_or_default());
        }
    }
    let received = from_register.and_then(|register| register.accepted).or(transfer.from);
    let start = received.map(|at| at.date());
    let decision = facts
        .filing_decisions
        .iter()
        .filter(|decision| decision.decided.map(|at| at.date()) >= start)
        .min_by_key(|decision| decision.decided.map(|at| at.date()));
    let decided = decision.and_then(|decision| decision.decided);
    view.judged_on(received);
    view.set_moment("decided", decided);
    view.set("is_filed", decision.is_some_and(|decision| decision.filed));
    let name = decision.map(|decision| decision.case_name.clone()).unwrap_or_default();
    view.set("case_name", name);
    if let Some(decision) = decision {
        view.cite("decided", decision.quote.clone());
    }
    let numbers = [
        decision.and_then(|decision| decision.number.as_deref()),
        register.and_then(|register| register.number.as_deref()),
    ];
    view.set("is_economic_unit", numbers.into_iter().any(is_economic_unit));
    let until = decided.map(|at| at.date()).or_else(|| facts.last_known_day());
    let during = |act: &&Act| {
        let day = act.from.map(|at| at.date());
        day >= start && (until.is_none() || day <= until)
    };
    let last = |kind: ActKind| {
        facts.acts_of(kind).filter(during).max_by_key(|act| act.from.map(|at| at.earliest()))
    };
    view.set_act("supplement_asked", last(ActKind::CompletionAsked));
    view.set_act("supplement_received", last(ActKind::MaterialsCompleted));
    view.set("has_extension", last(ActKind::FilingReviewExtended).is_some());
    view.set("is_appraised", last(ActKind::ExpertEngaged).is_some());
    let told = facts
        .acts
        .iter()
        .filter(|act| {
            matches!(act.kind, ActKind::FilingNotified | ActKind::RefusalNotified)
                && act.from.map(|at| at.date()) >= decided.map(|at| at.date())
        })
        .min_by_key(|act| act.from.map(|at| at.earliest()));
    view.set_act("told", told);
    view.set("told_by", told.and_then(|act| act.means.clone()).unwrap_or_default());
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "suspected_crime_transfer",
            "transfer_receipt",
            "case_filing_decision",
            "filing_refusal_notice",
            "case_filing_notice",
        ],
        "",
    );
    view
}
