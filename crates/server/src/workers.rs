//! Background workers: claim a job, do it, store its effect.

use std::time::Duration;

use anjian_core::{Problem, ProblemCode};
use anjian_dossier::Dossier;
use anjian_store::{Job, JobFate, JobKind, NewReview, StoreError};
use tokio::{sync::watch, task::JoinSet};
use tracing::Instrument;

use crate::{dto::finding_id, state::AppState, text};

mod members;
mod reading;

/// Time after which a claimed job is another worker's to take. A reading renews it as it goes on.
const LEASE: Duration = Duration::from_secs(15 * 60);
/// Pause of an idle worker.
const IDLE: Duration = Duration::from_millis(300);

/// Running workers.
pub struct Workers {
    tasks: JoinSet<()>,
}

impl Workers {
    /// Waits until each worker has ended its job, for `grace` at most; says whether all did. What
    /// did not is aborted, its effects not yet stored.
    pub async fn join(mut self, grace: Duration) -> bool {
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        tokio::time::timeout(grace, ended).await.is_ok()
    }
}

/// Starts the workers; they stop claiming when `stopped` turns true.
pub fn spawn_workers(state: AppState, stopped: watch::Receiver<bool>) -> Workers {
    let mut tasks = JoinSet::new();
    for number in 0..state.config.workers.max(1) {
        let owner = format!("{}-{number}", std::process::id());
        tasks.spawn(work(state.clone(), owner, stopped.clone()));
    }
    Workers { tasks }
}

async fn work(state: AppState, owner: String, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let job = match state.store.claim_job(&owner, LEASE).await {
            Ok(Some(job)) => job,
            Ok(None) => {
                pause(&mut stopped).await;
                continue;
            }
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no job can be claimed");
                pause(&mut stopped).await;
                continue;
            }
        };
        let span =
            tracing::info_span!("job", "job.id" = job.id, "case.id" = job.scope.case_id().as_str());
        run(&state, job).instrument(span).await;
    }
}

async fn pause(stopped: &mut watch::Receiver<bool>) {
    let _ = tokio::time::timeout(IDLE, stopped.wait_for(|stopped| *stopped)).await;
}

async fn run(state: &AppState, job: Job) {
    let kind = match job.kind {
        JobKind::ExtractFile { .. } => "extract_file",
        JobKind::ReviewCase => "review_case",
    };
    let started = std::time::Instant::now();
    // A task of its own: a panic in a job is that job's failure, not the worker's.
    let task = {
        let state = state.clone();
        let job = job.clone();
        tokio::spawn(async move { perform(&state, &job).await }.in_current_span())
    };
    let failure = match task.await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(with_sources(&error)),
        Err(_) => Some("the job panicked".to_owned()),
    };
    let duration_ms = started.elapsed().as_millis() as u64;
    match failure {
        None => {
            state.metrics.count_job(kind, "done");
            tracing::info!(kind, duration_ms, "job done");
        }
        Some(reason) => {
            state.metrics.count_job(kind, "failed");
            tracing::error!(kind, duration_ms, attempts = job.attempts, reason, "job failed");
            if let Err(error) = give_back(state, &job, &reason).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "failed job cannot be put back"
                );
            }
        }
    }
}

/// The error with what caused it.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told.push_str(": ");
        told.push_str(&cause.to_string());
        source = cause.source();
    }
    told
}

/// Puts a failed job back; a file that failed too often is told to the user, so that the rest of
/// its case goes on.
async fn give_back(state: &AppState, job: &Job, reason: &str) -> Result<(), StoreError> {
    if let JobKind::ExtractFile { file_id } = &job.kind
        && state.store.job_fate(job).await? == JobFate::GivenUp
    {
        let file = state.store.read_file(&job.scope, file_id).await?;
        let problem =
            Problem { code: ProblemCode::Service, message: text::not_processed(&file.name) };
        state.store.complete_extract(job, file_id, Err(problem)).await?;
        return Ok(());
    }
    state.store.fail_job(job, reason).await
}

#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error("store failed")]
    Store(#[from] StoreError),
    #[error("review failed")]
    Review(#[from] anjian_review::ReviewError),
    #[error("index failed")]
    Index(#[from] anjian_review::SearchError),
    #[error("review cannot be stored")]
    Json(#[from] serde_json::Error),
    #[error("a step panicked")]
    Step(#[from] tokio::task::JoinError),
    #[error("file cannot be read for the service's own reasons")]
    Reading(#[source] anjian_extract::ExtractError),
    #[error("a file taken out of another cannot be read")]
    Member(#[source] std::io::Error),
    #[error("the job is another worker's now")]
    Lost,
}

async fn perform(state: &AppState, job: &Job) -> Result<(), JobError> {
    match &job.kind {
        JobKind::ExtractFile { file_id } => reading::read_file(state, job, file_id).await,
        JobKind::ReviewCase => review(state, job).await,
    }
}

async fn review(state: &AppState, job: &Job) -> Result<(), JobError> {
    let files = state.store.load_pages(&job.scope).await?;
    let index = state.index.clone();
    let scope = job.scope.clone();
    let dossier = tokio::task::spawn_blocking(move || {
        index.index_case(&scope, &files)?;
        Ok::<Dossier, anjian_review::SearchError>(Dossier::read(files))
    })
    .await??;
    // The case may have been deleted while it was indexed.
    if let Err(StoreError::NotFound) = state.store.read_case(&job.scope).await {
        let (index, scope) = (state.index.clone(), job.scope.clone());
        tokio::task::spawn_blocking(move || index.remove_case(&scope)).await??;
        return Ok(());
    }
    let review = state.reviewer.review(&dossier).await?;
    let new = NewReview {
        version: review.version.clone(),
        json: serde_json::to_string(&review)?,
        document_count: i64::try_from(review.documents.len()).unwrap_or(i64::MAX),
        finding_keys: review.findings.iter().map(finding_id).collect(),
    };
    state.store.complete_review(job, new).await?;
    Ok(())
}
