//! Access: walked over every route of the OpenAPI document.

use serde_json::{Value, json};

use crate::office::Office;

/// Every method and path, with the ids of a real case filled in.
fn routes(office: &Office, case: &str, file: &str, finding: &str) -> Vec<(String, String)> {
    let openapi = office.get("/api/v1/openapi.json");
    let mut routes = Vec::new();
    for (path, methods) in openapi["paths"].as_object().expect("paths") {
        let filled = path
            .replace("{case_id}", case)
            .replace("{file_id}", file)
            .replace("{ordinal}", "1")
            .replace("{finding_id}", finding);
        for method in methods.as_object().expect("methods").keys() {
            routes.push((method.to_uppercase(), filled.clone()));
        }
    }
    assert!(routes.len() >= 16, "the document lists the routes: {}", routes.len());
    routes
}

fn body_of(path: &str) -> Value {
    match path.rsplit('/').next() {
        Some("verdict") => json!({ "verdict": "confirmed" }),
        Some("password") => json!({ "password": "123456" }),
        Some("chat") => json!({ "question": "何时立案？" }),
        _ => json!({ "name": "甲案" }),
    }
}

#[test]
fn another_cases_routes_all_answer_not_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    office.upload_dossier(&case, "f02-drunk-driving");
    office.wait_until_processed(&case);
    let file = office.get(&format!("/api/v1/cases/{case}/files"))["files"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let finding = office.get(&format!("/api/v1/cases/{case}/findings"))["findings"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let stranger = office.limited_token("乙");

    for (method, path) in routes(&office, &case, &file, &finding) {
        let query =
            if path.ends_with("/search") { format!("{path}?q=立案") } else { path.clone() };
        let (status, body) = if path.ends_with("/files") && method == "POST" {
            let (status, text) = office.send(
                "POST",
                &path,
                &stranger,
                ("multipart/form-data; boundary=cut", b"--cut--\r\n".to_vec()),
            );
            (status, serde_json::from_str(&text).expect("JSON"))
        } else {
            office.request(
                &method,
                &encode(&query),
                &stranger,
                (method == "POST").then(|| body_of(&path)).as_ref(),
            )
        };
        let is_of_a_case = path.contains(&case);
        if is_of_a_case {
            assert_eq!(status, 404, "{method} {path}: {body}");
            assert_eq!(body["error"]["code"], "not_found", "{method} {path}");
        }
        let (status, body) = office.request(
            &method,
            &encode(&query),
            "",
            (method == "POST").then(|| body_of(&path)).as_ref(),
        );
        assert_eq!(status, 401, "{method} {path}: {body}");
    }
    // What a stranger sees of a case that is not his is what he sees of one that never was.
    let missing = office.request("GET", "/api/v1/cases/0123456789abcdef01234567", &stranger, None);
    let hidden = office.request("GET", &format!("/api/v1/cases/{case}"), &stranger, None);
    assert_eq!(
        (missing.0, &missing.1["error"]["message"]),
        (hidden.0, &hidden.1["error"]["message"])
    );
    // The walk created cases of his own; the other's is not in his list.
    let listed = office.request("GET", "/api/v1/cases", &stranger, None).1;
    assert!(
        listed["cases"].as_array().expect("cases").iter().all(|own| own["id"] != json!(case)),
        "{listed}"
    );
    // And nothing was changed by his trying.
    assert_eq!(
        office.get(&format!("/api/v1/cases/{case}/files"))["files"]
            .as_array()
            .expect("files")
            .len(),
        30
    );
}

/// Percent-encodes what a URL does not hold as it is.
fn encode(path: &str) -> String {
    path.bytes()
        .map(|b| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
