//! View `accomplice`: somebody whom several records give a part in the offence and whom no accusation names.
//!
//! Fields: `person` `tellers` `teller_count` `role_tellers` (tellers who give a part) `suspect_tellers` `roles` `record_count`
//! `cleared` `is_named` `is_treated`. Quotes: `mentions` `facts`.

use anjian_core::{CaseFacts, person::Standing, statement::Mention};

use super::titles;
use crate::view::View;

/// One view per person told of in records of a case with an opinion or indictment.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    if facts.accusations.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<&str> =
        facts.mentions.iter().map(|mention| mention.person.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| view(facts, name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> View {
    let told: Vec<&Mention> =
        facts.mentions.iter().filter(|mention| mention.person == name).collect();
    let distinct = |mentions: &[&Mention]| {
        let mut tellers: Vec<String> =
            mentions.iter().map(|mention| mention.teller.clone()).collect();
        tellers.sort_unstable();
        tellers.dedup();
        tellers
    };
    let with_role: Vec<&Mention> =
        told.iter().copied().filter(|mention| !mention.roles.is_empty()).collect();
    let suspects: Vec<&Mention> =
        with_role.iter().copied().filter(|mention| mention.standing == Standing::Suspect).collect();
    let mut view = View::of(name);
    view.set("teller_count", distinct(&told).len());
    view.set("tellers", distinct(&told));
    view.set("role_tellers", distinct(&with_role).len());
    view.set("suspect_tellers", distinct(&suspects).len());
    view.set("record_count", told.len());
    let mut roles: Vec<String> = with_role.iter().flat_map(|m| m.roles.clone()).collect();
    roles.sort_unstable();
    roles.dedup();
    view.set("roles", roles);
    view.set("cleared", told.iter().any(|mention| mention.clears));
    view.set("is_named", facts.accusations.iter().any(|a| a.text.contains(name)));
    view.set("is_treated", facts.treatments.iter().any(|t| t.person == name));
    let accusation = facts.accusations.iter().find(|a| !a.is_indictment);
    let day = accusation
        .or(facts.accusations.first())
        .and_then(|accusation| facts.documents.get(accusation.document)?.closing_date);
    view.judged_on(day.map(anjian_core::Moment::day));
    view.cite("mentions", with_role.iter().chain(&told).filter_map(|m| m.quote.clone()));
    view.cite("facts", accusation.and_then(|a| a.facts_quote.clone()));
    view.searched = titles(
        facts,
        &["prosecution_opinion", "indictment", "separate_handling_note", "explanation_note"],
        "",
    );
    view
}
