//! View `unrelated`: property that must be released (与案件无关、撤案、不起诉) and when it was.
//!
//! Fields: `ground` (`查明与案件无关`, `撤销案件`, `不起诉`), `things`, `started` (the day it was found
//! or decided; of a non-prosecution the day the police received it), `lifted`, `returned`,
//! `recipient`, `is_frozen` (about a freezing), `is_ordered` (the decision itself orders it),
//! `explained` (另案、权属争议、公告认领), `last_known_day`.
//! Quotes: `started`, `lifted`, `returned`.

use anjian_core::{
    ActKind, CaseFacts, Moment, Quote,
    property::{PropertyStep, Turn},
};
use jiff::civil::Date;

use super::titles;
use crate::view::{View, day_value};

struct Start {
    ground: &'static str,
    day: Moment,
    quotes: Vec<Quote>,
    is_ordered: bool,
}

/// One view per thing found unrelated, and one per kind of property after a withdrawal or a
/// non-prosecution that leaves nobody to prosecute.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut known: Vec<(Date, Vec<String>)> = Vec::new();
    for step in facts.property_steps.iter().filter(|step| step.turn == Turn::FoundUnrelated) {
        let Some(day) = step.day else { continue };
        let key = (day.date(), step.things.clone());
        if !known.contains(&key) {
            known.push(key);
            views.push(of_thing(facts, step, day));
        }
    }
    for start in case_ends(facts) {
        views.extend(of_seizure(facts, &start));
        views.extend(of_freezing(facts, &start));
    }
    views
}

/// Ends of the case that release all its property.
fn case_ends(facts: &CaseFacts) -> Vec<Start> {
    let withdrawn = facts.acts_of(ActKind::CaseWithdrawn).filter_map(|act| {
        let quotes = act.quotes.clone();
        Some(Start { ground: "撤销案件", day: act.from?, quotes, is_ordered: false })
    });
    let suspects = facts.suspects().count();
    let dropped = facts.non_prosecutions.iter().filter_map(|decision| {
        // Others who are prosecuted need the property as evidence, unless the decision orders it.
        let is_only = suspects <= 1 && facts.suspects().any(|person| person.name == decision.name);
        if !is_only && !decision.releases_property {
            return None;
        }
        let decided = decision.decided?;
        let received = decision.police_received.filter(|at| at.date() >= decided.date());
        let quotes = decision.property_quote.iter().chain(&decision.day_quote).cloned().collect();
        let is_ordered = decision.releases_property;
        Some(Start { ground: "不起诉", day: received.unwrap_or(decided), quotes, is_ordered })
    });
    let mut ends: Vec<Start> = withdrawn.chain(dropped).collect();
    ends.dedup_by_key(|start| (start.ground, start.day.date()));
    ends
}

fn view(facts: &CaseFacts, start: &Start, things: &[String]) -> View {
    let mut view = View::of("");
    view.judged_on(Some(start.day));
    view.set("ground", start.ground);
    view.set("things", things.join("、"));
    view.set_moment("started", Some(start.day));
    view.cite("started", start.quotes.iter().cloned());
    view.set("is_ordered", start.is_ordered);
    view.set("is_frozen", false);
    view.set("explained", false);
    view.set("recipient", "");
    view.set_moment("lifted", None);
    view.set_moment("returned", None);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &["seizure_lifting_decision", "return_list", "unfreezing_notice", "transfer_list"],
        "",
    );
    view
}

fn of_thing(facts: &CaseFacts, step: &PropertyStep, day: Moment) -> View {
    let start =
        Start {
            ground: "查明与案件无关", day, quotes: step.quotes.clone(), is_ordered: false
        };
    let mut view = view(facts, &start, &step.things);
    view.set("explained", step.explained);
    let is_same = |other: &PropertyStep| {
        step.things.is_empty()
            || other.things.is_empty()
            || other.things.iter().any(|thing| step.things.contains(thing))
    };
    set_ends(&mut view, facts, day, is_same);
    view
}

/// The first lifting and the first return on or after `day` of things that `is_same` accepts.
fn set_ends(
    view: &mut View,
    facts: &CaseFacts,
    day: Moment,
    is_same: impl Fn(&PropertyStep) -> bool,
) {
    for (turn, name) in [(Turn::Lifted, "lifted"), (Turn::Returned, "returned")] {
        let end = facts
            .property_steps
            .iter()
            .filter(|step| step.turn == turn && is_same(step))
            .filter(|step| step.day.is_some_and(|at| at.date() >= day.date()))
            .min_by_key(|step| step.day.map(|at| at.earliest()));
        if let Some(end) = end {
            view.set_moment(name, end.day);
            view.cite(name, end.quotes.iter().cloned());
            if let Some(recipient) = &end.recipient {
                view.set("recipient", recipient.as_str());
            }
        }
    }
}

/// What was seized and not yet given back when the case ended.
fn of_seizure(facts: &CaseFacts, start: &Start) -> Option<View> {
    let returned: Vec<&String> = facts
        .property_steps
        .iter()
        .filter(|step| matches!(step.turn, Turn::Returned | Turn::Lifted))
        .filter(|step| step.day.is_some_and(|at| at.date() < start.day.date()))
        .flat_map(|step| &step.things)
        .collect();
    let things: Vec<String> = facts
        .seizure_lists
        .iter()
        .filter(|list| list.date.is_none_or(|date| date.date() <= start.day.date()))
        .flat_map(|list| &list.items)
        .map(|item| item.name.clone())
        .filter(|name| !returned.contains(&name))
        .collect();
    if things.is_empty() {
        return None;
    }
    let mut view = view(facts, start, &things);
    set_ends(&mut view, facts, start.day, |_| true);
    Some(view)
}

/// A freezing that still ran when the case ended.
fn of_freezing(facts: &CaseFacts, start: &Start) -> Option<View> {
    let day = start.day.date();
    let begun = |moment: Option<Moment>| moment.is_some_and(|at| at.date() <= day);
    let running = facts.freezings.iter().any(|freezing| {
        !freezing.lifts
            && begun(freezing.executed.or(freezing.ordered))
            && freezing.until.is_none_or(|until| until.date() > day)
    });
    let lifted = |after: bool| {
        facts
            .freezings
            .iter()
            .filter(|freezing| freezing.lifts)
            .filter(move |freezing| {
                let at = freezing.executed.or(freezing.ordered).map(|at| at.date());
                (at >= Some(day)) == after
            })
            .min_by_key(|freezing| freezing.ordered.map(|at| at.earliest()))
    };
    if !running || (lifted(false).is_some() && lifted(true).is_none()) {
        return None;
    }
    let mut view = view(facts, start, &["冻结的财产".to_owned()]);
    view.set("is_frozen", true);
    if let Some(lifting) = lifted(true) {
        view.set_moment("lifted", lifting.executed.or(lifting.ordered));
        view.cite("lifted", lifting.quote.clone());
    }
    Some(view)
}
