//! The published JSON of `review`; its own structs, so that renaming a core field changes nothing.

use anjian_core::{Document, Finding, Level, Origin, Quote, Severity};
use anjian_dossier::TimelineEvent;
use anjian_extract::Skipped;
use anjian_review::{CaseReview, Mode, SummarySentence};
use serde::Serialize;

#[derive(Serialize)]
struct ReviewJson<'a> {
    case: &'a str,
    mode: &'static str,
    mode_notice: &'static str,
    version: &'a str,
    summary: Vec<SentenceJson<'a>>,
    documents: Vec<DocumentJson<'a>>,
    timeline: Vec<EventJson<'a>>,
    findings: Vec<FindingJson<'a>>,
    skipped: Vec<SkippedJson<'a>>,
    notices: &'a [String],
    usage: UsageJson,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    file: &'a str,
    page: Option<u32>,
    text: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    section: &'a str,
    text: &'a str,
    evidence: Vec<QuoteJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    title: &'a str,
    kind: &'a str,
    kind_name: &'a str,
    file: &'a str,
    pages: Option<[u32; 2]>,
}

#[derive(Serialize)]
struct EventJson<'a> {
    at: String,
    kind: &'static str,
    event: &'static str,
    person: Option<&'a str>,
    evidence: Vec<QuoteJson<'a>>,
}

#[derive(Serialize)]
struct BasisJson<'a> {
    law: &'a str,
    article: &'a str,
    gist: &'a str,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    point_id: &'a str,
    title: &'a str,
    explanation: &'a str,
    subject: &'a str,
    level: &'static str,
    severity: &'static str,
    origin: &'static str,
    confidence: f64,
    legal_basis: Vec<BasisJson<'a>>,
    lawful_if: &'a [String],
    missing: Option<&'a str>,
    verify: &'a [String],
    parameters: &'a std::collections::BTreeMap<String, String>,
    correction: &'a [String],
    version: &'a str,
    searched: &'a [String],
    evidence: Vec<QuoteJson<'a>>,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    file: &'a str,
    error: &'a str,
    code: &'static str,
}

#[derive(Serialize)]
struct UsageJson {
    calls: u64,
    prompt_tokens: u64,
    completion_tokens: u64,
}

/// One JSON object, with a newline at its end.
pub fn json(case: &str, review: &CaseReview, skipped: &[Skipped]) -> serde_json::Result<String> {
    let printed = ReviewJson {
        case,
        mode: match review.mode {
            Mode::Rules => "rules",
            Mode::Model => "model",
        },
        mode_notice: review.mode.notice(),
        version: &review.version,
        summary: review.summary.iter().map(sentence).collect(),
        documents: review.documents.iter().map(document).collect(),
        timeline: review.timeline.iter().map(event).collect(),
        findings: review.findings.iter().map(finding).collect(),
        skipped: skipped
            .iter()
            .map(|Skipped { file, problem }| SkippedJson {
                file,
                error: &problem.message,
                code: problem.code.as_str(),
            })
            .collect(),
        notices: &review.notices,
        usage: UsageJson {
            calls: review.usage.calls,
            prompt_tokens: review.usage.prompt_tokens,
            completion_tokens: review.usage.completion_tokens,
        },
    };
    Ok(serde_json::to_string_pretty(&printed)? + "\n")
}

fn quotes(evidence: &[Quote]) -> Vec<QuoteJson<'_>> {
    evidence
        .iter()
        .map(|quote| QuoteJson {
            file: quote.file(),
            page: quote.page(),
            text: quote.text(),
            start: quote.start(),
            end: quote.end(),
        })
        .collect()
}

fn sentence(sentence: &SummarySentence) -> SentenceJson<'_> {
    SentenceJson {
        section: &sentence.section,
        text: &sentence.text,
        evidence: quotes(&sentence.evidence),
    }
}

fn document(document: &Document) -> DocumentJson<'_> {
    DocumentJson {
        title: &document.title,
        kind: document.kind.as_str(),
        kind_name: &document.kind_name,
        file: &document.file,
        pages: document.pages.map(|(first, last)| [first, last]),
    }
}

fn event(event: &TimelineEvent) -> EventJson<'_> {
    EventJson {
        at: event.at.to_iso(),
        kind: event.kind.code(),
        event: event.kind.chinese(),
        person: event.person.as_deref(),
        evidence: quotes(&event.evidence),
    }
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    FindingJson {
        point_id: &finding.point_id,
        title: &finding.title,
        explanation: &finding.explanation,
        subject: &finding.subject,
        level: match finding.level {
            Level::Hit => "hit",
            Level::Hint => "hint",
        },
        severity: match finding.severity {
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        },
        origin: match finding.origin {
            Origin::Rule => "rule",
            Origin::Model => "model",
        },
        confidence: finding.confidence,
        legal_basis: finding
            .legal_basis
            .iter()
            .map(|basis| BasisJson { law: &basis.law, article: &basis.article, gist: &basis.gist })
            .collect(),
        lawful_if: &finding.lawful_if,
        missing: finding.missing.as_deref(),
        verify: &finding.verify,
        parameters: &finding.parameters,
        correction: &finding.correction,
        version: &finding.version,
        searched: &finding.searched,
        evidence: quotes(&finding.evidence),
    }
}
