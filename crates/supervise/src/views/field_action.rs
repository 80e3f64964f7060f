//! View `field_action`: one investigative action outside the police's own county (异地侦查活动).
//!
//! Fields: `what`, `place`, `organ`, `started` (moment), `apart` (`other_county`, `other_city`,
//! `other_province`, `unclear`), `in_detention_house`, `local_help`, `is_urgent`, `has_letter`,
//! `letter` (moment), `is_designated`. Quotes: `action`, `letter`.

use anjian_core::{
    CaseFacts,
    field_action::{CooperationLetter, FieldAction},
    place::{Apart, Place},
};

use super::titles;
use crate::view::View;

/// One view per action elsewhere.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    // What an account or a warrant tells of a record is that record's action.
    let kind = |action: &FieldAction| {
        facts.documents.get(action.document).map_or("", |document| document.kind.as_str())
    };
    let rank = |action: &FieldAction| match kind(action) {
        "appearance_account" => 1,
        "search_warrant" => 2,
        _ => 0,
    };
    let day = |action: &FieldAction| action.started.map(|at| at.date());
    let told_before = |action: &FieldAction| {
        facts.field_actions.iter().any(|other| {
            rank(other) < rank(action)
                && day(other) == day(action)
                && other.place.apart(&action.place) == Apart::Same
                && !other.place.is_unknown()
        })
    };
    let helped = |action: &FieldAction| {
        facts.field_actions.iter().any(|other| {
            other.local_help
                && day(other) == day(action)
                && other.place.apart(&action.place) == Apart::Same
        })
    };
    facts
        .field_actions
        .iter()
        .filter(|action| !told_before(action))
        .filter_map(|action| view(facts, action, helped(action)))
        .collect()
}

fn view(facts: &CaseFacts, action: &FieldAction, helped: bool) -> Option<View> {
    let jurisdiction = &facts.jurisdiction;
    if jurisdiction.organ_place.is_unknown() {
        return None;
    }
    let apart = match jurisdiction.organ_place.apart(&action.place) {
        Apart::Same => return None,
        Apart::OtherCounty => "other_county",
        Apart::OtherCity => "other_city",
        Apart::OtherProvince => "other_province",
        Apart::Unclear => "unclear",
    };
    let mut view = View::of("");
    view.judged_on(action.started);
    view.set("what", action.what.as_str());
    view.set("place", action.place_text.as_str());
    view.set("organ", jurisdiction.organ.as_str());
    view.set_moment("started", action.started);
    view.set("apart", apart);
    view.set("in_detention_house", action.in_detention_house);
    view.set("local_help", action.local_help || helped);
    view.set("is_urgent", action.is_urgent);
    view.set("is_designated", jurisdiction.designated);
    let letter = facts
        .cooperation_letters
        .iter()
        .filter(|letter| concerns(letter, &action.place))
        .min_by_key(|letter| letter.sent.map(|at| at.earliest()));
    view.set("has_letter", letter.is_some());
    view.set_moment("letter", letter.and_then(|letter| letter.sent));
    view.cite("action", action.quotes.iter().cloned());
    view.cite("letter", letter.and_then(|letter| letter.quote.clone()));
    view.searched = titles(facts, &["cooperation_letter", "explanation_note", "search_record"], "");
    Some(view)
}

/// A letter is about a place whose county or city it names.
fn concerns(letter: &CooperationLetter, place: &Place) -> bool {
    let names: Vec<&String> = place.county.iter().chain(&place.city).collect();
    let stem = |name: &str| name.trim_end_matches(['县', '区', '市', '旗']).to_owned();
    letter
        .places
        .iter()
        .any(|other| other.county.iter().chain(&other.city).any(|other| names.contains(&other)))
        || names.iter().any(|name| letter.addressee.contains(&stem(name)))
}
