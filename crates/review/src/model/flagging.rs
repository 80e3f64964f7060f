//! Findings by a model, beside those by rule: only points of the catalogue, only with true quotes.

use anjian_core::{Finding, Level, Origin, Page, Severity};
use anjian_dossier::Dossier;
use anjian_llm::{LlmError, Usage};
use anjian_supervise::Catalogue;
use serde::Deserialize;

use super::{
    ModelOptions,
    keyed_pages::{KeyedPages, batches},
    quotes::{ClaimedQuote, check},
    summary::suspects,
};

/// Calls one review may cost; a larger dossier is told to be read in part.
const MOST_CALLS: usize = 12;
/// Confidence of a model's finding: a lead to be checked with more care than a rule's.
const CONFIDENCE: f64 = 0.5;

#[derive(Debug, Deserialize)]
struct Flagged {
    #[serde(default)]
    findings: Vec<FlaggedPoint>,
}

#[derive(Debug, Deserialize)]
struct FlaggedPoint {
    point_id: String,
    #[serde(default)]
    subject: String,
    explanation: String,
    #[serde(default)]
    severity: String,
    #[serde(default)]
    quotes: Vec<ClaimedQuote>,
}

/// A model's findings.
pub(crate) struct ModelFindings {
    pub findings: Vec<Finding>,
    pub usage: Usage,
    /// Pages that no call reached.
    pub unread_pages: usize,
}

/// Asks for findings on all pages of `dossier`.
pub(crate) async fn flag(
    model: &ModelOptions,
    catalogue: &Catalogue,
    dossier: &Dossier,
) -> Result<ModelFindings, LlmError> {
    let pages: Vec<&Page> = dossier.pages().collect();
    let batches = batches(&pages);
    let points = points_text(catalogue);
    let charge = dossier.facts().charge.clone().unwrap_or_else(|| "未载明".to_owned());
    let suspects = suspects(dossier);
    let mut found = ModelFindings {
        findings: Vec::new(),
        usage: Usage::default(),
        unread_pages: batches.iter().skip(MOST_CALLS).map(KeyedPages::len).sum(),
    };
    for keyed in batches.iter().take(MOST_CALLS) {
        let prompt = model
            .templates
            .flagging
            .render(&[
                ("charge", &charge),
                ("suspects", &suspects),
                ("points", &points),
                ("pages", &keyed.text()),
            ])
            .map_err(|_| LlmError::Configuration("the flagging prompt does not fit its values"))?;
        let answer = model.client.complete_json::<Flagged>(&prompt).await?;
        found.usage += answer.usage;
        let version = format!("{}/{} {}", prompt.name, prompt.version, model.client.model());
        found.findings.extend(
            answer
                .value
                .findings
                .into_iter()
                .filter_map(|flagged| believe(flagged, catalogue, keyed, &version)),
        );
    }
    Ok(found)
}

/// A finding, if its point is in the catalogue and one of its quotes is true.
fn believe(
    flagged: FlaggedPoint,
    catalogue: &Catalogue,
    keyed: &KeyedPages<'_>,
    version: &str,
) -> Option<Finding> {
    let point = catalogue.find_point(flagged.point_id.trim())?;
    let evidence: Vec<_> = flagged
        .quotes
        .iter()
        .filter_map(|claimed| check(keyed.find(&claimed.page_key), &claimed.text))
        .collect();
    if evidence.is_empty() {
        return None;
    }
    Some(Finding {
        point_id: point.id.clone(),
        title: point.name.clone(),
        explanation: flagged.explanation,
        subject: flagged.subject,
        // A model proposes; only a rule's condition over facts is a hit.
        level: Level::Hint,
        severity: match flagged.severity.as_str() {
            "high" => Severity::High,
            "low" => Severity::Low,
            _ => Severity::Medium,
        },
        origin: Origin::Model,
        confidence: CONFIDENCE,
        legal_basis: point.legal_basis.clone(),
        lawful_if: Vec::new(),
        missing: None,
        verify: point.verify.clone(),
        correction: point.correction.clone(),
        parameters: std::collections::BTreeMap::new(),
        version: format!("{} / anjian {}", version, env!("CARGO_PKG_VERSION")),
        evidence,
        searched: Vec::new(),
    })
}

fn points_text(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for point in catalogue.points() {
        let asked: Vec<&str> =
            point.legal_basis.iter().map(|basis| basis.gist.as_str()).take(2).collect();
        text.push_str(&format!("{} {}：{}\n", point.id, point.name, asked.join("；")));
    }
    text
}
