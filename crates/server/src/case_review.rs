//! The stored review of a case.

use std::collections::HashMap;

use anjian_core::CaseScope;
use anjian_review::CaseReview;

use crate::{error::ApiError, state::AppState, text};

/// A case's review with the ids of its files by name.
pub(crate) struct LoadedReview {
    pub review: CaseReview,
    pub file_ids: HashMap<String, String>,
}

/// Loads the last review; a case that has none yet is not ready.
pub(crate) async fn load(state: &AppState, scope: &CaseScope) -> Result<LoadedReview, ApiError> {
    let row =
        state.store.load_review(scope).await?.ok_or(ApiError::NotReady(text::NOT_REVIEWED))?;
    Ok(LoadedReview {
        review: serde_json::from_str(&row.json)?,
        file_ids: file_ids(state, scope).await?,
    })
}

/// Ids of the case's files by name.
pub(crate) async fn file_ids(
    state: &AppState,
    scope: &CaseScope,
) -> Result<HashMap<String, String>, ApiError> {
    let files = state.store.list_files(scope).await?;
    Ok(files.into_iter().map(|file| (file.name, file.id)).collect())
}
