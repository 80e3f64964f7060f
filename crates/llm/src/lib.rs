//! A client of one DeepSeek-compatible chat-completions endpoint, and the prompt templates.
//!
//! Knows: requests, streams, JSON answers, retries, limits, token counts, templates of `prompts/`.
//! Must not know: law, cases, what an answer means. Text that goes through here is never logged:
//! spans carry model, prompt version, token counts, duration and outcome.

mod config;
mod error;
mod prompt;
mod template;

mod attempt;
mod body;
mod call_record;
mod client;
mod json_answer;
mod stream;
mod wire;

pub use client::Client;
pub use config::{LlmConfig, RetryPolicy, Secret};
pub use error::{AnswerFault, LlmError, TemplateError};
pub use prompt::{Completion, Ending, JsonAnswer, Prompt, Usage};
pub use stream::{CompletionStream, StreamEvent};
pub use template::{PromptTemplate, PromptTemplates};
