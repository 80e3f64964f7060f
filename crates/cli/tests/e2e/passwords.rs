//! Encrypted files: told, and read once their password is given, which is kept nowhere.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};

use crate::office::{Office, anjian, repository};

pub const PASSWORD: &str = "卷宗2024";

pub fn encrypted() -> PathBuf {
    repository().join("crates/cli/tests/e2e/scans/加密的受案登记表.pdf")
}

#[test]
fn the_command_takes_a_password_from_stdin_or_environment() {
    let extract = |arguments: &[&str], variable: Option<&str>, typed: &str| {
        let mut command = anjian();
        command.arg("extract").arg(encrypted()).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(value) = variable {
            command.env("ANJIAN_FILE_PASSWORD", value);
        }
        let mut child = command.spawn().expect("it starts");
        child.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("typed");
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, stdout, stderr) = extract(&[], None, "");
    assert_eq!((status, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("已加密"), "{stderr}");
    let line = format!("{PASSWORD}\n");
    for (arguments, variable, typed) in
        [(&["--password", "-"][..], None, line.as_str()), (&[][..], Some(PASSWORD), "")]
    {
        let (status, stdout, stderr) = extract(arguments, variable, typed);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(stdout.contains("受案登记表"), "{stdout}");
    }
}

/// True where a file under `folder` holds `words`.
fn holds(folder: &Path, words: &str) -> bool {
    std::fs::read_dir(folder).expect("a folder").flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, words);
        }
        let bytes = std::fs::read(&path).expect("a file");
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

#[test]
fn an_encrypted_file_is_read_once_its_password_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    office.upload(&case, &[("受案.pdf", std::fs::read(encrypted()).expect("a file"))]);
    let failed = office.wait_until_processed(&case);
    assert!(failed["skipped"][0]["error"].as_str().is_some_and(|error| error.contains("密码")));
    assert_eq!(failed["skipped"][0]["error_code"], "encrypted");
    let files = format!("/api/v1/cases/{case}/files");
    let id = office.get(&files)["files"][0]["id"].as_str().expect("an id").to_owned();
    let give = |password: &str| {
        let body = json!({ "password": password });
        office.request("POST", &format!("{files}/{id}/password"), &office.token, Some(&body)).0
    };
    assert_eq!(give(""), 422);

    assert_eq!(give("错误"), 202);
    let wrong = office.wait_until(&case, |progress| {
        progress["skipped"][0]["error"].as_str().is_some_and(|error| error.contains("不正确"))
    });
    assert_eq!(wrong["files_failed"], 1);
    assert_eq!(office.get(&files)["files"][0]["error_code"], "wrong_password");

    assert_eq!(give(PASSWORD), 202);
    office.wait_until(&case, |progress| progress["files_done"] == 1);
    assert_eq!(office.get(&files)["files"][0]["error_code"], Value::Null);
    let page = office.get(&format!("{files}/{id}/pages/1"));
    assert!(page["text"].as_str().is_some_and(|text| text.contains("受案登记表")), "{page}");
    assert_eq!(office.fetch(&format!("{files}/{id}/pages/1/image"), &[]).0, 200);
    assert!(!holds(folder.path(), PASSWORD), "the password is in no file");
}
