//! What the review for prosecution and of the judgment needs: accusations, earlier convictions,
//! judgments and the steps of the trial, each read from its kind of paper.

use anjian_core::CaseFacts;

use crate::{accusations, form::Form, identities, priors, property_lists, trial};

/// Adds what `form` says to `facts`.
pub fn read(form: &Form<'_>, suspects: &[String], facts: &mut CaseFacts) {
    facts.acts.extend(trial::read_acts(form, suspects));
    facts.priors.extend(priors::read_priors(form, suspects));
    facts.accusations.extend(accusations::read_accusation(form, suspects));
    facts.identities.extend(identities::read_identities(form, suspects));
    facts.property_lists.extend(property_lists::read_property_list(form));
    facts.hearings.extend(trial::read_hearing(form, suspects));
    if form.kind() == "criminal_judgment" {
        facts.judgments.push(trial::read_judgment(form));
    }
}
