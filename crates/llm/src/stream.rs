//! A streamed answer.

use std::time::Duration;

use async_stream::try_stream;
use eventsource_stream::{EventStreamError, Eventsource};
use futures::{StreamExt, stream::BoxStream};
use tokio::time::{Instant, timeout_at};

use crate::{
    body,
    call_record::CallRecord,
    error::{AnswerFault, LlmError},
    prompt::{Ending, Usage},
    wire::{self, Chunk},
};

/// A piece of a streamed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamEvent {
    /// The model thinks; its thoughts are not part of the answer and are not handed on.
    Thinking,
    /// More text.
    Delta(String),
    /// The answer is whole; nothing follows.
    End {
        /// Why it ended.
        ending: Ending,
        /// What it took.
        usage: Usage,
    },
}

/// The events of an answer. A stream without [`StreamEvent::End`] ended by the error before.
pub type CompletionStream = BoxStream<'static, Result<StreamEvent, LlmError>>;

/// Reads `response`. Dropping the stream closes the connection, which stops the model.
pub(crate) fn events(
    response: reqwest::Response,
    deadline: Instant,
    allowed: Duration,
    mut record: CallRecord,
) -> CompletionStream {
    Box::pin(async_stream::stream! {
        let mut events = read(response, deadline, allowed);
        while let Some(event) = events.next().await {
            if let Ok(StreamEvent::End { usage, .. }) = &event {
                record.count(*usage);
            }
            if !matches!(event, Ok(StreamEvent::Delta(_) | StreamEvent::Thinking)) {
                record.end(&event);
            }
            yield event;
        }
    })
}

fn read(response: reqwest::Response, deadline: Instant, allowed: Duration) -> CompletionStream {
    Box::pin(try_stream! {
        let mut messages = Box::pin(body::bytes(response)).eventsource();
        let mut counts = None;
        let mut reason: Option<String> = None;
        let mut has_text = false;
        loop {
            let next = timeout_at(deadline, messages.next())
                .await
                .map_err(|_| LlmError::TimedOut(allowed))?;
            let message = match next {
                Some(message) => message.map_err(into_error)?,
                // Some servers close without [DONE]; a finish reason says that all was sent.
                None if reason.is_some() => break,
                None => Err(LlmError::BrokenOff)?,
            };
            if message.data.trim() == "[DONE]" {
                break;
            }
            let chunk: Chunk = serde_json::from_str(&message.data)
                .map_err(|_| LlmError::BadAnswer(AnswerFault::NotACompletion))?;
            counts = chunk.usage.or(counts);
            let Some(choice) = chunk.choices.into_iter().next() else { continue };
            reason = choice.finish_reason.or(reason);
            match (choice.delta.content, choice.delta.reasoning_content) {
                (Some(text), _) if !text.is_empty() => {
                    has_text = true;
                    yield StreamEvent::Delta(text);
                }
                (_, Some(thoughts)) if !thoughts.is_empty() => yield StreamEvent::Thinking,
                _ => {}
            }
        }
        if !has_text {
            Err(LlmError::BadAnswer(AnswerFault::Empty))?;
        }
        yield StreamEvent::End {
            ending: wire::ending(reason.as_deref()),
            usage: wire::usage(counts),
        };
    })
}

fn into_error(error: EventStreamError<LlmError>) -> LlmError {
    match error {
        EventStreamError::Transport(error) => error,
        EventStreamError::Utf8(_) | EventStreamError::Parser(_) => {
            LlmError::BadAnswer(AnswerFault::NotACompletion)
        }
    }
}
