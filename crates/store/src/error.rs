//! What can go wrong with the store.

use thiserror::Error;

/// A failed read or write.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The case, file or page is not there.
    #[error("not found")]
    NotFound,
    /// A token of that label exists.
    #[error("a token with this label exists")]
    LabelTaken,
    /// The upload has more bytes than allowed.
    #[error("upload exceeds {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The database failed.
    #[error("database failed")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("database schema cannot be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The blob folder failed.
    #[error("file storage failed")]
    Io(#[from] std::io::Error),
    /// A row holds what this version does not know.
    #[error("database holds an unknown value `{0}`")]
    UnknownValue(String),
}
