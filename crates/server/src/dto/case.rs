use anjian_store::{CaseRow, FileRow, FileState, ProgressRow, ReviewState, StoredFile};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case to be created.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewCase {
    /// 1 to 200 chars.
    pub name: String,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseJson {
    pub id: String,
    pub name: String,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// `empty`, `processing`, `ready` or `failed`.
    pub state: &'static str,
    pub file_count: i64,
    pub document_count: i64,
    pub finding_count: i64,
    pub pending_finding_count: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseList {
    pub cases: Vec<CaseJson>,
}

/// RFC 3339 of milliseconds since 1970.
pub(super) fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |at| at.to_string())
}

impl From<CaseRow> for CaseJson {
    fn from(row: CaseRow) -> Self {
        let state = if row.open_jobs > 0 {
            "processing"
        } else if row.file_count == 0 {
            "empty"
        } else if row.failed_reviews > 0 || row.files_failed == row.file_count {
            "failed"
        } else {
            "ready"
        };
        Self {
            id: row.id.as_str().to_owned(),
            name: row.name,
            created_at: rfc3339(row.created_at_ms),
            state,
            file_count: row.file_count,
            document_count: row.document_count,
            finding_count: row.finding_count,
            pending_finding_count: row.pending_finding_count,
        }
    }
}

/// A file that was uploaded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadedJson {
    pub id: String,
    pub name: String,
    pub size_bytes: u64,
    pub sha256: String,
    /// True when the case held the same bytes already; nothing was stored again.
    pub duplicate: bool,
}

impl From<StoredFile> for UploadedJson {
    fn from(file: StoredFile) -> Self {
        Self {
            id: file.id,
            name: file.name,
            size_bytes: file.size_bytes,
            sha256: file.sha256,
            duplicate: file.duplicate,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadList {
    pub files: Vec<UploadedJson>,
}

/// A file of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileJson {
    pub id: String,
    pub name: String,
    pub size_bytes: i64,
    pub sha256: String,
    /// `queued`, `done` or `failed`.
    pub state: &'static str,
    /// One Chinese sentence: why it, or something in it, gave no text and what to do.
    pub error: Option<String>,
    /// The same as a code, such as `encrypted`.
    pub error_code: Option<String>,
    /// Pages of the file; while it is read, 0 until they are counted.
    pub page_count: i64,
    /// Pages read so far.
    pub pages_done: i64,
    /// Files found inside it and listed on their own; an archive has no pages itself.
    pub member_count: i64,
    /// The file it was found in; it is removed when that is.
    pub archive_id: Option<String>,
}

impl From<FileRow> for FileJson {
    fn from(row: FileRow) -> Self {
        let state = match row.state {
            FileState::Queued => "queued",
            FileState::Done => "done",
            FileState::Failed => "failed",
        };
        Self {
            id: row.id,
            name: row.name,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            state,
            error: row.error,
            error_code: row.error_code,
            page_count: row.page_count,
            pages_done: row.pages_done,
            member_count: row.member_count,
            archive_id: row.archive_id,
        }
    }
}

/// The password of an encrypted file.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPassword {
    /// As typed.
    pub password: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileList {
    pub files: Vec<FileJson>,
}

/// A file that gave no text, or not all that is in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SkippedJson {
    pub file: String,
    pub file_id: String,
    pub error: String,
    /// The reason as a code, such as `encrypted`.
    pub error_code: Option<String>,
}

/// A file whose pages are being read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadingJson {
    pub file: String,
    pub file_id: String,
    pub pages_done: i64,
    pub pages_total: i64,
}

/// How far a case is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgressJson {
    /// `empty`, `processing`, `ready` or `failed`.
    pub state: &'static str,
    pub files_total: i64,
    pub files_done: i64,
    pub files_failed: i64,
    /// `none`, `queued`, `running`, `done` or `failed`.
    pub review: &'static str,
    /// Files being read whose pages are counted.
    pub reading: Vec<ReadingJson>,
    pub skipped: Vec<SkippedJson>,
}

impl ProgressJson {
    pub fn new(progress: ProgressRow, files: Vec<FileRow>) -> Self {
        let (review, state) = match progress.review {
            ReviewState::None => ("none", "empty"),
            ReviewState::Queued => ("queued", "processing"),
            ReviewState::Running => ("running", "processing"),
            ReviewState::Done
                if progress.files_total > 0 && progress.files_failed == progress.files_total =>
            {
                ("done", "failed")
            }
            ReviewState::Done if progress.files_total == 0 => ("done", "empty"),
            ReviewState::Done => ("done", "ready"),
            ReviewState::Failed => ("failed", "failed"),
        };
        let is_in_reading =
            |file: &&FileRow| file.state == FileState::Queued && file.pages_done > 0;
        let reading = files
            .iter()
            .filter(is_in_reading)
            .map(|file| ReadingJson {
                file: file.name.clone(),
                file_id: file.id.clone(),
                pages_done: file.pages_done,
                pages_total: file.page_count,
            })
            .collect();
        let skipped = files
            .into_iter()
            .filter_map(|file| {
                Some(SkippedJson {
                    file: file.name,
                    file_id: file.id,
                    error: file.error?,
                    error_code: file.error_code,
                })
            })
            .collect();
        Self {
            state,
            files_total: progress.files_total,
            files_done: progress.files_done,
            files_failed: progress.files_failed,
            review,
            reading,
            skipped,
        }
    }
}
