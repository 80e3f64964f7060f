//! Archives whose members have the names of a trap.

use std::time::Duration;

use super::{
    review,
    zip_files::{Part, zip},
};

const LIMIT: Duration = Duration::from_secs(60);
const TEXT: &[u8] = "讯问笔录\n问：姓名？\n答：何桂兰。\n".as_bytes();

/// Members that would leave their folder, hold a NUL, or have a name too long for any disk.
fn trap() -> Vec<u8> {
    let long = format!("{}.txt", "卷".repeat(100));
    zip(&[
        Part::stored(b"../../../outside.txt", TEXT),
        Part::stored(b"/absolute.txt", TEXT),
        Part::stored(b"..\\..\\windows.txt", TEXT),
        Part::stored(b"nul\0name.txt", TEXT),
        Part::stored(long.as_bytes(), TEXT),
        Part::stored("正常.txt".as_bytes(), TEXT),
    ])
}

#[test]
fn members_never_leave_their_archive() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("一/二/三");
    std::fs::create_dir_all(&folder).expect("created");
    std::fs::write(folder.join("证据.zip"), trap()).expect("written");
    let reviewed = review(&folder, &["证据.zip"], LIMIT);
    for name in reviewed.read.iter().chain(reviewed.skipped.keys()) {
        assert!(!name.contains('\0') && !name.split(['/', '\\']).any(|it| it == ".."), "{name:?}");
        assert!(name.starts_with("证据.zip") || !name.starts_with('/'), "{name:?}");
    }
    let written = std::fs::read_dir(outer.path()).expect("a folder").count();
    assert_eq!(written, 1, "nothing is written beside the case");
    assert!(!std::path::Path::new("/absolute.txt").exists());
}

#[test]
fn a_trap_of_names_hides_no_good_member() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("证据.zip"), trap()).expect("written");
    let reviewed = review(folder.path(), &["证据.zip"], LIMIT);
    let is_good = |name: &String| name.ends_with("正常.txt");
    assert!(reviewed.read.iter().any(is_good), "{:?} {:?}", reviewed.read, reviewed.skipped);
}
