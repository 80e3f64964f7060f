//! All routes, and the OpenAPI document that is generated from them.

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, middleware, routing::get};
use utoipa::{
    OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    auth, request,
    routes::{
        cases, chat, documents, files, findings, health, page_image, passwords, points, retry,
        search, session, summary, timeline,
    },
    state::AppState,
    ui,
};

/// Bytes a JSON request may have.
const JSON_BYTES: usize = 1 << 20;

#[derive(OpenApi)]
#[openapi(
    info(title = "案鉴 Anjian API", description = "刑事案卷审查辅助接口。错误统一为 {error: {code, message, request_id}}。", license(name = "Apache-2.0")),
    components(schemas(request::ErrorBody)),
    security(("token" = []))
)]
struct Description;

fn api() -> OpenApiRouter<AppState> {
    let cases = OpenApiRouter::new()
        .routes(routes!(session::read_session))
        .routes(routes!(cases::list_cases, cases::create_case))
        .routes(routes!(cases::read_case, cases::delete_case))
        .routes(routes!(cases::read_progress))
        .routes(routes!(files::list_files))
        .routes(routes!(files::delete_file))
        .routes(routes!(files::read_page))
        .routes(routes!(page_image::read_page_image))
        .routes(routes!(passwords::give_password))
        .routes(routes!(retry::retry_file))
        .routes(routes!(documents::list_documents))
        .routes(routes!(timeline::read_timeline))
        .routes(routes!(summary::read_summary))
        .routes(routes!(findings::list_findings))
        .routes(routes!(findings::give_verdict))
        .routes(routes!(points::list_points))
        .routes(routes!(search::search_case))
        .routes(routes!(chat::ask))
        .layer(DefaultBodyLimit::max(JSON_BYTES));
    // Uploads are limited per file, while they stream.
    let uploads = OpenApiRouter::new()
        .routes(routes!(files::upload_files))
        .layer(DefaultBodyLimit::disable());
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", cases.merge(uploads))
}

fn described() -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let (router, mut openapi) = api().split_for_parts();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    openapi.components.get_or_insert_default().add_security_scheme("token", bearer);
    (router, openapi)
}

/// The OpenAPI document, as `/api/v1/openapi.json` gives it.
pub fn openapi_json() -> String {
    described().1.to_pretty_json().unwrap_or_default()
}

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, openapi) = described();
    let unknown = || async { StatusCode::NOT_FOUND };
    api.route_layer(middleware::from_fn_with_state(state.clone(), auth::require_token))
        .merge(SwaggerUi::new("/api/docs").url("/api/v1/openapi.json", openapi))
        .route("/api/{*rest}", axum::routing::any(unknown))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(ui::serve)
        .layer(middleware::from_fn_with_state(state.clone(), request::layer))
        .with_state(state)
}
