//! Verdicts of people on findings: kept for ever, keyed by what stays the same across reviews.

use std::collections::HashMap;

use anjian_core::CaseScope;
use sqlx::Row;

use crate::{
    error::StoreError,
    ids::{now_ms, random_hex},
    store::Store,
    tokens::TokenIdentity,
};

/// A person's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Taken back: to be decided again.
    Pending,
    /// The finding holds.
    Confirmed,
    /// It does not; the reason says why.
    Rejected,
}

impl Verdict {
    /// Code in rows and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }

    /// The verdict of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Pending, Self::Confirmed, Self::Rejected]
            .into_iter()
            .find(|verdict| verdict.code() == code)
    }
}

/// How people decided on the findings of one point, over all cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerdictCount {
    /// Findings that hold.
    pub confirmed: u32,
    /// Findings that do not.
    pub rejected: u32,
}

impl VerdictCount {
    /// Findings that people decided on.
    pub fn decided(self) -> u32 {
        self.confirmed + self.rejected
    }
}

/// A verdict with who, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictRow {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub at_ms: i64,
    /// Label of the token.
    pub by_label: String,
}

impl Store {
    /// Adds a verdict; earlier ones stay as history.
    pub async fn add_verdict(
        &self,
        scope: &CaseScope,
        finding_key: &str,
        point_id: &str,
        verdict: Verdict,
        reason: Option<&str>,
        by: &TokenIdentity,
    ) -> Result<VerdictRow, StoreError> {
        let at_ms = now_ms();
        let mut tx = self.pool.begin().await?;
        sqlx::query("UPDATE verdicts SET is_latest = 0 WHERE case_id = $1 AND finding_key = $2")
            .bind(scope.case_id().as_str())
            .bind(finding_key)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO verdicts (id, case_id, finding_key, verdict, reason, decided_at, decided_by, point_id, is_latest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
        )
        .bind(random_hex::<16>()?)
        .bind(scope.case_id().as_str())
        .bind(finding_key)
        .bind(verdict.code())
        .bind(reason.map(str::to_owned))
        .bind(at_ms)
        .bind(&by.label)
        .bind(point_id)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(VerdictRow {
            verdict,
            reason: reason.map(str::to_owned),
            at_ms,
            by_label: by.label.clone(),
        })
    }

    /// How people decided, by point: counts over all cases, nothing of any one of them.
    pub async fn verdict_counts(&self) -> Result<HashMap<String, VerdictCount>, StoreError> {
        let rows = sqlx::query("SELECT point_id, verdict, COUNT(*) AS findings FROM verdicts WHERE is_latest = 1 AND point_id IS NOT NULL GROUP BY point_id, verdict")
            .fetch_all(&self.pool)
            .await?;
        let mut counts: HashMap<String, VerdictCount> = HashMap::new();
        for row in &rows {
            let code: String = row.try_get("verdict")?;
            let findings: i64 = row.try_get("findings")?;
            let findings = u32::try_from(findings).unwrap_or(u32::MAX);
            let count = counts.entry(row.try_get("point_id")?).or_default();
            match Verdict::parse(&code).ok_or(StoreError::UnknownValue(code))? {
                Verdict::Confirmed => count.confirmed = findings,
                Verdict::Rejected => count.rejected = findings,
                Verdict::Pending => {}
            }
        }
        Ok(counts)
    }

    /// The latest verdict of each finding that has one.
    pub async fn latest_verdicts(
        &self,
        scope: &CaseScope,
    ) -> Result<HashMap<String, VerdictRow>, StoreError> {
        let rows = sqlx::query("SELECT finding_key, verdict, reason, decided_at, decided_by FROM verdicts WHERE case_id = $1 AND is_latest = 1")
            .bind(scope.case_id().as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                let code: String = row.try_get("verdict")?;
                let verdict = Verdict::parse(&code).ok_or(StoreError::UnknownValue(code))?;
                let row = VerdictRow {
                    verdict,
                    reason: row.try_get("reason")?,
                    at_ms: row.try_get("decided_at")?,
                    by_label: row.try_get("decided_by")?,
                }
                .keyed(row.try_get("finding_key")?);
                Ok(row)
            })
            .collect()
    }
}

impl VerdictRow {
    fn keyed(self, key: String) -> (String, Self) {
        (key, self)
    }
}
