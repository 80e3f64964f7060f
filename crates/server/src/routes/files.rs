use std::time::Duration;

use anjian_store::AuditEntry;
use axum::{
    Extension, Json,
    extract::{Multipart, Path, State, multipart::Field},
    http::StatusCode,
};

use crate::{
    auth::{Scope, Token},
    dto::{FileJson, FileList, PageJson, UploadList, UploadedJson},
    error::ApiError,
    file_name::given_name,
    request::RequestId,
    state::AppState,
    text,
};

/// Time that the rest of a refused upload is read and thrown away.
const DRAIN: Duration = Duration::from_secs(20);

/// Uploads files: parts named `file`, streamed. Answers once each file and its job are on disk; a
/// file too large refuses the request, those before it stay.
#[utoipa::path(post, path = "/cases/{case_id}/files", tag = "files", params(("case_id" = String, Path)),
    request_body(content = String, content_type = "multipart/form-data", description = "any number of parts named `file`"),
    responses((status = 202, body = UploadList), (status = 413)))]
pub(crate) async fn upload_files(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    mut parts: Multipart,
) -> Result<(StatusCode, Json<UploadList>), ApiError> {
    let malformed = |_| ApiError::BadRequest(text::BAD_REQUEST);
    let mut files = Vec::new();
    while let Some(mut part) = parts.next_field().await.map_err(malformed)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = given_name(part.file_name(), part.headers());
        let mut upload = state.store.begin_upload(&scope, &name, state.config.upload_bytes).await?;
        while let Some(chunk) = part.chunk().await.map_err(malformed)? {
            if let Err(error) = upload.write(&chunk).await {
                drop(upload);
                drain(&mut part).await;
                return Err(error.into());
            }
        }
        files.push(UploadedJson::from(upload.finish().await?));
    }
    if files.is_empty() {
        return Err(ApiError::Unprocessable(text::NO_FILES));
    }
    let detail = files.iter().map(|file| file.id.as_str()).collect::<Vec<_>>().join(",");
    let case_id = Some(scope.case_id().clone());
    state
        .store
        .audit(AuditEntry {
            token_id: token.id,
            action: "file.upload",
            case_id,
            request_id: request.0,
            detail,
        })
        .await?;
    Ok((StatusCode::ACCEPTED, Json(UploadList { files })))
}

/// Files of the case with their state.
#[utoipa::path(get, path = "/cases/{case_id}/files", tag = "files", params(("case_id" = String, Path)), responses((status = 200, body = FileList)))]
pub(crate) async fn list_files(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<FileList>, ApiError> {
    let files = state.store.list_files(&scope).await?;
    Ok(Json(FileList { files: files.into_iter().map(FileJson::from).collect() }))
}

/// Removes a file; the case is reviewed again.
#[utoipa::path(delete, path = "/cases/{case_id}/files/{file_id}", tag = "files",
    params(("case_id" = String, Path), ("file_id" = String, Path)), responses((status = 204)))]
pub(crate) async fn delete_file(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    Path((_, file_id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    for sha256 in state.store.delete_file(&scope, &file_id).await? {
        state.images.forget_file(&scope, &sha256).await.map_err(ApiError::Cache)?;
    }
    state.passwords.forget(&scope, &file_id);
    let case_id = Some(scope.case_id().clone());
    state
        .store
        .audit(AuditEntry {
            token_id: token.id,
            action: "file.delete",
            case_id,
            request_id: request.0,
            detail: file_id,
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Text of a page; `ordinal` is its 1-based place in the file.
#[utoipa::path(get, path = "/cases/{case_id}/files/{file_id}/pages/{ordinal}", tag = "files",
    params(("case_id" = String, Path), ("file_id" = String, Path), ("ordinal" = i64, Path)), responses((status = 200, body = PageJson)))]
pub(crate) async fn read_page(
    State(state): State<AppState>,
    Scope(scope): Scope,
    Path((_, file_id, ordinal)): Path<(String, String, String)>,
) -> Result<Json<PageJson>, ApiError> {
    let ordinal: i64 = ordinal.parse().map_err(|_| ApiError::NotFound(text::NOT_FOUND))?;
    Ok(Json(state.store.load_page(&scope, &file_id, ordinal).await?.into()))
}

/// Reads on for a while after a refusal: a client that is still sending would see a broken
/// connection instead of the reason.
async fn drain(part: &mut Field<'_>) {
    let rest = async { while let Ok(Some(_)) = part.chunk().await {} };
    let _ = tokio::time::timeout(DRAIN, rest).await;
}
