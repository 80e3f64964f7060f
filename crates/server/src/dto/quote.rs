use std::collections::HashMap;

use anjian_core::Quote;
use serde::Serialize;
use utoipa::ToSchema;

/// Words of a page; `start` and `end` count Unicode code points of the page's text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteJson {
    /// File's name in the case.
    pub file: String,
    /// File's id; null when the file is gone.
    pub file_id: Option<String>,
    /// 1-based page, null for formats without pages.
    pub page: Option<u32>,
    /// The words, exactly as on the page.
    pub text: String,
    pub start: usize,
    pub end: usize,
}

impl QuoteJson {
    pub fn new(quote: &Quote, file_ids: &HashMap<String, String>) -> Self {
        Self {
            file: quote.file().to_owned(),
            file_id: file_ids.get(quote.file()).cloned(),
            page: quote.page(),
            text: quote.text().to_owned(),
            start: quote.start(),
            end: quote.end(),
        }
    }

    pub fn all(quotes: &[Quote], file_ids: &HashMap<String, String>) -> Vec<Self> {
        quotes.iter().map(|quote| Self::new(quote, file_ids)).collect()
    }
}
