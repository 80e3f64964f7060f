//! DOCX and DOC by `office_oxide`: paragraphs and table rows become lines; no pages.

use std::io::Cursor;

use office_oxide::{Document, DocumentFormat};

use crate::{error::Refusal, package};

/// Reads a DOCX.
pub(crate) fn read_docx(bytes: Vec<u8>) -> Result<String, Refusal> {
    package::refuse_bomb(&bytes)?;
    read(bytes, DocumentFormat::Docx)
}

/// Reads a DOC of Word 97 to 2003.
pub(crate) fn read_doc(bytes: Vec<u8>) -> Result<String, Refusal> {
    read(bytes, DocumentFormat::Doc)
}

fn read(bytes: Vec<u8>, format: DocumentFormat) -> Result<String, Refusal> {
    let document =
        Document::from_reader(Cursor::new(bytes), format).map_err(|_| Refusal::Damaged)?;
    let text = document.plain_text().replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(text) }
}
