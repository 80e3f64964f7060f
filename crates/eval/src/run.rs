//! The run: every labelled case read, reviewed and scored.

use std::{collections::BTreeSet, path::Path};

use anjian_core::Page;
use anjian_dossier::Dossier;
use anjian_extract::{Worker, extract_folder};
use anjian_review::{AnswerPart, Reviewer};
use anyhow::Context;

use crate::{
    labels::{CaseLabels, read_labels},
    score::{CaseScore, overlaps, score},
};

/// Figures of a set of cases.
#[derive(Debug)]
pub struct Evaluation {
    /// Per case.
    pub cases: Vec<CaseScore>,
    /// Version of what was measured.
    pub version: String,
    /// Points of the catalogue.
    pub known_points: BTreeSet<String>,
}

/// Evaluates the cases of `folder` (`labels.jsonl`, `dossiers/<case>/`).
pub async fn evaluate(
    folder: &Path,
    worker: &Worker,
    reviewer: &Reviewer,
    report: impl Fn(&str),
) -> anyhow::Result<Evaluation> {
    let labels = read_labels(&folder.join("labels.jsonl"))?;
    let known_points: BTreeSet<String> = reviewer.point_ids().map(str::to_owned).collect();
    let mut cases = Vec::new();
    let mut version = String::new();
    for case in &labels {
        report(&case.case);
        let dir = folder.join("dossiers").join(&case.case);
        let extract = extract_folder(worker, &dir, |_| {})
            .await
            .with_context(|| format!("案卷文件夹“{}”无法读取", dir.display()))?;
        let skipped = extract.skipped.len();
        let dossier = Dossier::read(extract.files);
        let review = reviewer.review(&dossier).await?;
        let pages: Vec<&Page> = dossier.pages().collect();
        let mut scored = score(case, &review, &pages, &known_points);
        scored.skipped = skipped;
        ask(&mut scored, case, reviewer, &dossier).await?;
        version.clone_from(&review.version);
        cases.push(scored);
    }
    Ok(Evaluation { cases, version, known_points })
}

async fn ask(
    scored: &mut CaseScore,
    labels: &CaseLabels,
    reviewer: &Reviewer,
    dossier: &Dossier,
) -> anyhow::Result<()> {
    for gold in &labels.chat {
        let answer = reviewer.answer(dossier, &gold.question).await?;
        if gold.answer_facts.is_empty() {
            scored.chat_refusal.count(!answer.is_answerable);
            continue;
        }
        let mut quotes = answer.parts.iter().filter_map(|part| match part {
            AnswerPart::Citation(quote) => Some(quote),
            AnswerPart::Text(_) => None,
        });
        scored
            .chat_evidence
            .count(quotes.any(|quote| gold.evidence.iter().any(|wanted| overlaps(quote, wanted))));
    }
    Ok(())
}
