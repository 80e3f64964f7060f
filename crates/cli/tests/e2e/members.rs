//! Files inside files: an archive and a letter in a folder, and in a case.

use std::io::Write;

use serde_json::{Value, json};

use crate::office::{Office, run};

const FILING: &str = "陇河县公安局\n立案决定书\n决定对某某被盗窃案立案侦查。\n2024年2月19日\n";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a file of the archive");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// An archive of a paper, an archive of another paper, and a file that is none.
fn dossier() -> Vec<u8> {
    let inner = zip(&[("10_说明.txt", "情况说明\n被害人已谅解。\n".as_bytes())]);
    zip(&[
        ("卷一/02_内层.zip", &inner),
        ("卷一/01_立案决定书.txt", FILING.as_bytes()),
        ("卷一/03_坏.pdf", b"%PDF-1.7 broken"),
    ])
}

#[test]
fn a_folders_archive_is_the_files_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("案卷.zip"), dossier()).expect("written");
    let output = run(&["review", &folder.path().display().to_string(), "--format", "json"]);
    let review: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files: Vec<&str> = review["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .filter_map(|document| document["file"].as_str())
        .collect();
    assert!(files.contains(&"案卷.zip/卷一/01_立案决定书.txt"), "{files:?}");
    let skipped = review["skipped"].as_array().expect("skipped");
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert_eq!(skipped[0]["file"], "案卷.zip/卷一/03_坏.pdf");
    assert_eq!(skipped[0]["code"], "damaged");

    let file = folder.path().join("案卷.zip").display().to_string();
    let output = run(&["extract", &file, "--format", "json"]);
    let read: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let members: Vec<&str> = read["members"]
        .as_array()
        .expect("members")
        .iter()
        .filter_map(|member| member["file"].as_str())
        .collect();
    assert_eq!(
        members,
        ["案卷.zip/卷一/01_立案决定书.txt", "案卷.zip/卷一/02_内层.zip/10_说明.txt"]
    );
}

#[test]
fn a_cases_archive_becomes_files_that_go_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    let letter = "From: a@example.com\r\nTo: b@example.com\r\nSubject: material\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n\
        --part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n材料见附件。\r\n\
        --part\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Disposition: attachment; filename=\"note.txt\"\r\n\r\n附件的正文。\r\n--part--\r\n";
    office.upload(&case, &[("案卷.zip", dossier()), ("来信.eml", letter.as_bytes().to_vec())]);
    let progress = office.wait_until_processed(&case);
    assert_eq!(
        (&progress["files_done"], &progress["files_failed"]),
        (&json!(6), &json!(1)),
        "{progress}"
    );
    let files = format!("/api/v1/cases/{case}/files");
    let listed = office.get(&files)["files"].as_array().expect("files").clone();
    let of = |name: &str| {
        listed.iter().find(|file| file["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    let archive = of("案卷.zip");
    assert_eq!(
        (&archive["state"], &archive["page_count"], &archive["member_count"]),
        (&json!("done"), &json!(0), &json!(3))
    );
    let inner = of("案卷.zip/卷一/02_内层.zip");
    assert_eq!((&inner["archive_id"], &inner["member_count"]), (&archive["id"], &json!(1)));
    assert_eq!(of("案卷.zip/卷一/02_内层.zip/10_说明.txt")["archive_id"], inner["id"]);
    let broken = of("案卷.zip/卷一/03_坏.pdf");
    assert_eq!((&broken["state"], &broken["error_code"]), (&json!("failed"), &json!("damaged")));
    let letter = of("来信.eml");
    assert_eq!((&letter["page_count"], &letter["member_count"]), (&json!(1), &json!(1)));
    assert_eq!(of("来信.eml/note.txt")["archive_id"], letter["id"]);
    let documents = office.get(&format!("/api/v1/cases/{case}/documents"));
    assert!(documents.to_string().contains("案卷.zip/卷一/01_立案决定书.txt"), "{documents}");

    let archive = format!("{files}/{}", archive["id"].as_str().expect("an id"));
    assert_eq!(office.request("DELETE", &archive, &office.token, None).0, 204);
    let left: Vec<Value> = office.get(&files)["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["name"].clone())
        .collect();
    assert_eq!(left, [json!("来信.eml"), json!("来信.eml/note.txt")]);
}

#[test]
fn a_member_that_was_removed_stays_away_when_all_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    office
        .upload(&case, &[("案卷.zip", dossier()), ("另件.txt", FILING.replace('某', "乙").into())]);
    office.wait_until_processed(&case);
    let at = format!("/api/v1/cases/{case}");
    let listed = |office: &Office| {
        let files = office.get(&format!("{at}/files"))["files"].as_array().expect("files").clone();
        let facts = |file: &Value| {
            ["id", "name", "state", "error_code", "page_count", "member_count", "archive_id"]
                .map(|fact| file[fact].clone())
        };
        files.iter().map(facts).collect::<Vec<_>>()
    };
    let removed = "案卷.zip/卷一/02_内层.zip/10_说明.txt";
    let all = listed(&office);
    let id = all.iter().find(|file| file[1] == removed).expect("the member")[0].clone();
    let file = format!("{at}/files/{}", id.as_str().expect("an id"));
    assert_eq!(office.request("DELETE", &file, &office.token, None).0, 204);
    let findings = |office: &Office| office.get(&format!("{at}/findings"));
    let documents = |office: &Office| {
        let documents = office.get(&format!("{at}/documents"));
        let list = documents["documents"].as_array().expect("documents").clone();
        let facts = |document: &Value| {
            let facts = (&document["file"], &document["title"], &document["kind"]);
            serde_json::to_string(&facts).expect("JSON")
        };
        list.iter().map(facts).collect::<Vec<_>>()
    };
    let progress = office.wait_until_processed(&case);
    assert_eq!(progress["files_done"], 4, "{progress}");
    let (kept, before) = (listed(&office), documents(&office));
    let found = findings(&office);
    assert_eq!(kept.len(), all.len() - 1);

    let path = office.kill();
    let output = run(&["rebuild", "--data", &path.join("data").display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let office = Office::open(&path);
    office.wait_until_processed(&case);
    assert_eq!(listed(&office), kept, "the others are as they were, with the same ids");
    assert_eq!(documents(&office), before);
    assert_eq!(findings(&office), found);
    let hits = office.get(&format!("{at}/search?q=%E8%B0%85%E8%A7%A3&limit=10"));
    assert_eq!(hits["hits"], json!([]), "words of the removed member are not found");
}
