use axum::{Json, extract::State};

use crate::{
    auth::Scope,
    case_review::load,
    dto::{QuoteJson, SentenceJson, SummaryJson},
    error::ApiError,
    routes::session::mode_code,
    state::AppState,
};

/// Summary (审查摘要), each sentence with the words it rests on.
#[utoipa::path(get, path = "/cases/{case_id}/summary", tag = "review", params(("case_id" = String, Path)), responses((status = 200, body = SummaryJson), (status = 409)))]
pub(crate) async fn read_summary(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<SummaryJson>, ApiError> {
    let loaded = load(&state, &scope).await?;
    let sentences = loaded
        .review
        .summary
        .iter()
        .map(|sentence| SentenceJson {
            section: sentence.section.clone(),
            text: sentence.text.clone(),
            evidence: QuoteJson::all(&sentence.evidence, &loaded.file_ids),
        })
        .collect();
    let mode = loaded.review.mode;
    Ok(Json(SummaryJson {
        mode: mode_code(mode),
        mode_notice: mode.notice(),
        notices: loaded.review.notices,
        sentences,
    }))
}
