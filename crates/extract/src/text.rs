//! TXT in any encoding that Chinese offices use; also tables as text (CSV).

use crate::{encoding::encoding_of, error::Refusal, table_text};

/// The text of `bytes`, line breaks made one kind; a table row by row. A form feed is a line break, too: no program that
/// opens a TXT shows its pages, so a page number would lead nowhere.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Refusal> {
    let text = decode(bytes).replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(table_text::read(&text).unwrap_or(text))
}

/// `bytes` as text, without a mark of their order.
pub(crate) fn decode(bytes: &[u8]) -> String {
    encoding_of(bytes).decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    #[test]
    fn reads_what_offices_write() {
        let text = "讯问笔录（第1次）\n问：你因何事到案？\n";
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(read(&GB18030.encode(text).0).as_deref(), Ok(text));
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.as_bytes());
        assert_eq!(read(&marked).as_deref(), Ok(text));
        let wide: Vec<u8> =
            [0xFEFFu16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide).as_deref(), Ok(text));
        assert_eq!(read(&wide[2..]).as_deref(), Ok(text));
        assert_eq!(read(b" \r\n"), Err(Refusal::Empty));
        assert_eq!(read("第1页\u{c}第2页".as_bytes()).as_deref(), Ok("第1页\n第2页"));
    }
}
