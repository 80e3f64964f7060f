//! Which encoding bytes without a mark are in, of those that Chinese offices use: UTF-8, UTF-16,
//! GB18030, Big5.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at; what comes after has the same encoding.
const SAMPLE: usize = 256 << 10;
/// Share of usual characters from which bytes are taken for Chinese text in an encoding.
const PLAUSIBLE: f32 = 0.6;
/// Share of usual characters that UTF-16 without a mark must have: a wrong guess turns all to noise.
const WIDE: f32 = 0.95;
/// Characters for each broken sequence from which text is still UTF-8: torn at the end, or patched.
const GOOD_FOR_BROKEN: usize = 20;

/// The encoding of a whole text.
pub(crate) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = wide_encoding(sample) {
        return encoding;
    }
    if is_utf8(sample) && !is_gb_in_disguise(sample) {
        UTF_8
    } else {
        chinese_encoding(sample).unwrap_or_else(|| guess(sample))
    }
}

/// GB18030 or Big5, where `bytes` are plausibly Chinese in it. Fit for a name as for a text.
pub(crate) fn chinese_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let (gb, big5) = (share_of_usual(bytes, GB_2312), share_of_usual(bytes, BIG_5));
    match (gb, big5) {
        _ if gb.max(big5) < PLAUSIBLE => None,
        _ if big5 > gb => Some(BIG5),
        _ => Some(GB18030),
    }
}

/// UTF-16 without a mark, which some programs of Windows write.
pub(crate) fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let even = &bytes[..bytes.len() & !1];
    // ASCII read in pairs looks Chinese; it has no NUL and no odd control byte, and UTF-16 of Chinese
    // with a line break has.
    if even.len() < 4 || (std::str::from_utf8(even).is_ok() && !has_controls(even)) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(even) else {
            return false;
        };
        let (mut usual, mut all) = (0usize, 0usize);
        for c in text.chars() {
            all += 1;
            usual += usize::from(is_usual(c));
        }
        usual as f32 >= WIDE * all as f32
    })
}

/// True for GB18030 that happens to be valid UTF-8, as the bytes of 联通 are: no Chinese in the one,
/// nothing but Chinese of daily use in the other. A letter with an accent alone in its word is neither.
pub(crate) fn is_gb_in_disguise(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let (mut run, mut longest) = (0usize, 0usize);
    for c in text.chars() {
        if c >= '\u{800}' {
            return false;
        }
        run = if c.is_ascii() { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    longest >= 2 && share_of_usual(bytes, GB_2312) >= 1.0
}

fn has_controls(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}

fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\t' | '\n' | '\r' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FA5}' | '\u{FF01}'..='\u{FF5E}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Valid, or torn in places: a name cut in a byte, a file cut at its end.
fn is_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= GOOD_FOR_BROKEN * broken
}

/// Where an encoding of two bytes a character has its characters.
struct TwoBytes {
    /// First bytes of the characters in daily use.
    usual: std::ops::RangeInclusive<u8>,
    /// First bytes of the characters that are known but seldom, names above all.
    seldom: std::ops::RangeInclusive<u8>,
    /// Lowest second byte of both.
    second: u8,
    /// First bytes of punctuation, which tell nothing.
    signs: std::ops::RangeInclusive<u8>,
}

/// GB 2312 inside GB18030: level 1 (3,755 characters) and level 2.
const GB_2312: TwoBytes =
    TwoBytes { usual: 0xB0..=0xD7, seldom: 0xD8..=0xF7, second: 0xA1, signs: 0xA1..=0xA3 };
/// Big5: level 1 (5,401 characters) and level 2.
const BIG_5: TwoBytes =
    TwoBytes { usual: 0xA4..=0xC6, seldom: 0xC9..=0xF9, second: 0x40, signs: 0xA1..=0xA3 };

/// Share of the characters beyond ASCII that `layout` has in daily use; a seldom one counts a third.
fn share_of_usual(bytes: &[u8], layout: TwoBytes) -> f32 {
    let (mut score, mut all) = (0.0, 0.0);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first < 0x80 {
            continue;
        }
        let Some((second, tail)) = tail.split_first() else { break };
        all += 1.0;
        if matches!(second, 0x40..=0x7E | 0x80..=0xFE) {
            rest = tail;
        }
        if *second < layout.second || matches!(second, 0x7F..=0xA0) {
            continue;
        }
        if layout.usual.contains(first) {
            score += 1.0;
        } else if layout.seldom.contains(first) {
            score += 0.33;
        } else if layout.signs.contains(first) {
            all -= 1.0;
        }
    }
    if all > 0.0 { score / all } else { 0.0 }
}

/// Text that is not plainly Chinese. Offices write Chinese: a guess outside its encodings that
/// GB18030 decodes without fault is GB18030.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let decodes = GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if guessed == GBK || (guessed != BIG5 && decodes) { GB18030 } else { guessed }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_words_tell_their_encoding() {
        for word in ["讯问笔录", "张三", "起诉意见书", "王", "说明", "赵某涉嫌盗窃一案"]
        {
            assert_eq!(chinese_encoding(&GB18030.encode(word).0), Some(GB18030), "{word}");
        }
        for word in ["訊問筆錄", "起訴意見書", "說明", "臺北地方法院", "被告人陳述"]
        {
            assert_eq!(chinese_encoding(&BIG5.encode(word).0), Some(BIG5), "{word}");
        }
        assert_eq!(chinese_encoding(b"M\x81ller.txt"), None);
    }

    #[test]
    fn ascii_is_not_taken_for_wide() {
        assert_eq!(encoding_of(b"a plain letter, in English\n"), UTF_8);
        assert_eq!(encoding_of(b"ab"), UTF_8);
        assert_eq!(encoding_of(&GB18030.encode("联通").0), GB18030);
        for words in ["café, déjà vu", "Привет", "王é"] {
            assert_eq!(encoding_of(words.as_bytes()), UTF_8, "{words}");
        }
        let torn = &"讯问笔录与询问笔录，均须看原件。".repeat(20).into_bytes()[..500];
        assert_eq!(encoding_of(torn), UTF_8);
    }

    fn wide(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(encode).collect()
    }

    fn decoded(bytes: &[u8]) -> String {
        encoding_of(bytes).decode(bytes).0.into_owned()
    }

    /// Characters of daily use: a row and a column of a level 1.
    fn usual(
        encoding: &'static Encoding,
        rows: std::ops::RangeInclusive<u8>,
    ) -> impl Strategy<Value = char> {
        (rows, 0xA1u8..=0xFD).prop_map(move |(row, column)| {
            encoding.decode_without_bom_handling(&[row, column]).0.chars().next().unwrap_or('一')
        })
    }

    /// Words of papers in traditional writing.
    const TRADITIONAL: &[&str] = &[
        "臺北地方法院檢察署",
        "檢察官",
        "被告",
        "犯罪嫌疑人",
        "訊問筆錄",
        "證人",
        "偵查中",
        "警察局",
        "扣押物品目錄",
        "經查",
        "於民國九十八年",
        "竊盜案件",
        "告訴人",
        "說明",
        "時間",
        "地點",
        "簽名",
        "認為",
        "應當",
        "據此",
    ];

    proptest! {
        #[test]
        fn gb18030_comes_back(text in prop::collection::vec(usual(GB18030, 0xB0..=0xD6), 2..60)) {
            let text: String = text.into_iter().collect();
            prop_assert_eq!(decoded(&GB18030.encode(&text).0), text);
        }

        #[test]
        fn big5_comes_back(words in prop::collection::vec(prop::sample::select(TRADITIONAL), 4..20)) {
            // Chars by chance are no language: which encoding they are in cannot be told from them.
            let text = words.concat();
            prop_assert_eq!(decoded(&BIG5.encode(&text).0), text);
        }

        #[test]
        fn utf16_without_a_mark_comes_back(text in "[一-龥]{2,40}(，[一-龥a-z0-9]{1,20}){0,3}。\n") {
            prop_assert_eq!(decoded(&wide(&text, u16::to_le_bytes)), text.clone());
            prop_assert_eq!(decoded(&wide(&text, u16::to_be_bytes)), text);
        }

        #[test]
        fn any_bytes_decode(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            decoded(&bytes);
        }
    }
}
