use anjian_store::AuditEntry;
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
};

use crate::{
    auth::{Scope, Token},
    error::ApiError,
    request::RequestId,
    state::AppState,
    text,
};

/// Reads a file again that was not read. One that waits already waits on.
#[utoipa::path(post, path = "/cases/{case_id}/files/{file_id}/retry", tag = "files",
    params(("case_id" = String, Path), ("file_id" = String, Path)),
    responses((status = 202), (status = 422, description = "the file was read")))]
pub(crate) async fn retry_file(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    Path((_, file_id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    if !state.store.read_again(&scope, &file_id).await? {
        return Err(ApiError::Unprocessable(text::NOT_FAILED));
    }
    let case_id = Some(scope.case_id().clone());
    state
        .store
        .audit(AuditEntry {
            token_id: token.id,
            action: "file.retry",
            case_id,
            request_id: request.0,
            detail: file_id,
        })
        .await?;
    Ok(StatusCode::ACCEPTED)
}
