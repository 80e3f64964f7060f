//! View `told_offence`: a day on which suspects tell of an offence that no accusation dates (遗漏罪行).
//!
//! Fields: `person` `day` `tellers` `teller_count` `told_count` `corroborated_by` `corroboration_count` `has_days`
//! `is_explained` `is_charged`. Quotes: `told` `corroboration` `facts`.

use anjian_core::{CaseFacts, period, statement::ToldEvent};
use jiff::civil::Date;

use super::titles;
use crate::view::{View, day_value};

/// Days by which two tellings of one event may differ (目录 date_tolerance).
const TOLERANCE: i64 = 1;

/// One view per day told of, where an opinion is filed that dates offences.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let charged: Vec<(Date, Date)> = facts
        .accusations
        .iter()
        .flat_map(|accusation| accusation.offence_days.iter().copied())
        .collect();
    if charged.is_empty() {
        return Vec::new();
    }
    let is_charged = |day: Date| {
        charged.iter().any(|(from, to)| {
            period::days_between(day, *from) <= TOLERANCE
                && period::days_between(*to, day) <= TOLERANCE
        })
    };
    let first = charged.iter().map(|(from, _)| *from).min();
    let mut days: Vec<Date> = facts
        .told_events
        .iter()
        .filter(|event| !event.corroborates)
        .map(|event| event.day)
        // Years before what is charged people tell of their lives, not of this case.
        .filter(|day| first.is_none_or(|first| period::days_between(*day, first) <= 730))
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut last: Option<Date> = None;
    days.retain(|day| {
        let apart = last.is_none_or(|last| period::days_between(last, *day) > TOLERANCE);
        if apart {
            last = Some(*day);
        }
        apart
    });
    days.into_iter()
        .map(|day| {
            let mut view = view(facts, day);
            view.set("is_charged", is_charged(day));
            view
        })
        .collect()
}

fn view(facts: &CaseFacts, day: Date) -> View {
    let near = |event: &&ToldEvent| period::days_between(event.day, day).abs() <= TOLERANCE;
    let told: Vec<&ToldEvent> =
        facts.told_events.iter().filter(|event| !event.corroborates).filter(near).collect();
    let seen: Vec<&ToldEvent> =
        facts.told_events.iter().filter(|event| event.corroborates).filter(near).collect();
    let names = |events: &[&ToldEvent]| {
        // In the order of the file, as an accusation would name them.
        let mut names: Vec<String> = Vec::new();
        for event in events {
            if !names.contains(&event.teller) {
                names.push(event.teller.clone());
            }
        }
        names
    };
    let mut view = View::of(&names(&told).join("、"));
    view.fields.insert("day".into(), day_value(Some(day)));
    view.set("teller_count", names(&told).len());
    view.set("told_count", told.len());
    view.set("tellers", names(&told));
    view.set("corroboration_count", names(&seen).len());
    view.set("corroborated_by", names(&seen));
    let explained = facts.explanations.iter().any(|explanation| {
        explanation.quote.as_ref().is_some_and(|quote| {
            ["无法查证", "查无", "未查实", "另案", "无报案"]
                .iter()
                .any(|word| quote.text().contains(word))
        })
    });
    view.set("is_explained", explained);
    let accusation =
        facts.accusations.iter().find(|a| !a.is_indictment).or(facts.accusations.first());
    view.judged_on(Some(anjian_core::Moment::day(day)));
    view.cite("told", told.iter().filter_map(|event| event.quote.clone()));
    view.cite("corroboration", seen.iter().filter_map(|event| event.quote.clone()));
    view.cite("facts", accusation.and_then(|a| a.facts_quote.clone()));
    view.searched = titles(facts, &["prosecution_opinion", "indictment", "explanation_note"], "");
    view
}
