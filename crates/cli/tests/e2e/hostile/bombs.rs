//! Small files that unpack to far too much.

use std::time::Duration;

use super::{
    assert_extract_refuses,
    pdf_files::{HELVETICA, deflated_again, deflated_zeros, one_page, pdf, stream, zlib},
    review_beside_a_good_file, review_with,
    zip_files::{Method, Part, zip},
};
use crate::office::anjian;

/// A bomb ends within the time of one page, a minute, and what the rest takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(90);

fn flate_bomb() -> Vec<u8> {
    let bomb = zlib(deflated_again(&zlib(deflated_zeros(5 << 30))));
    assert!(bomb.len() < 1 << 20, "{} bytes are a small file", bomb.len());
    let mut objects = one_page("600", "", HELVETICA);
    objects[4] = stream("/Filter[/FlateDecode/FlateDecode]", &bomb);
    pdf(&objects, "")
}

/// A part that unpacks to 300 MB, and says it is a kilobyte.
fn package(name: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut parts: Vec<Part<'_>> = others
        .iter()
        .map(|(name, content)| Part::stored(name.as_bytes(), content.as_bytes()))
        .collect();
    let packed = deflated_zeros(300 << 20);
    parts.push(Part { name: name.as_bytes(), packed, size: 1024, method: Method::Deflated });
    zip(&parts)
}

const TYPES: (&str, &str) = (
    "[Content_Types].xml",
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
);

#[test]
fn a_pdf_of_five_gigabytes_ends_within_the_limits() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("炸弹.pdf"), flate_bomb()).expect("written");
    let mut command = anjian();
    // The limit that ends it, reached three times sooner.
    command.env("ANJIAN_EXTRACT_MEMORY_MB", "512");
    let reviewed = review_with(command, folder.path(), &["炸弹.pdf"], LIMIT);
    assert!(reviewed.sentence("炸弹.pdf").contains("内存"), "{:?}", reviewed.skipped);
}

#[test]
fn office_bombs_are_refused_before_a_parser_sees_them() {
    let workbook = (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="a" sheetId="1"/></sheets></workbook>"#,
    );
    let files = [
        ("炸弹.docx", package("word/document.xml", &[TYPES])),
        ("炸弹.xlsx", package("xl/worksheets/sheet1.xml", &[TYPES, workbook])),
    ];
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    for (name, bytes) in &files {
        let sentence = reviewed.sentence(name);
        // A part that is not as long as it says is damaged; a longer one is a bomb.
        assert!(sentence.contains("解压后") || sentence.contains("已损坏"), "{sentence}");
        assert_extract_refuses(name, bytes);
    }
}

#[test]
fn zip_bombs_flat_and_nested_end_soon() {
    let leaf = zip(&[Part::stored("内.txt".as_bytes(), "讯问笔录\n".repeat(20).as_bytes())]);
    let mut nested = leaf.clone();
    for _ in 0..200 {
        nested = zip(&[Part::stored(b"n.zip", &nested)]);
    }
    // Six times six times …: 1,296 members below the depth that is opened.
    let mut wide = leaf;
    for _ in 0..4 {
        let names: Vec<String> = (0..6).map(|number| format!("{number}.zip")).collect();
        let parts: Vec<Part<'_>> =
            names.iter().map(|name| Part::stored(name.as_bytes(), &wide)).collect();
        wide = zip(&parts);
    }
    let files = [("平.zip", package("大.txt", &[])), ("深.zip", nested), ("宽.zip", wide)];
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    for name in ["深.zip", "宽.zip"] {
        let is_told = |sentence: &String| sentence.contains(name) && sentence.contains("嵌套");
        assert!(reviewed.skipped.values().any(is_told), "{:?}", reviewed.skipped);
    }
    assert!(reviewed.skipped.len() < 50, "what is too deep is told briefly");
}
