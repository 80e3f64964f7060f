//! Pages of text, as extraction hands them over.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::layout::PageLayout;

/// One page of a file: its text in reading order, lines separated by `\n`.
///
/// Offsets anywhere in Anjian count Unicode scalar values (`char`s) of `text`, never bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Path of the file inside the case, with `/` separators.
    pub file: Arc<str>,
    /// 1-based page number; `None` where the format has no pages (TXT, DOCX).
    pub number: Option<u32>,
    /// The text, exactly as quotes will cite it.
    pub text: Arc<str>,
    /// Where the words stand; `None` where the format has no places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Arc<PageLayout>>,
}

/// A file that could be read: its pages in order. An unpaged format has exactly one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilePages {
    /// Path of the file inside the case, with `/` separators.
    pub file: Arc<str>,
    /// The pages, in order.
    pub pages: Vec<Page>,
}

impl FilePages {
    /// Builds the pages of a paged file from its texts, numbering them from 1.
    pub fn paged(file: &str, texts: impl IntoIterator<Item = String>) -> Self {
        let file: Arc<str> = file.into();
        let pages = (1..)
            .zip(texts)
            .map(|(number, text)| Page {
                file: file.clone(),
                number: Some(number),
                text: text.into(),
                layout: None,
            })
            .collect();
        Self { file, pages }
    }

    /// Builds the single page of a format without pages.
    pub fn unpaged(file: &str, text: String) -> Self {
        let file: Arc<str> = file.into();
        let page = Page { file: file.clone(), number: None, text: text.into(), layout: None };
        Self { file, pages: vec![page] }
    }
}
