//! View `disposal`: one disposal of seized property (处置涉案财物) before judgment.
//!
//! Fields: `turn` (`发还`, `变卖`, `销毁`), `things`, `disposed` (moment), `recipient`,
//! `is_to_victim`, `is_to_suspect`, `approval` (`city`, `head`, `county`, `lower`, `blank`,
//! `unstated`), `papers`, `blanks`, `cannot_be_kept`, `owner_agreed`, `settles_debt`,
//! `into_special_account`, `into_own_account`, `is_objected`, `has_valuation` (a price appraisal is
//! in the file), `is_released` (found unrelated, withdrawn or not prosecuted before), `judged`
//! (a judgment before it). Quotes: `disposed`, `approval`, `objections`.

use anjian_core::{
    ActKind, CaseFacts,
    person::Standing,
    property::{PropertyStep, Turn},
};

use super::{freezing::level, titles};
use crate::view::View;

/// One view per return, sale or destruction; an approval form and the receipt or list that tells of
/// the same sale are one.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let is_disposal =
        |step: &&PropertyStep| matches!(step.turn, Turn::Returned | Turn::Sold | Turn::Destroyed);
    let steps: Vec<&PropertyStep> = facts.property_steps.iter().filter(is_disposal).collect();
    let kind = |step: &PropertyStep| {
        facts.documents.get(step.document).map_or("", |document| document.kind.as_str())
    };
    let formal = |step: &PropertyStep| kind(step) == "property_disposal_approval";
    let mut views = Vec::new();
    for step in &steps {
        // The form tells more than those who mention the sale.
        let told = step.turn != Turn::Returned && !formal(step);
        if told && steps.iter().any(|other| formal(other) && other.turn == step.turn) {
            continue;
        }
        // A form that approves a return is the return list's own paper.
        if step.turn == Turn::Returned && formal(step) {
            continue;
        }
        views.push(view(facts, step, &steps));
    }
    views
}

fn view(facts: &CaseFacts, step: &PropertyStep, steps: &[&PropertyStep]) -> View {
    let recipient = step.recipient.clone().unwrap_or_default();
    let mut view = View::of("");
    view.judged_on(step.day);
    view.set(
        "turn",
        match step.turn {
            Turn::Sold => "变卖",
            Turn::Destroyed => "销毁",
            _ => "发还",
        },
    );
    view.set("things", step.things.join("、"));
    view.set_moment("disposed", step.day);
    view.cite("disposed", step.quotes.iter().cloned());
    let person = facts.find_person(&recipient);
    let stands =
        |standing: Standing| person.is_some_and(|person| person.standings.contains(&standing));
    let reported = facts
        .acceptances
        .iter()
        .any(|register| !recipient.is_empty() && register.reporter.as_deref() == Some(&recipient));
    view.set("is_to_suspect", stands(Standing::Suspect));
    view.set("is_to_victim", stands(Standing::Victim) || reported || step.settles_debt);
    view.set("recipient", recipient);
    let approved_elsewhere = steps.iter().find(|other| {
        other.document != step.document
            && other.turn == step.turn
            && facts
                .documents
                .get(other.document)
                .is_some_and(|document| document.kind.as_str() == "property_disposal_approval")
    });
    let approval = match (step.approval, approved_elsewhere) {
        (anjian_core::property::Approval::Unstated, Some(other)) => other.approval,
        (own, _) => own,
    };
    view.set("approval", level(approval));
    view.cite("approval", step.approval_quotes.iter().cloned());
    // The approval form may be the paper that tells of photographs and valuation.
    let mut papers = step.papers.clone();
    if let Some(other) = approved_elsewhere {
        papers.extend(other.papers.iter().cloned());
        papers.push("审批".to_owned());
    }
    view.set("papers", papers);
    view.set("blanks", step.blanks.clone());
    view.set("cannot_be_kept", step.cannot_be_kept);
    view.set("owner_agreed", step.owner_agreed);
    view.set("settles_debt", step.settles_debt);
    view.set("into_special_account", step.into_special_account);
    view.set("into_own_account", step.into_own_account);
    view.set("is_objected", !step.objections.is_empty());
    view.cite("objections", step.objections.iter().cloned());
    let has_valuation =
        facts.documents.iter().any(|document| document.kind.as_str() == "price_appraisal");
    view.set("has_valuation", has_valuation);
    let day = step.day.map(|at| at.date());
    let is_before =
        |other: Option<anjian_core::Moment>| other.is_some() && other.map(|at| at.date()) <= day;
    let unrelated = facts.property_steps.iter().any(|other| {
        other.turn == Turn::FoundUnrelated
            && is_before(other.day)
            && (other.things.is_empty()
                || other.things.iter().any(|thing| step.things.contains(thing)))
    });
    let lifted = facts.property_steps.iter().any(|other| {
        other.turn == Turn::Lifted
            && is_before(other.day)
            && (other.things.is_empty()
                || other.things.iter().any(|thing| step.things.contains(thing)))
    });
    let ended = facts.acts.iter().any(|act| {
        matches!(act.kind, ActKind::CaseWithdrawn | ActKind::InvestigationTerminated)
            && is_before(act.from)
    }) || facts.non_prosecutions.iter().any(|decision| is_before(decision.decided));
    view.set("is_released", unrelated || lifted || ended);
    view.set("is_judged", facts.acts_of(ActKind::Sentenced).any(|act| is_before(act.from)));
    view.searched = titles(
        facts,
        &["property_disposal_approval", "return_list", "price_appraisal", "seizure_list"],
        "",
    );
    view
}
