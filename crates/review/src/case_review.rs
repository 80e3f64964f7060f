//! A finished review.

use anjian_core::{Document, Finding, Quote};
use anjian_dossier::TimelineEvent;
use serde::{Deserialize, Serialize};

/// How a review or an answer was made; said in every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 规则与摘录模式: no model took part.
    Rules,
    /// 模型模式: a model wrote text; its quotes were checked.
    Model,
}

impl Mode {
    /// What the user is told of the mode.
    pub fn notice(self) -> &'static str {
        match self {
            Self::Rules => "规则与摘录模式：未连接大模型，摘要和回答均由规则组织、摘录自卷宗原文。",
            Self::Model => {
                "模型模式：由大模型生成，引文已逐字核对；规则发现的线索不因模型改变。请以卷宗原文为准。"
            }
        }
    }
}

/// A sentence of the summary (审查摘要) with the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummarySentence {
    /// Section, such as 案件来源.
    pub section: String,
    /// The sentence.
    pub text: String,
    /// Its quotes; never empty.
    pub evidence: Vec<Quote>,
}

/// Tokens a model used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelUsage {
    /// Calls made.
    pub calls: u64,
    /// Tokens sent.
    pub prompt_tokens: u64,
    /// Tokens received.
    pub completion_tokens: u64,
}

impl From<anjian_llm::Usage> for ModelUsage {
    fn from(usage: anjian_llm::Usage) -> Self {
        Self {
            calls: usage.calls,
            prompt_tokens: usage.prompt_tokens,
            completion_tokens: usage.completion_tokens,
        }
    }
}

impl std::ops::AddAssign for ModelUsage {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.prompt_tokens += other.prompt_tokens;
        self.completion_tokens += other.completion_tokens;
    }
}

/// Everything a review found in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseReview {
    /// Version of the program that made it.
    pub version: String,
    /// How it was made.
    pub mode: Mode,
    /// Summary.
    pub summary: Vec<SummarySentence>,
    /// Documents, in filed order.
    pub documents: Vec<Document>,
    /// Timeline, in order of time.
    pub timeline: Vec<TimelineEvent>,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
    /// What a model used; zero in rules mode.
    pub usage: ModelUsage,
    /// What went wrong on the way and what was done instead, for the user.
    pub notices: Vec<String>,
}
