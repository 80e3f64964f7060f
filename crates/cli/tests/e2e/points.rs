//! A technician changes a threshold without compiling.

use crate::office::{dossier, repository, run};

fn points_found(folder: &str, points: Option<&str>) -> Vec<String> {
    let mut arguments = vec!["review", folder, "--format", "json"];
    if let Some(points) = points {
        arguments.extend(["--points", points]);
    }
    let output = run(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let review: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    review["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["point_id"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn a_changed_threshold_changes_the_findings() {
    let folder = dossier("f01-theft-gang").display().to_string();
    assert!(points_found(&folder, None).contains(&"QZ-01".to_owned()));
    let own = tempfile::tempdir().expect("a folder");
    let point = std::fs::read_to_string(repository().join("crates/supervise/points/QZ-01.yaml"))
        .expect("the point");
    std::fs::write(own.path().join("QZ-01.yaml"), point.replace("default: 24", "default: 48"))
        .expect("written");
    let points = own.path().display().to_string();
    assert!(!points_found(&folder, Some(&points)).contains(&"QZ-01".to_owned()));
}

#[test]
fn a_wrong_condition_is_said_with_its_file() {
    let own = tempfile::tempdir().expect("a folder");
    let point = std::fs::read_to_string(repository().join("crates/supervise/points/QZ-01.yaml"))
        .expect("the point");
    std::fs::write(
        own.path().join("QZ-01.yaml"),
        point.replace("applies: custody", "applies: ((custody"),
    )
    .expect("written");
    let output = run(&[
        "review",
        &dossier("f04-fraud-clean").display().to_string(),
        "--points",
        &own.path().display().to_string(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("QZ-01.yaml"), "{stderr}");
}
