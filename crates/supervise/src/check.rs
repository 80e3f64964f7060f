//! The check: every point on every view it reads.

use std::sync::Arc;

use anjian_core::{CaseFacts, Finding, Origin, Quote, calendar::Calendar};

use crate::{
    catalogue::{Catalogue, FindingTemplate, Point, Support},
    condition,
    error::CatalogueError,
    view::View,
    views,
};

/// Findings of `catalogue` on `facts`, gravest first. An expression that fails is an error of the
/// catalogue and stops the check: a point must never fall silent unnoticed.
pub fn check(
    catalogue: &Catalogue,
    facts: &CaseFacts,
    calendar: &Calendar,
) -> Result<Vec<Finding>, CatalogueError> {
    let calendar = Arc::new(calendar.clone());
    let mut findings = Vec::new();
    for point in catalogue.points() {
        let Some(views) = views::of_kind(&point.view, facts) else {
            return Err(wrong(point, &point.view, "no view has this name"));
        };
        for view in views {
            findings.extend(check_view(point, &view, &calendar)?);
        }
    }
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.point_id.cmp(&b.point_id)));
    Ok(findings)
}

fn check_view(
    point: &Point,
    view: &View,
    calendar: &Arc<Calendar>,
) -> Result<Option<Finding>, CatalogueError> {
    let mut context =
        condition::context(&point.view, &view.fields, &point.parameter_values(), calendar)
            .map_err(|reason| wrong(point, &point.view, &reason))?;
    if !point
        .applies
        .holds(&context)
        .map_err(|reason| wrong(point, point.applies.source(), &reason))?
    {
        return Ok(None);
    }
    for definition in &point.define {
        let value = definition
            .value
            .evaluate(&context)
            .map_err(|reason| wrong(point, definition.value.source(), &reason))?;
        context.add_variable_from_value(definition.name.as_str(), value);
    }
    let holds = |expression: &condition::Expression| {
        expression.holds(&context).map_err(|reason| wrong(point, expression.source(), &reason))
    };
    for exception in &point.exceptions {
        if holds(&exception.when)? {
            return Ok(None);
        }
    }
    for outcome in &point.outcomes {
        if holds(&outcome.when)? {
            let explanation = outcome
                .message
                .print(&context)
                .map_err(|(expression, reason)| wrong(point, &expression, &reason))?;
            return Ok(Some(finding(point, outcome, view, explanation)));
        }
    }
    Ok(None)
}

fn finding(point: &Point, outcome: &FindingTemplate, view: &View, explanation: String) -> Finding {
    let mut evidence: Vec<Quote> = Vec::new();
    for quote in outcome.evidence.iter().filter_map(|name| view.quotes.get(name)).flatten() {
        if !evidence.contains(quote) {
            evidence.push(quote.clone());
        }
    }
    Finding {
        point_id: point.id.clone(),
        title: point.name.clone(),
        explanation,
        subject: view.subject.clone(),
        severity: outcome.severity,
        origin: Origin::Rule,
        confidence: outcome.confidence,
        legal_basis: point.legal_basis.clone(),
        correction: point.correction.clone(),
        parameters: point
            .parameter_values()
            .into_iter()
            .map(|(name, value)| (name, value.to_string()))
            .collect(),
        version: format!("{} v{} / anjian {}", point.id, point.version, env!("CARGO_PKG_VERSION")),
        evidence,
        searched: if outcome.rests_on == Support::Absence {
            view.searched.clone()
        } else {
            Vec::new()
        },
    }
}

fn wrong(point: &Point, expression: &str, reason: &str) -> CatalogueError {
    CatalogueError::Expression {
        point: point.id.clone(),
        expression: expression.to_owned(),
        reason: reason.to_owned(),
    }
}
