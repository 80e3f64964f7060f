//! Facts read from judgments (`anjian extract-facts`) against labels of ids, dates and values.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use anjian_dossier::{Defendant, Stated, ToldPenalty, ToldSentence};
use anyhow::Context;
use jiff::civil::Date;
use serde::Deserialize;

/// Labels of one judgment.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgmentLabels {
    /// Id of the judgment, a number or a word.
    pub id: serde_json::Value,
    /// Gold defendants, in the order in which the text after the title names them.
    pub defendants: Vec<GoldDefendant>,
}

/// Gold facts of one defendant, without a name.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDefendant {
    /// 刑事拘留.
    pub detained: Option<Date>,
    /// 逮捕.
    pub arrested: Option<Date>,
    /// 取保候审.
    pub bail: Option<Date>,
    /// 监视居住.
    pub residential: Option<Date>,
    /// 罪名.
    pub offences: Vec<String>,
    /// The ruling that the text tells last.
    pub sentence: Option<GoldPenalty>,
    /// 量刑建议, where it is a definite penalty.
    #[serde(default)]
    pub recommended: Option<GoldPenalty>,
}

/// A gold penalty.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldPenalty {
    /// 主刑, such as 有期徒刑.
    pub kind: String,
    /// Term in whole months.
    pub months: Option<u32>,
    /// Days beyond them.
    #[serde(default)]
    pub days: Option<u32>,
    /// 缓刑考验期 in months.
    pub probation_months: Option<u32>,
    /// 罚金 in yuan.
    pub fine: Option<u64>,
    /// First day of the term.
    pub from: Option<Date>,
    /// Last day of the term.
    pub to: Option<Date>,
}

/// How often a fact of one kind was found right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactScore {
    /// Found as labelled.
    pub right: usize,
    /// Found otherwise than labelled, or where there is none.
    pub wrong: usize,
    /// Labelled and not found so.
    pub missed: usize,
}

/// Figures over all labelled judgments.
#[derive(Debug, Clone, Default)]
pub struct JudgmentScore {
    /// Judgments that are both labelled and read.
    pub judgments: usize,
    /// Labelled ids that were not among what was read.
    pub absent: usize,
    /// By kind of fact, in the order of [`KINDS`].
    pub kinds: BTreeMap<usize, FactScore>,
    /// One line each.
    pub disagreements: Vec<String>,
}

/// Kinds of facts, in the order of the report.
const KINDS: [&str; 11] = [
    "被告人",
    "罪名",
    "拘留",
    "逮捕",
    "取保候审",
    "监视居住",
    "主刑",
    "刑期",
    "缓刑考验期",
    "罚金",
    "刑期起止",
];
const RECOMMENDED: &str = "量刑建议";

/// Kind and value of every fact, comparable as text.
type Facts = Vec<(usize, String)>;

/// Reads a labels file, one JSON object a line.
pub fn read_judgment_labels(path: &Path) -> anyhow::Result<Vec<JudgmentLabels>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("标注文件“{}”无法读取", path.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("标注文件“{}”第{}行有误", path.display(), at + 1))
        })
        .collect()
}

/// The id as text: a number or a word.
pub fn judgment_id(id: &serde_json::Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// Compares what was `found`, by id, with `labels`.
pub fn score_judgments(
    labels: &[JudgmentLabels],
    found: &BTreeMap<String, Vec<Defendant>>,
) -> JudgmentScore {
    let mut score = JudgmentScore::default();
    for label in labels {
        let id = judgment_id(&label.id);
        let Some(defendants) = found.get(&id) else {
            score.absent += 1;
            continue;
        };
        score.judgments += 1;
        for at in 0..label.defendants.len().max(defendants.len()) {
            let gold = label.defendants.get(at).map(gold_facts).unwrap_or_default();
            let read = defendants.get(at).map(read_facts).unwrap_or_default();
            compare(&mut score, &format!("{id} 第{}人", at + 1), gold, read);
        }
    }
    score
}

fn compare(score: &mut JudgmentScore, whose: &str, gold: Facts, mut read: Facts) {
    for (kind, value) in gold {
        let row = score.kinds.entry(kind).or_default();
        match read.iter().position(|fact| *fact == (kind, value.clone())) {
            Some(at) => {
                read.remove(at);
                row.right += 1;
            }
            None => {
                row.missed += 1;
                score.disagreements.push(format!("{whose} {}：标注 {value}，未读出", name(kind)));
            }
        }
    }
    for (kind, value) in read {
        score.kinds.entry(kind).or_default().wrong += 1;
        score.disagreements.push(format!("{whose} {}：读出 {value}，与标注不符", name(kind)));
    }
}

fn name(kind: usize) -> &'static str {
    KINDS.get(kind).copied().unwrap_or(RECOMMENDED)
}

fn gold_facts(gold: &GoldDefendant) -> Facts {
    let mut facts = vec![(0, "有".to_owned())];
    facts.extend(gold.offences.iter().map(|offence| (1, offence.clone())));
    let days = [gold.detained, gold.arrested, gold.bail, gold.residential];
    facts.extend((2..).zip(days).filter_map(|(kind, day)| Some((kind, day?.to_string()))));
    let parts = |penalty: &GoldPenalty| {
        penalty_facts(PenaltyParts {
            kind: penalty.kind.clone(),
            months: penalty.months,
            days: penalty.days,
            probation_months: penalty.probation_months,
            fine: penalty.fine,
            term: penalty.from.zip(penalty.to),
        })
    };
    facts.extend(gold.sentence.iter().flat_map(parts));
    facts.extend(gold.recommended.as_ref().map(|penalty| recommended(parts(penalty))));
    facts
}

fn read_facts(read: &Defendant) -> Facts {
    let mut facts = vec![(0, "有".to_owned())];
    facts.extend(read.offences.iter().map(|offence| (1, offence.value.clone())));
    let days = [&read.detained, &read.arrested, &read.bail, &read.residential];
    let day =
        |stated: &Option<Stated<Date>>| stated.as_ref().map(|stated| stated.value.to_string());
    facts.extend((2..).zip(days).filter_map(|(kind, stated)| Some((kind, day(stated)?))));
    let parts = |ToldSentence { penalty, .. }: &ToldSentence| {
        let ToldPenalty { kind, months, days, probation_months, fine, from, to } = penalty.clone();
        let kind = kind.chinese().to_owned();
        penalty_facts(PenaltyParts {
            kind,
            months,
            days,
            probation_months,
            fine,
            term: from.zip(to),
        })
    };
    facts.extend(read.sentence.iter().flat_map(parts));
    facts.extend(read.recommended.as_ref().map(|sentence| recommended(parts(sentence))));
    facts
}

struct PenaltyParts {
    kind: String,
    months: Option<u32>,
    days: Option<u32>,
    probation_months: Option<u32>,
    fine: Option<u64>,
    term: Option<(Date, Date)>,
}

fn penalty_facts(parts: PenaltyParts) -> Facts {
    let term = parts.months.map(|months| match parts.days {
        Some(days) => format!("{months}个月{days}日"),
        None => format!("{months}个月"),
    });
    [
        Some(parts.kind),
        term,
        parts.probation_months.map(|months| format!("{months}个月")),
        parts.fine.map(|yuan| format!("{yuan}元")),
        parts.term.map(|(from, to)| format!("{from}至{to}")),
    ]
    .into_iter()
    .zip(6..)
    .filter_map(|(value, kind)| Some((kind, value?)))
    .collect()
}

/// A recommendation counts as one fact.
fn recommended(facts: Facts) -> (usize, String) {
    let values: Vec<String> = facts.into_iter().map(|(_, value)| value).collect();
    (KINDS.len(), values.join(" "))
}

/// The report: precision and recall per kind, then every disagreement.
pub fn print_judgment_score(score: &JudgmentScore) -> String {
    let mut printed = format!("标注判决 {} 份", score.judgments);
    if score.absent > 0 {
        let _ = write!(printed, "，另有 {} 份不在所读文件中", score.absent);
    }
    printed.push_str("\n\n事实\t准确率\t召回率\t正确\t误读\t漏读\n");
    let share = |part: usize, whole: usize| match whole {
        0 => "—".to_owned(),
        _ => format!("{:.3}", part as f64 / whole as f64),
    };
    for (kind, row) in &score.kinds {
        let FactScore { right, wrong, missed } = *row;
        let _ = writeln!(
            printed,
            "{}\t{}\t{}\t{right}\t{wrong}\t{missed}",
            name(*kind),
            share(right, right + wrong),
            share(right, right + missed),
        );
    }
    if !score.disagreements.is_empty() {
        printed.push_str("\n不一致：\n");
        for line in &score.disagreements {
            let _ = writeln!(printed, "{line}");
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use super::*;

    #[test]
    fn counts_what_is_right_wrong_and_missed() {
        let text = "被告人钱某，男，1980年1月2日出生。因涉嫌犯盗窃罪，于2020年3月4日被刑事拘留，同月9日被取保候审。\
                    某县人民检察院指控被告人钱某犯盗窃罪，于2020年5月6日提起公诉。现已审理终结。";
        let pages = FilePages::unpaged("a", text.to_owned()).pages;
        let found = BTreeMap::from([("7".to_owned(), anjian_dossier::read_judgment(&pages))]);
        let label = r#"{"id":7,"defendants":[{"n":1,"detained":"2020-03-04","arrested":"2020-04-01","bail":null,"residential":null,"offences":["盗窃罪"],"sentence":null}]}"#;
        let labels = [serde_json::from_str(label).expect("a label")];
        let score = score_judgments(&labels, &found);
        let row = |kind: usize| score.kinds.get(&kind).copied().unwrap_or_default();
        assert_eq!(row(1), FactScore { right: 1, wrong: 0, missed: 0 });
        assert_eq!(row(2), FactScore { right: 1, wrong: 0, missed: 0 });
        assert_eq!(row(3), FactScore { right: 0, wrong: 0, missed: 1 });
        assert_eq!(row(4), FactScore { right: 0, wrong: 1, missed: 0 });
        assert_eq!(score.disagreements.len(), 2);
        assert!(print_judgment_score(&score).contains("7 第1人 逮捕：标注 2020-04-01，未读出"));
    }
}
