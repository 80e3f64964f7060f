//! The log line of a call: numbers and names of ours, never text.

use std::time::Instant;

use crate::{
    error::LlmError,
    prompt::{Prompt, Usage},
};

/// Writes one line when a call ends, also when its caller stops waiting.
pub(crate) struct CallRecord {
    model: String,
    prompt_name: String,
    prompt_version: String,
    started: Instant,
    usage: Usage,
    outcome: &'static str,
}

impl CallRecord {
    /// A call that begins now.
    pub fn start(model: &str, prompt: &Prompt) -> Self {
        Self {
            model: model.to_owned(),
            prompt_name: prompt.name.clone(),
            prompt_version: prompt.version.clone(),
            started: Instant::now(),
            usage: Usage::default(),
            outcome: "abandoned",
        }
    }

    /// Counts an answer.
    pub fn count(&mut self, usage: Usage) {
        self.usage += usage;
    }

    /// Everything counted so far.
    pub fn usage(&self) -> Usage {
        self.usage
    }

    /// Notes how the call ended.
    pub fn end<T>(&mut self, result: &Result<T, LlmError>) {
        self.outcome = match result {
            Ok(_) => "answered",
            Err(LlmError::Configuration(_)) => "misconfigured",
            Err(LlmError::Unreachable(_)) => "unreachable",
            Err(LlmError::KeyRefused(_)) => "key_refused",
            Err(LlmError::RateLimited(_)) => "rate_limited",
            Err(LlmError::Refused(_)) => "refused",
            Err(LlmError::EndpointFailed(_)) => "endpoint_failed",
            Err(LlmError::BrokenOff) => "broken_off",
            Err(LlmError::BadAnswer(_)) => "bad_answer",
            Err(LlmError::TimedOut(_)) => "timed_out",
        };
    }
}

impl Drop for CallRecord {
    fn drop(&mut self) {
        tracing::info!(
            "llm.model" = self.model,
            "llm.prompt" = self.prompt_name,
            "llm.prompt_version" = self.prompt_version,
            "llm.prompt_tokens" = self.usage.prompt_tokens,
            "llm.completion_tokens" = self.usage.completion_tokens,
            "llm.calls" = self.usage.calls,
            duration_ms = self.started.elapsed().as_millis() as u64,
            outcome = self.outcome,
            "model call ended"
        );
    }
}
