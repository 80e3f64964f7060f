//! Who asks, and for which case: extractors that handlers can't do without.

use anjian_core::{CaseId, CaseScope};
use anjian_store::TokenIdentity;
use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{error::ApiError, state::AppState, text};

/// Lets only requests with a known bearer token pass; the token goes along in the request.
pub(crate) async fn require_token(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let secret = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::trim);
    let Some(secret) = secret else { return ApiError::Unauthorized.into_response() };
    match state.store.authenticate(secret).await {
        Ok(Some(token)) => {
            request.extensions_mut().insert(token);
            next.run(request).await
        }
        Ok(None) => ApiError::Unauthorized.into_response(),
        Err(error) => ApiError::from(error).into_response(),
    }
}

/// The token of a request.
pub(crate) struct Token(pub TokenIdentity);

impl FromRequestParts<AppState> for Token {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        parts.extensions.get::<TokenIdentity>().cloned().map(Self).ok_or(ApiError::Unauthorized)
    }
}

/// The case of `{case_id}` in the path, opened for the request's token. A case of another's and a
/// case that does not exist answer alike.
pub(crate) struct Scope(pub CaseScope);

impl FromRequestParts<AppState> for Scope {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let not_found = || ApiError::NotFound(text::CASE_NOT_FOUND);
        let Token(token) = Token::from_request_parts(parts, state).await?;
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        let id = params
            .iter()
            .find(|(name, _)| *name == "case_id")
            .map(|(_, value)| value.to_owned())
            .ok_or_else(not_found)?;
        let case = CaseId::parse(&id).map_err(|_| not_found())?;
        tracing::Span::current().record("case.id", case.as_str());
        state.store.authorise(&token, &case).await?.map(Self).ok_or_else(not_found)
    }
}
