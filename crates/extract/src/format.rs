//! What a file is, by its first bytes; its name decides nothing.

use encoding_rs::Encoding;

use crate::{encoding::wide_encoding, error::Refusal};

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Picture,
    Docx,
    Doc,
    Sheet,
    Text,
    Zip,
}

/// Pictures that recognition reads.
const PICTURES: &[&[u8]] = &[
    b"\xFF\xD8\xFF",
    b"\x89PNG\r\n\x1a\n",
    b"BM",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
];

/// Formats known by their first bytes and not read.
const UNSUPPORTED: &[(&[u8], &str)] = &[
    (b"Rar!", "RAR压缩包，请解压后放入"),
    (b"7z\xBC\xAF", "7z压缩包，请解压后放入"),
    (b"\x1F\x8B", "gzip压缩包，请解压后放入"),
    (b"{\\rtf", "RTF"),
    (b"\x7FELF", "可执行程序"),
    (b"MZ", "可执行程序"),
    (b"OFDX", "OFD"),
];

/// Detects the format of `bytes`.
pub(crate) fn detect(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return detect_zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return detect_compound(bytes);
    }
    // Some scanners put bytes before the header; readers look for it in the first kilobyte.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    let is_picture =
        |magic: &&&[u8]| bytes.starts_with(magic) && (magic.len() > 2 || !is_text(bytes));
    if PICTURES.iter().any(|magic| is_picture(&magic)) {
        return Ok(Format::Picture);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::Picture);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(Refusal::Unsupported(name_of_media(bytes).to_owned()));
    }
    for (magic, name) in UNSUPPORTED {
        if bytes.starts_with(magic) && !(magic.len() == 2 && is_text(bytes)) {
            return Err(Refusal::Unsupported((*name).to_owned()));
        }
    }
    if is_text(bytes) {
        Ok(Format::Text)
    } else {
        Err(Refusal::Unsupported("未知的二进制格式".to_owned()))
    }
}

/// What a file of the ISO media format is, by its brand.
fn name_of_media(bytes: &[u8]) -> &'static str {
    match bytes.get(8..12) {
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1" | b"avif") => {
            "HEIC照片，请用手机或者看图软件另存为JPEG"
        }
        _ => "音视频",
    }
}

fn detect_zip(bytes: &[u8]) -> Result<Format, Refusal> {
    let archive =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let has = |prefix: &str| archive.file_names().flatten().any(|name| name.starts_with(prefix));
    if has("word/document") {
        Ok(Format::Docx)
    } else if has("xl/") {
        Ok(Format::Sheet)
    } else if has("ppt/") {
        Err(Refusal::Unsupported("PowerPoint".to_owned()))
    } else if has("OFD.xml") {
        Err(Refusal::Unsupported("OFD".to_owned()))
    } else {
        Ok(Format::Zip)
    }
}

fn detect_compound(bytes: &[u8]) -> Result<Format, Refusal> {
    let contains = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if contains("WordDocument") {
        Ok(Format::Doc)
    } else if contains("Workbook") {
        Ok(Format::Sheet)
    } else if contains("EncryptedPackage") {
        Err(Refusal::Encrypted)
    } else {
        Err(Refusal::Unsupported("旧版Office文件".to_owned()))
    }
}

/// Text has no NUL (UTF-16 aside) and few other control bytes.
fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    if Encoding::for_bom(bytes).is_some() || wide_encoding(sample).is_some() {
        return true;
    }
    let controls = sample
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C))
        .count();
    !sample.contains(&0) && controls * 50 <= sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide() {
        assert_eq!(detect(b"%PDF-1.7 ..."), Ok(Format::Pdf));
        assert_eq!(detect("讯问笔录".as_bytes()), Ok(Format::Text));
        assert_eq!(detect(b""), Err(Refusal::Empty));
        assert_eq!(detect(b"\x89PNG\r\n\x1a\n\0\0"), Ok(Format::Picture));
        assert!(matches!(detect(&[0u8; 4096]), Err(Refusal::Unsupported(_))));
        assert_eq!(detect(b"PK\x03\x04 torn"), Err(Refusal::Damaged));
        assert_eq!(detect(b"MZ is a text about names"), Ok(Format::Text));
        assert_eq!(detect(b"BM is a text, too"), Ok(Format::Text));
    }
}
