//! Statements (陈述): what records tell of people's parts, of events, and of dealings with proceeds.

mod candidates;
mod dealings;
mod events;
mod mentions;

use std::{collections::BTreeSet, ops::Range};

use anjian_core::{CaseFacts, Record, RecordKind, person::Standing};

use self::{
    candidates::candidates,
    dealings::read_dealing,
    events::{read_events, read_reported},
    mentions::{read_aliases, read_mention},
};
use crate::form::Form;

/// An answer (答) of a record.
struct Answer {
    range: Range<usize>,
}

/// Reads all records of the case together: aliases of one explain the others.
pub fn read_statements(forms: &[Form<'_>], facts: &mut CaseFacts) {
    let records: Vec<Record> = facts.records.clone();
    let aliases = read_aliases(forms, &records);
    let known = known_people(facts);
    let suspects: Vec<String> = facts.suspects().map(|person| person.name.clone()).collect();
    let candidates = candidates(forms, &records, &known, &suspects);
    for record in &records {
        let Some(form) = forms.get(record.document) else { continue };
        let Some(teller) = &record.subject else { continue };
        let standing = standing_of(facts, record, teller);
        for name in &candidates {
            facts.mentions.extend(read_mention(form, record, teller, standing, name, &aliases));
        }
        if matches!(record.kind, RecordKind::Interrogation | RecordKind::Questioning) {
            let events = read_events(form, record, teller, standing);
            facts.told_events.extend(events);
        }
        let is_charged = facts.find_person(teller).is_some_and(anjian_core::Person::is_suspect);
        if record.kind == RecordKind::Questioning && !is_charged {
            facts.dealings.extend(read_dealing(form, record.document, teller));
        }
    }
    for form in forms.iter().filter(|form| form.kind() == "case_acceptance_register") {
        facts.told_events.extend(read_reported(form));
    }
}

fn standing_of(facts: &CaseFacts, record: &Record, teller: &str) -> Standing {
    if record.kind == RecordKind::Interrogation {
        return Standing::Suspect;
    }
    facts
        .find_person(teller)
        .and_then(|person| person.standings.first().copied())
        .unwrap_or(Standing::Witness)
}

/// People who cannot be a forgotten accomplice: charged, questioned themselves, or officials.
fn known_people(facts: &CaseFacts) -> BTreeSet<String> {
    let mut known: BTreeSet<String> =
        facts.people.iter().map(|person| person.name.clone()).collect();
    for record in &facts.records {
        known.extend(record.officers.iter().map(|officer| officer.name.clone()));
        known.extend(record.attendants.iter().map(|attendant| attendant.name.clone()));
        known.extend(record.subject.clone());
    }
    known
}

/// The answers of a record; of one without turns, its whole text.
fn answers(text: &str, kind: RecordKind) -> Vec<Answer> {
    if kind == RecordKind::Identification {
        return vec![Answer { range: 0..text.len() }];
    }
    let mut answers: Vec<Answer> = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start += line.len();
        if line.starts_with("答：") {
            answers.push(Answer { range });
            is_open = true;
        } else if line.starts_with("问：") || ends_answers(line) {
            is_open = false;
        } else if is_open && let Some(last) = answers.last_mut() {
            last.range.end = range.end;
        }
    }
    answers
}

/// True of a line below the last answer: the reader's words (以上笔录…), signatures, the page's number.
fn ends_answers(line: &str) -> bool {
    let ends = ["以上笔录", "以上记录", "捺印", "捺指印", "（指印）", "（签名）", "阅读笔录"];
    let begins =
        ["被讯问人", "被询问人", "讯问人", "询问人", "记录人", "翻译", "法定代理人", "第 "];
    ends.iter().any(|word| line.contains(word))
        || begins.iter().any(|word| line.trim_start().starts_with(word))
}
