//! Cases.

use anjian_core::{CaseId, CaseScope};
use sqlx::{Row, any::AnyRow};

use crate::{
    error::StoreError,
    ids::{now_ms, random_hex},
    store::Store,
    tokens::TokenIdentity,
};

/// A case with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Id.
    pub id: CaseId,
    /// Name.
    pub name: String,
    /// When it was created.
    pub created_at_ms: i64,
    /// Files.
    pub file_count: i64,
    /// Files not processed yet.
    pub files_queued: i64,
    /// Files that gave no text.
    pub files_failed: i64,
    /// Documents of the last review.
    pub document_count: i64,
    /// Findings of the last review.
    pub finding_count: i64,
    /// Of them, without a person's verdict.
    pub pending_finding_count: i64,
    /// Jobs of the case that wait or run.
    pub open_jobs: i64,
    /// Review jobs that failed for good.
    pub failed_reviews: i64,
}

const CASE_COLUMNS: &str = "SELECT c.id, c.name, c.created_at,
    (SELECT count(*) FROM files f WHERE f.case_id = c.id) AS file_count,
    (SELECT count(*) FROM files f WHERE f.case_id = c.id AND f.state = 'queued') AS files_queued,
    (SELECT count(*) FROM files f WHERE f.case_id = c.id AND f.state = 'failed') AS files_failed,
    coalesce((SELECT r.document_count FROM reviews r WHERE r.case_id = c.id), 0) AS document_count,
    (SELECT count(*) FROM review_findings x WHERE x.case_id = c.id) AS finding_count,
    (SELECT count(*) FROM review_findings x WHERE x.case_id = c.id AND NOT EXISTS (
        SELECT 1 FROM verdicts v WHERE v.case_id = x.case_id AND v.finding_key = x.finding_key
        AND v.is_latest = 1 AND v.verdict <> 'pending')) AS pending_finding_count,
    (SELECT count(*) FROM jobs j WHERE j.case_id = c.id AND j.state IN ('queued', 'running')) AS open_jobs,
    (SELECT count(*) FROM jobs j WHERE j.case_id = c.id AND j.kind = 'review_case' AND j.state = 'failed') AS failed_reviews
    FROM cases c";

fn case_row(row: &AnyRow) -> Result<CaseRow, StoreError> {
    let id: String = row.try_get("id")?;
    Ok(CaseRow {
        id: CaseId::parse(&id).map_err(|_| StoreError::UnknownValue(id))?,
        name: row.try_get("name")?,
        created_at_ms: row.try_get("created_at")?,
        file_count: row.try_get("file_count")?,
        files_queued: row.try_get("files_queued")?,
        files_failed: row.try_get("files_failed")?,
        document_count: row.try_get("document_count")?,
        finding_count: row.try_get("finding_count")?,
        pending_finding_count: row.try_get("pending_finding_count")?,
        open_jobs: row.try_get("open_jobs")?,
        failed_reviews: row.try_get("failed_reviews")?,
    })
}

impl Store {
    /// Creates a case that `token` may see.
    pub async fn create_case(
        &self,
        name: &str,
        token: &TokenIdentity,
    ) -> Result<CaseRow, StoreError> {
        let id = random_hex::<12>()?;
        let mut tx = self.pool.begin().await?;
        sqlx::query("INSERT INTO cases (id, name, created_at) VALUES ($1, $2, $3)")
            .bind(&id)
            .bind(name)
            .bind(now_ms())
            .execute(&mut *tx)
            .await?;
        if !token.all_cases {
            sqlx::query("INSERT INTO token_cases (token_id, case_id) VALUES ($1, $2)")
                .bind(&token.id)
                .bind(&id)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        let id = CaseId::parse(&id).map_err(|_| StoreError::UnknownValue(id))?;
        self.read_case(&CaseScope::authorised(id)).await
    }

    /// The cases that `token` may see, newest first.
    pub async fn list_cases(&self, token: &TokenIdentity) -> Result<Vec<CaseRow>, StoreError> {
        let sql = format!(
            "{CASE_COLUMNS} WHERE $1 = 1 OR EXISTS (SELECT 1 FROM token_cases t WHERE t.token_id = $2 AND t.case_id = c.id) ORDER BY c.created_at DESC, c.id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(i64::from(token.all_cases))
            .bind(&token.id)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(case_row).collect()
    }

    /// The case.
    pub async fn read_case(&self, scope: &CaseScope) -> Result<CaseRow, StoreError> {
        let sql = format!("{CASE_COLUMNS} WHERE c.id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(scope.case_id().as_str())
            .fetch_optional(&self.pool)
            .await?;
        case_row(&row.ok_or(StoreError::NotFound)?)
    }

    /// Removes the case, all its rows, and then its files.
    pub async fn delete_case(&self, scope: &CaseScope) -> Result<(), StoreError> {
        let removed = sqlx::query("DELETE FROM cases WHERE id = $1")
            .bind(scope.case_id().as_str())
            .execute(&self.pool)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        match tokio::fs::remove_dir_all(self.case_dir(scope)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
