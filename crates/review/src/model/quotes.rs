//! The one check that every quote of a model goes through (invariant 1).

use anjian_core::{Page, Quote};
use serde::Deserialize;

/// A quote as a model claims it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ClaimedQuote {
    /// Key of the page.
    pub page_key: String,
    /// The words.
    pub text: String,
}

/// Fewest chars that support anything: a lone 的 stands on every page.
const LEAST_CHARS: usize = 4;

/// The quote, if `words` stand on `page`. Text goes into a prompt with its fences broken by spaces;
/// white space does not count.
pub(super) fn check(page: Option<&Page>, words: &str) -> Option<Quote> {
    let length = words.chars().filter(|c| !c.is_whitespace()).count();
    if length < LEAST_CHARS {
        return None;
    }
    Quote::find(page?, words)
}
