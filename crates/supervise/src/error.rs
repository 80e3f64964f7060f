//! What can be wrong with a catalogue.

use std::path::PathBuf;

use thiserror::Error;

/// A catalogue that can't be used; names the file or point at fault.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file could not be read.
    #[error("cannot read supervision point file {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file is not a point.
    #[error("{file} is not a supervision point")]
    Malformed {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: serde_norway::Error,
    },
    /// An expression of a point does not compile or names something unknown.
    #[error("point {point}: expression `{expression}` is wrong: {reason}")]
    Expression {
        /// The point.
        point: String,
        /// The expression.
        expression: String,
        /// What the expression language says.
        reason: String,
    },
}
