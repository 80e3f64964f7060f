//! Brings text and query to one form before they are compared.

/// True for the characters of Chinese text, punctuation left out.
pub(crate) fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' // 々 and 〇
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Folds full-width ASCII to half width and letters to lower case, drops white space beside
/// Chinese characters (a line end inside a word) and leaves one space elsewhere.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space_pending = false;
    for c in text.chars().map(to_half_width) {
        if c.is_whitespace() {
            space_pending = true;
            continue;
        }
        if space_pending && !is_chinese(c) && folded.chars().last().is_some_and(|l| !is_chinese(l))
        {
            folded.push(' ');
        }
        space_pending = false;
        folded.extend(c.to_lowercase());
    }
    folded
}

fn to_half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_case_and_line_ends() {
        for (text, folded) in [
            ("宣布拘\n留", "宣布拘留"),
            ("２０２５年３月", "2025年3月"),
            ("甘Ａ·12345", "甘a·12345"),
            ("vivo  Y78\n的 3 部", "vivo y78的3部"),
            ("　姓名　魏长顺 ", "姓名魏长顺"),
            ("12\n34", "12 34"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
