use anjian_extract::{Drawing, ExtractError, ImageFormat, Refusal};
use anjian_store::{PageRow, StoreError};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{auth::Scope, error::ApiError, page_images::image_name, state::AppState, text};

/// Smallest and largest scale in pixels a point: a thumbnail, and print to be read by a lens.
const SCALES: (f32, f32) = (0.5, 4.0);
/// Scale of a page that fills a reader's screen.
const SCALE: f32 = 1.5;

/// How a page is drawn.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImageQuery {
    /// Pixels a point (1/72 inch), 1.5 unless told; taken to 0.5 to 4.
    scale: Option<f32>,
    /// `png`, unless told, or `webp`.
    format: Option<String>,
}

/// The page as an image, upright, so that a line's `bounds` times the scale are its place.
#[utoipa::path(get, path = "/cases/{case_id}/files/{file_id}/pages/{ordinal}/image", tag = "files",
    params(("case_id" = String, Path), ("file_id" = String, Path), ("ordinal" = i64, Path), ImageQuery),
    responses((status = 200, content_type = "image/png", body = Vec<u8>), (status = 304), (status = 422), (status = 429)))]
pub(crate) async fn read_page_image(
    State(state): State<AppState>,
    Scope(scope): Scope,
    Path((_, file_id, ordinal)): Path<(String, String, String)>,
    Query(query): Query<ImageQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let ordinal: i64 = ordinal.parse().map_err(|_| ApiError::NotFound(text::NOT_FOUND))?;
    let page = state.store.load_page(&scope, &file_id, ordinal).await?;
    let file = state.store.read_file(&scope, &file_id).await?;
    let drawing = drawing_of(&page, &query)?;
    let name = image_name(&file.sha256, &drawing);
    let tag = format!("\"{name}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, cacheable(tag)).into_response());
    }
    let bytes = match state.images.find(&scope, &name).await {
        Some(bytes) => bytes,
        None => {
            let permit = state.images.permit().await;
            let _permit = permit.ok_or(ApiError::Busy(text::DRAWING_BUSY))?;
            let path = state.store.blob_path(&scope, &file.sha256);
            let password = state.passwords.of(&scope, &file_id);
            let drawn = state.extractor.draw(&path, &drawing, password.as_ref()).await;
            let bytes = drawn.map_err(|error| refused(error, &file.name))?;
            // Removed meanwhile: nothing of it may stay.
            if let Err(StoreError::NotFound) = state.store.read_file(&scope, &file_id).await {
                return Err(ApiError::NotFound(text::NOT_FOUND));
            }
            if let Err(error) = state.images.keep(&scope, &name, &bytes).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "page image cannot be kept"
                );
            }
            bytes
        }
    };
    let media_type = [(header::CONTENT_TYPE, drawing.format.media_type())];
    Ok((cacheable(tag), media_type, bytes).into_response())
}

fn drawing_of(page: &PageRow, query: &ImageQuery) -> Result<Drawing, ApiError> {
    let number = page.number.and_then(|number| u32::try_from(number).ok());
    let number = number.ok_or(ApiError::Unprocessable(text::NO_IMAGE))?;
    let scale = query.scale.unwrap_or(SCALE);
    if !scale.is_finite() {
        return Err(ApiError::Unprocessable(text::BAD_SCALE));
    }
    let format = match &query.format {
        None => ImageFormat::Png,
        Some(name) => ImageFormat::parse(name).ok_or(ApiError::Unprocessable(text::BAD_FORMAT))?,
    };
    Ok(Drawing {
        page: number,
        // Hundredths, so that scales as good as the same are the same image.
        scale: (scale.clamp(SCALES.0, SCALES.1) * 100.0).round() / 100.0,
        turn: page.layout.as_ref().map_or(0, |layout| layout.turn),
        format,
    })
}

/// The reader's own browser may keep the image and must ask each time whether it still may.
fn cacheable(tag: String) -> [(header::HeaderName, String); 2] {
    [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())]
}

fn refused(error: ExtractError, file: &str) -> ApiError {
    match error {
        ExtractError::Refused(Refusal::NoImage) => ApiError::Unprocessable(text::NOT_DRAWN),
        ExtractError::NoWorker(_) | ExtractError::Unreadable(_) | ExtractError::Scratch(_) => {
            ApiError::Drawing(error)
        }
        error => ApiError::Refused(error.user_message(file)),
    }
}
