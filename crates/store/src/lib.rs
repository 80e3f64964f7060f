//! Persistence: cases, files, pages, reviews, verdicts, tokens, audit, jobs; file blobs in a folder.
//!
//! One data layer for SQLite (default) and PostgreSQL, chosen by the URL. Every read and write of a
//! case's data takes a [`anjian_core::CaseScope`]. Must not know: what the data means.

mod error;
mod ids;
mod store;

mod audit;
mod cases;
mod files;
mod jobs;
mod members;
mod page_rows;
mod removed;
mod reviews;
mod tokens;
mod uploads;
mod verdicts;

pub use audit::AuditEntry;
pub use cases::CaseRow;
pub use error::StoreError;
pub use files::{FileRow, FileState, PageRow};
pub use jobs::{Job, JobCounts, JobFate, JobKind, NewReview, ReadFile};
pub use members::StoredMember;
pub use page_rows::PageBatch;
pub use reviews::{ProgressRow, ReviewRow, ReviewState};
pub use store::{Store, StoreConfig};
pub use tokens::{TokenAccess, TokenIdentity, TokenRow};
pub use uploads::{StoredFile, Upload};
pub use verdicts::{Verdict, VerdictCount, VerdictRow};
