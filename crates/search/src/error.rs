//! What can go wrong with the index.

use std::{io, path::PathBuf};

use tantivy::TantivyError;
use thiserror::Error;

/// Why the index could not be opened, changed or searched.
#[derive(Debug, Error)]
pub enum SearchError {
    /// Another process has the index open; stop it or choose another folder.
    #[error("index at {0} is in use by another process")]
    InUse(PathBuf),
    /// The folder cannot be read or written.
    #[error("index folder {path} cannot be used")]
    Folder {
        /// The folder or the file in it.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A hit does not fit its page: close the index, open it again and index the cases again.
    #[error("index does not fit its own pages")]
    Inconsistent,
    /// The engine failed.
    #[error("search engine failed")]
    Engine(#[from] TantivyError),
}
