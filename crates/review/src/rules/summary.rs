//! The summary, section by section: source of the case, suspects, course of the proceedings, facts
//! as the opinion for prosecution states them, evidence by kind.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{ActKind, CaseFacts, Quote};
use anjian_dossier::{Dossier, Reading, TimelineEvent};
use regex::Regex;

use super::events::tell;
use crate::case_review::SummarySentence;

/// Papers that state source, suspects and facts, the most complete first.
const STATING: &[&str] = &["prosecution_opinion", "indictment", "arrest_request"];

/// Acts that make up the course of the proceedings.
const COURSE: &[ActKind] = &[
    ActKind::ReportReceived,
    ActKind::CaseAccepted,
    ActKind::CaseFiled,
    ActKind::SeizedAtScene,
    ActKind::Surrendered,
    ActKind::DetentionAnnounced,
    ActKind::DeliveredToDetentionHouse,
    ActKind::FamilyNotified,
    ActKind::DetentionExtended,
    ActKind::ArrestRequested,
    ActKind::ArrestApproved,
    ActKind::ArrestRefused,
    ActKind::ArrestAnnounced,
    ActKind::CustodyExtended,
    ActKind::CustodyRestarted,
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::BailEnded,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::SentForProsecution,
    ActKind::ProsecutionAccepted,
    ActKind::ReturnedForInvestigation,
    ActKind::Indicted,
];

/// Kinds of evidence by the law's order (刑诉法第五十条), with the kinds of documents that hold them.
const EVIDENCE: &[(&str, &[&str])] = &[
    (
        "物证、书证",
        &[
            "seizure_list",
            "seizure_decision",
            "evidence_acceptance_list",
            "bank_transactions",
            "contract_papers",
            "household_certificate",
            "criminal_record_check",
            "medical_certificate",
            "vehicle_check",
        ],
    ),
    ("证人证言、被害人陈述", &["questioning_record"]),
    ("犯罪嫌疑人供述和辩解", &["interrogation_record"]),
    (
        "鉴定意见",
        &["expert_opinion", "blood_alcohol_report", "price_appraisal", "accident_determination"],
    ),
    (
        "勘验、检查、辨认、搜查、提取笔录",
        &[
            "scene_inspection_record",
            "identification_record",
            "search_record",
            "seizure_record",
            "extraction_record",
            "breath_test_result",
        ],
    ),
    ("视听资料、电子数据", &["electronic_data_record", "recording_disc"]),
];

static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"一案，?(?:系|由|经|于)|一案[^。\n]{0,20}(?:报案|报警|移送|立案)")
        .expect("the pattern is a constant")
});

static FACTS_BEGIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:经依法侦查查明|经依法审查查明|经依法侦查，?查明|经侦查查明|经审查查明|现查明|查明)\s*[：，]").expect("the pattern is a constant")
});

static FACTS_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:认定上述|上述犯罪事实|上述事实|以上事实|综上所述|综上|本院认为)")
        .expect("the pattern is a constant")
});

static EVIDENCE_STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:认定上述[^。\n]{0,10}证据|证明上述[^。\n]{0,10}证据|上述事实，?有)")
        .expect("the pattern is a constant")
});

static CONCLUSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:触犯|涉嫌[^。\n]{2,16}罪[^。\n]{0,40}(?:移送|依照))")
        .expect("the pattern is a constant")
});

/// Composes the summary of `dossier`; each sentence carries its quotes.
pub(crate) fn summarise(dossier: &Dossier, timeline: &[TimelineEvent]) -> Vec<SummarySentence> {
    let facts = dossier.facts();
    let mut summary = Vec::new();
    let stating = STATING.iter().find_map(|kind| {
        let (index, _) = facts.documents_of(&[kind]).next()?;
        dossier.reading(index)
    });
    summary.extend(source(facts, stating.as_ref(), timeline));
    if let Some(reading) = &stating {
        summary.extend(suspects(facts, reading));
    } else {
        summary.extend(suspects_by_records(facts));
    }
    summary.extend(course(timeline));
    if let Some(reading) = &stating {
        summary.extend(stated_facts(reading));
        summary.extend(matching(reading, "证据情况", &EVIDENCE_STATED));
        summary.extend(evidence_by_kind(facts));
        summary.extend(matching(reading, "侦查机关意见", &CONCLUSION));
    } else {
        summary.extend(evidence_by_kind(facts));
    }
    summary
}

fn source(
    facts: &CaseFacts,
    stating: Option<&Reading<'_>>,
    timeline: &[TimelineEvent],
) -> Vec<SummarySentence> {
    if let Some(reading) = stating {
        let stated = matching(reading, "案件来源", &SOURCE);
        if !stated.is_empty() {
            return stated;
        }
    }
    let kinds = [ActKind::ReportReceived, ActKind::CaseAccepted, ActKind::CaseFiled];
    let _ = facts;
    timeline
        .iter()
        .filter(|event| kinds.contains(&event.kind))
        .map(|event| sentence("案件来源", tell(event), event.evidence.clone()))
        .collect()
}

/// The paragraphs that introduce the suspects, sentence by sentence.
fn suspects(facts: &CaseFacts, reading: &Reading<'_>) -> Vec<SummarySentence> {
    let text = reading.text();
    let mut sentences = Vec::new();
    for person in facts.suspects() {
        let introduced = ["犯罪嫌疑人", "被告人"].iter().find_map(|standing| {
            let wanted = format!("{standing}{}", person.name);
            text.match_indices(&wanted)
                .map(|(at, _)| at)
                .find(|at| text[at + wanted.len()..].starts_with(['，', '（', ',']))
        });
        if let Some(at) = introduced {
            let line = reading.line_range(at);
            sentences.extend(sentences_of(reading, at..line.end, "犯罪嫌疑人"));
        } else if let Some(quote) = person.quote.clone() {
            let large = if person.at_large { "，在逃" } else { "" };
            sentences.push(sentence(
                "犯罪嫌疑人",
                format!("犯罪嫌疑人{}{large}。", person.name),
                vec![quote],
            ));
        }
    }
    sentences
}

fn suspects_by_records(facts: &CaseFacts) -> Vec<SummarySentence> {
    facts
        .suspects()
        .filter_map(|person| {
            let birth = person.birth.map_or_else(String::new, |birth| {
                format!("，{}年{}月{}日出生", birth.year(), birth.month(), birth.day())
            });
            let quotes: Vec<Quote> =
                person.quote.clone().into_iter().chain(person.birth_quote.clone()).collect();
            (!quotes.is_empty()).then(|| {
                sentence("犯罪嫌疑人", format!("犯罪嫌疑人{}{birth}。", person.name), quotes)
            })
        })
        .collect()
}

fn course(timeline: &[TimelineEvent]) -> Vec<SummarySentence> {
    timeline
        .iter()
        .filter(|event| COURSE.contains(&event.kind))
        .map(|event| sentence("诉讼经过", tell(event), event.evidence.clone()))
        .collect()
}

/// What the paper says was found out, sentence by sentence.
fn stated_facts(reading: &Reading<'_>) -> Vec<SummarySentence> {
    let text = reading.text();
    let Some(begin) = FACTS_BEGIN.find(text) else { return Vec::new() };
    let end = FACTS_END
        .find(&text[begin.end()..])
        .map_or(text.len(), |found| begin.end() + found.start());
    sentences_of(reading, begin.end()..end, "认定的事实")
}

/// The sentences that match `pattern`, each once.
fn matching(reading: &Reading<'_>, section: &str, pattern: &Regex) -> Vec<SummarySentence> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for found in pattern.find_iter(reading.text()) {
        let range = reading.sentence_range(found.start());
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    ranges.into_iter().filter_map(|range| quoted(reading, range, section)).collect()
}

fn sentences_of(reading: &Reading<'_>, range: Range<usize>, section: &str) -> Vec<SummarySentence> {
    let mut sentences = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let end = reading.sentence_range(at).end.min(range.end);
        if end <= at {
            // At a line break: the next line begins one char on.
            at += reading.text()[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        sentences.extend(quoted(reading, at..end, section));
        at = end;
    }
    sentences
}

/// The words of `range` as a sentence of their own.
fn quoted(reading: &Reading<'_>, range: Range<usize>, section: &str) -> Option<SummarySentence> {
    let words = reading.text()[range.clone()].trim();
    let evidence = reading.quotes(range.clone());
    (words.chars().count() > 3 && !evidence.is_empty())
        .then(|| sentence(section, words.replace('\n', ""), evidence))
}

/// Papers of each kind of evidence, counted, with their titles as quotes.
fn evidence_by_kind(facts: &CaseFacts) -> Vec<SummarySentence> {
    EVIDENCE
        .iter()
        .filter_map(|(name, kinds)| {
            let mut counts: Vec<(String, usize)> = Vec::new();
            let mut quotes = Vec::new();
            for (_, document) in facts.documents_of(kinds) {
                quotes.extend(document.title_quote.clone());
                match counts.iter_mut().find(|(kind, _)| *kind == document.kind_name) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((document.kind_name.clone(), 1)),
                }
            }
            let listed: Vec<String> =
                counts.iter().map(|(kind, count)| format!("{kind}{count}份")).collect();
            (!quotes.is_empty())
                .then(|| sentence("证据情况", format!("{name}：{}。", listed.join("、")), quotes))
        })
        .collect()
}

fn sentence(section: &str, text: String, evidence: Vec<Quote>) -> SummarySentence {
    SummarySentence { section: section.to_owned(), text, evidence }
}
