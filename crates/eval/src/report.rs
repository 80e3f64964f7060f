//! The printed report.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    interval::interval,
    run::Evaluation,
    score::{CaseScore, PointScore, Ratio},
};

/// A figure of one case.
type Figure = fn(&CaseScore) -> Ratio;

/// Figures with their 95 % intervals, as text.
pub fn print_report(evaluation: &Evaluation) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_report(&mut out, evaluation);
    out
}

fn write_report(out: &mut String, evaluation: &Evaluation) -> std::fmt::Result {
    let cases = &evaluation.cases;
    writeln!(
        out,
        "{}，案件{}件，监督点{}个",
        evaluation.version,
        cases.len(),
        evaluation.known_points.len()
    )?;
    writeln!(out, "\n按监督点　　正确　误报　漏报（其中有提示）　无标注的提示")?;
    let mut points: BTreeMap<&str, PointScore> = BTreeMap::new();
    for (id, score) in cases.iter().flat_map(|case| &case.points) {
        let sum = points.entry(id).or_default();
        sum.right += score.right;
        sum.false_alarms += score.false_alarms;
        sum.missed += score.missed;
        sum.hinted += score.hinted;
        sum.false_hints += score.false_hints;
    }
    for (id, score) in &points {
        let note =
            if evaluation.known_points.contains(*id) { "" } else { "　（尚无此监督点）" };
        writeln!(
            out,
            "{id:<12}{:>5}{:>6}{:>6}{:>8}{:>12}{note}",
            score.right, score.false_alarms, score.missed, score.hinted, score.false_hints
        )?;
    }
    writeln!(out, "\n指标（95%区间按案件自助法）")?;
    let lines: [(&str, Figure); 10] = [
        ("线索 精确率", precision),
        ("线索 召回率（全部标注）", recall),
        ("线索 召回率（已有监督点）", recall_known),
        ("线索 召回率（含提示）", recall_with_hints),
        ("线索 证据正确", |case| case.evidence),
        ("引文 逐字一致", |case| case.verbatim),
        ("时间线 召回率", |case| case.timeline_recall),
        ("时间线 在标注内的比例", |case| case.timeline_precision),
        ("问答 引文在标注页", |case| case.chat_evidence),
        ("问答 无答案时拒答", |case| case.chat_refusal),
    ];
    for (name, figure) in lines {
        let sum = cases.iter().map(figure).fold(Ratio::default(), Ratio::plus);
        writeln!(out, "{name:<16}　{}", print_ratio(sum, interval(cases, figure)))?;
    }
    writeln!(out, "\n按案件")?;
    for case in cases {
        let sum = |count: fn(&PointScore) -> usize| case.points.values().map(count).sum::<usize>();
        writeln!(
            out,
            "{}{}　正确{}　误报{}　漏报{}　踩陷阱{}/{}{}　提示{}　时间线{}/{}　未读取{}",
            case.case,
            if case.is_clean { "（无问题案件）" } else { "" },
            sum(|p| p.right),
            sum(|p| p.false_alarms),
            sum(|p| p.missed),
            case.traps_tripped.len(),
            case.traps,
            if case.traps_tripped.is_empty() {
                String::new()
            } else {
                format!("（{}）", case.traps_tripped.join("、"))
            },
            sum(|p| p.hinted + p.false_hints),
            case.timeline_recall.hits,
            case.timeline_recall.total,
            case.skipped,
        )?;
    }
    Ok(())
}

fn precision(case: &CaseScore) -> Ratio {
    let right: usize = case.points.values().map(|p| p.right).sum();
    let wrong: usize = case.points.values().map(|p| p.false_alarms).sum();
    Ratio { hits: right, total: right + wrong }
}

fn recall(case: &CaseScore) -> Ratio {
    let right: usize = case.points.values().map(|p| p.right).sum();
    let missed: usize = case.points.values().map(|p| p.missed).sum();
    Ratio { hits: right, total: right + missed }
}

fn recall_with_hints(case: &CaseScore) -> Ratio {
    let hinted: usize = case.points.values().map(|p| p.hinted).sum();
    let whole = recall(case);
    Ratio { hits: whole.hits + hinted, total: whole.total }
}

fn recall_known(case: &CaseScore) -> Ratio {
    let whole = recall(case);
    Ratio { hits: whole.hits, total: whole.total - case.outside_catalogue }
}

fn print_ratio(ratio: Ratio, interval: Option<(f64, f64)>) -> String {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    match (ratio.share(), interval) {
        (None, _) => "无样本".to_owned(),
        (Some(share), None) => format!("{}（{}/{}）", percent(share), ratio.hits, ratio.total),
        (Some(share), Some((low, high))) => {
            format!(
                "{}（{}/{}，{}–{}）",
                percent(share),
                ratio.hits,
                ratio.total,
                percent(low),
                percent(high)
            )
        }
    }
}
