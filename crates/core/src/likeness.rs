//! Likeness of the answers of two records (笔录雷同).

use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// How like the answers of two records are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLikeness {
    /// The first record's document, an index into `CaseFacts::documents`.
    pub first: usize,
    /// The second record's document.
    pub second: usize,
    /// Shared five-char runs of the telling answers, in percent of both (Jaccard).
    pub similarity_percent: i64,
    /// The same of the two answers that share the longest run.
    #[serde(default)]
    pub answer_percent: i64,
    /// Chars of all long runs that both carry in one order.
    #[serde(default)]
    pub shared_chars: usize,
    /// Chars of the longest run of answers that both carry word for word.
    pub common_chars: usize,
    /// Words in the run that read like slips of the pen: found in no other paper, where a like word is.
    pub shared_slips: Vec<String>,
    /// The run in the first record.
    pub first_quote: Option<Quote>,
    /// The run in the second record.
    pub second_quote: Option<Quote>,
}
