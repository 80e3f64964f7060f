use anjian_store::AuditEntry;
use axum::{Extension, Json, extract::State, http::StatusCode};

use crate::{
    auth::{Scope, Token},
    dto::{CaseJson, CaseList, NewCase, ProgressJson},
    error::ApiError,
    request::RequestId,
    state::AppState,
    text,
};

/// The cases that the token may see, newest first.
#[utoipa::path(get, path = "/cases", tag = "cases", responses((status = 200, body = CaseList)))]
pub(crate) async fn list_cases(
    State(state): State<AppState>,
    Token(token): Token,
) -> Result<Json<CaseList>, ApiError> {
    let cases = state.store.list_cases(&token).await?;
    Ok(Json(CaseList { cases: cases.into_iter().map(CaseJson::from).collect() }))
}

/// Creates a case; a token limited to cases may see the ones it creates.
#[utoipa::path(post, path = "/cases", tag = "cases", request_body = NewCase, responses((status = 201, body = CaseJson)))]
pub(crate) async fn create_case(
    State(state): State<AppState>,
    Token(token): Token,
    Extension(request): Extension<RequestId>,
    Json(new): Json<NewCase>,
) -> Result<(StatusCode, Json<CaseJson>), ApiError> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(ApiError::Unprocessable(text::EMPTY_NAME));
    }
    let case = state.store.create_case(name, &token).await?;
    let entry = AuditEntry {
        token_id: token.id,
        action: "case.create",
        case_id: Some(case.id.clone()),
        request_id: request.0,
        detail: String::new(),
    };
    state.store.audit(entry).await?;
    Ok((StatusCode::CREATED, Json(case.into())))
}

/// A case with its counts.
#[utoipa::path(get, path = "/cases/{case_id}", tag = "cases", params(("case_id" = String, Path)), responses((status = 200, body = CaseJson)))]
pub(crate) async fn read_case(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<CaseJson>, ApiError> {
    Ok(Json(state.store.read_case(&scope).await?.into()))
}

/// Removes a case with its files, review, verdicts and index. There is no way back.
#[utoipa::path(delete, path = "/cases/{case_id}", tag = "cases", params(("case_id" = String, Path)), responses((status = 204)))]
pub(crate) async fn delete_case(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
) -> Result<StatusCode, ApiError> {
    state.store.delete_case(&scope).await?;
    state.passwords.forget_case(&scope);
    state.images.forget_case(&scope).await.map_err(ApiError::Cache)?;
    let index = state.index.clone();
    let case = scope.case_id().clone();
    tokio::task::spawn_blocking(move || index.remove_case(&scope)).await??;
    let entry = AuditEntry {
        token_id: token.id,
        action: "case.delete",
        case_id: Some(case),
        request_id: request.0,
        detail: String::new(),
    };
    state.store.audit(entry).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How far the case's processing is, with the files that gave no text.
#[utoipa::path(get, path = "/cases/{case_id}/progress", tag = "cases", params(("case_id" = String, Path)), responses((status = 200, body = ProgressJson)))]
pub(crate) async fn read_progress(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<ProgressJson>, ApiError> {
    let progress = state.store.progress(&scope).await?;
    let files = state.store.list_files(&scope).await?;
    Ok(Json(ProgressJson::new(progress, files)))
}
