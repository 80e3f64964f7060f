use std::convert::Infallible;

use anjian_dossier::Dossier;
use anjian_review::AnswerPart;
use axum::{
    Extension, Json,
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::Stream;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{
    auth::Scope,
    case_review::file_ids,
    dto::{NewQuestion, QuoteJson},
    error::ApiError,
    request::RequestId,
    routes::session::mode_code,
    state::AppState,
    text,
};

/// Events that may wait for a slow reader.
const BUFFERED: usize = 64;

/// Asks a question; the answer comes as server-sent events: `status` (mode and notice), `delta`
/// (text), `citation` (number and quote), `done`, `error`.
#[utoipa::path(post, path = "/cases/{case_id}/chat", tag = "chat", params(("case_id" = String, Path)), request_body = NewQuestion,
    responses((status = 429), (status = 200, content_type = "text/event-stream", body = String)))]
pub(crate) async fn ask(
    State(state): State<AppState>,
    Scope(scope): Scope,
    Extension(request): Extension<RequestId>,
    Json(new): Json<NewQuestion>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let question = new.question.trim().to_owned();
    if question.is_empty() || question.chars().count() > 1000 {
        return Err(ApiError::Unprocessable(text::EMPTY_QUESTION));
    }
    let permit =
        state.answers.clone().try_acquire_owned().map_err(|_| ApiError::Busy(text::BUSY))?;
    let ids = file_ids(&state, &scope).await?;
    let files = state.store.load_pages(&scope).await?;
    if files.is_empty() {
        return Err(ApiError::NotReady(text::NO_PAGES));
    }
    let (events, mut stream) = mpsc::channel::<(&'static str, Value)>(BUFFERED);
    let reviewer = state.reviewer.clone();
    tokio::spawn(async move {
        let _permit = permit;
        let mode = reviewer.mode();
        let status =
            json!({ "mode": mode_code(mode), "notice": mode.notice(), "message": text::ANSWERING });
        if events.send(("status", status)).await.is_err() {
            return;
        }
        let (parts, mut incoming) = mpsc::channel(BUFFERED);
        let answering = tokio::spawn(async move {
            let dossier = tokio::task::spawn_blocking(move || Dossier::read(files)).await;
            match dossier {
                Ok(dossier) => {
                    reviewer.answer_into(&dossier, &question, parts).await.map_err(ApiError::from)
                }
                Err(error) => Err(ApiError::from(error)),
            }
        });
        let mut index = 0;
        while let Some(part) = incoming.recv().await {
            let event = match part {
                AnswerPart::Text(text) => ("delta", json!({ "text": text })),
                AnswerPart::Citation(quote) => {
                    index += 1;
                    let marker = ("delta", json!({ "text": format!("[{index}]") }));
                    if events.send(marker).await.is_err() {
                        return;
                    }
                    ("citation", json!({ "index": index, "quote": QuoteJson::new(&quote, &ids) }))
                }
            };
            if events.send(event).await.is_err() {
                return;
            }
        }
        let last = match answering.await {
            Ok(Ok(end)) => ("done", json!({ "answerable": end.is_answerable, "usage": end.usage })),
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "answer failed");
                ("error", failure(&request))
            }
            Err(_) => ("error", failure(&request)),
        };
        let _ = events.send(last).await;
    });
    let stream = futures::stream::poll_fn(move |context| stream.poll_recv(context));
    let stream = futures::StreamExt::map(stream, |(name, data)| {
        Ok(Event::default().event(name).data(data.to_string()))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

fn failure(request: &RequestId) -> Value {
    json!({ "error": { "code": "internal", "message": text::INTERNAL, "request_id": request.0 } })
}
