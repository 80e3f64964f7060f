//! The reviewer: one object that reviews a dossier and answers questions about it.

use anjian_core::calendar::Calendar;
use anjian_dossier::{Dossier, timeline};
use anjian_supervise::{Catalogue, check, national_calendar};
use tokio::sync::mpsc;

use crate::{
    answer::{Answer, AnswerEnd, AnswerPart, ReviewError},
    case_review::{CaseReview, Mode, ModelUsage},
    rules,
};

/// Reviews dossiers by the catalogue.
#[derive(Debug)]
pub struct Reviewer {
    catalogue: Catalogue,
    calendar: Calendar,
}

impl Reviewer {
    /// A reviewer in rules mode (规则与摘录模式).
    pub fn by_rules(catalogue: Catalogue) -> Self {
        Self { catalogue, calendar: national_calendar() }
    }

    /// How this reviewer works.
    pub fn mode(&self) -> Mode {
        Mode::Rules
    }

    /// Ids of the points it checks.
    pub fn point_ids(&self) -> impl Iterator<Item = &str> {
        self.catalogue.points().map(|point| point.id.as_str())
    }

    /// Reviews `dossier`.
    pub async fn review(&self, dossier: &Dossier) -> Result<CaseReview, ReviewError> {
        let facts = dossier.facts();
        let events = timeline(facts);
        Ok(CaseReview {
            version: format!("anjian {}", env!("CARGO_PKG_VERSION")),
            mode: self.mode(),
            summary: rules::summarise(dossier, &events),
            documents: facts.documents.clone(),
            findings: check(&self.catalogue, facts, &self.calendar)?,
            timeline: events,
            usage: ModelUsage::default(),
            notices: Vec::new(),
        })
    }

    /// Name of the model, in model mode.
    pub fn model(&self) -> Option<&str> {
        None
    }

    /// Answers `question` about `dossier`, sending the parts as they come. A receiver that is gone
    /// ends the answer.
    pub async fn answer_into(
        &self,
        dossier: &Dossier,
        question: &str,
        parts: mpsc::Sender<AnswerPart>,
    ) -> Result<AnswerEnd, ReviewError> {
        let answer = rules::answer(dossier, question)?;
        for part in answer.parts {
            if parts.send(part).await.is_err() {
                break;
            }
        }
        Ok(AnswerEnd { is_answerable: answer.is_answerable, usage: ModelUsage::default() })
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
