//! View `acceptance`: one case taken in (受案) and the decision whether to file it (立案、不立案).
//!
//! Fields: `case_name`, `accepted`, `decided` (moments), `has_decision`, `is_filed`, `nature`
//! (`criminal`, `unstated`), `is_transferred`, `is_economic_unit`, `extended_to` (days in all, 0
//! where nothing was extended), `extension_count`, `has_verification`, `engaged`, `appraised`
//! (moments), `is_matched` (the register is surely the decision's), `has_measures` (coercive measures follow), `last_known_day`.
//! Quotes: `accepted`, `nature`, `decided`, `extended`, `appraised`.

use anjian_core::{Acceptance, Act, ActKind, CaseFacts, CaseNature, FilingDecision, act::Extent};
use jiff::civil::Date;

use super::titles;
use crate::view::{View, day_value};

/// Days in all that an extension of unsaid length extends to.
const EXTENDED_DAYS: i64 = 30;

/// One view per decision with the register it answers; where nothing was decided, one for the
/// first register. A register that was answered is not answered again: later decisions are about
/// what the investigation brought up.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut decisions: Vec<&FilingDecision> = facts.filing_decisions.iter().collect();
    decisions.sort_by_key(|decision| decision.decided.map(|at| at.date()));
    let mut open: Vec<&Acceptance> = facts
        .acceptances
        .iter()
        .filter(|register| register.nature != CaseNature::Administrative)
        .collect();
    let mut views: Vec<View> = Vec::new();
    for decision in decisions {
        let Some((register, is_matched)) = register_of(facts, &open, decision) else { continue };
        open.retain(|other| other.document != register.document);
        let mut view = view(facts, register, Some(decision));
        view.set("is_matched", is_matched);
        views.push(view);
    }
    if facts.filing_decisions.is_empty() {
        let first = open.iter().min_by_key(|register| register.accepted.map(|at| at.earliest()));
        views.extend(first.map(|register| {
            let mut view = view(facts, register, None);
            view.set("is_matched", true);
            view
        }));
    }
    views
}

/// The register of `open` that `decision` answers: of the day the paper names, else the one whose
/// brief shares most words with the decision, the latest of several; and whether that is sure.
fn register_of<'f>(
    facts: &CaseFacts,
    open: &[&'f Acceptance],
    decision: &FilingDecision,
) -> Option<(&'f Acceptance, bool)> {
    let day = decision.decided?.date();
    let named = decision.reported.map(|at| at.date());
    let is_named =
        |register: &Acceptance| named.is_some() && register.accepted.map(|at| at.date()) == named;
    let candidates: Vec<&'f Acceptance> = open
        .iter()
        .copied()
        .filter(|register| register.accepted.is_some_and(|at| at.date() <= day))
        .collect();
    let best = candidates.iter().copied().max_by_key(|register| {
        let accepted = register.accepted.map(|at| at.date());
        (is_named(register), shared(facts, &candidates, register, decision), accepted)
    })?;
    let is_sure = is_named(best)
        || facts.acceptances.len() == 1
        || shared(facts, &candidates, best, decision) > 0;
    Some((best, is_sure))
}

/// How many words (pairs of chars of the case's name) and people register and decision share that
/// no other register has.
fn shared(
    facts: &CaseFacts,
    candidates: &[&Acceptance],
    register: &Acceptance,
    decision: &FilingDecision,
) -> usize {
    let chars: Vec<char> = decision.case_name.chars().filter(|c| !c.is_whitespace()).collect();
    let others: Vec<&Acceptance> =
        candidates.iter().copied().filter(|other| other.document != register.document).collect();
    let pairs = chars.windows(2).filter(|pair| {
        let pair: String = pair.iter().collect();
        register.brief.contains(&pair) && others.iter().all(|other| !other.brief.contains(&pair))
    });
    let people = |document: usize| {
        facts.documents.get(document).map(|document| document.persons.as_slice()).unwrap_or(&[])
    };
    let both = people(register.document).iter().filter(|name| {
        people(decision.document).contains(name)
            && others.iter().all(|other| !people(other.document).contains(name))
    });
    pairs.count() + 3 * both.count()
}

fn view(facts: &CaseFacts, register: &Acceptance, decision: Option<&FilingDecision>) -> View {
    let mut view = View::of("");
    let decided = decision.and_then(|decision| decision.decided);
    view.judged_on(decided.or(register.accepted));
    let name = decision.map(|decision| decision.case_name.clone()).filter(|name| !name.is_empty());
    view.set("case_name", name.unwrap_or_else(|| facts.charge.clone().unwrap_or_default()));
    view.set_moment("accepted", register.accepted);
    view.cite("accepted", register.quote.clone());
    view.set_moment("decided", decided);
    view.set("has_decision", decision.is_some());
    view.set("is_filed", decision.is_some_and(|decision| decision.filed));
    if let Some(decision) = decision {
        view.cite("decided", decision.quote.clone());
        view.cite("decided", decision.decision_quote.clone());
    }
    let nature = if register.nature == CaseNature::Criminal { "criminal" } else { "unstated" };
    view.set("nature", nature);
    view.cite("nature", register.nature_quote.clone());
    view.set("is_transferred", register.transferred);
    view.set("is_economic_unit", is_economic_unit(register.number.as_deref()));
    let from = register.accepted.map(|at| at.date());
    let until = decided.map(|at| at.date()).or_else(|| facts.last_known_day());
    let within = |act: &&Act| is_within(act, from, until);
    let extensions: Vec<&Act> =
        facts.acts_of(ActKind::FilingReviewExtended).filter(within).collect();
    view.set("extension_count", extensions.len());
    view.set("extended_to", extensions.iter().map(|act| days_in_all(act)).max().unwrap_or(0));
    view.cite("extended", extensions.iter().flat_map(|act| act.quotes.clone()));
    let verifying = [
        ActKind::Questioned,
        ActKind::Interrogated,
        ActKind::SceneInspected,
        ActKind::Identified,
        ActKind::ExpertEngaged,
        ActKind::ExpertOpined,
        ActKind::SampleTaken,
    ];
    let verifies = |act: &Act| verifying.contains(&act.kind) && is_within(act, from, until);
    view.set("has_verification", facts.acts.iter().any(verifies));
    let last = |kind: ActKind| {
        facts.acts_of(kind).filter(within).max_by_key(|act| act.from.map(|at| at.earliest()))
    };
    view.set_act("engaged", last(ActKind::ExpertEngaged));
    view.set_act("appraised", last(ActKind::ExpertOpined));
    let measures = [
        ActKind::DetentionAnnounced,
        ActKind::ArrestAnnounced,
        ActKind::BailStarted,
        ActKind::SentForProsecution,
    ];
    view.set("has_measures", facts.acts.iter().any(|act| measures.contains(&act.kind)));
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &["case_filing_decision", "filing_refusal_notice", "filing_review_extension_report"],
        "",
    );
    view
}

/// A paper numbered by the economic police (经侦) is about an economic case.
pub(super) fn is_economic_unit(number: Option<&str>) -> bool {
    number.is_some_and(|number| {
        ["（经", "〔经", "(经", "经侦", "公经"].iter().any(|words| number.contains(words))
    })
}

fn is_within(act: &Act, from: Option<Date>, until: Option<Date>) -> bool {
    act.from.map(|at| at.date()).is_some_and(|day| {
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    })
}

fn days_in_all(act: &Act) -> i64 {
    match act.extent {
        Some(Extent::ToDays(days)) => days,
        _ => EXTENDED_DAYS,
    }
}
