//! What goes to a model and what comes back.

use std::ops::AddAssign;

/// A question to a model, rendered from a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Name of the template, for telemetry.
    pub name: String,
    /// Version of the template, for telemetry and for what is stored.
    pub version: String,
    /// What we tell the model; holds no text of a dossier.
    pub system: String,
    /// The question with its data.
    pub user: String,
}

/// Tokens and calls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Answers received.
    pub calls: u64,
    /// Tokens sent, as the endpoint counted them; 0 where it does not say.
    pub prompt_tokens: u64,
    /// Tokens received, as the endpoint counted them.
    pub completion_tokens: u64,
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.prompt_tokens += other.prompt_tokens;
        self.completion_tokens += other.completion_tokens;
    }
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The model had said all.
    Complete,
    /// At the limit of tokens.
    AtLimit,
    /// For another reason, such as the endpoint's content filter.
    Other,
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The text; a reasoning model's thoughts are left out.
    pub text: String,
    /// Why it ended.
    pub ending: Ending,
    /// What it took.
    pub usage: Usage,
}

/// A whole answer of a known shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonAnswer<T> {
    /// The value.
    pub value: T,
    /// What it took, a second asking included.
    pub usage: Usage,
}
