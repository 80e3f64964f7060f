//! The API as systems use it.

use serde_json::json;

use crate::office::Office;

#[test]
fn a_case_from_upload_to_verdict() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("魏长顺等人盗窃案");
    let at = format!("/api/v1/cases/{case}");
    assert_eq!(office.get(&at)["state"], "empty");
    let (status, answer) = office.request("GET", &format!("{at}/findings"), &office.token, None);
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("not_ready")));

    let files = office.upload_dossier(&case, "f01-theft-gang");
    let (status, again) = office.upload(
        &case,
        &[(
            "../../换名.pdf",
            std::fs::read(crate::office::dossier("f01-theft-gang").join("10_到案经过.pdf"))
                .expect("a file"),
        )],
    );
    assert_eq!((status, &again["files"][0]["duplicate"]), (202, &json!(true)));
    let progress = office.wait_until_processed(&case);
    assert_eq!(
        (&progress["files_done"], &progress["files_failed"], &progress["state"]),
        (&json!(files), &json!(0), &json!("ready"))
    );

    let findings = office.get(&format!("{at}/findings"));
    let finding = findings["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|f| f["point_id"] == "QZ-01")
        .expect("QZ-01")
        .clone();
    assert_eq!((&finding["subject"], &finding["status"]), (&json!("冉小兵"), &json!("pending")));
    let quote = &finding["evidence"][0];
    let page = office.get(&format!(
        "{at}/files/{}/pages/{}",
        quote["file_id"].as_str().expect("id"),
        quote["page"]
    ));
    let (start, end) =
        (quote["start"].as_u64().expect("n") as usize, quote["end"].as_u64().expect("n") as usize);
    let words: String =
        page["text"].as_str().expect("text").chars().skip(start).take(end - start).collect();
    assert_eq!(json!(words), quote["text"], "the page has the words where the quote says");

    let verdict = format!("{at}/findings/{}/verdict", finding["id"].as_str().expect("id"));
    let (status, _) = office.request(
        "POST",
        &verdict,
        &office.token,
        Some(&json!({ "verdict": "rejected", "reason": " " })),
    );
    assert_eq!(status, 422);
    let (status, decided) = office.request(
        "POST",
        &verdict,
        &office.token,
        Some(&json!({ "verdict": "rejected", "reason": "已核实，途中就医" })),
    );
    assert_eq!(
        (status, &decided["status"], &decided["verdict_reason"]),
        (200, &json!("rejected"), &json!("已核实，途中就医"))
    );
    assert_eq!(office.get(&at)["pending_finding_count"], json!(4));

    assert!(office.get(&format!("{at}/timeline"))["events"].as_array().expect("events").len() > 30);
    assert!(
        office.get(&format!("{at}/summary"))["mode_notice"]
            .as_str()
            .expect("text")
            .contains("规则与摘录模式")
    );
    let hits = office.get(&format!("{at}/search?q=%E6%92%AC%E6%A3%8D&limit=3"));
    assert!(hits["hits"][0]["quote"]["text"].as_str().expect("text").contains("撬棍"));

    let (status, stream) = office.send(
        "POST",
        &format!("{at}/chat"),
        &office.token,
        (
            "application/json",
            json!({ "question": "冉小兵何时被送看守所？" }).to_string().into_bytes(),
        ),
    );
    assert_eq!(status, 200);
    let names: Vec<&str> = stream.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
    assert_eq!((names.first(), names.last()), (Some(&"status"), Some(&"done")), "{stream}");
    assert!(
        names.contains(&"citation")
            && stream.contains("规则与摘录模式")
            && stream.contains("22时40分")
    );

    let (status, _) = office.request("DELETE", &at, &office.token, None);
    assert_eq!(status, 204);
    assert_eq!(office.request("GET", &at, &office.token, None).0, 404);
    assert!(!folder.path().join("data/files").join(&case).exists(), "its files are gone");
}

#[test]
fn every_failure_has_one_shape() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    let token = office.token.clone();
    let json_type = "application/json";
    let cases: Vec<(u16, (u16, String))> = vec![
        (401, office.send("GET", "/api/v1/cases", "anjian_wrong", ("", vec![]))),
        (404, office.send("GET", "/api/v1/nothing", &token, ("", vec![]))),
        (405, office.send("PUT", "/api/v1/cases", &token, ("", vec![]))),
        (400, office.send("POST", "/api/v1/cases", &token, (json_type, b"{".to_vec()))),
        (415, office.send("POST", "/api/v1/cases", &token, ("text/plain", b"x".to_vec()))),
        (
            422,
            office.send(
                "POST",
                "/api/v1/cases",
                &token,
                (json_type, b"{\"name\":\"  \"}".to_vec()),
            ),
        ),
        (
            413,
            office.send("POST", "/api/v1/cases", &token, (json_type, vec![b' '; (1 << 20) + 1000])),
        ),
        (400, office.send("GET", &format!("/api/v1/cases/{case}/search"), &token, ("", vec![]))),
        (
            422,
            office.send(
                "POST",
                &format!("/api/v1/cases/{case}/files"),
                &token,
                ("multipart/form-data; boundary=cut", b"--cut--\r\n".to_vec()),
            ),
        ),
        (
            404,
            office.send(
                "GET",
                &format!("/api/v1/cases/{case}/files/none/pages/1"),
                &token,
                ("", vec![]),
            ),
        ),
    ];
    for (expected, (status, body)) in cases {
        assert_eq!(status, expected, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let error = body["error"].as_object().expect("one shape");
        assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "message", "request_id"], "{body}");
        assert!(error["request_id"].as_str().is_some_and(|id| id.len() >= 8));
        assert!(
            error["message"].as_str().is_some_and(|message| !message.is_ascii()),
            "a Chinese sentence: {body}"
        );
    }
}

#[test]
fn a_bad_file_is_told_and_costs_the_others_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    let good = "陇河县公安局\n立案决定书\n决定对某某被盗窃案立案侦查。\n2024年2月19日\n"
        .as_bytes()
        .to_vec();
    office.upload(
        &case,
        &[("坏.pdf", b"%PDF-1.7 broken".to_vec()), ("立案决定书.txt", good), ("空.docx", vec![])],
    );
    let progress = office.wait_until_processed(&case);
    assert_eq!(
        (&progress["state"], &progress["files_done"], &progress["files_failed"]),
        (&json!("ready"), &json!(1), &json!(2))
    );
    assert_eq!(progress["skipped"].as_array().expect("skipped").len(), 2);
    assert_eq!(
        office.get(&format!("/api/v1/cases/{case}/documents"))["documents"][0]["title"],
        "立案决定书"
    );
}

#[test]
fn the_openapi_document_is_locked() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let openapi = office.get("/api/v1/openapi.json");
    assert_eq!(openapi["openapi"], "3.1.0");
    insta::assert_json_snapshot!(openapi);
    let (status, page) = office.send("GET", "/api/docs/", "", ("", vec![]));
    assert!(status == 200 && page.contains("swagger"), "{status}");
    assert_eq!(office.get("/healthz")["status"], "ok");
    assert_eq!(office.get("/readyz")["database"], "ok");
    let (status, metrics) = office.send("GET", "/metrics", "", ("", vec![]));
    assert!(status == 200 && metrics.contains("anjian_http_requests_total"), "{metrics}");
}
