//! Examples that a point's file carries: small papers, and what the point must say of them.

use anjian_core::{CaseFacts, calendar::Calendar};
use serde::Deserialize;

use crate::{
    error::CatalogueError,
    judge::{Answer, judge},
    point::Point,
};

/// An example: positive where it expects a hit or a hint, else negative.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What the example shows.
    pub name: String,
    /// What the point must answer: the strongest answer over the case.
    pub expect: Answer,
    /// For whom; where given, only answers about this person count.
    #[serde(default)]
    pub subject: Option<String>,
    /// Papers, one text each.
    pub papers: Vec<String>,
}

/// An example that the point answers otherwise.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Name of the example.
    pub example: String,
    /// What it expects.
    pub expected: Answer,
    /// What the point answers.
    pub found: Answer,
    /// Reasons the point gave, one a view.
    pub reasons: Vec<String>,
}

/// Runs the examples of `point`; `read` turns papers into facts.
pub fn run_examples(
    point: &Point,
    calendar: &Calendar,
    read: impl Fn(&[String]) -> CaseFacts,
) -> Result<Vec<Failure>, CatalogueError> {
    let mut failures = Vec::new();
    for example in &point.examples {
        let facts = read(&example.papers);
        let judgements = judge(point, &facts, calendar)?;
        let mine = |subject: &str| example.subject.as_deref().is_none_or(|name| name == subject);
        let answered: Vec<_> =
            judgements.iter().filter(|judgement| mine(&judgement.subject)).collect();
        let found = answered
            .iter()
            .map(|judgement| judgement.answer)
            .max()
            .unwrap_or(Answer::NotApplicable);
        if found != example.expect {
            let reasons = answered
                .iter()
                .map(|judgement| format!("{}：{}", judgement.subject, judgement.reason))
                .collect();
            failures.push(Failure {
                example: example.name.clone(),
                expected: example.expect,
                found,
                reasons,
            });
        }
    }
    Ok(failures)
}
