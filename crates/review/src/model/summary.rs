//! The summary by a model; sentences without a true quote are dropped.

use anjian_core::Page;
use anjian_dossier::Dossier;
use anjian_llm::{LlmError, Usage};
use serde::Deserialize;

use super::{
    ModelOptions,
    keyed_pages::KeyedPages,
    quotes::{ClaimedQuote, check},
};
use crate::case_review::SummarySentence;

/// Papers that a summary rests on, the most telling first.
const TELLING: &[&str] = &[
    "prosecution_opinion",
    "indictment",
    "arrest_request",
    "case_acceptance_register",
    "case_filing_decision",
    "appearance_account",
    "detention_warrant",
    "arrest_warrant",
    "bail_decision",
    "expert_opinion",
    "blood_alcohol_report",
    "price_appraisal",
    "interrogation_record",
    "questioning_record",
];

#[derive(Debug, Deserialize)]
struct Written {
    #[serde(default)]
    sentences: Vec<WrittenSentence>,
}

#[derive(Debug, Deserialize)]
struct WrittenSentence {
    #[serde(default)]
    section: String,
    text: String,
    #[serde(default)]
    quotes: Vec<ClaimedQuote>,
}

/// A model's summary, and how many sentences were dropped for want of a true quote.
pub(crate) struct ModelSummary {
    pub sentences: Vec<SummarySentence>,
    pub dropped: usize,
    pub usage: Usage,
}

/// Asks for the summary of `dossier`.
pub(crate) async fn summarise(
    model: &ModelOptions,
    dossier: &Dossier,
) -> Result<ModelSummary, LlmError> {
    let pages = telling_pages(dossier);
    let keyed = KeyedPages::first_of(&pages);
    let prompt = render(model, dossier, &keyed)?;
    let answer = model.client.complete_json::<Written>(&prompt).await?;
    let written = answer.value.sentences.len();
    let sentences: Vec<SummarySentence> = answer
        .value
        .sentences
        .into_iter()
        .filter_map(|sentence| {
            let evidence: Vec<_> = sentence
                .quotes
                .iter()
                .filter_map(|claimed| check(keyed.find(&claimed.page_key), &claimed.text))
                .collect();
            let section = if sentence.section.trim().is_empty() {
                "其他".to_owned()
            } else {
                sentence.section
            };
            (!evidence.is_empty()).then_some(SummarySentence {
                section,
                text: sentence.text,
                evidence,
            })
        })
        .collect();
    Ok(ModelSummary { dropped: written - sentences.len(), sentences, usage: answer.usage })
}

fn render(
    model: &ModelOptions,
    dossier: &Dossier,
    keyed: &KeyedPages<'_>,
) -> Result<anjian_llm::Prompt, LlmError> {
    let charge = dossier.facts().charge.clone().unwrap_or_else(|| "未载明".to_owned());
    let suspects = suspects(dossier);
    model
        .templates
        .summary
        .render(&[("charge", &charge), ("suspects", &suspects), ("pages", &keyed.text())])
        .map_err(|_| LlmError::Configuration("the summary prompt does not fit its values"))
}

/// Names of the suspects, for prompts.
pub(super) fn suspects(dossier: &Dossier) -> String {
    let names: Vec<&str> = dossier.facts().suspects().map(|person| person.name.as_str()).collect();
    if names.is_empty() { "未载明".to_owned() } else { names.join("、") }
}

/// Pages of the telling papers first, then all others.
fn telling_pages(dossier: &Dossier) -> Vec<&Page> {
    let documents = &dossier.facts().documents;
    let rank = |page: &Page| {
        documents
            .iter()
            .filter(|document| *document.file == *page.file)
            .filter(|document| match (document.pages, page.number) {
                (Some((first, last)), Some(number)) => (first..=last).contains(&number),
                _ => true,
            })
            .filter_map(|document| TELLING.iter().position(|kind| *kind == document.kind.as_str()))
            .min()
            .unwrap_or(usize::MAX)
    };
    let mut pages: Vec<&Page> = dossier.pages().collect();
    pages.sort_by_key(|page| rank(page));
    pages
}
