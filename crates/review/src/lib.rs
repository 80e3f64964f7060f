//! The orchestrator: summary, findings, answers; every citation checked.
//!
//! Knows: how the parts make a review, in rules mode and in model mode. Must not know: how things
//! are stored or drawn.

mod answer;
mod case_review;
mod model;
mod reviewer;
mod rules;

pub use answer::{Answer, AnswerEnd, AnswerPart, ReviewError};
pub use case_review::{CaseReview, Mode, ModelUsage, SummarySentence};
pub use model::ModelOptions;
pub use reviewer::Reviewer;

/// The index of passages, for those above who may not know how it searches.
pub use anjian_search::{IndexState, KeywordIndex, SearchError, SearchHit};
/// A supervision point, for those above who show the catalogue.
pub use anjian_supervise::Point;
