use axum::{Json, extract::State};

use crate::{
    auth::Scope,
    case_review::load,
    dto::{DocumentJson, DocumentList},
    error::ApiError,
    state::AppState,
};

/// Documents (文书) of the case, in filed order.
#[utoipa::path(get, path = "/cases/{case_id}/documents", tag = "review", params(("case_id" = String, Path)), responses((status = 200, body = DocumentList), (status = 409)))]
pub(crate) async fn list_documents(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<DocumentList>, ApiError> {
    let loaded = load(&state, &scope).await?;
    let documents = loaded
        .review
        .documents
        .iter()
        .enumerate()
        .map(|(id, document)| {
            DocumentJson::new(id, document, loaded.file_ids.get(&*document.file).cloned())
        })
        .collect();
    Ok(Json(DocumentList { documents }))
}
