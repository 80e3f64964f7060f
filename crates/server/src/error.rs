//! One error type, one match to status, one JSON shape.

use anjian_store::StoreError;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use thiserror::Error;

use crate::text;

/// A refused or failed request.
#[derive(Debug, Error)]
pub(crate) enum ApiError {
    #[error("no valid token")]
    Unauthorized,
    #[error("not found")]
    NotFound(&'static str),
    #[error("bad request")]
    BadRequest(&'static str),
    #[error("unprocessable")]
    Unprocessable(&'static str),
    #[error("not ready")]
    NotReady(&'static str),
    #[error("upload too large")]
    TooLarge(u64),
    #[error("too many questions at once")]
    Busy(&'static str),
    #[error("a file's content was refused")]
    Refused(String),
    #[error("a page cannot be drawn")]
    Drawing(#[source] anjian_extract::ExtractError),
    #[error("image cache failed")]
    Cache(#[source] std::io::Error),
    #[error("store failed")]
    Store(#[source] StoreError),
    #[error("review failed")]
    Review(#[from] anjian_review::ReviewError),
    #[error("search failed")]
    Search(#[from] anjian_review::SearchError),
    #[error("stored review is unreadable")]
    StoredReview(#[from] serde_json::Error),
    #[error("a task did not finish")]
    Task(#[from] tokio::task::JoinError),
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound(text::NOT_FOUND),
            StoreError::TooLarge { limit } => Self::TooLarge(limit),
            other => Self::Store(other),
        }
    }
}

/// Code and sentence of a failure; the request layer makes the body, which carries the request's id.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub code: &'static str,
    pub message: String,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = match &self {
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, "unauthorized", text::UNAUTHORIZED.to_owned())
            }
            Self::NotFound(message) => (StatusCode::NOT_FOUND, "not_found", (*message).to_owned()),
            Self::BadRequest(message) => {
                (StatusCode::BAD_REQUEST, "bad_request", (*message).to_owned())
            }
            Self::Unprocessable(message) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", (*message).to_owned())
            }
            Self::NotReady(message) => (StatusCode::CONFLICT, "not_ready", (*message).to_owned()),
            Self::Refused(message) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", message.clone())
            }
            Self::Busy(message) => (StatusCode::TOO_MANY_REQUESTS, "busy", (*message).to_owned()),
            Self::TooLarge(limit) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", text::too_large(*limit))
            }
            Self::Store(_)
            | Self::Review(_)
            | Self::Search(_)
            | Self::StoredReview(_)
            | Self::Drawing(_)
            | Self::Cache(_)
            | Self::Task(_) => {
                // Logged here, once; the caller gets a fixed sentence.
                tracing::error!(error = &self as &dyn std::error::Error, "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", text::INTERNAL.to_owned())
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Failure { code, message });
        response
    }
}
