//! View `search`: one search (搜查) with its warrant, those present and the measures around it.
//!
//! Fields: `person title from to place has_warrant warrant_issued warrant_shown says_no_warrant
//! says_warrant_shown no_warrant_words is_urgent urgent_words custody custody_gap_minutes
//! is_subject_present subject_signed family_signed witness_count witness_signed witnesses
//! staff_witness is_recorded says_no_witness is_subject_female is_body_search male_officers
//! female_officers officers officers_of_unknown_gender says_no_woman is_absence_noted`; quotes
//! `from no_warrant urgent custody warrant witnesses staff_witness officers signatures woman`.

use anjian_core::{
    Act, ActKind, Attendance, Attendant, CaseFacts, Record, RecordKind, Signature,
    moment::minutes_between, person::Gender,
};

use super::{record_staff, titles};
use crate::view::View;

/// One view per record of a search.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let searches: Vec<&Record> =
        facts.records.iter().filter(|record| record.kind == RecordKind::Search).collect();
    searches.iter().map(|record| view(facts, record, &searches)).collect()
}

/// Whom the search is about: the record's subject, or the suspect named with the place.
fn subject_of<'f>(facts: &'f CaseFacts, record: &'f Record) -> &'f str {
    if let Some(subject) = record.subject.as_deref() {
        return subject;
    }
    let place = record.place.as_deref().unwrap_or("");
    let in_place = facts.suspects().find(|person| place.contains(&person.name));
    let named = || {
        let document = facts.documents.get(record.document)?;
        let mut named = facts.suspects().filter(|person| document.persons.contains(&person.name));
        named.next().filter(|_| named.next().is_none())
    };
    in_place.or_else(named).map_or("", |person| person.name.as_str())
}

fn view(facts: &CaseFacts, record: &Record, searches: &[&Record]) -> View {
    let subject = subject_of(facts, record);
    let mut view = View::of(subject);
    view.judged_on(record.from);
    let title = facts.documents.get(record.document).map_or("", |document| document.title.as_str());
    view.set("title", title);
    view.set_moment("from", record.from);
    view.set_moment("to", record.to);
    view.cite("from", record.time_quote.clone().or_else(|| record.title_quote.clone()));
    view.set("place", record.place.clone().unwrap_or_default());
    set_warrant(&mut view, facts, record, searches, subject);
    set_custody(&mut view, facts, record, subject);
    set_presence(&mut view, facts, record, subject);
    record_staff::set(&mut view, facts, record);
    let notes = &record.search;
    let text = |quote: &Option<anjian_core::Quote>| {
        quote.as_ref().map_or_else(String::new, |quote| quote.text().split_whitespace().collect())
    };
    view.set("says_no_warrant", notes.no_warrant.is_some());
    view.set("no_warrant_words", text(&notes.no_warrant));
    view.cite("no_warrant", notes.no_warrant.clone());
    view.set("says_warrant_shown", notes.warrant_shown.is_some());
    view.set("is_urgent", notes.urgency.is_some());
    view.set("urgent_words", text(&notes.urgency));
    view.cite("urgent", notes.urgency.clone());
    view.set("is_recorded", record.recorded);
    view.set("says_no_witness", notes.no_witness.is_some());
    view.set("is_witness_told", notes.witnessed.is_some());
    view.set("is_absence_noted", notes.absence.is_some());
    view.set("is_body_search", notes.body.is_some());
    view.cite("woman", notes.body.clone());
    view.set("says_no_woman", notes.no_woman.is_some());
    view.cite("woman", notes.no_woman.clone());
    view.cite("signatures", record.signature_quote.clone());
    view.searched = titles(facts, &["search_warrant", "detention_warrant", "arrest_warrant"], "");
    view
}

/// The warrant of this search: issued not later, and not executed on another day than the search's.
fn set_warrant(
    view: &mut View,
    facts: &CaseFacts,
    record: &Record,
    searches: &[&Record],
    subject: &str,
) {
    let warrants: Vec<&Act> = facts.acts_of(ActKind::WarrantIssued).collect();
    let day = record.from.map(|from| from.date());
    let shown_of = |issued: &Act| {
        facts
            .acts_of(ActKind::WarrantShown)
            .find(|shown| shown.document == issued.document)
            .and_then(|shown| shown.from)
    };
    let is_for = |issued: &&&Act| {
        // A warrant for a place names several: its owner and who minds it.
        let names_subject = facts
            .documents
            .get(issued.document)
            .is_some_and(|document| document.persons.iter().any(|person| person == subject));
        let names_another = !names_subject
            && issued
                .subject()
                .is_some_and(|name| !subject.is_empty() && name != subject && searches.len() > 1);
        let is_same_day = match (shown_of(issued), day) {
            (Some(shown), Some(day)) => shown.date() == day,
            // Not known when it was shown: it serves the first search from its day on.
            (None, Some(day)) => issued.from.is_none_or(|from| {
                from.date() <= day
                    && !searches.iter().any(|other| {
                        other
                            .from
                            .is_some_and(|other| other.date() >= from.date() && other.date() < day)
                    })
            }),
            _ => true,
        };
        !names_another && is_same_day
    };
    let warrant = warrants.iter().find(is_for).copied();
    view.set("has_warrant", warrant.is_some());
    view.set("has_other_warrant", warrant.is_none() && !warrants.is_empty());
    let later = warrants.iter().find(|issued| {
        warrant.is_none()
            && issued.from.zip(day).is_some_and(|(from, day)| from.date() > day)
            && shown_of(issued).is_none_or(|shown| Some(shown.date()) >= day)
    });
    view.set_act("later_warrant", later.copied());
    view.set_act("warrant_issued", warrant);
    view.set_moment("warrant_shown", warrant.and_then(shown_of));
    view.cite("warrant", warrant.into_iter().flat_map(|act| act.quotes.iter().cloned()));
}

/// The detention or arrest nearest to the search.
fn set_custody(view: &mut View, facts: &CaseFacts, record: &Record, subject: &str) {
    let gap = |act: &&Act| {
        record
            .from
            .zip(act.from)
            .map(|(search, custody)| minutes_between(custody.earliest(), search.earliest()).abs())
    };
    let custody = [ActKind::DetentionAnnounced, ActKind::ArrestAnnounced]
        .into_iter()
        .flat_map(|kind| facts.acts_of(kind))
        .filter(|act| subject.is_empty() || act.is_done_to(subject))
        .filter(|act| act.from.is_some_and(|from| from.time().is_some()))
        .min_by_key(|act| gap(act));
    view.set_act("custody", custody);
    view.set("custody_gap_minutes", custody.as_ref().and_then(gap).unwrap_or(i64::MAX));
}

fn set_presence(view: &mut View, facts: &CaseFacts, record: &Record, subject: &str) {
    let of = |attendance: Attendance| {
        record.attendants.iter().filter(move |a| a.attendance == attendance)
    };
    let signed = |attendant: &&Attendant| attendant.signature == Signature::Present;
    let subject_signed =
        record.tail.subject.signature == Signature::Present && record.tail.subject.name.is_some();
    view.set("subject_signed", subject_signed);
    view.set("subject_refused", record.tail.subject.signature == Signature::Refused);
    let family = of(Attendance::AppropriateAdult).chain(of(Attendance::Guardian));
    view.set("family_signed", family.clone().any(|attendant| signed(&attendant)));
    view.set("has_family", family.count() > 0);
    let witnesses: Vec<&Attendant> = of(Attendance::Witness).collect();
    view.set("witness_count", witnesses.len());
    view.set("witness_signed", witnesses.iter().any(signed));
    view.set("witnesses", witnesses.iter().map(|w| w.name.clone()).collect::<Vec<_>>());
    view.cite("witnesses", witnesses.iter().filter_map(|w| w.quote.clone()));
    let staff = witnesses.iter().find(|witness| is_staff(facts, witness));
    view.set("staff_witness", staff.map_or("", |witness| witness.name.as_str()));
    let of_staff = staff.map(|witness| staff_quotes(facts, &witness.name)).unwrap_or_default();
    view.cite("staff_witness", of_staff);
    let is_female =
        facts.find_person(subject).and_then(|person| person.gender) == Some(Gender::Female);
    view.set("is_subject_female", is_female);
}

/// Staff of the authority and those it hires may not be witnesses (最高法解释第八十条第一款第三项).
fn is_staff(facts: &CaseFacts, witness: &Attendant) -> bool {
    let relation = witness.relation.as_deref().unwrap_or("");
    ["辅警", "协警", "协勤", "协管", "民警", "警务辅助"].iter().any(|word| relation.contains(word))
        || !staff_quotes(facts, &witness.name).is_empty()
}

fn staff_quotes(facts: &CaseFacts, name: &str) -> Vec<anjian_core::Quote> {
    let notes = facts.staff.iter().filter(|note| note.name == name && note.is_auxiliary);
    let officers =
        facts.records.iter().flat_map(|record| &record.officers).filter(|o| o.name == name);
    notes
        .filter_map(|note| note.quote.clone())
        .chain(officers.filter_map(|officer| officer.quote.clone()))
        .take(2)
        .collect()
}
