use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::quote::QuoteJson;

/// Who asks and how the service works.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionJson {
    /// Label of the token.
    pub label: String,
    pub all_cases: bool,
    /// `rules` or `model`.
    pub mode: &'static str,
    /// What people are told of the mode.
    pub mode_notice: &'static str,
    pub model: Option<String>,
    pub version: &'static str,
}

/// An event of the timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventJson {
    /// `2024-03-01T22:10` or `2024-03-01`.
    pub at: String,
    /// Code of the act, such as `detention_announced`.
    pub kind: &'static str,
    /// Chinese name of the act.
    pub event: &'static str,
    pub person: Option<String>,
    pub evidence: Vec<QuoteJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventList {
    pub events: Vec<EventJson>,
}

/// A sentence of the summary.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentenceJson {
    pub section: String,
    pub text: String,
    pub evidence: Vec<QuoteJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SummaryJson {
    /// `rules` or `model`.
    pub mode: &'static str,
    pub mode_notice: &'static str,
    /// What went wrong on the way and what was done instead.
    pub notices: Vec<String>,
    pub sentences: Vec<SentenceJson>,
}

/// A passage that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitJson {
    pub file: String,
    pub file_id: Option<String>,
    pub page: Option<u32>,
    /// 1-based place in the file.
    pub ordinal: u32,
    /// Title of the document it stands in, where one is known.
    pub document: Option<String>,
    /// Comparable within one search.
    pub score: f32,
    pub quote: QuoteJson,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitList {
    pub hits: Vec<HitJson>,
}

/// A question to the chat.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewQuestion {
    /// 1 to 1000 chars.
    pub question: String,
}
