//! Reads a response without trusting its length.

use futures::{Stream, StreamExt};
use reqwest::Response;

use crate::error::{AnswerFault, LlmError};

/// Most bytes of one answer. 100 times the longest that any template asks for.
const MAX_ANSWER_BYTES: usize = 4 << 20;

/// The bytes as they come; an error once there are too many or the connection breaks.
pub(crate) fn bytes(response: Response) -> impl Stream<Item = Result<Vec<u8>, LlmError>> + Send {
    let mut total = 0_usize;
    response.bytes_stream().map(move |piece| {
        let piece = piece.map_err(|_| LlmError::BrokenOff)?;
        total = total.saturating_add(piece.len());
        if total > MAX_ANSWER_BYTES {
            return Err(LlmError::BadAnswer(AnswerFault::TooLong));
        }
        Ok(piece.to_vec())
    })
}

/// The whole body.
pub(crate) async fn read(response: Response) -> Result<Vec<u8>, LlmError> {
    let mut pieces = Box::pin(bytes(response));
    let mut body = Vec::new();
    while let Some(piece) = pieces.next().await {
        body.extend(piece?);
    }
    Ok(body)
}
