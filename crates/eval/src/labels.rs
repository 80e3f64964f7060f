//! Labels: one JSON object a line, one line a case.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// Labels of one case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseLabels {
    /// Name of the case's folder.
    pub case: String,
    /// Gold issues.
    #[serde(default)]
    pub issues: Vec<Issue>,
    /// What looks like an issue and is lawful.
    #[serde(default)]
    pub traps: Vec<Trap>,
    /// Gold events.
    #[serde(default)]
    pub timeline: Vec<GoldEvent>,
    /// Gold questions.
    #[serde(default)]
    pub chat: Vec<GoldQuestion>,
}

/// A gold issue.
#[derive(Debug, Clone, Deserialize)]
pub struct Issue {
    /// Point of the catalogue.
    pub point_id: String,
    /// What it is.
    #[serde(default)]
    pub title: String,
    /// Free facts; `subject` names the person where the issue is about one.
    #[serde(default)]
    pub facts: serde_json::Map<String, serde_json::Value>,
    /// Gold evidence.
    #[serde(default)]
    pub evidence: Vec<GoldQuote>,
}

impl Issue {
    /// The person the issue is about, where the label names one.
    pub fn subject(&self) -> Option<&str> {
        self.facts.get("subject")?.as_str()
    }
}

/// A trap.
#[derive(Debug, Clone, Deserialize)]
pub struct Trap {
    /// Point that must not fire, unless it is also an issue of the case.
    pub point_id: String,
}

/// A gold quote.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuote {
    /// File in the case's folder.
    pub file: String,
    /// 1-based page, null for formats without pages.
    pub page: Option<u32>,
    /// Verbatim words.
    pub quote: String,
}

/// A gold event.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEvent {
    /// Day and minute.
    pub datetime: Option<String>,
    /// Day.
    pub date: Option<String>,
    /// What happened, in words.
    pub event: String,
}

/// A gold question.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuestion {
    /// The question.
    pub question: String,
    /// Facts a right answer holds; empty where the file holds no answer.
    #[serde(default)]
    pub answer_facts: Vec<String>,
    /// Where the answer stands.
    #[serde(default)]
    pub evidence: Vec<GoldQuote>,
}

/// Reads `file`, one case a line.
pub fn read_labels(file: &Path) -> anyhow::Result<Vec<CaseLabels>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("标注文件“{}”无法读取", file.display()))?;
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("“{}”第{number}行不是标注", file.display()))
        })
        .collect()
}
