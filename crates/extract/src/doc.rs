//! DOC of Word 97 to 2003, by `office_oxide`; no pages.

use std::io::Cursor;

use office_oxide::{Document, DocumentFormat};

use crate::error::Refusal;

/// Reads the DOC.
pub(crate) fn read(bytes: Vec<u8>) -> Result<String, Refusal> {
    let document = Document::from_reader(Cursor::new(bytes), DocumentFormat::Doc)
        .map_err(|_| Refusal::Damaged)?;
    let text = document.plain_text().replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(text) }
}
