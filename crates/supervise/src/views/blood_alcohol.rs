//! View `blood_alcohol`: one person's blood alcohol against filing and handling (醉驾标准).
//!
//! Fields: `person`, `tenths` (of mg/100ml), `value` (text), `breath_tenths` (0 where unknown),
//! `breath`, `gap_percent` (between both, of the blood's), `is_suspect`, `filed`, `sent`, `withdrawn`
//! (moments), `drives` (text), `fled` (text), `explained` (text), `aggravated` (text).
//! Quotes: `value`, `breath`, `filed`, `sent`, `drives`, `explained`.

use anjian_core::{
    ActKind, CaseFacts,
    blood::{AlcoholTest, AlcoholValue, DriverNote, DriverTopic},
};

use super::{custody::earliest, titles};
use crate::view::View;

/// One view per person with a blood value.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .alcohol_values
        .iter()
        .filter(|value| value.test == AlcoholTest::Blood)
        .filter_map(|value| Some(view(facts, value, value.person.as_deref()?)))
        .collect()
}

fn view(facts: &CaseFacts, value: &AlcoholValue, name: &str) -> View {
    let mut view = View::of(name);
    let report = facts.opinions.iter().find(|opinion| opinion.document == value.document);
    view.judged_on(report.and_then(|opinion| opinion.opined));
    view.set("tenths", value.tenths);
    view.set("value", text_of(value.tenths));
    view.cite("value", value.quote.clone());
    let breath = facts
        .alcohol_values
        .iter()
        .find(|other| other.test == AlcoholTest::Breath && other.person == value.person);
    view.set("breath_tenths", breath.map_or(0, |breath| breath.tenths));
    view.set("breath", breath.map_or(String::new(), |breath| text_of(breath.tenths)));
    view.cite("breath", breath.and_then(|breath| breath.quote.clone()));
    let gap =
        breath.map_or(0, |breath| (breath.tenths - value.tenths).abs() * 100 / value.tenths.max(1));
    view.set("gap_percent", gap);
    view.set("is_suspect", facts.suspects().any(|person| person.name == name));
    view.set_act("filed", earliest(facts.acts_of(ActKind::CaseFiled), None));
    let sent = facts
        .acts_of(ActKind::SentForProsecution)
        .filter(|act| act.subject().is_none_or(|subject| subject == name));
    view.set_act("sent", earliest(sent, None));
    let withdrawn = facts
        .documents_of(&["case_withdrawal_decision", "investigation_termination_decision"])
        .next()
        .is_some();
    view.set("withdrawn", withdrawn);
    let note = |topic: DriverTopic| {
        facts.driver_notes.iter().filter(move |note| note.person == name && note.topic == topic)
    };
    let words = |note: Option<&DriverNote>| note.map_or(String::new(), |note| note.text.clone());
    for (field, topic) in [
        ("drives", DriverTopic::Drives),
        ("fled", DriverTopic::Fled),
        ("explained", DriverTopic::Explained),
        ("aggravated", DriverTopic::Aggravated),
    ] {
        // What is told last is what the authorities concluded.
        let last = note(topic).next_back();
        view.set(field, words(last));
        view.cite(field, note(topic).filter_map(|note| note.quote.clone()).take(4));
    }
    view.searched = titles(
        facts,
        &[
            "case_filing_decision",
            "filing_refusal_notice",
            "explanation_note",
            "administrative_penalty_decision",
            "separate_handling_note",
        ],
        "",
    );
    view
}

fn text_of(tenths: i64) -> String {
    if tenths % 10 == 0 {
        format!("{}mg/100ml", tenths / 10)
    } else {
        format!("{}.{}mg/100ml", tenths / 10, tenths % 10)
    }
}
