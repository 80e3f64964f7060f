//! View `filing`: one decision to file (立案) and what was known that day.
//!
//! Fields: `case_name`, `filed` (moment), `injury` (heaviest grade known before the filing: -1
//! none, 0 轻微伤, 1 轻伤, 2 重伤), `alcohol` (hundredths of mg/100ml, highest known
//! before, -1 none), `value` (yuan, -1 none), each also as `…_ever` (in the whole file), `appraised`
//! (moment of the decisive opinion), `has_judgment` (civil, before the filing), `judgment` (moment),
//! `is_judgment_effective`, `is_performed`, `finds_contract`, `dispute_words`, `deceit_words`,
//! `has_contract`, `is_sent` (提请批捕 or 移送起诉), `measure` and `measured_at` (a coercive measure
//! before the filing), `measure_person`, `is_only` (one filing and one register in the file).
//! Quotes: `filed`, `appraised`, `judgment`, `dispute`, `measure`.

use anjian_core::{
    Act, ActKind, CaseFacts, FilingDecision,
    threshold::{Measured, Measurement},
};

use super::titles;
use crate::view::View;

/// One view per filing.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut filings: Vec<&FilingDecision> =
        facts.filing_decisions.iter().filter(|decision| decision.filed).collect();
    filings.sort_by_key(|decision| decision.decided.map(|at| at.date()));
    let first = filings.first().and_then(|decision| decision.decided).map(|at| at.date());
    filings
        .into_iter()
        .map(|decision| {
            let is_first = decision.decided.map(|at| at.date()) == first;
            view(facts, decision, is_first)
        })
        .collect()
}

fn view(facts: &CaseFacts, decision: &FilingDecision, is_first: bool) -> View {
    let mut view = View::of("");
    view.judged_on(decision.decided);
    view.set("case_name", decision.case_name.as_str());
    view.set_moment("filed", decision.decided);
    view.cite("filed", decision.decision_quote.clone());
    view.cite("filed", decision.quote.clone());
    let day = decision.decided.map(|at| at.date());
    let known = |measurement: &&Measurement| {
        measurement.day.is_some() && measurement.day.map(|at| at.date()) < day
    };
    let highest = |measured: Measured, before: bool| {
        facts
            .measurements
            .iter()
            .filter(|measurement| measurement.measured == measured)
            .filter(|measurement| !before || known(measurement))
            .max_by_key(|measurement| measurement.amount)
    };
    let amount = |found: Option<&Measurement>| found.map_or(-1, |found| found.amount);
    let injury = highest(Measured::Injury, true);
    let alcohol = highest(Measured::Alcohol, true);
    let value = highest(Measured::Value, true);
    view.set("injury", amount(injury));
    view.set("injury_ever", amount(highest(Measured::Injury, false)));
    view.set("alcohol", amount(alcohol));
    view.set("alcohol_ever", amount(highest(Measured::Alcohol, false)));
    view.set("value", amount(value));
    view.set("value_ever", amount(highest(Measured::Value, false)));
    let decisive = injury.or(alcohol).or(value);
    view.set_moment("appraised", decisive.and_then(|found| found.day));
    view.cite("appraised", decisive.and_then(|found| found.quote.clone()));
    set_dispute(&mut view, facts, decision);
    let sent = [ActKind::ArrestRequested, ActKind::SentForProsecution];
    view.set("is_sent", facts.acts.iter().any(|act| sent.contains(&act.kind)));
    set_measure(&mut view, facts, decision, is_first);
    view.searched = titles(
        facts,
        &["case_filing_decision", "expert_opinion", "price_appraisal", "civil_judgment"],
        "",
    );
    view
}

fn set_dispute(view: &mut View, facts: &CaseFacts, decision: &FilingDecision) {
    let day = decision.decided.map(|at| at.date());
    let dispute = &facts.dispute;
    let judgment = dispute
        .judgments
        .iter()
        .filter(|judgment| judgment.day.is_some() && judgment.day.map(|at| at.date()) < day)
        .max_by_key(|judgment| (judgment.is_effective, judgment.finds_contract));
    view.set("has_judgment", judgment.is_some());
    view.set_moment("judgment", judgment.and_then(|judgment| judgment.day));
    view.set("is_judgment_effective", judgment.is_some_and(|judgment| judgment.is_effective));
    view.set("is_performed", judgment.is_some_and(|judgment| judgment.is_performed));
    view.set("finds_contract", judgment.is_some_and(|judgment| judgment.finds_contract));
    view.cite("judgment", judgment.into_iter().flat_map(|judgment| judgment.quotes.clone()));
    view.set("dispute_words", dispute.words.clone());
    view.set("deceit_words", dispute.deceit_words.clone());
    view.cite("dispute", dispute.quotes.iter().cloned());
    let contract =
        facts.documents.iter().any(|document| document.kind.as_str() == "contract_papers");
    view.set("has_contract", contract);
}

/// A coercive measure or freezing on a day before the case was filed; of several filings only the
/// first can be too late, as the others join a case that runs.
fn set_measure(view: &mut View, facts: &CaseFacts, decision: &FilingDecision, is_first: bool) {
    let day = decision.decided.map(|at| at.date());
    let kinds = [
        ActKind::DetentionAnnounced,
        ActKind::ArrestAnnounced,
        ActKind::BailStarted,
        ActKind::ResidentialSurveillanceStarted,
    ];
    let before = |act: &&Act| act.from.is_some() && act.from.map(|at| at.date()) < day;
    let taken = facts
        .acts
        .iter()
        .filter(|act| is_first && kinds.contains(&act.kind))
        .filter(before)
        .min_by_key(|act| act.from.map(|at| at.earliest()));
    view.set("measure", taken.map_or("", |act| act.kind.chinese()));
    // Where other filings may be missing, a measure may belong to one of them.
    let filings = facts.filing_decisions.iter().filter(|decision| decision.filed).count();
    view.set("is_only", filings == 1 && facts.acceptances.len() <= 1);
    view.set("measure_person", taken.and_then(Act::subject).unwrap_or(""));
    view.set_act("measured_at", taken);
    view.cite("measure", taken.into_iter().flat_map(|act| act.quotes.clone()));
}
