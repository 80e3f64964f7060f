//! Names of uploaded files: readable and safe to show.

use axum::http::{HeaderMap, header};

use crate::text;

/// Longest name kept, in chars.
const NAME_CHARS: usize = 200;

/// The name that a part's sender gave. `parsed` is missing where its bytes are no UTF-8, which old
/// systems send as GBK.
pub(crate) fn given_name(parsed: Option<&str>, headers: &HeaderMap) -> String {
    let decoded = || {
        let header = headers.get(header::CONTENT_DISPOSITION)?.as_bytes();
        let marker = b"filename=\"";
        let at = header.windows(marker.len()).position(|window| window == marker)?;
        let rest = &header[at + marker.len()..];
        let end = rest.iter().rposition(|byte| *byte == b'"')?;
        let (name, is_broken) = encoding_rs::GB18030.decode_without_bom_handling(&rest[..end]);
        (!is_broken).then(|| name.into_owned())
    };
    clean_name(&parsed.map(str::to_owned).or_else(decoded).unwrap_or_default())
}

/// A name to show: path parts that point elsewhere and control chars are left out. The bytes are
/// stored under their hash, so that no name reaches the file system.
fn clean_name(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(|part| part.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned())
        .filter(|part| !part.is_empty() && part != "." && part != "..")
        .collect();
    let joined = parts.join("/");
    if joined.is_empty() { text::UNNAMED_FILE.to_owned() } else { shorten(&joined) }
}

/// Cuts a long name before its extension, which people tell the format by.
fn shorten(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= 10 && !name[at..].contains('/') => {
            name.split_at(at)
        }
        _ => (name, ""),
    };
    let kept = NAME_CHARS.saturating_sub(extension.chars().count());
    stem.chars().take(kept).chain(extension.chars()).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\案卷\\04_讯问笔录.pdf", "C:/案卷/04_讯问笔录.pdf"),
            ("..", "未命名文件"),
            ("", "未命名文件"),
            ("a\u{0}\n.pdf", "a.pdf"),
        ] {
            assert_eq!(clean_name(given), kept);
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let kept = clean_name(&format!("{}.pdf", "卷".repeat(300)));
        assert_eq!(kept.chars().count(), NAME_CHARS);
        assert!(kept.ends_with("卷.pdf"));
    }

    #[test]
    fn gbk_names_are_read() {
        let mut bytes = b"form-data; name=\"file\"; filename=\"".to_vec();
        bytes.extend_from_slice(&encoding_rs::GBK.encode("起诉意见书.pdf").0);
        bytes.push(b'"');
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_bytes(&bytes).expect("a header"),
        );
        assert_eq!(given_name(None, &headers), "起诉意见书.pdf");
        assert_eq!(given_name(Some("甲.pdf"), &headers), "甲.pdf");
    }
}
