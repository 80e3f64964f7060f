use std::collections::{BTreeMap, HashMap};

use anjian_core::{Finding, LegalBasis, Level, Origin, Severity};
use anjian_store::VerdictRow;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{case::rfc3339, quote::QuoteJson};
use crate::point_precision::PointPrecision;

/// Law behind a finding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegalBasisJson {
    pub law: String,
    pub article: String,
    /// What it asks, in short; not its wording.
    pub gist: String,
    /// False where the text was not compared with the law (原文未核对).
    pub verified: bool,
}

impl From<&LegalBasis> for LegalBasisJson {
    fn from(basis: &LegalBasis) -> Self {
        Self {
            law: basis.law.clone(),
            article: basis.article.clone(),
            gist: basis.gist.clone(),
            verified: basis.verified,
        }
    }
}

/// A finding (监督线索): a lead for a person to check.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingJson {
    /// Stays the same when the review is made again from the same papers.
    pub id: String,
    pub point_id: String,
    pub title: String,
    pub explanation: String,
    /// For whom; empty where it is about the case.
    pub subject: String,
    /// `hit` (the file shows it) or `hint` (a border case, or something is missing).
    pub level: &'static str,
    /// `high`, `medium` or `low`.
    pub severity: &'static str,
    /// `rule` or `model`.
    pub origin: &'static str,
    pub confidence: f64,
    /// Version of point and program.
    pub version: String,
    pub legal_basis: Vec<LegalBasisJson>,
    pub parameters: BTreeMap<String, String>,
    /// What would make it lawful: the exceptions that were looked for and not found.
    pub lawful_if: Vec<String>,
    /// For a hint: what is missing to be sure.
    pub missing: Option<String>,
    /// What to look at in the original.
    pub verify: Vec<String>,
    /// Papers that correct it.
    pub correction: Vec<String>,
    pub evidence: Vec<QuoteJson>,
    /// Documents searched, where something is absent.
    pub searched: Vec<String>,
    /// Findings of this point that people confirmed, over all cases.
    pub point_confirmed: u32,
    /// Findings of this point that people decided on.
    pub point_decided: u32,
    /// `pending`, `confirmed` or `rejected`.
    pub status: &'static str,
    pub verdict_reason: Option<String>,
    /// RFC 3339, UTC.
    pub verdict_at: Option<String>,
    /// Label of the token.
    pub verdict_by: Option<String>,
}

impl FindingJson {
    pub fn new(
        finding: &Finding,
        file_ids: &HashMap<String, String>,
        verdict: Option<&VerdictRow>,
        precision: &PointPrecision,
    ) -> Self {
        let count = precision.count(&finding.point_id);
        Self {
            id: finding_id(finding),
            point_id: finding.point_id.clone(),
            title: finding.title.clone(),
            explanation: finding.explanation.clone(),
            subject: finding.subject.clone(),
            level: match precision.shown(&finding.point_id, finding.level) {
                Level::Hit => "hit",
                Level::Hint => "hint",
            },
            severity: match finding.severity {
                Severity::High => "high",
                Severity::Medium => "medium",
                Severity::Low => "low",
            },
            origin: match finding.origin {
                Origin::Rule => "rule",
                Origin::Model => "model",
            },
            confidence: finding.confidence,
            version: finding.version.clone(),
            legal_basis: finding.legal_basis.iter().map(LegalBasisJson::from).collect(),
            parameters: finding.parameters.clone(),
            lawful_if: finding.lawful_if.clone(),
            missing: finding.missing.clone(),
            verify: finding.verify.clone(),
            correction: finding.correction.clone(),
            evidence: QuoteJson::all(&finding.evidence, file_ids),
            searched: finding.searched.clone(),
            point_confirmed: count.confirmed,
            point_decided: count.decided(),
            status: verdict.map_or("pending", |verdict| verdict.verdict.code()),
            verdict_reason: verdict.and_then(|verdict| verdict.reason.clone()),
            verdict_at: verdict.map(|verdict| rfc3339(verdict.at_ms)),
            verdict_by: verdict.map(|verdict| verdict.by_label.clone()),
        }
    }
}

/// Short id of a finding's key, safe in URLs.
pub(crate) fn finding_id(finding: &Finding) -> String {
    let digest = Sha256::digest(finding.key().as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingList {
    pub findings: Vec<FindingJson>,
}

/// A person's verdict on a finding.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewVerdict {
    /// `confirmed`, `rejected` or `pending`.
    pub verdict: String,
    /// Required for `rejected`.
    pub reason: Option<String>,
}
