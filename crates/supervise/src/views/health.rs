//! View `health`: one examination in custody that found fresh injuries.
//!
//! Fields: `person`, `title`, `at` (moment), `injuries`, `is_new` (since an earlier examination of the
//! person, or the form says so), `earlier` (moment of the last one before), `reason` (empty where the
//! field is), `reason_chars`, `has_reason_place`, `has_papers`, `medical_before` (medical papers of the
//! person from before), `explained` (an explanation on injury or hospital names the person),
//! `interrogated_before` (moment), `interrogated_between` (moment: since the earlier examination),
//! `arrest` (what the account says), `arrest_denies` (no resistance), `reason_blames_arrest`.
//! Quotes: `injuries`, `reason`, `arrest`, `interrogated`, `earlier`.

use anjian_core::{CaseFacts, Moment, Record, RecordKind, facts::Topic, health::HealthExam};

use super::titles;
use crate::view::View;

const ARREST_WORDS: &[&str] =
    &["抓捕", "抓获", "反抗", "挣扎", "拘捕", "制服", "逃跑", "摔倒", "追"];

/// One view per examination with fresh injuries.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .health_exams
        .iter()
        .filter_map(|exam| Some(view(facts, exam, exam.injuries.as_deref()?)))
        .collect()
}

fn view(facts: &CaseFacts, exam: &HealthExam, injuries: &str) -> View {
    let name = exam.person.as_str();
    let mut view = View::of(name);
    view.judged_on(exam.at);
    view.set(
        "title",
        facts.documents.get(exam.document).map_or("", |document| document.title.as_str()),
    );
    view.set_moment("at", exam.at);
    view.set("injuries", injuries);
    view.cite("injuries", exam.injuries_quote.clone());
    let before = |moment: Moment| exam.at.is_some_and(|at| moment.earliest() < at.earliest());
    let earlier = facts
        .health_exams
        .iter()
        .filter(|other| other.person == exam.person && other.document != exam.document)
        .filter(|other| other.at.is_some_and(before))
        .max_by_key(|other| other.at.map(|at| at.earliest()));
    view.set("is_new", exam.is_new || earlier.is_some_and(|other| other.injuries.is_none()));
    view.set_moment("earlier", earlier.and_then(|other| other.at));
    view.set("reason", exam.reason.clone().unwrap_or_default());
    view.set("reason_chars", exam.reason.as_ref().map_or(0, |reason| reason.chars().count()));
    view.set("has_reason_place", exam.reason_quote.is_some());
    view.cite("reason", exam.reason_quote.clone());
    view.set("has_papers", exam.has_papers);
    let explains = |kinds: &[&str], topics: &[Topic]| {
        facts.explanations.iter().any(|explanation| {
            let kind = facts.documents.get(explanation.document).map_or("", |d| d.kind.as_str());
            kinds.contains(&kind)
                && explanation.persons.iter().any(|person| person == name)
                && topics.iter().any(|topic| explanation.topics.contains(topic))
        })
    };
    view.set("medical_before", explains(&["medical_certificate"], &[Topic::Medical]));
    view.set("explained", explains(&["explanation_note"], &[Topic::Medical]));
    let own = |record: &&Record| {
        record.kind == RecordKind::Interrogation && record.subject.as_deref() == Some(name)
    };
    let interrogated = |after: Option<Moment>| {
        facts
            .records
            .iter()
            .filter(own)
            .filter(|record| {
                record.from.is_some_and(|from| {
                    before(from) && after.is_none_or(|after| from.latest() > after.latest())
                })
            })
            .max_by_key(|record| record.from.map(|from| from.earliest()))
    };
    let prior = interrogated(None);
    view.set_moment("interrogated_before", prior.and_then(|record| record.from));
    let between = earlier.and_then(|other| interrogated(other.at));
    view.set_moment("interrogated_between", between.and_then(|record| record.from));
    view.cite("interrogated", between.or(prior).and_then(|record| record.time_quote.clone()));
    view.cite(
        "earlier",
        earlier.and_then(|other| {
            facts.documents.get(other.document).and_then(|document| document.title_quote.clone())
        }),
    );
    let note = facts
        .arrest_notes
        .iter()
        .find(|note| note.persons.iter().any(|person| person == name) || note.persons.is_empty());
    let resisted = facts
        .arrest_notes
        .iter()
        .any(|note| note.resisted && note.persons.iter().any(|person| person == name));
    let words = note
        .and_then(|note| note.quote.as_ref())
        .map_or(String::new(), |quote| quote.text().split_whitespace().collect());
    view.set("arrest", words);
    view.set("arrest_denies", note.is_some_and(|note| !note.resisted) && !resisted);
    view.cite("arrest", note.and_then(|note| note.quote.clone()));
    let blames = exam
        .reason
        .as_ref()
        .is_some_and(|reason| ARREST_WORDS.iter().any(|word| reason.contains(word)));
    view.set("reason_blames_arrest", blames);
    view.searched = titles(
        facts,
        &["intake_examination", "appearance_account", "medical_certificate", "explanation_note"],
        name,
    );
    view
}
