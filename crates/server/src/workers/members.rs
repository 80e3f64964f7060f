//! What comes out of a file becomes files of its case, each with a job of its own.

use std::collections::HashSet;

use anjian_core::{Problem, ProblemCode};
use anjian_extract::{DEPTH, ExtractError, TakenMember};
use anjian_store::{FileRow, Job, StoredMember};
use tokio::io::AsyncReadExt;

use super::JobError;
use crate::{state::AppState, text};

/// Bytes read at a time.
const CHUNK: usize = 256 << 10;
/// Lost members named in the sentence on their archive; the others are counted.
const NAMED: usize = 20;

/// Members of the file that a job reads.
pub(super) struct Members<'a> {
    state: &'a AppState,
    job: &'a Job,
    archive: &'a FileRow,
    /// Ids of those that are files of the case; an archive may hold one twice.
    kept: HashSet<String>,
    /// One Chinese sentence each.
    lost: Vec<String>,
    lost_unnamed: usize,
}

impl<'a> Members<'a> {
    pub fn of(state: &'a AppState, job: &'a Job, archive: &'a FileRow) -> Self {
        Self { state, job, archive, kept: HashSet::new(), lost: Vec::new(), lost_unnamed: 0 }
    }

    /// Stores a member with its job.
    pub async fn store(&mut self, member: TakenMember) -> Result<(), JobError> {
        if usize::try_from(self.archive.depth).is_ok_and(|depth| depth >= DEPTH) {
            self.lose(ExtractError::too_deep(&member.name, DEPTH));
            return Ok(());
        }
        let store = &self.state.store;
        // The reading has limited its size already.
        let mut upload = store.begin_upload(&self.job.scope, &member.name, u64::MAX).await?;
        let mut file = tokio::fs::File::open(&member.path).await.map_err(JobError::Member)?;
        let mut chunk = vec![0; CHUNK];
        loop {
            let taken = file.read(&mut chunk).await.map_err(JobError::Member)?;
            if taken == 0 {
                break;
            }
            upload.write(&chunk[..taken]).await?;
        }
        match upload.finish_member(self.job, self.archive).await? {
            StoredMember::Stored(member) => {
                self.kept.insert(member.id);
            }
            StoredMember::Removed => {}
            StoredMember::TooMany => self.lose(ExtractError::too_deep(&member.name, DEPTH)),
            StoredMember::Lost => return Err(JobError::Lost),
        }
        Ok(())
    }

    /// Takes what is told of a member that is no file of the case.
    pub fn lose(&mut self, problem: Problem) {
        if self.lost.len() < NAMED {
            self.lost.push(problem.message);
        } else {
            self.lost_unnamed += 1;
        }
    }

    /// What is told of the archive that failed with `problem`: its members so far are kept.
    pub fn failure(&self, problem: Problem) -> Problem {
        let Problem { code, mut message } = problem;
        if !self.kept.is_empty() {
            message.push_str(&text::members_kept(self.kept.len()));
        }
        Problem { code, message }
    }

    /// What is told of the archive for all that was lost.
    pub fn problem(self, own: Option<Problem>) -> Option<Problem> {
        let own = own.map(|problem| problem.message);
        let mut sentences: Vec<String> = own.into_iter().chain(self.lost).collect();
        if self.lost_unnamed > 0 {
            sentences.push(text::more_lost(self.lost_unnamed));
        }
        let message = sentences.join("；");
        (!message.is_empty()).then_some(Problem { code: ProblemCode::Incomplete, message })
    }
}
