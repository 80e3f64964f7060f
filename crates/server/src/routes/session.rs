use anjian_review::Mode;
use axum::{Json, extract::State};

use crate::{auth::Token, dto::SessionJson, state::AppState};

/// Code of a mode in JSON.
pub(crate) fn mode_code(mode: Mode) -> &'static str {
    match mode {
        Mode::Rules => "rules",
        Mode::Model => "model",
    }
}

/// Who asks, and in which mode the service works.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = SessionJson)))]
pub(crate) async fn read_session(
    State(state): State<AppState>,
    Token(token): Token,
) -> Json<SessionJson> {
    let mode = state.reviewer.mode();
    Json(SessionJson {
        label: token.label,
        all_cases: token.all_cases,
        mode: mode_code(mode),
        mode_notice: mode.notice(),
        model: state.reviewer.model().map(str::to_owned),
        version: env!("CARGO_PKG_VERSION"),
    })
}
