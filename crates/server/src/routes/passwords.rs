use anjian_extract::Password;
use anjian_store::AuditEntry;
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::StatusCode,
};

use crate::{
    auth::{Scope, Token},
    dto::NewPassword,
    error::ApiError,
    request::RequestId,
    state::AppState,
    text,
};

/// Gives the password of an encrypted file, which is read again. It is held in memory only.
#[utoipa::path(post, path = "/cases/{case_id}/files/{file_id}/password", tag = "files",
    params(("case_id" = String, Path), ("file_id" = String, Path)), request_body = NewPassword,
    responses((status = 202), (status = 422)))]
pub(crate) async fn give_password(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    Path((_, file_id)): Path<(String, String)>,
    Json(new): Json<NewPassword>,
) -> Result<StatusCode, ApiError> {
    let password =
        Password::new(new.password).ok_or(ApiError::Unprocessable(text::BAD_PASSWORD))?;
    state.store.read_file(&scope, &file_id).await?;
    if !state.passwords.hold(&scope, &file_id, password) {
        return Err(ApiError::Busy(text::BUSY_PASSWORDS));
    }
    state.store.read_again(&scope, &file_id).await?;
    let case_id = Some(scope.case_id().clone());
    state
        .store
        .audit(AuditEntry {
            token_id: token.id,
            action: "file.password",
            case_id,
            request_id: request.0,
            detail: file_id,
        })
        .await?;
    Ok(StatusCode::ACCEPTED)
}
