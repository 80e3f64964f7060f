//! Pages on their way: stored as they are read, so that a reading that was cut off goes on.

use std::time::Duration;

use anjian_core::{CaseScope, Page};
use sqlx::{Any, Transaction};

use crate::{error::StoreError, files::page_rows, ids::now_ms, jobs::Job, store::Store};

/// Pages that were read and are to be stored.
#[derive(Debug)]
pub struct PageBatch<'a> {
    /// Version of what read them.
    pub version: &'a str,
    /// 1-based place of the first of them in the file.
    pub first_ordinal: usize,
    /// The pages; none where the job is only to be kept.
    pub pages: &'a [Page],
    /// Pages of the file, where they are known.
    pub total: Option<usize>,
}

impl Store {
    /// The first pages of a file that the reading under way has stored, where `version` read them;
    /// else the reading begins again.
    pub async fn resume_pages(
        &self,
        job: &Job,
        file_id: &str,
        version: &str,
    ) -> Result<Vec<Page>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let case = job.scope.case_id().as_str();
        sqlx::query("UPDATE files SET pages_done = 0, reading_version = $1 WHERE case_id = $2 AND id = $3 AND (reading_version IS NULL OR reading_version <> $1)")
            .bind(version)
            .bind(case)
            .bind(file_id)
            .execute(&mut *tx)
            .await?;
        let file = self.file_in(&mut tx, &job.scope, file_id).await?;
        let pages = page_rows(&mut tx, &job.scope, &file, file.pages_done).await?;
        tx.commit().await?;
        // Pages out of line are worth nothing.
        Ok(if pages.len() as i64 == file.pages_done { pages } else { Vec::new() })
    }

    /// Stores pages of the job's file and keeps the job for `lease` more. Pages are progress: the
    /// attempts made count no more. False, without any effect, when the job is no longer its
    /// claimer's.
    pub async fn store_pages(
        &self,
        job: &Job,
        file_id: &str,
        batch: PageBatch<'_>,
        lease: Duration,
    ) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let until = now_ms() + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 2);
        let attempts = if batch.pages.is_empty() { "attempts" } else { "1" };
        let sql = format!(
            "UPDATE jobs SET lease_until = $1, attempts = {attempts} WHERE id = $2 AND state = 'running' AND owner = $3"
        );
        let kept = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(until)
            .bind(&job.id)
            .bind(job.owner())
            .execute(&mut *tx)
            .await?;
        if kept.rows_affected() != 1 {
            return Ok(false);
        }
        let case = job.scope.case_id().as_str();
        for (ordinal, page) in (batch.first_ordinal..).zip(batch.pages) {
            insert_page(&mut tx, &job.scope, file_id, ordinal, page).await?;
        }
        let done = (batch.first_ordinal + batch.pages.len()).saturating_sub(1);
        sqlx::query("UPDATE files SET pages_done = $1, page_count = coalesce($2, page_count), reading_version = $3 WHERE case_id = $4 AND id = $5")
            .bind(i64::try_from(done).unwrap_or(i64::MAX))
            .bind(batch.total.and_then(|total| i64::try_from(total).ok()))
            .bind(batch.version)
            .bind(case)
            .bind(file_id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Writes a page, over one of an earlier reading.
pub(crate) async fn insert_page(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
    file_id: &str,
    ordinal: usize,
    page: &Page,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO pages (case_id, file_id, ordinal, number, text, layout) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (file_id, ordinal) DO UPDATE SET number = excluded.number, text = excluded.text, layout = excluded.layout",
    )
    .bind(scope.case_id().as_str().to_owned())
    .bind(file_id.to_owned())
    .bind(i64::try_from(ordinal).unwrap_or(i64::MAX))
    .bind(page.number.map(i64::from))
    // PostgreSQL's text holds no NUL.
    .bind(page.text.replace('\0', " "))
    .bind(page.layout.as_deref().and_then(|layout| serde_json::to_string(layout).ok()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
