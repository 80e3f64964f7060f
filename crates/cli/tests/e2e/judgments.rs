//! `anjian extract-facts`: facts of judgments, and how right they are.

use crate::office::run;

const JUDGMENT: &str = "某县人民法院刑事判决书（2020）某01刑初1号公诉机关某县人民检察院。被告人钱某，男，\
    1980年1月2日出生。因涉嫌犯盗窃罪，于2020年3月4日被刑事拘留，同月9日被取保候审。某县人民检察院指控被告人钱某犯盗窃罪，\
    于2020年5月6日提起公诉。现已审理终结。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：\
    被告人钱某犯盗窃罪，判处拘役三个月，并处罚金人民币二千元。";

#[test]
fn facts_of_a_collection_and_of_files_and_their_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let line = serde_json::json!({"id": 7, "text": JUDGMENT});
    std::fs::write(path("all.jsonl"), format!("{line}\nno json\n")).expect("written");
    std::fs::write(path("single.txt"), JUDGMENT).expect("written");

    let output = run(&["extract-facts", &folder.path().display().to_string()]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("all.jsonl”第2行"));
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let judgments: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let ids: Vec<&str> = judgments.iter().filter_map(|judgment| judgment["id"].as_str()).collect();
    assert_eq!(ids, ["7", "single"]);
    for judgment in &judgments {
        let defendant = &judgment["defendants"][0];
        assert_eq!(defendant["detained"]["value"], "2020-03-04");
        assert_eq!(defendant["bail"]["quote"]["text"], "同月9日被取保候审");
        assert_eq!(defendant["sentence"]["kind"], "拘役");
        assert_eq!(defendant["sentence"]["fine"], 2000);
    }

    let labels = r#"{"id":7,"defendants":[{"n":1,"detained":"2020-03-04","arrested":"2020-04-01","bail":"2020-03-09","residential":null,"offences":["盗窃罪"],"sentence":{"kind":"拘役","months":3,"probation_months":null,"fine":2000,"from":null,"to":null}}]}"#;
    std::fs::write(path("labels"), labels).expect("written");
    let output = run(&["extract-facts", &path("all.jsonl"), "--labels", &path("labels")]);
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(printed.contains("拘留\t1.000\t1.000\t1\t0\t0"), "{printed}");
    assert!(printed.contains("7 第1人 逮捕：标注 2020-04-01，未读出"), "{printed}");
}
