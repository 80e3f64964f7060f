//! Model mode against an endpoint that lies: what has no true quote is never shown.
//!
//! The endpoint here stands for a faulty model only; it proves nothing of a good one.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
};

use serde_json::{Value, json};

use crate::office::{anjian, dossier};

/// Answers every request by what its system prompt asks for; gives the address.
fn lying_model() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/v1", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or(0);
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let request: Value = serde_json::from_slice(&body).expect("JSON");
            let system = request["messages"][0]["content"].as_str().unwrap_or("");
            let user = request["messages"][1]["content"].as_str().unwrap_or("");
            assert!(!system.contains("魏长顺"), "no dossier text among the instructions");
            let (kind, answer) = if request["stream"] == true {
                let text = "魏长顺在工地捡的螺纹钢做撬棍[[P1|这句话卷里没有根本查不到]]。";
                let events = [
                    json!({ "choices": [{ "delta": { "content": text } }] }),
                    json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] }),
                ];
                let events: String =
                    events.iter().map(|event| format!("data: {event}\n\n")).collect();
                ("text/event-stream", events + "data: [DONE]\n\n")
            } else {
                ("application/json", completion(&lies(system, user)))
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                answer.len()
            );
            let _ = reader.get_mut().write_all((head + &answer).as_bytes());
        }
    });
    address
}

fn completion(content: &Value) -> String {
    json!({ "choices": [{ "message": { "content": content.to_string() }, "finish_reason": "stop" }], "usage": { "prompt_tokens": 10, "completion_tokens": 5 } }).to_string()
}

/// One true sentence, three invented ones; findings invented, of unknown points, and one true.
fn lies(system: &str, user: &str) -> Value {
    let words: String = user
        .lines()
        .skip_while(|line| !line.starts_with("[P1]"))
        .skip(1)
        .find(|line| line.chars().count() > 8)
        .unwrap_or("")
        .to_owned();
    let truth = json!([{ "page_key": "P1", "text": words }]);
    let lie = json!([{ "page_key": "P1", "text": "犯罪嫌疑人供认杀害三人并分尸抛入河中" }]);
    if system.contains("监督要点") {
        json!({ "findings": [
            { "point_id": "QZ-07", "subject": "魏长顺", "explanation": "编造", "severity": "high", "quotes": lie },
            { "point_id": "XX-99", "subject": "魏长顺", "explanation": "没有这个监督点", "severity": "high", "quotes": truth },
            { "point_id": "QZ-01", "subject": "冉小兵", "explanation": "规则已发现", "severity": "low", "quotes": truth },
        ] })
    } else {
        json!({ "sentences": [
            { "section": "案件来源", "text": "有据的一句。", "quotes": truth },
            { "section": "案件事实", "text": "杀害三人。", "quotes": lie },
            { "section": "案件事实", "text": "没有引文。", "quotes": [] },
            { "section": "其他", "text": "页码不存在。", "quotes": [{ "page_key": "P999", "text": words }] },
        ] })
    }
}

fn with_model(arguments: &[&str]) -> String {
    let output = anjian()
        .args(arguments)
        .env("ANJIAN_LLM_BASE_URL", lying_model())
        .env("ANJIAN_LLM_MODEL", "deepseek-chat")
        .env("ANJIAN_LLM_API_KEY", "sk-test")
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn lies_are_dropped_and_rules_stay() {
    let folder = dossier("f01-theft-gang").display().to_string();
    let review: Value =
        serde_json::from_str(&with_model(&["review", &folder, "--format", "json"])).expect("JSON");
    assert_eq!(review["mode"], "model");
    assert!(review["usage"]["calls"].as_u64().is_some_and(|calls| calls > 1));
    let text = review.to_string();
    assert!(
        !text.contains("杀害三人") && !text.contains("XX-99") && !text.contains("编造"),
        "nothing invented is shown"
    );
    let by_rule: Vec<&str> = review["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|f| f["origin"] == "rule")
        .filter_map(|f| f["point_id"].as_str())
        .collect();
    assert_eq!(by_rule, ["QZ-01", "QZ-02", "ZC-02", "CW-01", "ZC-04"]);
    assert_eq!(
        review["findings"].as_array().expect("findings").len(),
        by_rule.len(),
        "a rule's finding is not doubled"
    );
    // One usable sentence is no summary: the one by rules stands, and the user is told.
    assert!(review["summary"].as_array().expect("summary").len() > 10);
    assert!(review["notices"].to_string().contains("改用规则摘要"), "{}", review["notices"]);
}

#[test]
fn a_citation_that_is_not_there_is_marked() {
    let folder = dossier("f01-theft-gang").display().to_string();
    let answer = with_model(&["ask", &folder, "撬棍从哪里来？"]);
    assert!(answer.contains("模型模式") && answer.contains("未能在卷内核实"), "{answer}");
    assert!(!answer.contains("根本查不到"), "{answer}");
    assert!(
        answer.contains("没有可核实的引文") && answer.contains("工地"),
        "the file's own words follow: {answer}"
    );
}

#[test]
fn a_model_that_is_away_costs_its_part_only() {
    let folder = dossier("f01-theft-gang").display().to_string();
    let output = anjian()
        .args(["ask", &folder, "冉小兵什么时候被送看守所？"])
        .env("ANJIAN_LLM_BASE_URL", "http://127.0.0.1:9/v1")
        .env("ANJIAN_LLM_MODEL", "deepseek-chat")
        .output()
        .expect("the binary runs");
    let answer = String::from_utf8(output.stdout).expect("text");
    assert!(answer.contains("连接不上") && answer.contains("22时40分"), "{answer}");
}

#[test]
fn half_a_configuration_is_an_error() {
    let folder = dossier("f01-theft-gang").display().to_string();
    let output = anjian()
        .args(["review", &folder])
        .env("ANJIAN_LLM_MODEL", "deepseek-chat")
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("ANJIAN_LLM_BASE_URL"));
}
