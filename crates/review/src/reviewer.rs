//! The reviewer: one object that reviews a dossier and answers questions about it.

use anjian_core::{Finding, calendar::Calendar};
use anjian_dossier::{Dossier, timeline};
use anjian_supervise::{Catalogue, check, national_calendar};
use tokio::sync::mpsc;

use crate::{
    answer::{Answer, AnswerEnd, AnswerPart, ReviewError},
    case_review::{CaseReview, Mode, ModelUsage},
    model::{self, ModelOptions},
    rules,
};

/// Fewest sentences of a model's summary that replace the one by rules.
const LEAST_SENTENCES: usize = 3;

/// Reviews dossiers by the catalogue, and by a model where there is one.
#[derive(Debug)]
pub struct Reviewer {
    catalogue: Catalogue,
    calendar: Calendar,
    model: Option<ModelOptions>,
}

impl Reviewer {
    /// A reviewer in rules mode (规则与摘录模式).
    pub fn by_rules(catalogue: Catalogue) -> Self {
        Self { catalogue, calendar: national_calendar(), model: None }
    }

    /// A reviewer in model mode (模型模式); the rules work as without a model.
    pub fn with_model(catalogue: Catalogue, model: ModelOptions) -> Self {
        Self { catalogue, calendar: national_calendar(), model: Some(model) }
    }

    /// The supervision points in force.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How this reviewer works.
    pub fn mode(&self) -> Mode {
        if self.model.is_some() { Mode::Model } else { Mode::Rules }
    }

    /// Name of the model, in model mode.
    pub fn model(&self) -> Option<&str> {
        self.model.as_ref().map(|model| model.client.model())
    }

    /// Ids of the points it checks.
    pub fn point_ids(&self) -> impl Iterator<Item = &str> {
        self.catalogue.points().map(|point| point.id.as_str())
    }

    /// Reviews `dossier`. A model that fails costs its part, which the notices say, never the
    /// review: summary and findings by rules are made in any case.
    pub async fn review(&self, dossier: &Dossier) -> Result<CaseReview, ReviewError> {
        let facts = dossier.facts();
        let events = timeline(facts);
        let mut review = CaseReview {
            version: format!("anjian {}", env!("CARGO_PKG_VERSION")),
            mode: Mode::Rules,
            summary: rules::summarise(dossier, &events),
            documents: facts.documents.clone(),
            findings: check(&self.catalogue, facts, &self.calendar)?,
            timeline: events,
            usage: ModelUsage::default(),
            notices: Vec::new(),
        };
        if let Some(options) = &self.model {
            self.add_summary(options, dossier, &mut review).await;
            self.add_findings(options, dossier, &mut review).await;
        }
        Ok(review)
    }

    async fn add_summary(
        &self,
        options: &ModelOptions,
        dossier: &Dossier,
        review: &mut CaseReview,
    ) {
        match model::summarise(options, dossier).await {
            Ok(written) => {
                review.usage += written.usage.into();
                if written.dropped > 0 {
                    review.notices.push(format!(
                        "模型所写摘要中有{}句的引文在卷内核实不到，已删除。",
                        written.dropped
                    ));
                }
                if written.sentences.len() >= LEAST_SENTENCES {
                    review.summary = written.sentences;
                    review.mode = Mode::Model;
                } else {
                    review.notices.push("模型所写摘要可用的不足三句，改用规则摘要。".to_owned());
                }
            }
            Err(error) => review
                .notices
                .push(format!("{}，摘要改由规则组织。", model::failure_notice(&error))),
        }
    }

    async fn add_findings(
        &self,
        options: &ModelOptions,
        dossier: &Dossier,
        review: &mut CaseReview,
    ) {
        match model::flag(options, &self.catalogue, dossier).await {
            Ok(flagged) => {
                review.mode = Mode::Model;
                review.usage += flagged.usage.into();
                if flagged.unread_pages > 0 {
                    review.notices.push(format!(
                        "案卷较大，模型未核对其中{}页；规则已核对全部页面。",
                        flagged.unread_pages
                    ));
                }
                for finding in flagged.findings {
                    if !is_known(&review.findings, &finding) {
                        review.findings.push(finding);
                    }
                }
            }
            Err(error) => review
                .notices
                .push(format!("{}，线索仅由规则发现。", model::failure_notice(&error))),
        }
    }

    /// Answers `question` about `dossier`, sending the parts as they come. A receiver that is gone
    /// ends the answer.
    pub async fn answer_into(
        &self,
        dossier: &Dossier,
        question: &str,
        parts: mpsc::Sender<AnswerPart>,
    ) -> Result<AnswerEnd, ReviewError> {
        let mut usage = ModelUsage::default();
        if let Some(options) = &self.model {
            // What a model says without a true quote, and what it fails to say, is followed by the
            // file's own words.
            let notice = match model::answer(options, dossier, question, parts.clone()).await {
                Ok(answered) if answered.is_supported => return Ok(answered.end),
                Ok(answered) => {
                    usage = answered.end.usage;
                    "\n\n以上模型回答没有可核实的引文，请勿采信。\n\n".to_owned()
                }
                Err(ReviewError::Model(error)) => {
                    format!("{}，以下改为摘录卷内原文。\n\n", model::failure_notice(&error))
                }
                Err(error) => return Err(error),
            };
            if parts.send(AnswerPart::Text(notice)).await.is_err() {
                return Ok(AnswerEnd { is_answerable: false, usage });
            }
        }
        let answer = rules::answer(dossier, question)?;
        for part in answer.parts {
            if parts.send(part).await.is_err() {
                break;
            }
        }
        Ok(AnswerEnd { is_answerable: answer.is_answerable, usage })
    }

    /// Answers `question` about `dossier` at once.
    pub async fn answer(&self, dossier: &Dossier, question: &str) -> Result<Answer, ReviewError> {
        let (sender, mut receiver) = mpsc::channel(64);
        let collecting = async move {
            let mut parts = Vec::new();
            while let Some(part) = receiver.recv().await {
                parts.push(part);
            }
            parts
        };
        let (end, parts) = tokio::join!(self.answer_into(dossier, question, sender), collecting);
        Ok(Answer { parts, is_answerable: end?.is_answerable })
    }
}

/// A model's finding that a rule (or the model before) has made already.
fn is_known(findings: &[Finding], new: &Finding) -> bool {
    findings.iter().any(|known| {
        known.point_id == new.point_id
            && (new.subject.is_empty()
                || known.subject.is_empty()
                || known.subject.contains(&new.subject)
                || new.subject.contains(&known.subject))
    })
}
