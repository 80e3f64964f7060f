//! View `prosecution_review`: one round of the review for prosecution (审查起诉) of those suspects
//! whose rounds run alike, with the return for supplementary investigation (退回补充侦查) that ends it.
//!
//! Fields: `person round accepted ended ended_how is_held is_extended is_fast excluded_days
//! after_liuzhi return_count is_return accepted_told has_undated_return is_closed
//! received resubmitted last_known_day`. Quotes: `accepted ended extended received
//! resubmitted`.

use anjian_core::{Act, ActKind, CaseFacts, Moment, period::days_between};
use jiff::civil::Date;

use super::titles;
use crate::view::{View, day_value};

/// Papers that date one event a few days apart (a report, the register, the indictment's word).
const SAME_EVENT_DAYS: i64 = 10;

/// One round of one person.
struct Round<'f> {
    accepted: &'f Act,
    ended: &'f Act,
    returns_before: usize,
    resubmitted: Option<&'f Act>,
}

/// One view per round, for all suspects whose rounds begin and end on the same days.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut groups: Vec<(Vec<String>, Vec<Round<'_>>)> = Vec::new();
    for person in facts.suspects() {
        let rounds = rounds_of(facts, &person.name);
        if rounds.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(_, known)| alike(known, &rounds)) {
            Some((names, _)) => names.push(person.name.clone()),
            None => groups.push((vec![person.name.clone()], rounds)),
        }
    }
    groups
        .iter()
        .flat_map(|(names, rounds)| {
            rounds
                .iter()
                .enumerate()
                .map(|(index, round)| view(facts, names, index + 1, round))
                .collect::<Vec<View>>()
        })
        .collect()
}

fn alike(a: &[Round<'_>], b: &[Round<'_>]) -> bool {
    let days = |rounds: &[Round<'_>]| -> Vec<(Option<Date>, Option<Date>)> {
        rounds.iter().map(|round| (day(round.accepted), day(round.ended))).collect()
    };
    days(a) == days(b)
}

fn day(act: &Act) -> Option<Date> {
    act.from.map(|from| from.date())
}

fn rounds_of<'f>(facts: &'f CaseFacts, name: &str) -> Vec<Round<'f>> {
    let concerns =
        |act: &&Act| act.from.is_some() && act.subject().is_none_or(|subject| subject == name);
    let accepted = |act: &&Act| concerns(act) && act.is_done_to(name);
    let mut starts: Vec<&Act> =
        facts.acts_of(ActKind::ProsecutionAccepted).filter(accepted).collect();
    // A register that names nobody is about all.
    if starts.is_empty() {
        starts = facts
            .acts_of(ActKind::ProsecutionAccepted)
            .filter(|act| act.subject().is_none() && act.from.is_some())
            .collect();
    }
    // Without a register, the day that the indictment itself gives.
    if starts.is_empty() {
        starts = facts.acts_of(ActKind::ReviewAcceptanceTold).filter(accepted).collect();
    }
    let first = starts.iter().filter_map(|act| day(act)).min();
    let Some(first) = first else { return Vec::new() };
    let later = |act: &&Act| day(act).is_some_and(|on| on >= first);
    let again: Vec<&Act> =
        facts.acts_of(ActKind::Resubmitted).filter(concerns).filter(later).collect();
    starts.extend(again.iter().copied());
    let starts = distinct(starts);
    let returns = distinct(
        facts.acts_of(ActKind::ReturnedForInvestigation).filter(concerns).filter(later).collect(),
    );
    let closed = [ActKind::Indicted, ActKind::NotProsecuted]
        .iter()
        .flat_map(|kind| facts.acts_of(*kind))
        .filter(|act| act.is_done_to(name) && day(act).is_some_and(|on| on >= first))
        .min_by_key(|act| day(act));
    let mut rounds = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let from = day(start);
        let until = starts.get(index + 1).and_then(|next| day(next));
        let ends = returns.iter().copied().chain(closed);
        let ended = ends
            .filter(|act| day(act) >= from && until.is_none_or(|until| day(act) <= Some(until)))
            .min_by_key(|act| day(act));
        let Some(ended) = ended else { continue };
        let returns_before = returns.iter().filter(|act| day(act) <= day(ended)).count();
        // The police's own report dates the coming back, the register may be days later.
        let resubmitted = (ended.kind == ActKind::ReturnedForInvestigation)
            .then(|| {
                again.iter().copied().filter(|act| day(act) > day(ended)).min_by_key(|act| day(act))
            })
            .flatten();
        rounds.push(Round { accepted: start, ended, returns_before, resubmitted });
    }
    rounds
}

/// Acts in order of their days, those of one event once.
fn distinct(mut acts: Vec<&Act>) -> Vec<&Act> {
    acts.sort_by_key(|act| day(act));
    acts.dedup_by(|later, earlier| {
        day(later)
            .zip(day(earlier))
            .is_some_and(|(later, earlier)| days_between(earlier, later) <= SAME_EVENT_DAYS)
    });
    acts
}

fn view(facts: &CaseFacts, names: &[String], number: usize, round: &Round<'_>) -> View {
    let mut view = View::of(&names.join("、"));
    view.set("round", number);
    view.set_act("accepted", Some(round.accepted));
    view.judged_on(round.accepted.from);
    view.set_act("ended", Some(round.ended));
    view.set("ended_how", round.ended.kind.chinese());
    view.set("is_return", round.ended.kind == ActKind::ReturnedForInvestigation);
    view.set("return_count", round.returns_before);
    view.set("accepted_told", round.accepted.kind == ActKind::ReviewAcceptanceTold);
    // Told of without a day: the rounds cannot be reckoned.
    let undated = facts.acts_of(ActKind::ReturnedForInvestigation).any(|act| act.from.is_none());
    view.set("has_undated_return", undated);
    let closed = [ActKind::Indicted, ActKind::NotProsecuted];
    view.set("is_closed", closed.iter().any(|kind| facts.acts_of(*kind).next().is_some()));
    let held =
        round.accepted.from.is_some_and(|from| names.iter().any(|name| is_held(facts, name, from)));
    view.set("is_held", held);

    let inside = |moment: Option<Moment>| {
        moment.is_none_or(|at| {
            Some(at.date()) >= day(round.accepted) && Some(at.date()) <= day(round.ended)
        })
    };
    let extended: Vec<&Act> =
        facts.acts_of(ActKind::ReviewExtended).filter(|act| inside(act.from)).collect();
    view.set("is_extended", !extended.is_empty());
    view.cite("extended", extended.iter().flat_map(|act| act.quotes.iter().cloned()));
    let is_fast =
        [round.accepted, round.ended].iter().any(|act| act.reason.as_deref() == Some("速裁程序"));
    view.set("is_fast", is_fast);
    let excluded: i64 = facts
        .acts_of(ActKind::PeriodExcluded)
        .filter(|act| inside(act.from))
        .filter_map(|act| Some(days_between(act.from?.date(), act.to?.date())))
        .max()
        .unwrap_or(0);
    view.set("excluded_days", excluded);
    view.set(
        "after_liuzhi",
        facts.documents.iter().any(|document| document.title.contains("留置")),
    );

    let received = facts
        .acts_of(ActKind::SupplementReceived)
        .filter(|act| day(act) >= day(round.ended))
        .filter(|act| round.resubmitted.is_none_or(|back| day(act) <= day(back)))
        .min_by_key(|act| day(act));
    view.set_act("received", received);
    view.set_act("resubmitted", round.resubmitted);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "procuratorate_prosecution_register",
            "prosecution_review_extension",
            "supplementary_investigation_decision",
            "supplementary_investigation_report",
            "indictment",
            "non_prosecution_decision",
        ],
        "",
    );
    view
}

/// In custody on `day`: taken before and not freed since.
fn is_held(facts: &CaseFacts, name: &str, day: Moment) -> bool {
    let last = |kinds: &[ActKind]| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter_map(|act| act.from)
            .filter(|from| from.date() <= day.date())
            .map(|from| from.earliest())
            .max()
    };
    let taken = last(&[ActKind::DetentionAnnounced, ActKind::ArrestAnnounced]);
    let freed =
        last(&[ActKind::Released, ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted]);
    taken.is_some_and(|taken| freed.is_none_or(|freed| freed < taken))
}
