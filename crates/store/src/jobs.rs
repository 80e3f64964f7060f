//! Jobs: durable, claimed by one worker at a time, exactly once in effect.
//!
//! A job's row is written in the transaction of what it is about (an upload), and its effects in the
//! transaction that marks it done. A worker that dies leaves a job that is claimed again and whose
//! repeat finds either nothing done or everything (docs/decisions/0003-jobs.md).

use std::time::Duration;

use anjian_core::{CaseId, CaseScope, FilePages, Problem};
use sqlx::{Any, Row, Transaction};

use crate::{
    error::StoreError,
    ids::{now_ms, random_hex},
    page_rows::insert_page,
    store::Store,
};

/// Attempts until a job fails for good.
const ATTEMPTS: i64 = 3;
/// Wait before a second attempt; doubled for the third.
const BACKOFF_MS: i64 = 500;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobKind {
    /// Extract a file's pages.
    ExtractFile {
        /// The file.
        file_id: String,
    },
    /// Review the case.
    ReviewCase,
}

/// A claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Id.
    pub id: String,
    /// What is to be done.
    pub kind: JobKind,
    /// To which case.
    pub scope: CaseScope,
    /// Which attempt this is, from 1.
    pub attempts: i64,
    owner: String,
}

impl Job {
    pub(crate) fn owner(&self) -> &str {
        &self.owner
    }
}

/// What became of a job that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobFate {
    /// It is tried again, after a pause.
    Again,
    /// It was its last attempt.
    GivenUp,
}

/// What a file gave.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// Its pages; none for an archive.
    pub pages: FilePages,
    /// Files found inside it.
    pub members: usize,
    /// Told where something of it was not read.
    pub problem: Option<Problem>,
}

impl From<FilePages> for ReadFile {
    fn from(pages: FilePages) -> Self {
        Self { pages, members: 0, problem: None }
    }
}

/// A review to be stored.
#[derive(Debug, Clone)]
pub struct NewReview {
    /// Version of what made it.
    pub version: String,
    /// The review.
    pub json: String,
    /// Documents in it.
    pub document_count: i64,
    /// Keys of its findings.
    pub finding_keys: Vec<String>,
}

/// Jobs by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting.
    pub queued: i64,
    /// Running.
    pub running: i64,
    /// Failed for good.
    pub failed: i64,
}

/// Writes the job of a new file.
pub(crate) async fn enqueue_extract(
    tx: &mut Transaction<'_, Any>,
    case: &str,
    file_id: &str,
) -> Result<(), StoreError> {
    enqueue(tx, "extract_file", case, Some(file_id)).await
}

/// Writes the job of a file that is to be read again from its first page, unless one is open.
pub(crate) async fn requeue_extract(
    tx: &mut Transaction<'_, Any>,
    case: &str,
    file_id: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE files SET state = 'queued', error = NULL, error_code = NULL, pages_done = 0, reading_version = NULL WHERE case_id = $1 AND id = $2")
        .bind(case.to_owned())
        .bind(file_id.to_owned())
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM jobs WHERE file_id = $1 AND state IN ('done', 'failed')")
        .bind(file_id.to_owned())
        .execute(&mut **tx)
        .await?;
    enqueue_extract(tx, case, file_id).await
}

/// Writes the review job of a case, unless one waits already.
pub(crate) async fn enqueue_review(
    tx: &mut Transaction<'_, Any>,
    case: &str,
) -> Result<(), StoreError> {
    let waiting = sqlx::query(
        "SELECT id FROM jobs WHERE case_id = $1 AND kind = 'review_case' AND state = 'queued'",
    )
    .bind(case)
    .fetch_optional(&mut **tx)
    .await?;
    if waiting.is_some() {
        return Ok(());
    }
    // Earlier reviews are superseded, whatever became of them.
    sqlx::query("DELETE FROM jobs WHERE case_id = $1 AND kind = 'review_case' AND state IN ('done', 'failed')").bind(case).execute(&mut **tx).await?;
    enqueue(tx, "review_case", case, None).await
}

async fn enqueue(
    tx: &mut Transaction<'_, Any>,
    kind: &'static str,
    case: &str,
    file_id: Option<&str>,
) -> Result<(), StoreError> {
    let now = now_ms();
    sqlx::query(
        "INSERT INTO jobs (id, kind, case_id, file_id, state, attempts, lease_until, run_after, created_at) VALUES ($1, $2, $3, $4, 'queued', 0, 0, $5, $6)",
    )
    .bind(random_hex::<16>()?)
    .bind(kind)
    .bind(case.to_owned())
    .bind(file_id.map(str::to_owned))
    .bind(now)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

impl Store {
    /// Claims the oldest job that waits, or whose worker's lease ran out, for `owner`. A case is
    /// reviewed by one worker at a time: of two reviews the older must not overwrite the newer.
    pub async fn claim_job(&self, owner: &str, lease: Duration) -> Result<Option<Job>, StoreError> {
        let now = now_ms();
        let until = now + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 2);
        let row = sqlx::query(
            "UPDATE jobs SET state = 'running', owner = $1, lease_until = $2, attempts = attempts + 1
             WHERE id = (SELECT id FROM jobs WHERE ((state = 'queued' AND run_after <= $3) OR (state = 'running' AND lease_until < $3))
                         AND NOT (kind = 'review_case' AND EXISTS (SELECT 1 FROM jobs r WHERE r.case_id = jobs.case_id
                             AND r.kind = 'review_case' AND r.state = 'running' AND r.lease_until >= $3 AND r.id <> jobs.id))
                         ORDER BY created_at, id LIMIT 1)
             AND (state = 'queued' OR lease_until < $3)
             RETURNING id, kind, case_id, file_id, attempts",
        )
        .bind(owner)
        .bind(until)
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let case: String = row.try_get("case_id")?;
        let kind: String = row.try_get("kind")?;
        let kind = match kind.as_str() {
            "extract_file" => JobKind::ExtractFile { file_id: row.try_get("file_id")? },
            "review_case" => JobKind::ReviewCase,
            _ => return Err(StoreError::UnknownValue(kind)),
        };
        Ok(Some(Job {
            id: row.try_get("id")?,
            kind,
            scope: CaseScope::authorised(
                CaseId::parse(&case).map_err(|_| StoreError::UnknownValue(case))?,
            ),
            attempts: row.try_get("attempts")?,
            owner: owner.to_owned(),
        }))
    }

    /// True while the job is its claimer's.
    pub(crate) async fn is_claimed(&self, job: &Job) -> Result<bool, StoreError> {
        let row =
            sqlx::query("SELECT id FROM jobs WHERE id = $1 AND state = 'running' AND owner = $2")
                .bind(&job.id)
                .bind(&job.owner)
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.is_some())
    }

    /// Stores what a file gave, marks the job done, and queues the review when no other file of the
    /// case waits. False, without any effect, when the job is no longer its claimer's.
    pub async fn complete_extract(
        &self,
        job: &Job,
        file_id: &str,
        result: Result<ReadFile, Problem>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        if !finish(&mut tx, job).await? {
            return Ok(false);
        }
        let case = job.scope.case_id().as_str();
        sqlx::query("DELETE FROM pages WHERE case_id = $1 AND file_id = $2")
            .bind(case)
            .bind(file_id)
            .execute(&mut *tx)
            .await?;
        let (state, problem, count, members) = match &result {
            Ok(read) => ("done", read.problem.as_ref(), read.pages.pages.len(), Some(read.members)),
            // What was taken out before it failed stays.
            Err(problem) => ("failed", Some(problem), 0, None),
        };
        for (ordinal, page) in (1..).zip(result.iter().flat_map(|read| &read.pages.pages)) {
            insert_page(&mut tx, &job.scope, file_id, ordinal, page).await?;
        }
        sqlx::query("UPDATE files SET state = $1, error = $2, page_count = $3, pages_done = $3, member_count = coalesce($6, (SELECT count(*) FROM files member WHERE member.archive_id = $5)), error_code = $7 WHERE case_id = $4 AND id = $5")
            .bind(state)
            .bind(problem.map(|problem| problem.message.clone()))
            .bind(i64::try_from(count).unwrap_or(i64::MAX))
            .bind(case)
            .bind(file_id)
            .bind(members.map(|members| i64::try_from(members).unwrap_or(i64::MAX)))
            .bind(problem.map(|problem| problem.code.as_str()))
            .execute(&mut *tx)
            .await?;
        let waiting: i64 = sqlx::query(
            "SELECT count(*) AS waiting FROM files WHERE case_id = $1 AND state = 'queued'",
        )
        .bind(case)
        .fetch_one(&mut *tx)
        .await?
        .try_get("waiting")?;
        if waiting == 0 {
            enqueue_review(&mut tx, case).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Stores a review and marks the job done. False, without any effect, when the job is no longer
    /// its claimer's.
    pub async fn complete_review(&self, job: &Job, review: NewReview) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        if !finish(&mut tx, job).await? {
            return Ok(false);
        }
        let case = job.scope.case_id().as_str();
        for statement in [
            "DELETE FROM reviews WHERE case_id = $1",
            "DELETE FROM review_findings WHERE case_id = $1",
        ] {
            sqlx::query(statement).bind(case).execute(&mut *tx).await?;
        }
        sqlx::query("INSERT INTO reviews (case_id, version, made_at, document_count, json) VALUES ($1, $2, $3, $4, $5)")
            .bind(case)
            .bind(review.version)
            .bind(now_ms())
            .bind(review.document_count)
            .bind(review.json.replace('\0', " "))
            .execute(&mut *tx)
            .await?;
        for key in review.finding_keys {
            sqlx::query("INSERT INTO review_findings (case_id, finding_key) VALUES ($1, $2) ON CONFLICT DO NOTHING").bind(case).bind(key).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Puts a failed job back with a pause, or gives it up after its last attempt. Attempts are
    /// those since the job last made progress.
    pub async fn fail_job(&self, job: &Job, reason: &str) -> Result<(), StoreError> {
        let (fate, attempts) = self.fate_of(job).await?;
        let pause = BACKOFF_MS << (attempts - 1).clamp(0, 8);
        sqlx::query("UPDATE jobs SET state = $1, error = $2, owner = NULL, run_after = $3 WHERE id = $4 AND state = 'running' AND owner = $5")
            .bind(if fate == JobFate::GivenUp { "failed" } else { "queued" })
            .bind(reason)
            .bind(now_ms() + pause)
            .bind(&job.id)
            .bind(&job.owner)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What [`Self::fail_job`] would make of the job.
    pub async fn job_fate(&self, job: &Job) -> Result<JobFate, StoreError> {
        Ok(self.fate_of(job).await?.0)
    }

    async fn fate_of(&self, job: &Job) -> Result<(JobFate, i64), StoreError> {
        let row = sqlx::query("SELECT attempts FROM jobs WHERE id = $1")
            .bind(&job.id)
            .fetch_optional(&self.pool)
            .await?;
        // A job that is gone, with its case, has nothing to be tried.
        let Some(row) = row else { return Ok((JobFate::GivenUp, ATTEMPTS)) };
        let attempts: i64 = row.try_get("attempts")?;
        let fate = if attempts >= ATTEMPTS { JobFate::GivenUp } else { JobFate::Again };
        Ok((fate, attempts))
    }

    /// Puts a job back untouched, as at a stop.
    pub async fn release_job(&self, job: &Job) -> Result<(), StoreError> {
        sqlx::query("UPDATE jobs SET state = 'queued', owner = NULL, attempts = attempts - 1 WHERE id = $1 AND state = 'running' AND owner = $2")
            .bind(&job.id)
            .bind(&job.owner)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Puts back every running job: for the start of the only server on this database, whose
    /// predecessor died. A death is no failed attempt.
    pub async fn requeue_running(&self) -> Result<u64, StoreError> {
        let requeued =
            sqlx::query("UPDATE jobs SET state = 'queued', owner = NULL WHERE state = 'running'")
                .execute(&self.pool)
                .await?;
        Ok(requeued.rows_affected())
    }

    /// Queues every file and thereby every case again (invariant 5).
    pub async fn rebuild(&self) -> Result<u64, StoreError> {
        let mut tx = self.pool.begin().await?;
        let files = sqlx::query("SELECT id, case_id FROM files ORDER BY created_at, id")
            .fetch_all(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM jobs").execute(&mut *tx).await?;
        sqlx::query("UPDATE files SET state = 'queued', error = NULL, error_code = NULL, pages_done = 0, reading_version = NULL").execute(&mut *tx).await?;
        for file in &files {
            enqueue_extract(
                &mut tx,
                &file.try_get::<String, _>("case_id")?,
                &file.try_get::<String, _>("id")?,
            )
            .await?;
        }
        tx.commit().await?;
        Ok(files.len() as u64)
    }

    /// Jobs by state.
    pub async fn job_counts(&self) -> Result<JobCounts, StoreError> {
        let mut counts = JobCounts { queued: 0, running: 0, failed: 0 };
        for row in sqlx::query("SELECT state, count(*) AS jobs FROM jobs GROUP BY state")
            .fetch_all(&self.pool)
            .await?
        {
            let jobs: i64 = row.try_get("jobs")?;
            match row.try_get::<String, _>("state")?.as_str() {
                "queued" => counts.queued = jobs,
                "running" => counts.running = jobs,
                "failed" => counts.failed = jobs,
                _ => {}
            }
        }
        Ok(counts)
    }
}

/// Marks the job done if it is still its claimer's.
async fn finish(tx: &mut Transaction<'_, Any>, job: &Job) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE jobs SET state = 'done', owner = NULL WHERE id = $1 AND state = 'running' AND owner = $2")
        .bind(&job.id)
        .bind(&job.owner)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}
