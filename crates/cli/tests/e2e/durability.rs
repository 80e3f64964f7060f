//! What was accepted is processed exactly once in effect, whatever becomes of the server.

use std::time::Duration;

use serde_json::json;

use crate::office::Office;

#[test]
fn a_killed_servers_work_is_done_by_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    let files = office.upload_dossier(&case, "f03-injury");
    // In the middle: everything is uploaded, not everything processed.
    let path = office.kill();
    let office = Office::open(&path);
    let progress = office.wait_until_processed(&case);
    assert_eq!((&progress["files_total"], &progress["files_done"]), (&json!(files), &json!(files)));
    let at = format!("/api/v1/cases/{case}");
    let documents =
        office.get(&format!("{at}/documents"))["documents"].as_array().expect("documents").len();
    let findings = office.get(&format!("{at}/findings"));

    // A kill in the middle of processing, again and again, changes nothing of the result.
    let mut path = office.kill();
    for pause_ms in [60, 180, 400] {
        crate::office::run(&["rebuild", "--data", &path.join("data").display().to_string()]);
        let office = Office::open(&path);
        std::thread::sleep(Duration::from_millis(pause_ms));
        path = office.kill();
    }
    let office = Office::open(&path);
    let progress = office.wait_until_processed(&case);
    assert_eq!(progress["files_done"], json!(files));
    assert_eq!(
        office.get(&format!("{at}/documents"))["documents"].as_array().expect("documents").len(),
        documents
    );
    assert_eq!(office.get(&format!("{at}/findings")), findings);
    let hits = office.get(&format!("{at}/search?q=%E7%94%A9%E6%A3%8D&limit=100"))["hits"]
        .as_array()
        .expect("hits")
        .clone();
    let mut places: Vec<String> = hits.iter().map(|hit| hit["quote"].to_string()).collect();
    places.sort();
    let before = places.len();
    places.dedup();
    assert!(before > 0 && before == places.len(), "no passage is indexed twice");
}

#[test]
fn sigterm_stops_cleanly_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    let files = office.upload_dossier(&case, "f02-drunk-driving");
    let (clean, took) = office.terminate();
    assert!(clean && took < Duration::from_secs(30), "{took:?}");
    let office = Office::open(folder.path());
    let progress = office.wait_until_processed(&case);
    assert_eq!(progress["files_done"], json!(files));
}
