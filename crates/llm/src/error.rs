//! What can go wrong, by what a caller can do about it. No message carries text of a prompt or
//! of an answer.

use std::{io, path::PathBuf, time::Duration};

use thiserror::Error;

/// Why a call of the model failed.
#[derive(Debug, Error)]
pub enum LlmError {
    /// The configuration cannot work; nothing was sent.
    #[error("model endpoint is configured wrongly: {0}")]
    Configuration(&'static str),
    /// No answer from the address, after the retries: check address and network.
    #[error("model endpoint cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The endpoint refuses the key.
    #[error("model endpoint refused the key (status {0})")]
    KeyRefused(u16),
    /// Too many requests or no balance left, after the retries: try later.
    #[error("model endpoint is busy (status {0})")]
    RateLimited(u16),
    /// The endpoint refuses the request, such as an unknown model or a prompt too long.
    #[error("model endpoint refused the request (status {0})")]
    Refused(u16),
    /// The endpoint failed, after the retries.
    #[error("model endpoint failed (status {0})")]
    EndpointFailed(u16),
    /// The connection broke in the middle of an answer.
    #[error("answer of the model broke off")]
    BrokenOff,
    /// The answer cannot be used: ask again or do without.
    #[error("answer of the model cannot be used: {0}")]
    BadAnswer(AnswerFault),
    /// The call took longer than the configuration allows.
    #[error("model did not answer within {0:?}")]
    TimedOut(Duration),
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerFault {
    /// Not a chat completion.
    #[error("not a chat completion")]
    NotACompletion,
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// Not the JSON that was asked for, also when asked again.
    #[error("not the JSON asked for")]
    NotTheJson,
    /// It ends at the limit of tokens.
    #[error("it is cut at the limit of tokens")]
    CutAtLimit,
    /// Longer than any answer may be.
    #[error("it is too long")]
    TooLong,
}

/// Why a template cannot be used.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// The override's file cannot be read.
    #[error("prompt template {path} cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file has not the form of a template.
    #[error("prompt template {name}: {fault}")]
    Malformed {
        /// The template.
        name: String,
        /// What is wrong.
        fault: &'static str,
    },
    /// A placeholder has no value.
    #[error("prompt template {name}: no value for {placeholder}")]
    MissingValue {
        /// The template.
        name: String,
        /// The placeholder.
        placeholder: String,
    },
    /// A value has no placeholder.
    #[error("prompt template {name}: nothing takes {value}")]
    UnusedValue {
        /// The template.
        name: String,
        /// The value's name.
        value: String,
    },
}
