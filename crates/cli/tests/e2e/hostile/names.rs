//! Links and names that lead elsewhere.

use std::{os::unix::fs::symlink, time::Duration};

use super::{assert_is_clear, review, review_beside_a_good_file};
use crate::office::run;

const LIMIT: Duration = Duration::from_secs(60);

#[test]
fn links_are_named_and_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("外.txt"), "外面的文件").expect("written");
    let folder = tempfile::tempdir().expect("a folder");
    symlink(outside.path().join("外.txt"), folder.path().join("链文件.txt")).expect("linked");
    symlink(outside.path(), folder.path().join("链文件夹")).expect("linked");
    symlink(".", folder.path().join("链自身")).expect("linked");
    symlink("没有", folder.path().join("断链.pdf")).expect("linked");
    let names = ["链文件.txt", "链文件夹", "链自身", "断链.pdf"];
    let reviewed = review(folder.path(), &names, LIMIT);
    for name in names {
        assert!(reviewed.sentence(name).contains("链接"), "{}", reviewed.sentence(name));
    }
    assert!(reviewed.read.iter().all(|name| !name.contains('外')), "{:?}", reviewed.read);
}

#[test]
fn a_folder_or_a_device_is_no_file() {
    for path in ["/dev/zero", "/tmp"] {
        let output = run(&["extract", path]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert_is_clear(stderr.trim_end(), path.rsplit('/').next().expect("a name"));
    }
}

#[test]
fn the_longest_name_of_a_file_system_and_control_characters_are_shown() {
    // 255 bytes is the most that a file system takes; 300 come in archives and uploads.
    let longest = format!("{}.txt", "卷".repeat(83));
    let files = [(longest.as_str(), "讯问笔录\n答：属实。\n".as_bytes().to_vec())];
    let reviewed = review_beside_a_good_file(&files, LIMIT);
    assert!(reviewed.read.contains(&longest), "{:?}", reviewed.skipped);

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("坏\u{1b}[31m\n名.pdf"), b"").expect("written");
    let reviewed = review(folder.path(), &["坏[31m名.pdf"], LIMIT);
    reviewed.sentence("坏[31m名.pdf");
}
