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
    /// A part of a point's file contradicts another, or names what there is not.
    #[error("{file}, line {line}: {problem}")]
    Unsound {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what is expected, in Chinese: technicians read it.
        problem: String,
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
