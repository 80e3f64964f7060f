//! PDF files whose structure is a trap.

use std::time::Duration;

use super::{
    assert_extract_refuses,
    pdf_files::{HELVETICA, WORDS, one_page, pdf, stream},
    review_beside_a_good_file,
};
use crate::office::run;

const LIMIT: Duration = Duration::from_secs(60);

/// `extract`'s answer: status, stdout, stderr.
fn extract(name: &str, bytes: &[u8]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let output = run(&["extract", &path.display().to_string()]);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_plain_page_of_these_tests_is_read() {
    let (status, stdout, stderr) = extract("正常.pdf", &pdf(&one_page("600", "", HELVETICA), ""));
    assert_eq!((status, stdout.trim()), (Some(0), WORDS), "{stderr}");
}

#[test]
fn page_trees_without_end_are_left() {
    let mut itself = one_page("600", "", HELVETICA);
    itself[1] = b"<</Type/Pages/Kids[2 0 R]/Count 1>>".to_vec();
    let mut each_other = one_page("600", "", HELVETICA);
    each_other[1] = b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 2>>".to_vec();
    each_other.push(b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>".to_vec());
    let mut deep = one_page("600", "", HELVETICA);
    deep[1] = b"<</Type/Pages/Kids[6 0 R]/Count 1>>".to_vec();
    for next in 7..20_000 {
        deep.push(format!("<</Type/Pages/Kids[{next} 0 R]/Count 1>>").into_bytes());
    }
    deep.push(b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec());
    let files = [
        ("自含.pdf", pdf(&itself, "")),
        ("互含.pdf", pdf(&each_other, "")),
        ("深.pdf", pdf(&deep, "")),
    ];
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    reviewed.sentence("自含.pdf");
    assert_extract_refuses("自含.pdf", &files[0].1);
}

#[test]
fn cross_references_in_a_circle_are_left() {
    let plain = pdf(&one_page("600", "", HELVETICA), "");
    let text = String::from_utf8_lossy(&plain).into_owned();
    let start = text.rfind("xref\n0").expect("a table");
    let to_itself = pdf(&one_page("600", "", HELVETICA), &format!("/Prev {start}"));
    // A table that names itself as the stream that continues it.
    let hybrid = pdf(&one_page("600", "", HELVETICA), &format!("/XRefStm {start}/Prev {start}"));
    let beyond = text.replace(&format!("startxref\n{start}"), "startxref\n99999999999999");
    let files = [("圈.pdf", to_itself), ("混合圈.pdf", hybrid), ("外.pdf", beyond.into_bytes())];
    review_beside_a_good_file(&files, LIMIT);
}

#[test]
fn a_million_pages_end_within_the_limits() {
    let mut counted = one_page("600", "", HELVETICA);
    counted[1] = b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>".to_vec();
    // A thousand branches of a thousand light pages, each an object of its own.
    let kids = |first: usize| -> String {
        (first..first + 1000).map(|number| format!("{number} 0 R ")).collect()
    };
    let mut real = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/MediaBox[0 0 9 9]/Kids[{}]/Count 1000000>>", kids(3)).into_bytes(),
    ];
    real.extend((0..1000).map(|branch| {
        format!("<</Type/Pages/Kids[{}]/Count 1000>>", kids(1003 + 1000 * branch)).into_bytes()
    }));
    real.resize(1002 + 1_000_000, b"<</Type/Page>>".to_vec());
    let files = [("自称百万页.pdf", pdf(&counted, "")), ("百万页.pdf", pdf(&real, ""))];
    let reviewed = review_beside_a_good_file(&files, LIMIT * 3);
    assert!(reviewed.read.contains("自称百万页.pdf"), "its one page is read");
    reviewed.sentence("百万页.pdf");
}

#[test]
fn pages_of_any_size_are_read_or_refused() {
    let page = |side: &str| pdf(&one_page(side, "", HELVETICA), "");
    // Nothing on it but a drawing: a reader that renders it must not ask for a gigapixel.
    let mut drawn = one_page("14400", "", HELVETICA);
    drawn[4] = stream("", b"0 0 14400 14400 re f BT 3 Tr /F 9000 Tf 40 4000 Td (x) Tj ET");
    let files = [
        ("二百英寸.pdf", page("14400")),
        ("十亿.pdf", page("1000000000")),
        ("无穷.pdf", page("1e999")),
        ("负.pdf", page("-5")),
        ("零.pdf", page("0")),
        ("二百英寸图.pdf", pdf(&drawn, "")),
    ];
    let reviewed = review_beside_a_good_file(&files, LIMIT * 2);
    assert!(reviewed.read.contains("二百英寸.pdf"), "{:?}", reviewed.skipped);
    assert_eq!(extract("二百英寸.pdf", &files[0].1).1.trim(), WORDS);
}

#[test]
fn broken_fonts_cost_at_most_their_file() {
    let noise: Vec<u8> =
        (0..4096u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    // A real directory of tables whose places and lengths are nonsense.
    let mut tables = vec![0, 1, 0, 0, 0, 3, 0, 0x20, 0, 1, 0, 0x10];
    for name in [b"cmap", b"glyf", b"loca"] {
        tables.extend(name);
        tables.extend([0xFF; 12]);
    }
    tables.extend(&noise);
    let with = |key: &str, program: &[u8]| {
        let font = "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+X/FirstChar 32/LastChar 33/Widths[500 500]/FontDescriptor 6 0 R>>";
        let mut objects = one_page("600", "", font);
        objects.push(format!("<</Type/FontDescriptor/FontName/AAAAAA+X/Flags 32/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/CapHeight 1/StemV 1/{key} 7 0 R>>").into_bytes());
        objects.push(stream("/Subtype/Type1C", program));
        pdf(&objects, "")
    };
    let files = [
        ("字体2.pdf", with("FontFile2", &tables)),
        ("字体2杂.pdf", with("FontFile2", &noise)),
        ("字体3.pdf", with("FontFile3", &[&[1, 0, 4, 4][..], &noise].concat())),
        ("字体1.pdf", with("FontFile", &[b"%!PS-AdobeFont-1.0: X\neexec ", &noise[..]].concat())),
        ("空字体.pdf", with("FontFile2", b"")),
    ];
    review_beside_a_good_file(&files, LIMIT * 2);
}

#[test]
fn an_unknown_password_is_said() {
    let odd = "41".repeat(32);
    let mut objects = one_page("600", "", HELVETICA);
    objects.push(format!("<</Filter/Standard/V 1/R 2/O<{odd}>/U<{odd}>/P -4>>").into_bytes());
    let locked = pdf(&objects, "/Encrypt 6 0 R/ID[<00><00>]");
    let reviewed = review_beside_a_good_file(&[("加密.pdf", locked.clone())], LIMIT);
    assert!(reviewed.sentence("加密.pdf").contains("加密，"), "{:?}", reviewed.skipped);
    assert_extract_refuses("加密.pdf", &locked);
}
