//! Documents (文书): the papers a file is made of.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// Code of a kind of document, such as `detention_warrant` (拘留证); the list is
/// `crates/dossier/kinds.yaml`, `unrecognised` where no kind fits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentKind(Arc<str>);

impl DocumentKind {
    /// Code of documents whose kind was not recognised.
    pub const UNRECOGNISED: &str = "unrecognised";

    /// Wraps a code.
    pub fn new(code: &str) -> Self {
        Self(code.into())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One document: where it stands and what its head says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The title as the paper has it, or the file's name where it has none.
    pub title: String,
    /// Recognised kind.
    pub kind: DocumentKind,
    /// The kind's Chinese name, such as 拘留证.
    pub kind_name: String,
    /// Path of the file inside the case.
    pub file: Arc<str>,
    /// First and last page, 1-based; `None` where the format has no pages.
    pub pages: Option<(u32, u32)>,
    /// Number of the paper (文号).
    pub number: Option<String>,
    /// Authority that issued it, as printed above the title or in the closing.
    pub authority: Option<String>,
    /// Date of the closing (落款日期).
    pub closing_date: Option<Date>,
    /// People of the case whom it names.
    pub persons: Vec<String>,
    /// The title's words on the page.
    pub title_quote: Option<Quote>,
}
