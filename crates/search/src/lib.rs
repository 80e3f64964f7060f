//! Keyword search: passages of pages, by jieba words and character pairs, filtered by case inside
//! the query (invariant 4).
//!
//! Knows: how to cut pages into passages, index and rank them. Must not know: findings, prompts.

mod error;
mod folding;
mod index;
mod passages;
mod query;
mod rank;
mod schema;

pub use error::SearchError;
pub use index::{IndexState, KeywordIndex, SearchHit};
pub use passages::split_passages;
pub use rank::rank_passages;
