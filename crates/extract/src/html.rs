//! HTML, also saved web pages and what systems export under the names of DOC and XLS: what a browser
//! shows, block by block, tables row by row. Nothing is run and nothing is fetched.

use anjian_core::PageNoteKind;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use crate::{encoding::encoding_of, error::Refusal, page::ExtractedPage};

mod flow;
mod tokens;

use flow::Flow;
use tokens::{Token, Tokens};

/// Bytes at the front among which a page declares its encoding.
const DECLARATION_BYTES: usize = 4096;
/// Chars of hidden words that are told; the rest is more of the same.
const HIDDEN_CHARS: usize = 200;

/// Reads the page; `declared` is the encoding that a letter around it says.
pub(crate) fn read(bytes: &[u8], declared: Option<&str>) -> Result<ExtractedPage, Refusal> {
    let page = read_text(&decode(bytes, declared));
    let is_empty = page.text.is_empty() && page.layout.is_none();
    if is_empty { Err(Refusal::Empty) } else { Ok(page) }
}

/// What a browser shows of `html`.
pub(crate) fn read_text(html: &str) -> ExtractedPage {
    let mut flow = Flow::default();
    for token in Tokens::new(html) {
        match token {
            Token::Open(tag) => flow.open(&tag),
            Token::Close(name) => flow.close(&name),
            Token::Text(text) => flow.text(&text),
        }
    }
    let (text, hidden) = flow.finish();
    let mut page = ExtractedPage { text, layout: None };
    let hidden: String = hidden.split_whitespace().collect::<Vec<&str>>().join(" ");
    if !hidden.is_empty() {
        page.note(PageNoteKind::HiddenText, hidden.chars().take(HIDDEN_CHARS).collect());
    }
    page
}

/// True for what begins like a page. Word and Excel open such files under their own endings.
pub(crate) fn is_html(head: &str) -> bool {
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let lower: String = head.chars().take(2048).collect::<String>().to_ascii_lowercase();
    if !lower.starts_with('<') {
        return false;
    }
    let has = |tag: &str| {
        lower.match_indices(tag).any(|(at, _)| {
            lower[at + tag.len()..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        })
    };
    lower.starts_with("<!doctype html")
        || ["<html", "<head", "<body", "<table", "<div", "<meta", "<p", "<span", "<br"]
            .into_iter()
            .any(has)
}

fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]).to_lowercase();
    let own = || {
        let (_, rest) = head.split_once("charset")?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        rest.trim_start_matches(['"', '\'']).split(['"', '\'', '>', ';', ' ', '/']).next()
    };
    let label =
        declared.or_else(own).and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let encoding = match label {
        _ if Encoding::for_bom(bytes).is_some() => encoding_of(bytes),
        // Converted pages keep the declaration of what they were before.
        Some(encoding) if encoding != UTF_8 && !is_utf8 => {
            if encoding == GBK {
                GB18030
            } else {
                encoding
            }
        }
        _ => encoding_of(bytes),
    };
    encoding.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests;
