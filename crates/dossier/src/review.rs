//! What the review for prosecution and of the judgment needs: accusations, earlier convictions,
//! judgments and the steps of the trial, each read from its kind of paper.

use anjian_core::CaseFacts;

use crate::{
    accusations, circumstances, form::Form, identities, priors, property_lists, statements,
    treatments, trial,
};

/// Adds what `form` says to `facts`.
pub fn read(form: &Form<'_>, suspects: &[String], facts: &mut CaseFacts) {
    facts.acts.extend(trial::read_acts(form, suspects));
    facts.priors.extend(priors::read_priors(form, suspects));
    facts.accusations.extend(accusations::read_accusation(form, suspects));
    facts.identities.extend(identities::read_identities(form, suspects));
    facts.circumstances.extend(circumstances::read_circumstances(form, suspects));
    facts.property_lists.extend(property_lists::read_property_list(form));
    facts.hearings.extend(trial::read_hearing(form, suspects));
    if form.kind() == "criminal_judgment" {
        facts.judgments.push(trial::read_judgment(form));
    }
}

/// Adds what can be read only when all papers are known: what was done about people whom the
/// accusations set aside.
pub fn finish(forms: &[Form<'_>], facts: &mut CaseFacts) {
    let mut names: Vec<String> = facts
        .accusations
        .iter()
        .flat_map(|accusation| accusation.set_aside.iter().map(|aside| aside.name.clone()))
        .collect();
    statements::read_statements(forms, facts);
    names.extend(facts.mentions.iter().map(|mention| mention.person.clone()));
    names.extend(facts.dealings.iter().map(|dealing| dealing.person.clone()));
    names.sort_unstable();
    names.dedup();
    treatments::read_treatments(forms, &names, facts);
}
