//! The job of a file: its pages are stored as they are read, so that a reading that was cut off
//! goes on where it was.

use std::time::{Duration, Instant};

use anjian_core::{Page, Problem, ProblemCode};
use anjian_extract::{ExtractError, FileRead, ReadEvent, ReadOptions, Refusal};
use anjian_store::{FileRow, Job, PageBatch, ReadFile};
use tokio::sync::mpsc;

use super::{JobError, LEASE, members::Members};
use crate::{state::AppState, text};

/// Pages stored at once; those of a scan come slower and are stored each [`STORE_EVERY`].
const BATCH: usize = 64;
/// Time that a page that was read may wait to be stored: what a crash costs, and what progress lags.
const STORE_EVERY: Duration = Duration::from_secs(1);
/// Time after which a job without news is kept anyway: a page may take long.
const KEEP_EVERY: Duration = Duration::from_secs(60);
/// Events that may wait; each is a page at most.
const BUFFERED: usize = 8;

/// Reads the job's file and stores what it gives.
pub(super) async fn read_file(state: &AppState, job: &Job, file_id: &str) -> Result<(), JobError> {
    let file = state.store.read_file(&job.scope, file_id).await?;
    let path = state.store.blob_path(&job.scope, &file.sha256);
    let version = state.extractor.version();
    let known = state.store.resume_pages(job, file_id, &version).await?;
    if !known.is_empty() {
        tracing::info!(file.id = file_id, pages = known.len(), "reading goes on after known pages");
    }
    let mut progress = Progress {
        state,
        job,
        file: &file,
        version: &version,
        stored: known.len(),
        total: None,
        waiting: Vec::new(),
        stored_at: Instant::now(),
        members: Members::of(state, job, &file),
    };
    let password = state.passwords.of(&job.scope, file_id);
    let (events, said) = mpsc::channel(BUFFERED);
    let reading = async {
        let options = ReadOptions { password: password.clone(), known };
        Ok::<_, JobError>(state.extractor.read(&path, &file.name, options, events).await)
    };
    // A job that is another's now ends the reading.
    let read = match tokio::try_join!(reading, progress.hear(said)) {
        Ok((read, ())) => read,
        Err(JobError::Lost) => return Ok(()),
        Err(error) => return Err(error),
    };
    let result = match read {
        Ok(FileRead { pages, members, problem }) => {
            Ok(ReadFile { pages, members, problem: progress.members.problem(problem) })
        }
        // Not the file's fault: tried again.
        Err(error @ (ExtractError::NoWorker(_) | ExtractError::Scratch(_))) => {
            return Err(JobError::Reading(error));
        }
        Err(ExtractError::Refused(Refusal::Encrypted)) if password.is_some() => {
            state.passwords.forget(&job.scope, file_id);
            Err(progress.members.failure(Problem {
                code: ProblemCode::WrongPassword,
                message: text::wrong_password(&file.name),
            }))
        }
        Err(error) => Err(progress.members.failure(error.problem(&file.name))),
    };
    state.store.complete_extract(job, file_id, result).await?;
    Ok(())
}

/// Stores what a reading says.
struct Progress<'a> {
    state: &'a AppState,
    job: &'a Job,
    file: &'a FileRow,
    version: &'a str,
    /// Pages stored.
    stored: usize,
    total: Option<usize>,
    /// Pages read and not stored.
    waiting: Vec<Page>,
    stored_at: Instant,
    members: Members<'a>,
}

impl Progress<'_> {
    async fn hear(&mut self, mut said: mpsc::Receiver<ReadEvent>) -> Result<(), JobError> {
        loop {
            // What waits when the reading ends is stored with all pages.
            match tokio::time::timeout(STORE_EVERY, said.recv()).await {
                Ok(None) => return Ok(()),
                Ok(Some(ReadEvent::Total(total))) => self.total = Some(total),
                Ok(Some(ReadEvent::Page(page))) => self.waiting.push(page),
                Ok(Some(ReadEvent::Member(member))) => self.members.store(member).await?,
                Ok(Some(ReadEvent::LostMember { problem, .. })) => self.members.lose(problem),
                Err(_) => {}
            }
            let waited = self.stored_at.elapsed();
            let is_due = self.waiting.len() >= BATCH
                || waited >= KEEP_EVERY
                || (waited >= STORE_EVERY && !self.waiting.is_empty());
            if is_due {
                self.store().await?;
            }
        }
    }

    async fn store(&mut self) -> Result<(), JobError> {
        let batch = PageBatch {
            version: self.version,
            first_ordinal: self.stored + 1,
            pages: &self.waiting,
            total: self.total,
        };
        if !self.state.store.store_pages(self.job, &self.file.id, batch, LEASE).await? {
            return Err(JobError::Lost);
        }
        self.stored += self.waiting.len();
        self.waiting.clear();
        self.stored_at = Instant::now();
        Ok(())
    }
}
