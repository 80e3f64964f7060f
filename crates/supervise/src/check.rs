//! The check: every point on every view it reads.

use anjian_core::{CaseFacts, Finding, calendar::Calendar};

use crate::{catalogue::Catalogue, error::CatalogueError, judge::judge};

/// Findings of `catalogue` on `facts`, hits before hints, gravest first.
pub fn check(
    catalogue: &Catalogue,
    facts: &CaseFacts,
    calendar: &Calendar,
) -> Result<Vec<Finding>, CatalogueError> {
    let mut findings = Vec::new();
    for point in catalogue.points() {
        let judgements = judge(point, facts, calendar)?;
        findings.extend(judgements.into_iter().filter_map(|judgement| judgement.finding));
    }
    findings.sort_by(|a, b| {
        b.level
            .cmp(&a.level)
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.point_id.cmp(&b.point_id))
    });
    Ok(findings)
}
