//! Fields of view `record` on its recording (同步录音录像).
//!
//! `is_recorded says_not_recorded has_recording_entry recording_entry_timed recording_from recording_to
//! has_recording_list are_others_recorded recording_explained grave_consequence is_file_complete`;
//! quotes `recording recording_list grave_consequence`.

use anjian_core::{
    CaseFacts, Record, RecordKind,
    facts::{RecordingEntry, Topic},
    moment::minutes_between,
};

use crate::view::View;

/// An entry belongs to an interrogation that begins at most so many minutes from it.
const NEAR_MINUTES: i64 = 180;

/// Sets the fields.
pub(super) fn set(view: &mut View, facts: &CaseFacts, record: &Record) {
    let subject = record.subject.as_deref().unwrap_or("");
    view.set("is_recorded", record.recorded || record.recording_quote.is_some());
    view.cite("recording", record.recording_quote.clone());
    view.set("says_not_recorded", record.unrecorded_quote.is_some());
    view.cite("recording", record.unrecorded_quote.clone());
    let entry = entry_of(facts, record, subject);
    view.set("has_recording_entry", entry.is_some());
    view.set(
        "recording_entry_timed",
        entry.is_some_and(|entry| entry.from.is_some() && entry.to.is_some()),
    );
    view.set_moment("recording_from", entry.and_then(|entry| entry.from));
    view.set_moment("recording_to", entry.and_then(|entry| entry.to));
    let lists = facts.documents_of(&["recording_disc"]);
    let of_person =
        |entry: &&RecordingEntry| entry.person.as_deref().is_none_or(|person| person == subject);
    view.set("has_recording_list", lists.count() > 0 || !facts.recordings.is_empty());
    let quotes: Vec<_> = match entry {
        Some(entry) => entry.quote.clone().into_iter().collect(),
        None => facts.recordings.iter().filter(of_person).filter_map(|e| e.quote.clone()).collect(),
    };
    view.cite("recording_list", quotes);
    let others = facts.records.iter().any(|other| {
        other.kind == RecordKind::Interrogation
            && other.document != record.document
            && other.recording_quote.is_some()
    });
    view.set("are_others_recorded", others);
    let explained = facts.explanations.iter().any(|explanation| {
        explanation.topics.contains(&Topic::Recording)
            && explanation.persons.iter().any(|person| person == subject)
            && facts
                .documents
                .get(explanation.document)
                .is_some_and(|document| document.kind.as_str() == "explanation_note")
    });
    view.set("recording_explained", explained);
    let grave = facts.consequences.first();
    view.set("grave_consequence", grave.map_or("", |quote| quote.text()));
    view.cite("grave_consequence", grave.cloned());
    let closed = ["prosecution_opinion", "indictment", "non_prosecution_decision"];
    view.set("is_file_complete", facts.documents_of(&closed).next().is_some());
}

/// The entry of the list that is about this interrogation: by its number, or by person and time; an
/// entry without times is about all of the person's interrogations.
fn entry_of<'f>(
    facts: &'f CaseFacts,
    record: &Record,
    subject: &str,
) -> Option<&'f RecordingEntry> {
    let words: String = record
        .recording_quote
        .as_ref()
        .map(|quote| quote.text().split_whitespace().collect())
        .unwrap_or_default();
    let by_number = facts.recordings.iter().find(|entry| {
        entry.number.as_deref().is_some_and(|number| number.len() >= 5 && words.contains(number))
    });
    let of_person =
        |entry: &&RecordingEntry| entry.person.as_deref().is_none_or(|person| person == subject);
    let near = |entry: &&RecordingEntry| match (entry.from, record.from) {
        (Some(from), Some(began)) => {
            minutes_between(began.earliest(), from.earliest()).abs() <= NEAR_MINUTES
        }
        (None, _) => true,
        _ => false,
    };
    by_number.or_else(|| {
        facts.recordings.iter().filter(of_person).filter(near).min_by_key(|entry| {
            match (entry.from, record.from) {
                (Some(from), Some(began)) => {
                    minutes_between(began.earliest(), from.earliest()).abs()
                }
                _ => i64::MAX,
            }
        })
    })
}
