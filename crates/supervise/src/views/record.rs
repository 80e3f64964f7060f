//! View `record`: one record (笔录) with its officers, rights, attendants and the subject's age.
//!
//! Fields: `kind title sequence place person from began to is_remote is_procuratorate
//! is_first_interrogation rights_words is_told_by_notice has_rights_notice rights_notice age_known
//! age birth gender is_suspect adult_count adults adult_signed guardian_present adult_is_accomplice
//! guardian_absence_reason is_company_told`, and those of `record_staff`, `record_tail` and
//! `record_recording`; quotes `from subject signatures rights rights_notice first_question birth
//! adults company`, and theirs.

use anjian_core::{
    ActKind, Attendance, Attendant, CaseFacts, Outcome, Record, RecordKind, Signature,
    period::age_on, person::Gender,
};

use super::{record_recording, record_staff, record_tail, titles};
use crate::{
    value::Value,
    view::{View, moment_value},
};

/// Words of relation that a guardian (法定代理人) has.
const GUARDIANS: &[&str] = &[
    "父",
    "母",
    "养父",
    "养母",
    "监护人",
    "法定代理人",
    "祖父",
    "祖母",
    "爷爷",
    "奶奶",
    "外公",
    "外婆",
];

/// Words by which a record refers to a notice of rights (权利义务告知书).
const NOTICE_WORDS: &[&str] = &["告知书", "同告知书", "权利义务告知书", "权利义务"];

/// True for a record made by the procuratorate (检察院).
fn is_procuratorate(facts: &CaseFacts, record: &Record) -> bool {
    let says = |text: &str| text.contains("检察院") || text.starts_with("本院");
    let document = facts.documents.get(record.document);
    record.place.as_deref().is_some_and(says)
        || document.and_then(|document| document.authority.as_deref()).is_some_and(says)
        || document.is_some_and(|document| says(&document.title))
        || record.officers.iter().any(|officer| officer.unit.as_deref().is_some_and(says))
        || record.first_question.as_ref().is_some_and(|quote| quote.text().contains("检察院"))
}

/// One view per record.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.records.iter().map(|record| view(facts, record)).collect()
}

fn view(facts: &CaseFacts, record: &Record) -> View {
    let subject = record.subject.clone().unwrap_or_default();
    let mut view = View::of(&subject);
    let title = facts.documents.get(record.document).map_or("", |document| document.title.as_str());
    view.set("title", title);
    view.set("kind", record.kind.code());
    view.set("sequence", i64::from(record.sequence.unwrap_or(0)));
    view.set("place", record.place.clone().unwrap_or_default());
    view.set("is_procuratorate", is_procuratorate(facts, record));
    view.set_moment("from", record.from);
    view.judged_on(record.from);
    view.cite("from", record.time_quote.clone().or_else(|| record.title_quote.clone()));
    view.set_moment("to", record.to);
    record_staff::set(&mut view, facts, record);
    record_tail::set(&mut view, record);
    record_recording::set(&mut view, facts, record);
    view.cite("signatures", record.signature_quote.clone());
    view.cite("subject", record.subject_quote.clone());
    view.set(
        "is_remote",
        record
            .place
            .as_deref()
            .is_some_and(|place| place.contains("远程") || place.contains("视频")),
    );
    view.cite("first_question", record.first_question.clone());
    view.set(
        "is_told_by_notice",
        record.rights.keywords.iter().any(|word| NOTICE_WORDS.contains(&word.as_str())),
    );
    set_rights(&mut view, facts, record);
    set_age(&mut view, facts, record);
    set_attendants(&mut view, facts, record);
    view.searched = titles(
        facts,
        &[
            "suspect_rights_notice",
            "plea_rights_notice",
            "guardian_attendance_notice",
            "explanation_note",
        ],
        &subject,
    );
    view
}

/// Telling of rights: only the first interrogation needs it, whatever number the record bears.
fn set_rights(view: &mut View, facts: &CaseFacts, record: &Record) {
    let is_interrogation = |other: &&Record| {
        other.kind == RecordKind::Interrogation && other.subject == record.subject
    };
    let first = facts
        .records
        .iter()
        .filter(is_interrogation)
        .min_by_key(|other| other.from.map(|from| from.earliest()));
    let is_first = record.kind == RecordKind::Interrogation
        && record.from.is_some()
        && first.is_some_and(|first| first.document == record.document);
    view.set("is_first_interrogation", is_first);
    let words: Vec<Value> =
        record.rights.keywords.iter().map(|word| Value::Text(word.clone())).collect();
    view.set("rights_words", Value::List(words));
    view.cite("rights", record.rights.quotes.clone());
    let subject = record.subject.as_deref().unwrap_or("");
    let notice = facts
        .acts_of(ActKind::RightsTold)
        .filter(|act| act.outcome == Outcome::Done && act.subject() == Some(subject))
        .min_by_key(|act| (act.from.is_none(), act.from.map(|from| from.earliest())));
    view.set("has_rights_notice", notice.is_some());
    view.set_act("rights_notice", notice);
}

fn set_age(view: &mut View, facts: &CaseFacts, record: &Record) {
    let person = record.subject.as_deref().and_then(|name| facts.find_person(name));
    let birth = person.and_then(|person| person.birth);
    let age = birth.zip(record.from).map(|(birth, from)| age_on(birth, from.date()));
    view.set("age_known", age.is_some());
    view.set("age", age.unwrap_or(0));
    view.set("birth", birth.map_or_else(String::new, |birth| birth.to_string()));
    view.cite("birth", person.and_then(|person| person.birth_quote.clone()));
    let gender = match person.and_then(|person| person.gender) {
        Some(Gender::Female) => "female",
        Some(Gender::Male) => "male",
        None => "",
    };
    view.set("gender", gender);
    view.set("is_suspect", person.is_some_and(anjian_core::Person::is_suspect));
}

fn set_attendants(view: &mut View, facts: &CaseFacts, record: &Record) {
    let adults: Vec<&Attendant> = record
        .attendants
        .iter()
        .filter(|attendant| {
            matches!(attendant.attendance, Attendance::Guardian | Attendance::AppropriateAdult)
        })
        .collect();
    view.set("adult_count", adults.len());
    view.set("adults", adults.iter().map(|adult| adult.name.clone()).collect::<Vec<_>>());
    view.set("adult_signed", adults.iter().any(|adult| adult.signature == Signature::Present));
    view.set("guardian_present", adults.iter().any(|adult| is_guardian(adult)));
    view.cite("adults", adults.iter().filter_map(|adult| adult.quote.clone()));
    let accomplice =
        adults.iter().any(|adult| facts.suspects().any(|suspect| suspect.name == adult.name));
    view.set("adult_is_accomplice", accomplice);
    view.set("is_company_told", record.company_quote.is_some());
    view.cite("company", record.company_quote.clone());
    view.set("guardian_absence_reason", record.guardian_absence_reason.clone().unwrap_or_default());
    let times: Value = moment_value(record.from);
    view.fields.insert("began".to_owned(), times);
}

/// A guardian by the form's label or by the relation it states; 舅父, 伯母 and the like are not.
fn is_guardian(adult: &Attendant) -> bool {
    let relation = adult.relation.as_deref().unwrap_or("");
    let is_parent = GUARDIANS.iter().any(|word| relation.contains(word))
        && !["舅", "姑", "姨", "伯", "叔", "岳", "公婆"].iter().any(|word| relation.contains(word));
    is_parent || (adult.attendance == Attendance::Guardian && relation.is_empty())
}
