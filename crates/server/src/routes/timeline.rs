use axum::{Json, extract::State};

use crate::{
    auth::Scope,
    case_review::load,
    dto::{EventJson, EventList, QuoteJson},
    error::ApiError,
    state::AppState,
};

/// Timeline (时间线), in order of time.
#[utoipa::path(get, path = "/cases/{case_id}/timeline", tag = "review", params(("case_id" = String, Path)), responses((status = 200, body = EventList), (status = 409)))]
pub(crate) async fn read_timeline(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<EventList>, ApiError> {
    let loaded = load(&state, &scope).await?;
    let events = loaded
        .review
        .timeline
        .iter()
        .map(|event| EventJson {
            at: event.at.to_iso(),
            kind: event.kind.code(),
            event: event.kind.chinese(),
            person: event.person.clone(),
            evidence: QuoteJson::all(&event.evidence, &loaded.file_ids),
        })
        .collect();
    Ok(Json(EventList { events }))
}
