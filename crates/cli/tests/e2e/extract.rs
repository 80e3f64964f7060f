//! `anjian extract` and scans in a case: what was recognised is cited like any other word.

use serde_json::Value;

use crate::office::{dossier, repository, run};

fn scan() -> std::path::PathBuf {
    repository().join("crates/cli/tests/e2e/scans/立案决定书.png")
}

fn extract(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = run(&[&["extract"], arguments].concat());
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("one JSON object")
}

#[test]
fn a_text_layers_lines_say_where_they_stand() {
    let folder = dossier("f01-theft-gang");
    let file = folder.join("01_受案登记表_何桂兰.pdf").display().to_string();
    let (status, stdout, stderr) = extract(&[&file, "--format", "json", "--pages", "1"]);
    assert_eq!(status, Some(0), "{stderr}");
    let output = json(&stdout);
    let page = &output["pages"][0];
    let text: Vec<char> = page["text"].as_str().expect("text").chars().collect();
    let lines = page["layout"]["lines"].as_array().expect("lines");
    let mut end = 0;
    for line in lines {
        let (from, to) =
            (line["start"].as_u64().expect("start"), line["end"].as_u64().expect("end"));
        assert!(from >= end && from < to && to <= text.len() as u64, "in order, inside the text");
        let between: String = text[end as usize..from as usize].iter().collect();
        assert_eq!(between.trim(), "", "no word is outside a line");
        let bounds = &line["bounds"];
        let width = page["layout"]["width"].as_f64().expect("width");
        let side = |name: &str| bounds[name].as_f64().expect("a side");
        assert!(0.0 <= side("left") && side("left") < side("right") && side("right") <= width);
        assert!(side("top") < side("bottom"));
        end = to;
    }
    assert_eq!(text[end as usize..].iter().collect::<String>().trim(), "");
}

#[test]
fn a_picture_is_recognised_within_the_childs_limits() {
    let (status, stdout, stderr) = extract(&[&scan().display().to_string()]);
    assert_eq!(status, Some(0), "{stderr}");
    for words in
        ["立案决定书", "沙公（刑）立字〔2025〕10号", "被盗案立案侦查", "二〇二五年一月十五日"]
    {
        assert!(stdout.contains(words), "{words} in:\n{stdout}");
    }
}

#[test]
fn a_scan_is_reviewed_as_the_document_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(scan(), folder.path().join("扫描0001.png")).expect("copied");
    let output = run(&["review", &folder.path().display().to_string(), "--format", "json"]);
    let review = json(&String::from_utf8(output.stdout).expect("UTF-8"));
    assert_eq!(review["skipped"], Value::Array(Vec::new()));
    assert_eq!(review["documents"][0]["kind"], "case_filing_decision");
    let event = &review["timeline"][0];
    assert_eq!(event["at"], "2025-01-15");
    assert_eq!(event["evidence"][0]["file"], "扫描0001.png");
    assert_eq!(event["evidence"][0]["page"], 1);
}

#[test]
fn what_cannot_be_read_says_so_and_wrong_pages_are_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("空.pdf");
    std::fs::write(&path, b"").expect("written");
    let path = path.display().to_string();
    let (status, stdout, stderr) = extract(&[&path]);
    assert_eq!((status, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("空.pdf") && stderr.contains("空文件"), "{stderr}");
    assert_eq!(extract(&[&path, "--pages", "9-2"]).0, Some(2));
}

/// A drawn page at 150 dots an inch: two degrees askew, with noise, a ruled table, a seal on the text.
#[test]
fn a_poor_scan_is_read_cell_by_cell_and_its_seal_apart() {
    let scan = repository().join("crates/cli/tests/e2e/scans/扣押清单.pdf").display().to_string();
    let (status, stdout, stderr) = extract(&[&scan, "--format", "json"]);
    assert_eq!(status, Some(0), "{stderr}");
    let output = json(&stdout);
    let page = &output["pages"][0];
    let text = page["text"].as_str().expect("text");
    for row in [
        "编号 名称 数量 特征 备注",
        "2 中国农业银行卡 8张 九成新，屏幕左下角有裂痕 存公安机关",
        "4 联想ThinkPad笔记本电脑 14台 黑色，背面贴有“平安”字样的贴纸，充电口有磨损 随案移送",
        "6 断线钳 20把 号牌陕D·NJL8G 存公安机关",
        "桃源县公安局",
        "二〇二六年十一月七日",
    ] {
        assert!(text.lines().any(|line| line == row), "{row} in:\n{text}");
    }
    let chars: Vec<char> = text.chars().collect();
    let lines = page["layout"]["lines"].as_array().expect("lines");
    let of_seal: Vec<String> = lines
        .iter()
        .filter(|line| line["role"] == "seal")
        .map(|line| {
            let side = |name: &str| line[name].as_u64().expect("a place") as usize;
            chars[side("start")..side("end")].iter().collect()
        })
        .collect();
    assert_eq!(of_seal, ["沙河县公安局"], "in:\n{text}");
}
