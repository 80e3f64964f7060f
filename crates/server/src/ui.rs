//! The workbench, built by Vite and embedded in the binary.

use axum::{
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Assets;

/// Nothing from elsewhere, nothing inline, no framing; images of pages are fetched with the token and
/// shown as blobs.
const POLICY: &str = "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Files of the build; any other path outside the API is a place in the workbench.
pub(crate) async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let is_asset = path.starts_with("assets/");
    let name = if Assets::get(path).is_some() {
        path
    } else if is_asset {
        return StatusCode::NOT_FOUND.into_response();
    } else {
        "index.html"
    };
    let Some(file) = Assets::get(name) else {
        let message = "工作台页面未包含在本程序中：请用 make demo 或者 make build 构建。接口仍可使用，文档见 /api/docs 。";
        return (
            StatusCode::NOT_FOUND,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            message,
        )
            .into_response();
    };
    let cache = if is_asset { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, file.metadata.mimetype().to_owned()),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
    ];
    (headers, file.data).into_response()
}
