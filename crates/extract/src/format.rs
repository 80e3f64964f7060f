//! What a file is, by its first bytes; its name decides nothing.

use encoding_rs::Encoding;

use crate::{convert::Convertible, email, encoding::wide_encoding, error::Refusal, html, text};

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Picture,
    Docx,
    Doc,
    Sheet,
    Ofd,
    Html,
    Letter,
    Text,
    Archive,
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
    (b"\x1F\x8B", "gzip压缩包，请解压后放入"),
    (b"\x7FELF", "可执行程序"),
    (b"MZ", "可执行程序"),
];

/// Bytes at the front that tell the kind of a text; even, for UTF-16.
const HEAD: usize = 8 << 10;

/// Detects the format of `bytes`.
pub(crate) fn detect(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return detect_zip(bytes);
    }
    if bytes.starts_with(b"7z\xBC\xAF\x27\x1C") {
        return Ok(Format::Archive);
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
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::NeedsConversion(Convertible::Rtf));
    }
    for (magic, name) in UNSUPPORTED {
        if bytes.starts_with(magic) && !(magic.len() == 2 && is_text(bytes)) {
            return Err(Refusal::Unsupported((*name).to_owned()));
        }
    }
    if is_text(bytes) {
        kind_of_text(bytes)
    } else {
        Err(Refusal::Unsupported("未知的二进制格式".to_owned()))
    }
}

/// Letters and pages are texts that begin in their own ways.
fn kind_of_text(bytes: &[u8]) -> Result<Format, Refusal> {
    if email::is_letter(bytes) {
        return Ok(Format::Letter);
    }
    let head = text::decode(&bytes[..bytes.len().min(HEAD)]);
    if head.starts_with("<?xml") && head.contains("progid=\"Word.Document\"") {
        return Err(Refusal::NeedsConversion(Convertible::WordXml));
    }
    if head.starts_with("<?xml") && head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Ok(Format::Sheet);
    }
    Ok(if html::is_html(&head) { Format::Html } else { Format::Text })
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
        Ok(Format::Ofd)
    } else {
        Ok(Format::Archive)
    }
}

/// By the streams that a compound file (OLE) holds.
fn detect_compound(bytes: &[u8]) -> Result<Format, Refusal> {
    let file =
        cfb::CompoundFile::open(std::io::Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let has = |name: &str| file.is_stream(name);
    if has("WordDocument") {
        Ok(Format::Doc)
    } else if has("Workbook") || has("Book") {
        Ok(Format::Sheet)
    } else if has("EncryptedPackage") {
        Err(Refusal::Encrypted)
    } else if has("PowerPoint Document") {
        Err(Refusal::Unsupported("PowerPoint，请另存为PDF".to_owned()))
    } else if has("__properties_version1.0") {
        Err(Refusal::Unsupported("Outlook邮件MSG，请另存为EML".to_owned()))
    } else {
        Err(Refusal::Unsupported("旧版Office文件，请用WPS或者Word另存为DOCX".to_owned()))
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
        assert_eq!(detect(b"<html><body>x"), Ok(Format::Html));
        assert_eq!(detect(b"{\\rtf1 x}"), Err(Refusal::NeedsConversion(Convertible::Rtf)));
        assert_eq!(detect(b"From: a\nTo: b\nSubject: c\n\nd"), Ok(Format::Letter));
        assert_eq!(detect(b"II*\0\x08\0\0\0"), Ok(Format::Picture));
        let stored = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        assert_eq!(detect(stored), Ok(Format::Archive));
    }
}
