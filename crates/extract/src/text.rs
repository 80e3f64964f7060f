//! TXT in any encoding that Chinese offices use: UTF-8, UTF-16 with a mark, GB18030, Big5.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, GB18030, GBK};

use crate::error::Refusal;

/// Decodes `bytes`: by its mark, as UTF-8 where it is, else by what its bytes look like.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Refusal> {
    let encoding = encoding_of(bytes);
    let (decoded, _, _) = encoding.decode(bytes);
    let text = decoded.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(text) }
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return encoding_rs::UTF_8;
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    // GB18030 contains GBK, and offices write Chinese: a guess outside the Chinese encodings that
    // GB18030 decodes without fault is GB18030.
    let is_chinese = guessed == GBK || guessed == GB18030 || guessed == encoding_rs::BIG5;
    if guessed == GBK
        || (!is_chinese
            && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some())
    {
        return GB18030;
    }
    guessed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        assert_eq!(read(b" \r\n"), Err(Refusal::Empty));
    }

    proptest! {
        #[test]
        fn gb18030_comes_back(text in "[一二三四五六七八九十年月日时分的在是不了人有我他这中大来上个国到说们为子和你地出道也时要就可以会][一-龥]{20,80}。") {
            let read = read(&GB18030.encode(&text).0).expect("text");
            prop_assert_eq!(read, text);
        }
    }
}
