//! The orchestrator: summary, findings, answers; every citation checked.
//!
//! Knows: how the parts make a review, in rules mode and in model mode. Must not know: how things
//! are stored or drawn.

mod answer;
mod case_review;
mod reviewer;
mod rules;

pub use answer::{Answer, AnswerPart, ReviewError};
pub use case_review::{CaseReview, Mode, ModelUsage, SummarySentence};
pub use reviewer::Reviewer;
