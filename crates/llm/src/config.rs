//! Configuration of an endpoint; built by the caller, never read from the environment here.

use std::{fmt, time::Duration};

/// A text that prints as stars.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the request's header alone.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What to do when an endpoint is busy or away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Requests for one call, the first included.
    pub attempts: u32,
    /// Pause before the second request; it doubles from there.
    pub first_pause: Duration,
    /// Longest pause, also where the endpoint asks for a longer one.
    pub longest_pause: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
        }
    }
}

/// An endpoint and how to use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LlmConfig {
    /// Address up to and without `/chat/completions`, such as `http://127.0.0.1:8080/v1`.
    pub base_url: String,
    /// Key, sent as bearer token; `None` where the endpoint asks for none.
    pub api_key: Option<Secret>,
    /// Name of the model, as the endpoint knows it.
    pub model: String,
    /// Longest time of one call, its retries included. Default five minutes.
    pub timeout: Duration,
    /// Most tokens of one answer. Default 2048: small models repeat themselves without a cap.
    pub max_tokens: u32,
    /// Retries.
    pub retry: RetryPolicy,
}

impl LlmConfig {
    /// The endpoint with default limits.
    pub fn new(base_url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            api_key: None,
            model: model.into(),
            timeout: Duration::from_secs(300),
            max_tokens: 2048,
            retry: RetryPolicy::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_never_printed() {
        let mut config = LlmConfig::new("http://127.0.0.1:1/v1", "m");
        config.api_key = Some(Secret::new("sk-very-secret"));
        assert!(!format!("{config:#?}").contains("sk-very-secret"));
        assert_eq!(format!("{:?}", Secret::new("x")), "***");
    }
}
