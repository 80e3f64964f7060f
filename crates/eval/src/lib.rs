//! Labelled cases (docs/eval.md) → quality figures: findings, evidence, timeline, verbatim quotes.
//!
//! Knows: the label format and how each figure is counted. Must not know: HTTP, storage.

mod event_kinds;
mod interval;
mod judgments;
mod labels;
mod report;
mod run;
mod score;

pub use judgments::{
    FactScore, JudgmentLabels, JudgmentScore, judgment_id, print_judgment_score,
    read_judgment_labels, score_judgments,
};
pub use labels::{CaseLabels, read_labels};
pub use report::print_report;
pub use run::{Evaluation, evaluate};
pub use score::{CaseScore, Ratio};
