//! The client.

use reqwest::{
    Url,
    header::{ACCEPT, CONTENT_TYPE},
    redirect,
};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout};

use crate::{
    attempt, body,
    call_record::CallRecord,
    config::LlmConfig,
    error::{AnswerFault, LlmError},
    json_answer,
    prompt::{Completion, Ending, JsonAnswer, Prompt},
    stream::{self, CompletionStream},
    wire::{self, Request, Response},
};

/// What is said to a model whose answer was not the JSON asked for.
const ASK_AGAIN: &str =
    "上面的回答不是要求的 JSON 对象。请只输出符合格式的一个 JSON 对象，不要其他文字。";
/// Chars of the unusable answer that are shown to the model again.
const SHOWN_CHARS: usize = 2000;

/// A client of one endpoint; cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    config: LlmConfig,
    url: Url,
    http: reqwest::Client,
}

impl Client {
    /// A client; sends nothing yet.
    pub fn new(config: LlmConfig) -> Result<Self, LlmError> {
        let url = format!("{}/chat/completions", config.base_url.trim_end_matches('/'));
        let url =
            Url::parse(&url).map_err(|_| LlmError::Configuration("its address is not a URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(LlmError::Configuration("its address must begin with http or https"));
        }
        if config.model.trim().is_empty() {
            return Err(LlmError::Configuration("it names no model"));
        }
        // Proxies come from the environment, which libraries don't read; a redirect would carry
        // a dossier to an address that nobody configured.
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|_| LlmError::Configuration("no TLS is to be had on this machine"))?;
        Ok(Self { config, url, http })
    }

    /// Name of the model.
    pub fn model(&self) -> &str {
        &self.config.model
    }

    /// Asks and waits for the whole answer.
    pub async fn complete(&self, prompt: &Prompt) -> Result<Completion, LlmError> {
        let mut record = CallRecord::start(&self.config.model, prompt);
        let request = Request::new(&self.config.model, self.config.max_tokens, prompt);
        let result = self.within_timeout(self.ask(&request, &mut record)).await;
        record.end(&result);
        result
    }

    /// Asks for a JSON object and reads it as `T`; asks a second time where that fails.
    pub async fn complete_json<T: DeserializeOwned>(
        &self,
        prompt: &Prompt,
    ) -> Result<JsonAnswer<T>, LlmError> {
        let mut record = CallRecord::start(&self.config.model, prompt);
        let request = Request::new(&self.config.model, self.config.max_tokens, prompt).for_json();
        let result = self.within_timeout(self.ask_for_json(request, &mut record)).await;
        record.end(&result);
        result.map(|value| JsonAnswer { value, usage: record.usage() })
    }

    /// Asks and hands the answer on as it comes.
    pub async fn stream(&self, prompt: &Prompt) -> Result<CompletionStream, LlmError> {
        let deadline = Instant::now() + self.config.timeout;
        let mut record = CallRecord::start(&self.config.model, prompt);
        let request = Request::new(&self.config.model, self.config.max_tokens, prompt).streamed();
        let opened = self.within_timeout(self.send(&request)).await;
        match opened {
            Ok(response) => Ok(stream::events(response, deadline, self.config.timeout, record)),
            Err(error) => {
                let result = Err(error);
                record.end(&result);
                result
            }
        }
    }

    async fn ask_for_json<T: DeserializeOwned>(
        &self,
        request: Request,
        record: &mut CallRecord,
    ) -> Result<T, LlmError> {
        let first = self.ask(&request, record).await?;
        if let Some(value) = json_answer::parse(&first.text) {
            return Ok(value);
        }
        if first.ending == Ending::AtLimit {
            return Err(LlmError::BadAnswer(AnswerFault::CutAtLimit));
        }
        let shown = first.text.chars().take(SHOWN_CHARS).collect();
        let second = self.ask(&request.replied(shown, ASK_AGAIN), record).await?;
        json_answer::parse(&second.text).ok_or(LlmError::BadAnswer(AnswerFault::NotTheJson))
    }

    async fn ask(
        &self,
        request: &Request,
        record: &mut CallRecord,
    ) -> Result<Completion, LlmError> {
        let body = body::read(self.send(request).await?).await?;
        let response: Response = serde_json::from_slice(&body)
            .map_err(|_| LlmError::BadAnswer(AnswerFault::NotACompletion))?;
        let usage = wire::usage(response.usage);
        record.count(usage);
        let choice = response.choices.into_iter().next();
        let choice = choice.ok_or(LlmError::BadAnswer(AnswerFault::Empty))?;
        let text = choice.message.content.unwrap_or_default();
        let ending = wire::ending(choice.finish_reason.as_deref());
        if text.trim().is_empty() {
            let fault = match ending {
                Ending::AtLimit => AnswerFault::CutAtLimit,
                Ending::Complete | Ending::Other => AnswerFault::Empty,
            };
            return Err(LlmError::BadAnswer(fault));
        }
        Ok(Completion { text, ending, usage })
    }

    async fn send(&self, request: &Request) -> Result<reqwest::Response, LlmError> {
        let body = serde_json::to_vec(request)
            .map_err(|_| LlmError::Configuration("the request cannot be written as JSON"))?;
        let build = || {
            let post = self
                .http
                .post(self.url.clone())
                .header(CONTENT_TYPE, "application/json")
                .header(ACCEPT, "application/json, text/event-stream")
                .body(body.clone());
            match &self.config.api_key {
                Some(key) => post.bearer_auth(key.reveal()),
                None => post,
            }
        };
        attempt::send(build, self.config.retry).await
    }

    async fn within_timeout<T>(
        &self,
        call: impl Future<Output = Result<T, LlmError>>,
    ) -> Result<T, LlmError> {
        timeout(self.config.timeout, call)
            .await
            .unwrap_or(Err(LlmError::TimedOut(self.config.timeout)))
    }
}
