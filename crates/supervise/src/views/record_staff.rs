//! Fields of view `record` on staff: who counts as investigator, and who is a woman.
//!
//! `officer_count officers auxiliaries head_officers signed_officers introduced_officers
//! has_unclear_officers has_head_recorder female_officers male_officers
//! officers_of_unknown_gender female_staff has_female_absence` (the record says that no policewoman was
//! there); quotes `officers auxiliaries genders female_absence`.

use anjian_core::{
    Attendance, CaseFacts, Officer, Record, facts::StaffNote, person::Gender, record::OfficerStatus,
};

use crate::view::View;

/// Sets the fields.
pub(super) fn set(view: &mut View, facts: &CaseFacts, record: &Record) {
    let (auxiliary, sworn): (Vec<&Officer>, Vec<&Officer>) =
        record.officers.iter().partition(|officer| is_auxiliary(facts, officer));
    let names = |officers: &[&Officer]| -> Vec<String> {
        officers.iter().map(|officer| officer.name.clone()).collect()
    };
    view.set("officer_count", sworn.len());
    view.set("officers", names(&sworn));
    view.set("auxiliaries", names(&auxiliary));
    view.set("head_officers", record.head_officers.clone());
    view.set("signed_officers", record.tail.officers.clone());
    view.set("introduced_officers", record.introduced_officers.clone());
    view.set("has_unclear_officers", record.has_unclear_officers);
    view.set("has_head_recorder", !record.head_recorders.is_empty());
    view.cite("officers", record.officers.iter().filter_map(|officer| officer.quote.clone()));
    let notes = auxiliary
        .iter()
        .flat_map(|officer| notes_on(facts, officer).filter(|note| note.is_auxiliary))
        .filter_map(|note| note.quote.clone());
    view.cite("auxiliaries", notes.take(2));
    let of = |gender: Option<Gender>| -> Vec<String> {
        sworn
            .iter()
            .filter(|officer| gender_of(facts, officer) == gender)
            .map(|officer| officer.name.clone())
            .collect()
    };
    view.set("female_officers", of(Some(Gender::Female)));
    view.set("male_officers", of(Some(Gender::Male)));
    view.set("officers_of_unknown_gender", of(None));
    let female_staff = record
        .attendants
        .iter()
        .filter(|attendant| {
            attendant.attendance == Attendance::FemaleStaff
                || attendant.relation.as_deref().is_some_and(|relation| {
                    ["女民警", "女警", "女检察", "女工作人员", "女辅警"]
                        .iter()
                        .any(|word| relation.contains(word))
                })
        })
        .map(|attendant| attendant.name.clone());
    let female_auxiliaries = auxiliary
        .iter()
        .filter(|officer| gender_of(facts, officer) == Some(Gender::Female))
        .map(|officer| officer.name.clone());
    view.set("female_staff", female_staff.chain(female_auxiliaries).collect::<Vec<_>>());
    let genders = sworn
        .iter()
        .filter_map(|officer| notes_on(facts, officer).find(|note| note.gender.is_some()))
        .filter_map(|note| note.quote.clone());
    view.cite("genders", genders);
    view.set("has_female_absence", record.female_absence_quote.is_some());
    view.cite("female_absence", record.female_absence_quote.clone());
}

/// What the dossier says of an officer: the name agrees, and the number where both give one.
fn notes_on<'f>(
    facts: &'f CaseFacts,
    officer: &'f Officer,
) -> impl Iterator<Item = &'f StaffNote> + use<'f> {
    facts.staff.iter().filter(move |note| {
        note.name == officer.name
            && match (&note.number, &officer.number) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
    })
}

/// True where the record or another paper calls the officer auxiliary, and none sworn.
fn is_auxiliary(facts: &CaseFacts, officer: &Officer) -> bool {
    officer.status == OfficerStatus::Auxiliary
        || notes_on(facts, officer).any(|note| note.is_auxiliary)
}

/// Gender as papers tell it; `None` where they do not or disagree.
pub(super) fn gender_of(facts: &CaseFacts, officer: &Officer) -> Option<Gender> {
    let mut told = notes_on(facts, officer).filter_map(|note| note.gender);
    let first = told.next()?;
    told.all(|gender| gender == first).then_some(first)
}
