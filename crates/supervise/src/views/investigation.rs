//! View `investigation`: one suspect of a filed case and how far the investigation came (侦查进展).
//!
//! Fields: `filed`, `last_activity` (moments), `last_activity_kind`, `activity_count` (papers of
//! investigation after the filing), `measure` (`取保候审`, `监视居住`, empty), `measure_started`,
//! `measure_ended`, `is_concluded` (sent, withdrawn, ended, for anybody of the case where the paper
//! names nobody), `is_at_large`, `is_waiting` (等待鉴定、境外取证、另案, 中止, 并案), `is_supervised`,
//! `checked` (the file was asked for or checked), `last_known_day`.
//! Quotes: `filed`, `last_activity`, `measure`, `checked`.

use anjian_core::{Act, ActKind, CaseFacts, Person, Role, facts::Topic};

use super::titles;
use crate::view::{View, day_value};

const ACTIVITIES: &[ActKind] = &[
    ActKind::Interrogated,
    ActKind::Questioned,
    ActKind::Identified,
    ActKind::Searched,
    ActKind::SceneInspected,
    ActKind::ItemSeized,
    ActKind::ItemReturned,
    ActKind::ExpertEngaged,
    ActKind::ExpertOpined,
    ActKind::OpinionNotified,
    ActKind::SampleTaken,
    ActKind::SampleSent,
    ActKind::Summoned,
    ActKind::Arrived,
    ActKind::DetentionAnnounced,
    ActKind::DetentionExtended,
    ActKind::ArrestRequested,
    ActKind::ArrestRefused,
    ActKind::ArrestAnnounced,
    ActKind::CustodyExtended,
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::BailEnded,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::ResidentialSurveillanceEnded,
    ActKind::FilingNotified,
    ActKind::WarrantIssued,
];

const CONCLUSIONS: &[ActKind] = &[
    ActKind::SentForProsecution,
    ActKind::ProsecutionAccepted,
    ActKind::CaseWithdrawn,
    ActKind::NotProsecuted,
    ActKind::Indicted,
    ActKind::Sentenced,
];

/// One view per suspect against whom a measure was taken or who was interrogated.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    if !facts.filing_decisions.iter().any(|decision| decision.filed) {
        return Vec::new();
    }
    let met = |person: &&Person| {
        facts.acts.iter().any(|act| {
            matches!(
                act.kind,
                ActKind::Interrogated
                    | ActKind::BailStarted
                    | ActKind::ResidentialSurveillanceStarted
                    | ActKind::DetentionAnnounced
                    | ActKind::DetentionOrdered
            ) && act.is_done_to(&person.name)
        })
    };
    let met: Vec<&Person> = facts.suspects().filter(met).collect();
    met.iter().filter_map(|person| view(facts, person, &met)).collect()
}

fn view(facts: &CaseFacts, person: &Person, met: &[&Person]) -> Option<View> {
    let name = person.name.as_str();
    let mut view = View::of(name);
    let filing = facts
        .filing_decisions
        .iter()
        .filter(|decision| decision.filed && decision.decided.is_some())
        .min_by_key(|decision| decision.decided.map(|at| at.date()))?;
    view.judged_on(filing.decided);
    view.set_moment("filed", filing.decided);
    view.cite("filed", filing.quote.clone());
    let day = filing.decided.map(|at| at.date());
    let activities: Vec<&Act> = facts
        .acts
        .iter()
        .filter(|act| ACTIVITIES.contains(&act.kind))
        .filter(|act| act.from.map(|at| at.date()) > day)
        .collect();
    let papers: std::collections::BTreeSet<usize> =
        activities.iter().map(|act| act.document).collect();
    let last = activities.iter().copied().max_by_key(|act| act.from.map(|at| at.earliest()));
    let renewed = facts
        .freezings
        .iter()
        .filter_map(|freezing| freezing.executed.or(freezing.ordered))
        .max_by_key(anjian_core::Moment::earliest);
    // A freezing continued is no investigation, but shows that the case was not forgotten.
    let last_day = last.and_then(|act| act.from);
    let is_later = renewed.map(|at| at.earliest()) > last_day.map(|at| at.earliest());
    view.set_moment("last_activity", if is_later { renewed } else { last_day });
    view.set(
        "last_activity_kind",
        if is_later { "冻结、解除冻结" } else { last.map_or("", |act| act.kind.chinese()) },
    );
    view.cite("last_activity", last.into_iter().flat_map(|act| act.quotes.clone()));
    view.set("activity_count", papers.len());
    set_measure(&mut view, facts, name);
    // Copies of another case's papers (另案材料) conclude that one: nobody of this case stands in them.
    let is_of_case = |act: &&Act| {
        let mut subjects = act.participants.iter().filter(|p| p.role == Role::Subject).peekable();
        subjects.peek().is_none()
            || subjects.any(|subject| met.iter().any(|person| person.name == subject.name))
    };
    let concluded = |act: &&Act| {
        CONCLUSIONS.contains(&act.kind) && is_of_case(act)
            || (act.kind == ActKind::InvestigationTerminated && act.is_done_to(name))
    };
    // Where others of the case were sent on, this suspect is handled apart: no matter of this point.
    view.set("is_concluded", facts.acts.iter().any(|act| concluded(&act)));
    let wanted = facts.documents.iter().any(|document| {
        matches!(document.kind.as_str(), "wanted_order" | "fugitive_register")
            && (document.persons.is_empty() || document.persons.iter().any(|other| other == name))
    });
    view.set("is_at_large", person.at_large || wanted);
    let waiting = facts.explanations.iter().any(|note| note.topics.contains(&Topic::Waiting));
    view.set("is_waiting", waiting);
    let supervised = facts.documents.iter().any(|document| {
        ["通知立案书", "立案监督"].iter().any(|word| document.title.contains(word))
    });
    view.set("is_supervised", supervised);
    let check =
        facts.acts_of(ActKind::CaseChecked).max_by_key(|act| act.from.map(|at| at.earliest()));
    view.set_act("checked", check);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "prosecution_opinion",
            "case_withdrawal_decision",
            "investigation_termination_decision",
            "interrogation_record",
            "bail_lifting_decision",
        ],
        name,
    );
    Some(view)
}

fn set_measure(view: &mut View, facts: &CaseFacts, name: &str) {
    let latest = |kinds: &[ActKind]| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .max_by_key(|act| act.from.map(|at| at.earliest()))
    };
    let started = latest(&[ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted]);
    let ended = latest(&[ActKind::BailEnded, ActKind::ResidentialSurveillanceEnded]);
    view.set(
        "measure",
        match started.map(|act| act.kind) {
            Some(ActKind::BailStarted) => "取保候审",
            Some(_) => "监视居住",
            None => "",
        },
    );
    view.set_moment("measure_started", started.and_then(|act| act.from));
    view.cite("measure", started.into_iter().flat_map(|act| act.quotes.clone()));
    let after = ended.filter(|act| {
        act.from.map(|at| at.date()) >= started.and_then(|act| act.from).map(|at| at.date())
    });
    view.set_moment("measure_ended", after.and_then(|act| act.from));
}
