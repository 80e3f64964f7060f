//! Findings (监督线索): leads for a person to check, never findings of violation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A hint for a border case (提示).
    Low,
    /// 一般
    Medium,
    /// 严重
    High,
}

/// How a finding was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// By a supervision point's condition over facts.
    Rule,
    /// By a model, its quotes checked.
    Model,
}

/// Law behind a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// Name of the law.
    pub law: String,
    /// Article.
    pub article: String,
    /// What it asks, in short; a paraphrase, not the wording.
    pub gist: String,
}

/// One finding, as everyone sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Point of the catalogue, such as `QZ-01`.
    pub point_id: String,
    /// Name of the point.
    pub title: String,
    /// What the file shows and what the law asks.
    pub explanation: String,
    /// For whom; empty where the finding is about the case.
    pub subject: String,
    /// How grave.
    pub severity: Severity,
    /// How it was made.
    pub origin: Origin,
    /// 0.0 to 1.0: 1.0 for exact facts, less where a date-only reading or a border was taken.
    pub confidence: f64,
    /// Law behind it.
    pub legal_basis: Vec<LegalBasis>,
    /// Papers a prosecutor issues to correct it (纠正违法通知书 …).
    pub correction: Vec<String>,
    /// Parameters it was made with.
    pub parameters: BTreeMap<String, String>,
    /// Version of the catalogue's point and of the program.
    pub version: String,
    /// The words that carry it.
    pub evidence: Vec<Quote>,
    /// Titles of the documents searched, where something is absent.
    pub searched: Vec<String>,
}

impl Finding {
    /// Key that stays the same when the review is made again from the same papers, so that a
    /// person's verdict finds its finding: point, subject and words of the evidence, not their offsets.
    pub fn key(&self) -> String {
        let places: Vec<String> = self
            .evidence
            .iter()
            .map(|quote| {
                let words: String = quote.text().split_whitespace().collect();
                format!("{}#{}:{words}", quote.file(), quote.page().unwrap_or(0))
            })
            .collect();
        format!("{}|{}|{}", self.point_id, self.subject, places.join(","))
    }
}
