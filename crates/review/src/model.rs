//! Model mode (模型模式): a model writes, every quote of its is checked, rules stay.

mod chat;
mod citations;
mod flagging;
mod keyed_pages;
mod quotes;
mod summary;

pub(crate) use chat::answer;
pub(crate) use flagging::flag;
pub(crate) use summary::summarise;

use anjian_llm::{Client, LlmError, PromptTemplates};

/// A model and what it is told.
#[derive(Debug)]
pub struct ModelOptions {
    /// The endpoint.
    pub client: Client,
    /// The prompts.
    pub templates: PromptTemplates,
}

/// What the user is told of a failed call.
pub(crate) fn failure_notice(error: &LlmError) -> &'static str {
    match error {
        LlmError::Unreachable(_) => "大模型服务连接不上",
        LlmError::KeyRefused(_) => "大模型服务拒绝了访问密钥",
        LlmError::RateLimited(_) => "大模型服务繁忙或者额度用尽",
        LlmError::TimedOut(_) => "大模型服务超时未答",
        LlmError::BrokenOff => "大模型的回答中途中断",
        LlmError::BadAnswer(_) => "大模型的回答不可用",
        LlmError::Configuration(_) | LlmError::Refused(_) | LlmError::EndpointFailed(_) => {
            "大模型服务出错"
        }
    }
}
