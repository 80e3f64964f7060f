//! The hostile list (issue 3, bad input), as a user meets it: each file costs its sentence, in
//! bounded time, and the good file beside it is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::office::{anjian, run};

mod archives;
mod bombs;
mod names;
mod pdf;
mod pdf_files;
mod truncated;
mod zip_files;

const GOOD_NAME: &str = "00_立案决定书.txt";
const GOOD: &str = "陇河县公安局\n立案决定书\n决定对某某被盗窃案立案侦查。\n2024年2月19日\n";

/// What a review made of a folder.
struct Reviewed {
    /// Names of the files that were read.
    read: BTreeSet<String>,
    /// The sentence of each that was not.
    skipped: BTreeMap<String, String>,
}

impl Reviewed {
    /// The sentence that `name` was refused with.
    fn sentence(&self, name: &str) -> &str {
        match self.skipped.get(name) {
            Some(sentence) => sentence,
            None => panic!("{name} is refused; read: {:?}", self.read),
        }
    }
}

/// Reviews `files` beside a good one within `limit`. Whatever they are, the review is made, the good
/// file is read, and each of them is either read or refused by one clear sentence.
fn review_beside_a_good_file(files: &[(&str, Vec<u8>)], limit: Duration) -> Reviewed {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    review(folder.path(), &names, limit)
}

fn review(folder: &Path, names: &[&str], limit: Duration) -> Reviewed {
    review_with(anjian(), folder, names, limit)
}

/// The same by `command`, whose environment may set other limits on a file.
fn review_with(mut command: Command, folder: &Path, names: &[&str], limit: Duration) -> Reviewed {
    std::fs::write(folder.join(GOOD_NAME), GOOD).expect("written");
    let started = Instant::now();
    command.args(["review", &folder.display().to_string(), "--format", "json"]);
    let output = command.output().expect("it runs");
    let took = started.elapsed();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert!(took < limit, "{took:?} for {names:?}");
    let review: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let reviewed = Reviewed {
        read: strings(&review["documents"], "file").into_iter().collect(),
        skipped: strings(&review["skipped"], "file")
            .into_iter()
            .zip(strings(&review["skipped"], "error"))
            .collect(),
    };
    // Shown where the test fails.
    eprintln!("{took:?}\nread: {:?}\nskipped: {:#?}", reviewed.read, reviewed.skipped);
    assert!(reviewed.read.contains(GOOD_NAME), "the neighbour is read: {:?}", reviewed.skipped);
    for name in names {
        // An archive is accounted for by what is in it.
        let mut told = reviewed.read.iter().chain(reviewed.skipped.keys());
        assert!(told.any(|told| is_or_is_in(told, name)), "{name} is accounted for");
    }
    for (name, sentence) in &reviewed.skipped {
        assert_is_clear(sentence, name);
    }
    reviewed
}

fn is_or_is_in(told: &str, name: &str) -> bool {
    told.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One Chinese sentence that names the file and says what to do.
fn assert_is_clear(sentence: &str, name: &str) {
    assert!(sentence.contains(name), "{sentence:?} names {name}");
    assert!(!sentence.contains('\n') && !sentence.contains('\0'), "one line: {sentence:?}");
    assert!(sentence.contains('；'), "what is wrong；what to do: {sentence}");
}

/// The same file by `extract`: status 1, nothing on stdout, one line on stderr.
fn assert_extract_refuses(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let output = run(&["extract", &path.display().to_string()]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{stderr}");
    assert_is_clear(stderr.trim_end(), name);
}

fn strings(list: &Value, field: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|it| it[field].as_str().expect("a string").to_owned()).collect()
}
