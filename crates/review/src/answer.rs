//! Answers of the chat: text with citations, in order.

use anjian_core::Quote;
use thiserror::Error;

use crate::case_review::ModelUsage;

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerPart {
    /// Text to show.
    Text(String),
    /// A quote that supports what was said before it.
    Citation(Quote),
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its pieces, in order.
    pub parts: Vec<AnswerPart>,
    /// False where the file holds nothing on the question; the answer says so.
    pub is_answerable: bool,
}

/// What is known when an answer has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerEnd {
    /// False where the file holds nothing on the question.
    pub is_answerable: bool,
    /// What a model used.
    pub usage: ModelUsage,
}

impl Answer {
    /// The answer that the file holds nothing.
    pub(crate) fn unanswerable() -> Self {
        let text = "卷内未检索到与该问题有关的内容，无法回答。可以换一种问法，或者核对材料是否已全部上传。";
        Self { parts: vec![AnswerPart::Text(text.to_owned())], is_answerable: false }
    }
}

/// Why a review or an answer could not be made.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// The catalogue of supervision points is at fault.
    #[error("supervision catalogue is at fault")]
    Catalogue(#[from] anjian_supervise::CatalogueError),
    /// The passages could not be searched.
    #[error("passages cannot be searched")]
    Search(#[source] anjian_search::SearchError),
    /// The model did not answer.
    #[error("model did not answer")]
    Model(#[from] anjian_llm::LlmError),
}
