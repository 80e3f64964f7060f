use anjian_store::AuditEntry;
use axum::{
    Extension, Json,
    extract::{Multipart, Path, State},
    http::StatusCode,
};

use crate::{
    auth::{Scope, Token},
    dto::{FileJson, FileList, PageJson, UploadList, UploadedJson},
    error::ApiError,
    request::RequestId,
    state::AppState,
    text,
};

/// Longest name kept, in chars.
const NAME_CHARS: usize = 200;

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
        let name = clean_name(part.file_name().unwrap_or(""));
        let mut upload = state.store.begin_upload(&scope, &name, state.config.upload_bytes).await?;
        while let Some(chunk) = part.chunk().await.map_err(malformed)? {
            upload.write(&chunk).await?;
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
    state.store.delete_file(&scope, &file_id).await?;
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

/// A name to show: path parts that point elsewhere and control chars are left out. The bytes are
/// stored under their hash, so that no name reaches the file system.
fn clean_name(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|part| part.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned())
        .filter(|part| !part.is_empty() && part != "." && part != "..")
        .collect();
    let joined: String = parts.join("/").chars().take(NAME_CHARS).collect();
    if joined.is_empty() { text::UNNAMED_FILE.to_owned() } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\案卷\\04_讯问笔录.pdf", "C:/案卷/04_讯问笔录.pdf"),
            ("..", "未命名文件"),
            ("a\u{0}\n.pdf", "a.pdf"),
        ] {
            assert_eq!(clean_name(given), kept);
        }
    }
}
