use anjian_core::Document;
use serde::Serialize;
use utoipa::ToSchema;

/// A document (文书) of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentJson {
    /// Place in the case, from 0.
    pub id: usize,
    pub title: String,
    /// Code of the kind, such as `detention_warrant`.
    pub kind: String,
    /// Chinese name of the kind.
    pub kind_name: String,
    pub file: String,
    pub file_id: Option<String>,
    /// First and last page; null for formats without pages.
    pub pages: Option<[u32; 2]>,
    /// Closing date (落款), ISO.
    pub date: Option<String>,
    /// People of the case whom it names.
    pub persons: Vec<String>,
    /// Number of the paper (文号).
    pub number: Option<String>,
}

impl DocumentJson {
    pub fn new(id: usize, document: &Document, file_id: Option<String>) -> Self {
        Self {
            id,
            title: document.title.clone(),
            kind: document.kind.as_str().to_owned(),
            kind_name: document.kind_name.clone(),
            file: document.file.to_string(),
            file_id,
            pages: document.pages.map(|(first, last)| [first, last]),
            date: document.closing_date.map(|date| date.to_string()),
            persons: document.persons.clone(),
            number: document.number.clone(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentList {
    pub documents: Vec<DocumentJson>,
}
