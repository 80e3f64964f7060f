//! Bad input costs the file one clear line, never the run.

use std::{io::Write, os::unix::ffi::OsStrExt, path::Path};

use serde_json::Value;

use crate::office::run;

fn review(folder: &Path) -> (Option<i32>, Value, String) {
    let output = run(&["review", &folder.display().to_string(), "--format", "json"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or(Value::Null), stderr)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("written");
}

const GOOD: &str = "陇河县公安局\n立案决定书\n决定对某某被盗窃案立案侦查。\n2024年2月19日\n";

/// A DOCX whose text unpacks to 300 MB.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().large_file(true);
    archive.start_file("word/document.xml", options).expect("a part");
    let chunk = vec![b' '; 1 << 20];
    for _ in 0..300 {
        archive.write_all(&chunk).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A PDF whose page tree contains itself.
fn looping_pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF".to_vec()
}

#[test]
fn each_bad_file_costs_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    write(path, "01_立案决定书.txt", GOOD.as_bytes());
    write(path, "02_空.pdf", b"");
    write(path, "03_坏.pdf", b"%PDF-1.7\nnot a pdf at all");
    write(path, "04_图.jpg", b"\xFF\xD8\xFF\xE0 picture");
    write(path, "05_炸弹.docx", &bomb());
    write(path, "06_循环.pdf", &looping_pdf());
    write(path, "07_假.docx", b"PK\x03\x04 torn archive");
    let huge = std::fs::File::create(path.join("08_大.pdf")).expect("created");
    huge.set_len(2 << 30).expect("sparse");
    std::os::unix::fs::symlink("/etc/passwd", path.join("09_链接.txt")).expect("linked");
    let gbk = encoding_rs::GBK.encode("10_起诉意见书.txt").0;
    std::fs::write(
        path.join(std::ffi::OsStr::from_bytes(&gbk)),
        encoding_rs::GB18030.encode(GOOD).0,
    )
    .expect("written");

    let (status, review, stderr) = review(path);
    assert_eq!(status, Some(0), "{stderr}");
    let skipped: Vec<(&str, &str)> = review["skipped"]
        .as_array()
        .expect("skipped")
        .iter()
        .map(|file| (file["file"].as_str().expect("file"), file["error"].as_str().expect("error")))
        .collect();
    let names: Vec<&str> = skipped.iter().map(|(file, _)| *file).collect();
    assert_eq!(
        names,
        [
            "02_空.pdf",
            "03_坏.pdf",
            "04_图.jpg",
            "05_炸弹.docx",
            "06_循环.pdf",
            "07_假.docx",
            "08_大.pdf",
            "09_链接.txt"
        ]
    );
    for (file, error) in &skipped {
        assert!(
            error.contains(file) && !error.contains('\n'),
            "one line that names the file: {error}"
        );
    }
    insta::assert_json_snapshot!(skipped.iter().map(|(_, error)| error).collect::<Vec<_>>());
    let files: Vec<&str> = review["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .filter_map(|d| d["file"].as_str())
        .collect();
    assert_eq!(
        files,
        ["01_立案决定书.txt", "10_起诉意见书.txt"],
        "a name in GBK bytes is readable"
    );
}

#[test]
fn nothing_to_read_is_status_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (status, result, stderr) = review(folder.path());
    assert_eq!((status, result), (Some(1), Value::Null));
    assert!(stderr.contains("没有文件"), "{stderr}");

    write(folder.path(), "坏.pdf", b"");
    let (status, result, stderr) = review(folder.path());
    assert_eq!((status, result), (Some(1), Value::Null));
    assert!(stderr.contains("坏.pdf"), "{stderr}");

    let (status, _, stderr) = review(&folder.path().join("没有这个文件夹"));
    assert_eq!(status, Some(1));
    assert!(stderr.contains("没有这个文件夹"), "{stderr}");
}

#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "01.txt", GOOD.as_bytes());
    let locked = folder.path().join("02_锁");
    std::fs::create_dir(&locked).expect("created");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("locked");
    // Root reads everything; then there is nothing in the folder to skip.
    let is_readable = std::fs::read_dir(&locked).is_ok();
    let (status, review, stderr) = review(folder.path());
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o700)).expect("unlocked");
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(review["skipped"].as_array().expect("skipped").len(), usize::from(!is_readable));
}
