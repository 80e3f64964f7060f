//! Encrypted files: told, and read once their password is given, which is kept nowhere.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};

use crate::office::{Office, anjian, repository, run};

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
    // The count and the list of one answer are read one after the other, so both are waited for.
    office.wait_until(&case, |progress| {
        let told = progress["skipped"][0]["error"].as_str();
        told.is_some_and(|error| error.contains("不正确")) && progress["files_failed"] == 1
    });
    assert_eq!(office.get(&files)["files"][0]["error_code"], "wrong_password");

    assert_eq!(give(PASSWORD), 202);
    office.wait_until(&case, |progress| progress["files_done"] == 1);
    assert_eq!(office.get(&files)["files"][0]["error_code"], Value::Null);
    let page = office.get(&format!("{files}/{id}/pages/1"));
    assert!(page["text"].as_str().is_some_and(|text| text.contains("受案登记表")), "{page}");
    assert_eq!(office.fetch(&format!("{files}/{id}/pages/1/image"), &[]).0, 200);
    assert!(!holds(folder.path(), PASSWORD), "the password is in no file");
}

/// An archive of a paper under the password and of one in clear.
fn locked_archive() -> Vec<u8> {
    use zip::{AesMode, ZipWriter, write::SimpleFileOptions};
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    for (name, options, words) in [
        (
            "密件.txt",
            plain.with_aes_encryption(AesMode::Aes256, PASSWORD),
            "立案决定书\n密件正文。\n",
        ),
        ("明件.txt", plain, "情况说明\n明件正文。\n"),
    ] {
        archive.start_file(name, options).expect("a member");
        archive.write_all(words.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn the_command_opens_a_locked_archive() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("卷宗.zip");
    std::fs::write(&file, locked_archive()).expect("written");
    let extract = |password: Option<&str>| {
        let mut command = anjian();
        command.arg("extract").arg(&file);
        if let Some(password) = password {
            command.env("ANJIAN_FILE_PASSWORD", password);
        }
        let output = command.output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (text(output.stdout), text(output.stderr))
    };
    for wrong in [None, Some("错误")] {
        let (stdout, stderr) = extract(wrong);
        assert!(stdout.contains("明件正文") && !stdout.contains("密件正文"), "{stdout}");
        assert!(stderr.contains("卷宗.zip") && stderr.contains("请提供密码"), "{stderr}");
    }
    let (stdout, stderr) = extract(Some(PASSWORD));
    assert!(stdout.contains("明件正文") && stdout.contains("密件正文"), "{stdout}");
    assert_eq!(stderr, "");
}

#[test]
fn a_locked_archive_that_was_loaded_is_read_once_its_password_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("锁案");
    std::fs::create_dir(&source).expect("a folder");
    std::fs::write(source.join("卷宗.zip"), locked_archive()).expect("written");
    let data = folder.path().join("data").display().to_string();
    let loaded = run(&["load", "--data", &data, &source.display().to_string()]);
    let said = String::from_utf8(loaded.stdout).expect("UTF-8");
    assert!(said.contains("已存入1个文件") && said.contains("未能读取的文件和原因"), "{said}");

    let office = Office::open(folder.path());
    let case = office.get("/api/v1/cases")["cases"][0]["id"].as_str().expect("an id").to_owned();
    office.wait_until_processed(&case);
    let files = format!("/api/v1/cases/{case}/files");
    let of = |name: &str| {
        let listed = office.get(&files)["files"].as_array().expect("files").clone();
        listed.into_iter().find(|file| file["name"] == name)
    };
    let archive = of("卷宗.zip").expect("the archive");
    assert_eq!(
        (&archive["state"], &archive["error_code"]),
        (&json!("failed"), &json!("encrypted"))
    );
    let says = |file: &Value, words: &str| {
        file["error"].as_str().is_some_and(|error| error.contains(words))
    };
    assert!(says(&archive, "请提供密码") && says(&archive, "已取出1个"), "{archive}");
    let open = of("卷宗.zip/明件.txt").expect("what is not locked");
    assert_eq!(open["state"], "done");
    assert_eq!(of("卷宗.zip/密件.txt"), None);

    let password = format!("{files}/{}/password", archive["id"].as_str().expect("an id"));
    let give = |password_given: &str| {
        let body = json!({ "password": password_given });
        assert_eq!(office.request("POST", &password, &office.token, Some(&body)).0, 202);
    };
    give("错误");
    office.wait_until(&case, |_| {
        of("卷宗.zip").is_some_and(|archive| archive["error_code"] == "wrong_password")
    });
    let wrong = of("卷宗.zip").expect("the archive");
    assert!(says(&wrong, "不正确") && says(&wrong, "已取出1个"), "{wrong}");

    give(PASSWORD);
    office.wait_until(&case, |progress| progress["files_done"] == 3);
    let archive = of("卷宗.zip").expect("the archive");
    assert_eq!((&archive["error_code"], &archive["member_count"]), (&Value::Null, &json!(2)));
    let locked = of("卷宗.zip/密件.txt").expect("what was locked");
    assert_eq!((&locked["state"], &locked["archive_id"]), (&json!("done"), &archive["id"]));
    assert_eq!(of("卷宗.zip/明件.txt").expect("the other")["id"], open["id"]);
    let id = locked["id"].as_str().expect("an id");
    let page = office.get(&format!("{files}/{id}/pages/1"));
    assert!(page["text"].as_str().is_some_and(|text| text.contains("密件正文")), "{page}");
    assert!(!holds(folder.path(), PASSWORD), "the password is in no file");
}
