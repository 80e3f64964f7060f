//! The reviewer: one object that reviews a dossier and answers questions about it.

use anjian_core::calendar::Calendar;
use anjian_dossier::{Dossier, timeline};
use anjian_supervise::{Catalogue, check, national_calendar};

use crate::{
    answer::{Answer, ReviewError},
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

    /// Answers `question` about `dossier`.
    pub async fn answer(&self, dossier: &Dossier, question: &str) -> Result<Answer, ReviewError> {
        rules::answer(dossier, question)
    }
}
