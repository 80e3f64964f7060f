//! The request layer: an id for every request, a span, counters, and the JSON body of failures.

use axum::{
    Json,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tracing::Instrument;
use utoipa::ToSchema;

use crate::{error::Failure, state::AppState, text};

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Id of a request, in logs, errors and the audit trail.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub String);

/// Body of every failure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    error: ErrorDetail,
}

/// What failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorDetail {
    /// Stable code, such as `not_found`.
    code: &'static str,
    /// One Chinese sentence: what, which, what next.
    message: String,
    /// Id of the request, to be told to an administrator.
    request_id: String,
}

/// Wraps every request.
pub(crate) async fn layer(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = request
        .headers()
        .get(&REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| {
            (8..=64).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        .map_or_else(new_id, str::to_owned);
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let is_api = request.uri().path().starts_with("/api/");
    let method = request.method().clone();
    let span = tracing::info_span!("request", "request.id" = id, "http.method" = %method, "http.route" = route, "case.id" = tracing::field::Empty);
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    state.metrics.count_request(&route, status.as_u16(), started.elapsed());
    span.in_scope(|| {
        tracing::debug!(
            http.status = status.as_u16(),
            duration_ms = started.elapsed().as_millis() as u64,
            "request answered"
        )
    });
    if is_api && (status.is_client_error() || status.is_server_error()) {
        response = failure(response, &id);
    }
    if is_api {
        // Answers carry dossier text: no cache on the way keeps them.
        // A page's image says itself that only its reader's browser may, after asking.
        response
            .headers_mut()
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    response
}

/// Gives a failure its body, also one that the framework made (405, refused extractors).
fn failure(mut response: Response, id: &str) -> Response {
    let status = response.status();
    let failure =
        response.extensions_mut().remove::<Failure>().unwrap_or_else(|| default_failure(status));
    let body = ErrorBody {
        error: ErrorDetail {
            code: failure.code,
            message: failure.message,
            request_id: id.to_owned(),
        },
    };
    let mut answer = (status, Json(body)).into_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

fn default_failure(status: StatusCode) -> Failure {
    let (code, message) = match status {
        StatusCode::UNAUTHORIZED => ("unauthorized", text::UNAUTHORIZED),
        StatusCode::NOT_FOUND => ("not_found", text::NOT_FOUND),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", text::METHOD_NOT_ALLOWED),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", text::BODY_TOO_LARGE),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported_media_type", text::UNSUPPORTED_MEDIA),
        status if status.is_client_error() => ("bad_request", text::BAD_REQUEST),
        _ => ("internal", text::INTERNAL),
    };
    Failure { code, message: message.to_owned() }
}

fn new_id() -> String {
    let mut bytes = [0u8; 12];
    // Without randomness an id is less unique, which no request should fail for.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
