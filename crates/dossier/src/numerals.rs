//! Numerals as papers write them: 12, １２, 十二, 二〇二四.

/// Value of one numeral char, Arabic (half or full width) or Chinese.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '○' | '零' | 'Ｏ' => Some(0),
        '一' | '元' | '正' | '壹' => Some(1),
        '二' | '两' | '贰' => Some(2),
        '三' | '叁' => Some(3),
        '四' | '肆' => Some(4),
        '五' | '伍' => Some(5),
        '六' | '陆' => Some(6),
        '七' | '柒' => Some(7),
        '八' | '捌' => Some(8),
        '九' | '玖' => Some(9),
        _ => None,
    }
}

/// Reads a whole numeral below ten thousand: positional (`2024`, `二〇二四`) or with 十 and 廿
/// (`二十三`, `廿三`). White space inside is ignored. `None` for anything else.
pub fn parse_numeral(text: &str) -> Option<u32> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.is_empty() || chars.len() > 4 {
        return None;
    }
    if let Some(at) = chars.iter().position(|c| matches!(c, '十' | '拾' | '廿' | '卅')) {
        let tens = match (chars[at], &chars[..at]) {
            ('廿', []) => 2,
            ('卅', []) => 3,
            (_, []) => 1,
            ('十' | '拾', [one]) => digit(*one)?,
            _ => return None,
        };
        let ones = match &chars[at + 1..] {
            [] => 0,
            [one] => digit(*one)?,
            _ => return None,
        };
        return Some(tens * 10 + ones);
    }
    chars.iter().try_fold(0, |value, c| digit(*c).map(|d| value * 10 + d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing() {
        for (text, value) in [
            ("2024", 2024),
            ("２０２４", 2024),
            ("二〇二四", 2024),
            ("二○二四", 2024),
            ("十", 10),
            ("十二", 12),
            ("三十一", 31),
            ("廿三", 23),
            ("二", 2),
            ("5", 5),
        ] {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
        for text in ["", "十十", "一百", "12345", "ab"] {
            assert_eq!(parse_numeral(text), None, "{text}");
        }
    }
}
