//! Sends a request until it is answered, refused or out of attempts.

use std::time::Duration;

use reqwest::{Response, StatusCode, header::RETRY_AFTER};
use tokio::time::sleep;

use crate::{config::RetryPolicy, error::LlmError};

/// The first response with a success status. Only what a second asking may cure is asked again:
/// no connection, 429 and 5xx.
pub(crate) async fn send(
    request: impl Fn() -> reqwest::RequestBuilder,
    policy: RetryPolicy,
) -> Result<Response, LlmError> {
    let mut pause = policy.first_pause;
    let mut attempt = 1;
    loop {
        let (error, asked_pause) = match request().send().await {
            Ok(response) if response.status().is_success() => return Ok(response),
            Ok(response) => (refusal(response.status()), retry_after(&response)),
            Err(error) => (LlmError::Unreachable(error.without_url()), None),
        };
        if attempt >= policy.attempts.max(1) || !is_curable(&error) {
            return Err(error);
        }
        let wait = asked_pause.unwrap_or(pause).min(policy.longest_pause);
        tracing::warn!(attempt, wait_ms = wait.as_millis() as u64, %error, "model is asked again");
        sleep(wait).await;
        pause = (pause * 2).min(policy.longest_pause);
        attempt += 1;
    }
}

fn is_curable(error: &LlmError) -> bool {
    matches!(
        error,
        LlmError::Unreachable(_) | LlmError::RateLimited(429) | LlmError::EndpointFailed(_)
    )
}

/// What a status other than success means. 402 is DeepSeek's "no balance".
fn refusal(status: StatusCode) -> LlmError {
    let code = status.as_u16();
    match code {
        401 | 403 => LlmError::KeyRefused(code),
        402 | 429 => LlmError::RateLimited(code),
        500..=599 => LlmError::EndpointFailed(code),
        _ => LlmError::Refused(code),
    }
}

/// Seconds asked for by the endpoint.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
