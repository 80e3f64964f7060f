//! The audit trail: who did what to which case.

use anjian_core::CaseId;

use crate::{
    error::StoreError,
    ids::{now_ms, random_hex},
    store::Store,
};

/// An entry; never holds dossier text.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// The token's id.
    pub token_id: String,
    /// What was done, such as `case.delete`.
    pub action: &'static str,
    /// To which case.
    pub case_id: Option<CaseId>,
    /// In which request.
    pub request_id: String,
    /// Ids and counts that tell more.
    pub detail: String,
}

impl Store {
    /// Adds an entry.
    pub async fn audit(&self, entry: AuditEntry) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO audit (id, at, token_id, action, case_id, request_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(random_hex::<16>()?)
            .bind(now_ms())
            .bind(entry.token_id)
            .bind(entry.action)
            .bind(entry.case_id.map(|case| case.as_str().to_owned()))
            .bind(entry.request_id)
            .bind(entry.detail)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
