use anjian_store::{AuditEntry, Verdict};
use axum::{
    Extension, Json,
    extract::{Path, State},
};

use crate::{
    auth::{Scope, Token},
    case_review::load,
    dto::{FindingJson, FindingList, NewVerdict, finding_id},
    error::ApiError,
    point_precision::PointPrecision,
    request::RequestId,
    state::AppState,
    text,
};

/// Findings (监督线索), gravest first, with people's verdicts.
#[utoipa::path(get, path = "/cases/{case_id}/findings", tag = "review", params(("case_id" = String, Path)), responses((status = 200, body = FindingList), (status = 409)))]
pub(crate) async fn list_findings(
    State(state): State<AppState>,
    Scope(scope): Scope,
) -> Result<Json<FindingList>, ApiError> {
    let loaded = load(&state, &scope).await?;
    let precision = PointPrecision::load(&state).await?;
    let verdicts = state.store.latest_verdicts(&scope).await?;
    let findings = loaded
        .review
        .findings
        .iter()
        .map(|finding| {
            let verdict = verdicts.get(&finding_id(finding));
            FindingJson::new(finding, &loaded.file_ids, verdict, &precision)
        })
        .collect();
    Ok(Json(FindingList { findings }))
}

/// Accepts or rejects a finding; a rejection needs its reason. Kept for ever, also across reviews.
#[utoipa::path(post, path = "/cases/{case_id}/findings/{finding_id}/verdict", tag = "review",
    params(("case_id" = String, Path), ("finding_id" = String, Path)), request_body = NewVerdict,
    responses((status = 200, body = FindingJson), (status = 422)))]
pub(crate) async fn give_verdict(
    State(state): State<AppState>,
    Token(token): Token,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    Path((_, wanted)): Path<(String, String)>,
    Json(new): Json<NewVerdict>,
) -> Result<Json<FindingJson>, ApiError> {
    let verdict =
        Verdict::parse(&new.verdict).ok_or(ApiError::Unprocessable(text::UNKNOWN_VERDICT))?;
    let reason = new.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if verdict == Verdict::Rejected && reason.is_none() {
        return Err(ApiError::Unprocessable(text::REASON_REQUIRED));
    }
    let loaded = load(&state, &scope).await?;
    let finding = loaded
        .review
        .findings
        .iter()
        .find(|finding| finding_id(finding) == wanted)
        .ok_or(ApiError::NotFound(text::NOT_FOUND))?;
    let row = state
        .store
        .add_verdict(&scope, &wanted, &finding.point_id, verdict, reason, &token)
        .await?;
    let detail = format!("{wanted} {}", verdict.code());
    let case_id = Some(scope.case_id().clone());
    state
        .store
        .audit(AuditEntry {
            token_id: token.id,
            action: "finding.verdict",
            case_id,
            request_id: request.0,
            detail,
        })
        .await?;
    let precision = PointPrecision::load(&state).await?;
    Ok(Json(FindingJson::new(finding, &loaded.file_ids, Some(&row), &precision)))
}
