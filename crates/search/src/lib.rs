//! Keyword search inside one case: passages of pages, found by words and by characters.
//!
//! Knows: how a page is cut into passages, how Chinese text becomes terms (jieba words beside
//! single characters and pairs, for the names that no dictionary has), how a hit becomes a
//! [`Quote`](anjian_core::Quote) again. Every query carries the case as a term (invariant 4).
//! The index is derived (invariant 5): one that cannot be used is emptied, and opening says so.
//! Must not know: findings, prompts, where pages come from.

mod error;
mod folding;
mod grams;
mod index;
mod open;
mod passage;
mod query;
mod schema;

pub use error::SearchError;
pub use index::{KeywordIndex, SearchHit};
pub use open::{EmptiedBecause, IndexState, OpenedIndex};
pub use passage::{MAX_PASSAGE_CHARS, split_passages};
