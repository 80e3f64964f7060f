//! What a technician does with points: looks, checks, tries, compares; and how an answer is traced.

use crate::office::{dossier, repository, run};

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn points_are_listed_and_shown() {
    let listed = stdout(&["models", "list"]);
    for id in ["LA-01", "ZC-21", "QZ-15", "LB-08", "SP-10", "CW-07", "XX-03", "BH-04"] {
        assert!(listed.contains(id), "{id}");
    }
    let shown = stdout(&["models", "show", "QZ-01"]);
    for part in ["第八十五条第二款", "limit_hours = 24", "例外", "核实", "纠正违法通知书"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(stdout(&["models", "test", "QZ-01"]).contains("0个不符"));
}

#[test]
fn a_wrong_file_is_said_with_its_line() {
    let own = tempfile::tempdir().expect("a folder");
    let file = own.path().join("QZ-01.yaml");
    let point = std::fs::read_to_string(repository().join("crates/supervise/points/QZ-01.yaml"))
        .expect("the point");
    std::fs::write(&file, point.replace("limit_hours * 60", "limit_hour * 60")).expect("written");
    let output = run(&["models", "check", &file.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("line") && stderr.contains("limit_hour"), "{stderr}");
    assert!(stdout(&["models", "check"]).contains("无误"));
}

#[test]
fn a_change_is_compared_before_it_is_put_to_use() {
    let own = tempfile::tempdir().expect("a folder");
    let point = std::fs::read_to_string(repository().join("crates/supervise/points/QZ-01.yaml"))
        .expect("the point");
    std::fs::write(own.path().join("QZ-01.yaml"), point.replace("default: 24", "default: 48"))
        .expect("written");
    let case = dossier("f01-theft-gang").display().to_string();
    let compared = stdout(&["models", "diff", &own.path().display().to_string(), "--cases", &case]);
    assert!(compared.contains("－ 命中 QZ-01 冉小兵"), "{compared}");
    assert!(compared.contains("1处变化"), "{compared}");
    let same = tempfile::tempdir().expect("a folder");
    let folder = same.path().display().to_string();
    assert!(stdout(&["models", "diff", &folder, "--cases", &case]).contains("0处变化"));
}

#[test]
fn a_trace_tells_conditions_exceptions_and_facts() {
    let case = dossier("f01-theft-gang").display().to_string();
    let traced = stdout(&["supervise", &case, "--trace", "QZ-01"]);
    for part in
        ["命中", "未发现", "冉小兵", "适用条件成立", "例外不成立", "announced = ", "delivered = "]
    {
        assert!(traced.contains(part), "{part} in {traced}");
    }
    assert!(!traced.contains("QZ-02"), "{traced}");
    let json = stdout(&["supervise", &case, "--trace", "QZ-01", "--format", "json"]);
    let answers: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(answers.iter().any(|one| one["answer"] == "hit" && one["subject"] == "冉小兵"));
    assert!(answers.iter().any(|one| one["answer"] == "clean"));
    assert_eq!(run(&["supervise", &case, "--trace", "QZ-99"]).status.code(), Some(1));
}
