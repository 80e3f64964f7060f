//! Files cut off anywhere, empty, or under another format's name.

use std::time::Duration;

use super::{assert_extract_refuses, review_beside_a_good_file};
use crate::office::{dossier, repository, run};

const LIMIT: Duration = Duration::from_secs(120);

fn sample(dossier_name: &str, file: &str) -> Vec<u8> {
    std::fs::read(dossier(dossier_name).join(file)).expect("a sample")
}

/// Every hundredth of `whole`, from the first to the last but one.
fn check_cuts(whole: &[u8], extension: &str) {
    let names: Vec<String> = (1..100).map(|part| format!("切{part:02}.{extension}")).collect();
    let files: Vec<(&str, Vec<u8>)> = (1..100)
        .zip(&names)
        .map(|(part, name)| (name.as_str(), whole[..whole.len() * part / 100].to_vec()))
        .collect();
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    for (name, sentence) in &reviewed.skipped {
        assert!(!sentence.contains("异常退出"), "{name} kills its reader: {sentence}");
        assert!(!sentence.contains("超时"), "{name}: {sentence}");
    }
    // What lacks its end is never passed off as the whole file.
    assert_eq!(reviewed.skipped.len(), files.len(), "read: {:?}", reviewed.read);
}

#[test]
fn a_pdf_cut_anywhere_is_refused_clearly() {
    check_cuts(&sample("f01-theft-gang", "03_立案决定书.pdf"), "pdf");
}

#[test]
fn a_docx_cut_anywhere_is_refused_clearly() {
    check_cuts(&sample("f01-theft-gang", "30_户籍证明.docx"), "docx");
}

#[test]
fn a_wrong_extension_changes_nothing() {
    let scan = repository().join("crates/cli/tests/e2e/scans/立案决定书.png");
    let samples = [
        ("pdf", sample("f01-theft-gang", "03_立案决定书.pdf")),
        ("docx", sample("f01-theft-gang", "30_户籍证明.docx")),
        ("txt", sample("f01-theft-gang", "31_违法犯罪经历查询.txt")),
        ("png", std::fs::read(scan).expect("a scan")),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let extract = |extension: &str, bytes: &[u8]| {
        let path = folder.path().join(format!("卷.{extension}"));
        std::fs::write(&path, bytes).expect("written");
        let output = run(&["extract", &path.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for (at, (own, bytes)) in samples.iter().enumerate() {
        let expected = extract(own, bytes);
        let (other, _) = &samples[(at + 1) % samples.len()];
        assert_eq!(extract(other, bytes), expected, "{own} named {other}");
    }
}

#[test]
fn nothing_and_white_space_are_empty_files() {
    let files = [
        ("空.pdf", Vec::new()),
        ("空.docx", Vec::new()),
        ("空白.txt", " \r\n\t\u{3000}\n".repeat(50).into_bytes()),
        ("空白.pdf", b"\n \n".to_vec()),
        ("只有标记.txt", vec![0xFF, 0xFE]),
    ];
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    for (name, bytes) in &files {
        assert!(reviewed.sentence(name).contains("空"), "{}", reviewed.sentence(name));
        assert_extract_refuses(name, bytes);
    }
}
