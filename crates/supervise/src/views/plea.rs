//! View `plea`: one plea agreement (认罪认罚具结书).
//!
//! Fields: `person`, `signed` (moment), `has_counsel_place`, `counsel`, `counsel_kind` (`defender`,
//! `duty`, `unknown`), `counsel_signed` (moment), `adult`, `is_minor`, `age`, `note` (补签、不在场),
//! `is_remote`, `help_on_day` (a duty lawyer's form of the same day is in the file), `help_day`,
//! `has_defender` (papers of a defence lawyer name the person).
//! Quotes: `signed`, `counsel`, `note`, `help`.

use anjian_core::{
    CaseFacts, period,
    plea::{CounselKind, PleaAgreement},
};

use super::titles;
use crate::view::{View, day_value};

/// One view per agreement.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.pleas.iter().map(|plea| view(facts, plea)).collect()
}

fn view(facts: &CaseFacts, plea: &PleaAgreement) -> View {
    let name = plea.person.as_deref().unwrap_or("");
    let mut view = View::of(name);
    view.judged_on(plea.signed);
    view.set_moment("signed", plea.signed);
    view.cite("signed", plea.signed_quote.clone());
    view.set("has_counsel_place", plea.has_counsel_place);
    view.set("counsel", plea.counsel.clone().unwrap_or_default());
    view.set(
        "counsel_kind",
        match plea.counsel_kind {
            CounselKind::Defender => "defender",
            CounselKind::Duty => "duty",
            CounselKind::Unknown => "unknown",
        },
    );
    view.set_moment("counsel_signed", plea.counsel_signed);
    view.cite("counsel", plea.counsel_quote.clone());
    view.set("adult", plea.adult.clone().unwrap_or_default());
    view.set("note", plea.note.clone().unwrap_or_default());
    view.cite("note", plea.note_quote.clone());
    view.set("is_remote", plea.is_remote);
    let birth = facts.find_person(name).and_then(|person| person.birth);
    let age = birth.zip(plea.signed).map(|(birth, signed)| period::age_on(birth, signed.date()));
    view.set("age", age.unwrap_or(-1));
    view.set("is_minor", age.is_some_and(|age| age < 18));
    let forms = facts
        .documents_of(&["duty_counsel_form"])
        .filter(|(_, document)| document.persons.iter().any(|person| person == name));
    let forms: Vec<_> = forms.map(|(_, document)| document).collect();
    let on_day = |document: &&anjian_core::Document| {
        plea.signed.is_some_and(|signed| document.closing_date == Some(signed.date()))
    };
    view.set("help_on_day", forms.iter().copied().any(|document| on_day(&document)));
    view.set("help_day", day_value(forms.first().and_then(|document| document.closing_date)));
    view.cite("help", forms.iter().filter_map(|document| document.title_quote.clone()));
    let defender = facts
        .documents_of(&["counsel_papers"])
        .any(|(_, document)| document.persons.iter().any(|person| person == name));
    view.set("has_defender", defender);
    view.searched = titles(
        facts,
        &["plea_agreement", "duty_counsel_form", "counsel_papers", "recording_disc"],
        name,
    );
    view
}
