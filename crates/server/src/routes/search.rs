use anjian_core::Document;
use anjian_review::SearchHit;
use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    auth::Scope,
    case_review::file_ids,
    dto::{HitJson, HitList, QuoteJson},
    error::ApiError,
    state::AppState,
    text,
};

/// Hits given at most.
const MOST_HITS: usize = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words to look for.
    q: String,
    /// Hits wanted, 20 unless told, 100 at most.
    limit: Option<usize>,
}

/// Searches inside the case.
#[utoipa::path(get, path = "/cases/{case_id}/search", tag = "review", params(("case_id" = String, Path), SearchQuery), responses((status = 200, body = HitList)))]
pub(crate) async fn search_case(
    State(state): State<AppState>,
    Scope(scope): Scope,
    Query(query): Query<SearchQuery>,
) -> Result<Json<HitList>, ApiError> {
    let words = query.q.trim().to_owned();
    if words.is_empty() {
        return Err(ApiError::Unprocessable(text::EMPTY_QUERY));
    }
    let limit = query.limit.unwrap_or(20).clamp(1, MOST_HITS);
    let ids = file_ids(&state, &scope).await?;
    let documents = match state.store.load_review(&scope).await? {
        Some(row) => serde_json::from_str::<anjian_review::CaseReview>(&row.json)?.documents,
        None => Vec::new(),
    };
    let index = state.index.clone();
    let hits = tokio::task::spawn_blocking(move || index.search(&scope, &words, limit)).await??;
    let hits = hits
        .into_iter()
        // A file that was removed a moment ago may still be in the index.
        .filter(|hit| ids.contains_key(hit.quote.file()))
        .map(|hit| HitJson {
            file: hit.quote.file().to_owned(),
            file_id: ids.get(hit.quote.file()).cloned(),
            page: hit.quote.page(),
            ordinal: hit.quote.page().unwrap_or(1),
            document: title_of(&documents, &hit),
            score: hit.score,
            quote: QuoteJson::new(&hit.quote, &ids),
        })
        .collect();
    Ok(Json(HitList { hits }))
}

fn title_of(documents: &[Document], hit: &SearchHit) -> Option<String> {
    let holds = |document: &&Document| {
        let on_page = match (document.pages, hit.quote.page()) {
            (Some((first, last)), Some(page)) => (first..=last).contains(&page),
            _ => true,
        };
        *document.file == *hit.quote.file() && on_page
    };
    documents.iter().find(holds).map(|document| document.title.clone())
}
