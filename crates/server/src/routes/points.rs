use axum::{Json, extract::State};

use crate::{
    dto::{PointJson, PointList},
    error::ApiError,
    point_precision::PointPrecision,
    state::AppState,
};

/// Supervision points (监督点) in force, each with how often people confirmed what it found.
#[utoipa::path(get, path = "/points", tag = "review", responses((status = 200, body = PointList)))]
pub(crate) async fn list_points(
    State(state): State<AppState>,
) -> Result<Json<PointList>, ApiError> {
    let precision = PointPrecision::load(&state).await?;
    let points = state
        .reviewer
        .catalogue()
        .points()
        .map(|point| {
            PointJson::new(point, precision.count(&point.id), precision.only_hints(&point.id))
        })
        .collect();
    Ok(Json(PointList { points, hint_below: state.config.hint_below }))
}
