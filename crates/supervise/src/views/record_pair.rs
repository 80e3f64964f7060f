//! View `record_pair`: two records that share an officer and have different subjects.

use anjian_core::{CaseFacts, Moment, Officer, Quote, Record, RecordKind, moment::minutes_between};
use jiff::ToSpan;

use crate::view::View;

/// One view per pair of records of one day's span that share an officer.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut views = Vec::new();
    for (at, first) in facts.records.iter().enumerate() {
        for second in facts.records.iter().skip(at + 1) {
            let shared: Vec<&Officer> = first
                .officers
                .iter()
                .filter(|officer| {
                    second.officers.iter().any(|other| is_same_officer(officer, other))
                })
                .collect();
            if !shared.is_empty() && has_other_subject(first, second) {
                views.extend(view(first, second, &shared));
            }
        }
    }
    views
}

/// Officers are told apart by name, and by unit or number where both records give one (同名民警).
fn is_same_officer(a: &Officer, b: &Officer) -> bool {
    let agree = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => a.contains(b.as_str()) || b.contains(a.as_str()),
        _ => true,
    };
    let units_agree = match (&a.unit, &b.unit) {
        // A station of the same bureau is written now with, now without the bureau.
        (Some(x), Some(y)) => agree(&a.unit, &b.unit) || shares_bureau(x, y),
        _ => true,
    };
    a.name == b.name
        && (a.number.is_some() && a.number == b.number
            || agree(&a.number, &b.number) && units_agree)
}

fn shares_bureau(a: &str, b: &str) -> bool {
    let bureau = |unit: &str| {
        unit.find("公安局").map(|at| {
            let before = &unit[..at];
            before.chars().rev().take(2).collect::<String>()
        })
    };
    match (bureau(a), bureau(b)) {
        (Some(a), Some(b)) => a == b,
        // One of them names only the station.
        _ => true,
    }
}

/// Search, seizure and scene inspection of one occasion run side by side; records of statements
/// need one person each.
fn has_other_subject(first: &Record, second: &Record) -> bool {
    let is_statement = |record: &Record| {
        matches!(
            record.kind,
            RecordKind::Interrogation | RecordKind::Questioning | RecordKind::Identification
        )
    };
    match (&first.subject, &second.subject) {
        (Some(a), Some(b)) => a != b && (is_statement(first) || is_statement(second)),
        _ => is_statement(first) != is_statement(second),
    }
}

/// The end, or an hour after the beginning where the record leaves it out.
fn end_of(record: &Record) -> Option<Moment> {
    if record.to.is_some() {
        return record.to;
    }
    let from = record.from?;
    let end = from.date().to_datetime(from.time()?).checked_add(1.hour()).ok()?;
    Some(Moment::about(end.date(), end.time()))
}

fn view(first: &Record, second: &Record, shared: &[&Officer]) -> Option<View> {
    let (a_from, b_from) = (first.from?, second.from?);
    let is_estimated = first.to.is_none() || second.to.is_none();
    let (a_to, b_to) = (end_of(first)?, end_of(second)?);
    let exact = [a_from, a_to, b_from, b_to].iter().all(|moment| moment.time().is_some());
    // An end before the beginning is a data error of the record, not an overlap.
    if !exact || a_to.earliest() < a_from.earliest() || b_to.earliest() < b_from.earliest() {
        return None;
    }
    let names: Vec<String> = shared.iter().map(|officer| officer.name.clone()).collect();
    let mut view = View::of(&names.join("、"));
    let begin = a_from.earliest().max(b_from.earliest());
    let end = a_to.earliest().min(b_to.earliest());
    let overlap = minutes_between(begin, end);
    view.set("officers", names);
    view.set("overlap_minutes", overlap);
    view.set("is_estimated", is_estimated);
    view.set("gap_minutes", -overlap);
    for (name, record) in [("first", first), ("second", second)] {
        view.set(&format!("{name}_subject"), record.subject.clone().unwrap_or_default());
        view.set_moment(&format!("{name}_from"), record.from);
        view.set_moment(&format!("{name}_to"), record.to);
        view.set(&format!("{name}_place"), record.place.clone().unwrap_or_default());
        let officer_words = record
            .officers
            .iter()
            .filter(|officer| shared.iter().any(|known| known.name == officer.name))
            .filter_map(|officer| officer.quote.clone());
        let quotes: Vec<Quote> =
            record.time_quote.clone().into_iter().chain(officer_words).collect();
        view.cite("records", quotes);
    }
    let places = (first.place.as_deref().map(building), second.place.as_deref().map(building));
    let elsewhere =
        matches!(&places, (Some(a), Some(b)) if !a.contains(b.as_str()) && !b.contains(a.as_str()));
    view.set("is_elsewhere", elsewhere);
    Some(view)
}

/// The building of a place: rooms of one building need no way between them.
fn building(place: &str) -> String {
    let end = ["第", "讯问室", "询问室", "辨认室", "办案区", "审讯室", "会议室", "调解室"]
        .iter()
        .filter_map(|word| place.find(word))
        .min()
        .unwrap_or(place.len());
    let start = place.find("公安局").unwrap_or(0);
    place.get(start.min(end)..end).unwrap_or(place).trim().to_owned()
}
