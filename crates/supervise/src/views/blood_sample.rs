//! View `blood_sample`: one taking of blood, from the stop to the telling of the result (醉驾血样).
//!
//! Fields: `person`, `stopped`, `taken`, `sent`, `opined`, `received`, `told` (moments), `taker_known`,
//! `taker_is_medical`, `officer_count`, `has_auxiliary`, `recorded`, `disinfectant`,
//! `has_alcohol`, `alcohol_known`, `is_signed`, `has_empty_place`, `seal`, `delay` (words on a
//! delivery put off with leave). Quotes: `taken`, `sent`, `disinfectant`, `signatures`, `taker`,
//! `opined`, `told`, `delay`.

use anjian_core::{
    CaseFacts, Quote,
    blood::{AlcoholTest, BloodSample, SampleDelivery},
    opinion::OpinionField,
};

use super::titles;
use crate::view::View;

/// One view per taking.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.blood_samples.iter().map(|sample| view(facts, sample)).collect()
}

fn view(facts: &CaseFacts, sample: &BloodSample) -> View {
    let name = sample.person.as_deref().unwrap_or("");
    let mut view = View::of(name);
    view.judged_on(sample.taken);
    let breath = facts
        .alcohol_values
        .iter()
        .filter(|value| value.test == AlcoholTest::Breath && value.person == sample.person)
        .find_map(|value| value.at);
    view.set_moment("stopped", sample.stopped.or(breath));
    view.set_moment("taken", sample.taken);
    view.cite("taken", sample.taken_quote.clone());
    let delivery = delivery_of(facts, sample);
    view.set_moment("sent", delivery.and_then(|delivery| delivery.sent));
    view.cite("sent", delivery.and_then(|delivery| delivery.quote.clone()));
    view.set("taker_known", sample.taker_is_medical.is_some());
    view.set("taker_is_medical", sample.taker_is_medical == Some(true));
    view.cite("taker", sample.taker_quote.clone());
    view.set("officer_count", sample.officers.len());
    view.set("has_auxiliary", sample.has_auxiliary);
    view.set("recorded", sample.recorded);
    view.set("disinfectant", sample.disinfectant.clone().unwrap_or_default());
    view.set("has_alcohol", sample.disinfectant_has_alcohol == Some(true));
    view.set(
        "alcohol_known",
        sample.disinfectant_has_alcohol.is_some() || sample.disinfectant.is_none(),
    );
    view.cite("disinfectant", sample.disinfectant_quote.clone());
    view.set("is_signed", sample.is_signed);
    view.set("has_empty_place", sample.empty_place.is_some());
    view.set("seal", sample.seal_quote.as_ref().map_or("", Quote::text));
    view.cite("signatures", sample.seal_quote.iter().chain(&sample.empty_place).cloned());
    let delay = facts.sample_delays.first();
    view.set("delay", delay.map_or("", Quote::text));
    view.cite("delay", delay.cloned());
    result(facts, sample, &mut view);
    view.searched = titles(
        facts,
        &[
            "extraction_record",
            "sample_receipt",
            "blood_alcohol_report",
            "expert_opinion_notice",
            "explanation_note",
        ],
        "",
    );
    view
}

/// The opinion on this person's blood and its telling.
fn result(facts: &CaseFacts, sample: &BloodSample, view: &mut View) {
    let value = facts
        .alcohol_values
        .iter()
        .find(|value| value.test == AlcoholTest::Blood && value.person == sample.person);
    let opinion = value
        .and_then(|value| facts.opinions.iter().find(|opinion| opinion.document == value.document));
    view.set_moment("opined", opinion.and_then(|opinion| opinion.opined));
    view.cite("opined", opinion.and_then(|opinion| opinion.closing_quote.clone()));
    view.set_moment("received", value.and_then(|value| value.received));
    let told = facts
        .opinion_tellings
        .iter()
        .filter(|telling| Some(&telling.person) == sample.person.as_ref() && !telling.is_price)
        .filter(|telling| {
            telling.fields.is_empty() || telling.fields.contains(&OpinionField::BloodAlcohol)
        })
        .filter(|telling| telling.told.is_some())
        .min_by_key(|telling| telling.told.map(|told| told.earliest()));
    view.set_moment("told", told.and_then(|telling| telling.told));
    view.cite("told", told.and_then(|telling| telling.quote.clone()));
}

/// The delivery that names the sample's number or the person, or the only one.
fn delivery_of<'f>(facts: &'f CaseFacts, sample: &BloodSample) -> Option<&'f SampleDelivery> {
    let shares = |delivery: &&SampleDelivery| {
        delivery.numbers.iter().any(|number| sample.numbers.contains(number))
            || sample.person.as_ref().is_some_and(|person| delivery.persons.contains(person))
    };
    let only = || {
        if facts.sample_deliveries.len() == 1 && facts.blood_samples.len() == 1 {
            facts.sample_deliveries.first()
        } else {
            None
        }
    };
    facts.sample_deliveries.iter().find(shares).or_else(only)
}
