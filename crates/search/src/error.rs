//! What can go wrong with the index.

use thiserror::Error;

/// A search or an indexing that failed.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The index can't be read or written.
    #[error("keyword index failed")]
    Index(#[from] tantivy::TantivyError),
    /// The index folder can't be made.
    #[error("keyword index folder cannot be used")]
    Folder(#[from] std::io::Error),
    /// Another process works on the index.
    #[error("keyword index is in use by another process")]
    InUse,
    /// A writer panicked before; the index must be opened again.
    #[error("keyword index writer is gone")]
    WriterGone,
}
