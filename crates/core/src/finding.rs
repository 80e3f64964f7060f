//! Findings (监督线索): leads for a person to check, never findings of violation.

use std::collections::BTreeMap;

use jiff::civil::Date;
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

/// Whether the facts of a finding are all there.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A border case, or the file is incomplete: to be looked at (提示).
    Hint,
    /// The file shows it (命中).
    #[default]
    Hit,
}

impl Level {
    /// The word for people.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Hint => "提示",
            Self::Hit => "命中",
        }
    }
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
    /// False where the text was not at hand and the gist was not compared with it (原文未核对).
    #[serde(default = "verified", skip_serializing_if = "Clone::clone")]
    pub verified: bool,
    /// First day in force (施行日), where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl LegalBasis {
    /// True where the law applies to what was done on `day`.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

fn verified() -> bool {
    true
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
    /// Whether the facts are all there.
    #[serde(default)]
    pub level: Level,
    /// How grave.
    pub severity: Severity,
    /// How it was made.
    pub origin: Origin,
    /// 0.0 to 1.0: 1.0 for exact facts, less where a date-only reading or a border was taken.
    pub confidence: f64,
    /// Law behind it.
    pub legal_basis: Vec<LegalBasis>,
    /// What would make it lawful: the exceptions that were looked for and not found.
    #[serde(default)]
    pub lawful_if: Vec<String>,
    /// For a hint: what is missing to be sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// What to look at in the original.
    #[serde(default)]
    pub verify: Vec<String>,
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
