//! `anjian review`: the contract of its output.

use serde_json::Value;

use crate::office::{dossier, run};

fn review(name: &str) -> Value {
    let output = run(&["review", &dossier(name).display().to_string(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("stdout is the result alone")
}

#[test]
fn the_json_keeps_its_contract() {
    let review = review("f01-theft-gang");
    assert_eq!(review["case"], "f01-theft-gang");
    assert_eq!(review["mode"], "rules");
    assert_eq!(review["skipped"], serde_json::json!([]));
    for key in ["summary", "documents", "timeline", "findings"] {
        assert!(review[key].as_array().is_some_and(|list| !list.is_empty()), "{key}");
    }
    for claim in ["summary", "timeline", "findings"]
        .iter()
        .flat_map(|key| review[*key].as_array().expect("a list"))
    {
        let evidence = claim["evidence"].as_array().expect("evidence");
        assert!(!evidence.is_empty(), "no claim without a quote: {claim}");
        for quote in evidence {
            let text = quote["text"].as_str().expect("text");
            let length =
                quote["end"].as_u64().expect("end") - quote["start"].as_u64().expect("start");
            assert_eq!(text.chars().count() as u64, length);
            assert!(
                quote["file"].is_string() && (quote["page"].is_u64() || quote["page"].is_null())
            );
        }
    }
}

#[test]
fn findings_are_as_the_papers_say() {
    let review = review("f03-injury");
    let findings: Vec<Value> = review["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| {
            let words: Vec<&str> = finding["evidence"].as_array().expect("evidence").iter().filter_map(|quote| quote["text"].as_str()).collect();
            serde_json::json!({ "point": finding["point_id"], "subject": finding["subject"], "severity": finding["severity"], "explanation": finding["explanation"], "evidence": words })
        })
        .collect();
    insta::assert_json_snapshot!(findings);
}

#[test]
fn summary_says_source_suspects_course_facts_and_evidence() {
    let review = review("f02-drunk-driving");
    let sections: Vec<&str> = review["summary"]
        .as_array()
        .expect("summary")
        .iter()
        .filter_map(|sentence| sentence["section"].as_str())
        .collect();
    for section in ["案件来源", "犯罪嫌疑人", "诉讼经过", "认定的事实", "证据情况"]
    {
        assert!(sections.contains(&section), "{section} of {sections:?}");
    }
}

#[test]
fn text_and_markdown_are_for_people() {
    let folder = dossier("f04-fraud-clean").display().to_string();
    let markdown =
        String::from_utf8(run(&["review", &folder, "--format", "markdown"]).stdout).expect("text");
    assert!(markdown.starts_with("# 案卷审查：f04-fraud-clean"));
    assert!(markdown.contains("规则与摘录模式") && markdown.contains("现有监督点未发现线索"));
    let text = String::from_utf8(run(&["review", &folder]).stdout).expect("text");
    assert!(!text.contains("##") && text.contains("审查摘要"));
}

#[test]
fn wrong_usage_is_two() {
    assert_eq!(run(&["review"]).status.code(), Some(2));
    assert_eq!(run(&["review", ".", "--format", "pdf"]).status.code(), Some(2));
}

#[test]
fn a_question_is_answered_by_words_of_the_file_or_refused() {
    let folder = dossier("f01-theft-gang").display().to_string();
    let answer = String::from_utf8(run(&["ask", &folder, "冉小兵什么时候被送看守所？"]).stdout)
        .expect("text");
    assert!(
        answer.contains("规则与摘录模式") && answer.contains("2025年3月12日22时40分"),
        "{answer}"
    );
    assert!(answer.contains("第1页"), "{answer}");
    let refused =
        String::from_utf8(run(&["ask", &folder, "被告人的血型是什么？"]).stdout).expect("text");
    assert!(refused.contains("未检索到"), "{refused}");
}
