//! The JSON of a chat-completions endpoint, as far as DeepSeek, vLLM and llama.cpp agree on it.

use serde::{Deserialize, Serialize};

use crate::prompt::{Ending, Prompt, Usage};

/// A request.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Request {
    model: String,
    messages: Vec<Message>,
    max_tokens: u32,
    temperature: f32,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat>,
}

#[derive(Debug, Clone, Serialize)]
struct Message {
    role: &'static str,
    content: String,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct ResponseFormat {
    #[serde(rename = "type")]
    kind: &'static str,
}

impl Request {
    /// A request for text. Temperature 0: a review made twice should say the same.
    pub fn new(model: &str, max_tokens: u32, prompt: &Prompt) -> Self {
        let message = |role, content: &str| Message { role, content: content.to_owned() };
        Self {
            model: model.to_owned(),
            messages: vec![message("system", &prompt.system), message("user", &prompt.user)],
            max_tokens,
            temperature: 0.0,
            stream: false,
            stream_options: None,
            response_format: None,
        }
    }

    /// Asks for a stream with token counts at its end.
    pub fn streamed(mut self) -> Self {
        self.stream = true;
        self.stream_options = Some(StreamOptions { include_usage: true });
        self
    }

    /// Asks for a JSON object.
    pub fn for_json(mut self) -> Self {
        self.response_format = Some(ResponseFormat { kind: "json_object" });
        self
    }

    /// Adds what the model said and what we say to it.
    pub fn replied(mut self, answer: String, reply: &str) -> Self {
        self.messages.push(Message { role: "assistant", content: answer });
        self.messages.push(Message { role: "user", content: reply.to_owned() });
        self
    }
}

/// A whole response. Unknown fields, `reasoning_content` among them, are left out.
#[derive(Debug, Deserialize)]
pub(crate) struct Response {
    pub choices: Vec<Choice>,
    #[serde(default)]
    pub usage: Option<TokenCounts>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    pub message: Content,
    #[serde(default)]
    pub finish_reason: Option<String>,
}

/// One event of a stream.
#[derive(Debug, Deserialize)]
pub(crate) struct Chunk {
    #[serde(default)]
    pub choices: Vec<ChunkChoice>,
    #[serde(default)]
    pub usage: Option<TokenCounts>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ChunkChoice {
    #[serde(default)]
    pub delta: Content,
    #[serde(default)]
    pub finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Content {
    #[serde(default)]
    pub content: Option<String>,
    /// DeepSeek's thoughts before the answer.
    #[serde(default)]
    pub reasoning_content: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct TokenCounts {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
}

/// Counts of one answer.
pub(crate) fn usage(counts: Option<TokenCounts>) -> Usage {
    let (prompt_tokens, completion_tokens) =
        counts.map_or((0, 0), |counts| (counts.prompt_tokens, counts.completion_tokens));
    Usage { calls: 1, prompt_tokens, completion_tokens }
}

/// Reads `finish_reason`.
pub(crate) fn ending(reason: Option<&str>) -> Ending {
    match reason {
        Some("stop") | None => Ending::Complete,
        Some("length") => Ending::AtLimit,
        Some(_) => Ending::Other,
    }
}
