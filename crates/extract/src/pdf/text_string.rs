//! Strings that PDF writes for people: titles, names, replacement texts.

/// Decodes UTF-16 with a mark, UTF-8 with a mark, or PDFDocEncoding.
pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => decode_wide(rest, u16::from_be_bytes),
        // Not in the standard, and written nevertheless.
        [0xFF, 0xFE, rest @ ..] => decode_wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| decode_byte(*byte)).collect(),
    }
}

fn decode_wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let wide: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| read(*pair)).collect();
    String::from_utf16_lossy(&wide)
}

/// PDFDocEncoding (ISO 32000-1, D.3), where it differs from Latin-1.
fn decode_byte(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x18..=0x1F => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xA0 => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_in_four_encodings() {
        let wide: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain("讯问笔录".encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&wide), "讯问笔录");
        let narrow: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain("讯问笔录".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&narrow), "讯问笔录");
        assert_eq!(decode("\u{FEFF}讯问笔录".as_bytes()), "讯问笔录");
        assert_eq!(decode(b"Volume 1 \x84 A\xA0"), "Volume 1 — A€");
    }
}
