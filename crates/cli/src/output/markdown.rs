//! The review as Markdown, for a report or a note.

use std::fmt::Write;

use anjian_core::{Quote, Severity};
use anjian_extract::Skipped;
use anjian_review::CaseReview;

use super::{citation, words};

/// The whole review.
pub fn markdown(case: &str, review: &CaseReview, skipped: &[Skipped]) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_review(&mut out, case, review, skipped);
    out
}

fn write_review(
    out: &mut String,
    case: &str,
    review: &CaseReview,
    skipped: &[Skipped],
) -> std::fmt::Result {
    writeln!(out, "# 案卷审查：{case}\n\n> {}\n", review.mode.notice())?;
    for notice in &review.notices {
        writeln!(out, "> {notice}\n")?;
    }
    writeln!(out, "## 监督线索（{}条）\n", review.findings.len())?;
    if review.findings.is_empty() {
        writeln!(out, "现有监督点未发现线索。\n")?;
    }
    for finding in &review.findings {
        writeln!(
            out,
            "### {} {}　【{}】{}　{}\n",
            finding.point_id,
            finding.title,
            finding.level.chinese(),
            severity(finding.severity),
            finding.subject
        )?;
        writeln!(out, "{}\n", finding.explanation)?;
        for basis in &finding.legal_basis {
            writeln!(out, "- 依据：《{}》{}：{}", basis.law, basis.article, basis.gist)?;
        }
        write_quotes(out, &finding.evidence)?;
        if let Some(missing) = &finding.missing {
            writeln!(out, "- 尚缺：{missing}")?;
        }
        for reason in &finding.lawful_if {
            writeln!(out, "- 已查无此合法情形：{reason}")?;
        }
        for what in &finding.verify {
            writeln!(out, "- 核实：{what}")?;
        }
        if !finding.correction.is_empty() {
            writeln!(out, "- 监督文书：{}", finding.correction.join("、"))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "## 审查摘要\n")?;
    let mut section = "";
    for sentence in &review.summary {
        if sentence.section != section {
            section = &sentence.section;
            writeln!(out, "### {section}\n")?;
        }
        let cited: Vec<String> = sentence.evidence.iter().map(citation).collect();
        writeln!(out, "- {} {}", sentence.text, deduplicated(cited).join(""))?;
    }
    writeln!(out, "\n## 时间线\n\n| 时间 | 事项 | 人员 | 出处 |\n| --- | --- | --- | --- |")?;
    for event in &review.timeline {
        let cited: Vec<String> = event.evidence.iter().map(citation).collect();
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            event.at.to_chinese(),
            event.kind.chinese(),
            event.person.as_deref().unwrap_or(""),
            deduplicated(cited).join("")
        )?;
    }
    writeln!(
        out,
        "\n## 文书目录（{}份）\n\n| 文书 | 种类 | 文件 | 页 |\n| --- | --- | --- | --- |",
        review.documents.len()
    )?;
    for document in &review.documents {
        let pages =
            document.pages.map_or_else(String::new, |(first, last)| format!("{first}–{last}"));
        writeln!(
            out,
            "| {} | {} | {} | {pages} |",
            document.title, document.kind_name, document.file
        )?;
    }
    if !skipped.is_empty() {
        writeln!(out, "\n## 未读取的文件（{}个）\n", skipped.len())?;
        for file in skipped {
            writeln!(out, "- {}", file.problem.message)?;
        }
    }
    Ok(())
}

fn write_quotes(out: &mut String, quotes: &[Quote]) -> std::fmt::Result {
    for quote in quotes {
        writeln!(out, "- “{}”{}", words(quote), citation(quote))?;
    }
    Ok(())
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "【严重】",
        Severity::Medium => "【一般】",
        Severity::Low => "【轻微】",
    }
}

fn deduplicated(mut cited: Vec<String>) -> Vec<String> {
    cited.dedup();
    cited
}
