//! DOCX and DOC by `office_oxide`: paragraphs and table rows become lines; no pages.

use std::io::{Cursor, Read};

use office_oxide::{Document, DocumentFormat};

use crate::error::Refusal;

/// A part of a package that unpacks to more than this, or to more than this many times its
/// packed size, is no letter an office wrote.
const PART_BYTES: u64 = 128 << 20;
const RATIO: u64 = 200;

/// Reads a DOCX.
pub(crate) fn read_docx(bytes: Vec<u8>) -> Result<String, Refusal> {
    refuse_bomb(&bytes)?;
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

/// Unpacks every part, counting, before the parser sees it: declared sizes can lie.
fn refuse_bomb(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::Damaged)?;
        let packed = part.compressed_size();
        let unpacked = std::io::copy(&mut part.take(PART_BYTES + 1), &mut std::io::sink())
            .map_err(|_| Refusal::Damaged)?;
        total += unpacked;
        let is_dense = unpacked > (4 << 20) && unpacked / packed.max(1) > RATIO;
        if unpacked > PART_BYTES || total > 2 * PART_BYTES || is_dense {
            return Err(Refusal::Bomb);
        }
    }
    Ok(())
}
