//! Reviews: derived, one document a case, with the version of what made it.

use anjian_core::CaseScope;
use sqlx::Row;

use crate::{error::StoreError, store::Store};

/// A stored review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// Version of what made it.
    pub version: String,
    /// When.
    pub made_at_ms: i64,
    /// The review as JSON; its shape is its maker's.
    pub json: String,
}

/// Where the review of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// No review was asked for.
    None,
    /// Waits, for files or a worker.
    Queued,
    /// Is being made.
    Running,
    /// Is there.
    Done,
    /// Failed for good.
    Failed,
}

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgressRow {
    /// Files.
    pub files_total: i64,
    /// Files that gave pages.
    pub files_done: i64,
    /// Files that did not.
    pub files_failed: i64,
    /// The review.
    pub review: ReviewState,
}

impl Store {
    /// The last review of the case.
    pub async fn load_review(&self, scope: &CaseScope) -> Result<Option<ReviewRow>, StoreError> {
        let row = sqlx::query("SELECT version, made_at, json FROM reviews WHERE case_id = $1")
            .bind(scope.case_id().as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            Ok(ReviewRow {
                version: row.try_get("version")?,
                made_at_ms: row.try_get("made_at")?,
                json: row.try_get("json")?,
            })
        })
        .transpose()
    }

    /// How far the case is.
    pub async fn progress(&self, scope: &CaseScope) -> Result<ProgressRow, StoreError> {
        let row = sqlx::query(
            "SELECT
             (SELECT count(*) FROM files WHERE case_id = $1) AS total,
             (SELECT count(*) FROM files WHERE case_id = $1 AND state = 'done') AS done,
             (SELECT count(*) FROM files WHERE case_id = $1 AND state = 'failed') AS failed,
             (SELECT count(*) FROM jobs WHERE case_id = $1 AND kind = 'review_case' AND state = 'running') AS running,
             (SELECT count(*) FROM jobs WHERE case_id = $1 AND state IN ('queued', 'running')) AS open,
             (SELECT count(*) FROM jobs WHERE case_id = $1 AND kind = 'review_case' AND state = 'failed') AS broken,
             (SELECT count(*) FROM reviews WHERE case_id = $1) AS reviews",
        )
        .bind(scope.case_id().as_str())
        .fetch_one(&self.pool)
        .await?;
        let count = |name: &str| row.try_get::<i64, _>(name);
        let review = if count("running")? > 0 {
            ReviewState::Running
        } else if count("open")? > 0 {
            ReviewState::Queued
        } else if count("broken")? > 0 {
            ReviewState::Failed
        } else if count("reviews")? > 0 {
            ReviewState::Done
        } else {
            ReviewState::None
        };
        Ok(ProgressRow {
            files_total: count("total")?,
            files_done: count("done")?,
            files_failed: count("failed")?,
            review,
        })
    }
}
