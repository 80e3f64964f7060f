//! A point judged on the views of a case: hit, hint, clean or not applicable, and why.

use std::sync::Arc;

use anjian_core::{CaseFacts, Finding, Level, Origin, Quote, calendar::Calendar};
use serde::{Deserialize, Serialize};

use crate::{
    condition::{self, Expression},
    error::CatalogueError,
    point::{FindingTemplate, Point, Support},
    value::Value,
    view::View,
    views,
};

/// What a point says of one view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The case has nothing that the point is about (不适用).
    NotApplicable,
    /// Looked at and lawful (未发现).
    Clean,
    /// A border case, or a fact is missing (提示).
    Hint,
    /// All facts are there (命中).
    Hit,
}

impl Answer {
    /// The word for people.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::NotApplicable => "不适用",
            Self::Clean => "未发现",
            Self::Hint => Level::Hint.chinese(),
            Self::Hit => Level::Hit.chinese(),
        }
    }
}

/// A point's answer about one view, with the way to it.
#[derive(Debug, Clone, Serialize)]
pub struct Judgement {
    /// The point.
    pub point_id: String,
    /// The view it read.
    pub view: String,
    /// For whom; empty where the view is about the case.
    pub subject: String,
    /// The answer.
    pub answer: Answer,
    /// Why, in Chinese.
    pub reason: String,
    /// Conditions in the order they were tried.
    pub steps: Vec<Step>,
    /// Facts of the view, as the conditions read them.
    pub facts: Vec<(String, String)>,
    /// The finding, where there is one.
    #[serde(skip)]
    pub finding: Option<Finding>,
}

/// A condition that was tried.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// What it is for: `applies`, `exception`, `outcome`.
    pub role: &'static str,
    /// The expression.
    pub condition: String,
    /// Whether it held.
    pub held: bool,
    /// The exception's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Judges `point` on `facts`: one judgement a view, at least one. An expression that fails is an error
/// of the point and stops the check: a point must never fall silent unnoticed.
pub fn judge(
    point: &Point,
    facts: &CaseFacts,
    calendar: &Calendar,
) -> Result<Vec<Judgement>, CatalogueError> {
    let calendar = Arc::new(calendar.clone());
    let Some(views) = views::of_kind(&point.view, facts) else {
        return Err(wrong(point, &point.view, "no view has this name"));
    };
    let nothing = |reason: &str| Judgement {
        point_id: point.id.clone(),
        view: point.view.clone(),
        subject: String::new(),
        answer: Answer::NotApplicable,
        reason: reason.to_owned(),
        steps: Vec::new(),
        facts: Vec::new(),
        finding: None,
    };
    if !point.enabled {
        return Ok(vec![nothing("本监督点已停用")]);
    }
    let charge = facts.charge.as_deref().unwrap_or_default();
    if !point.scope.covers(charge, facts.province().unwrap_or_default()) {
        return Ok(vec![nothing("不在本监督点的适用范围（罪名、地区）内")]);
    }
    if views.is_empty() {
        return Ok(vec![nothing("卷内没有本监督点所针对的行为或者文书")]);
    }
    views.iter().map(|view| judge_view(point, view, facts, &calendar)).collect()
}

fn judge_view(
    point: &Point,
    view: &View,
    facts: &CaseFacts,
    calendar: &Arc<Calendar>,
) -> Result<Judgement, CatalogueError> {
    let parameters = point.parameter_values(view.day);
    let mut context = condition::context(&point.view, &view.fields, &parameters, facts, calendar)
        .map_err(|reason| wrong(point, &point.view, &reason))?;
    let mut judgement = Judgement {
        point_id: point.id.clone(),
        view: point.view.clone(),
        subject: view.subject.clone(),
        answer: Answer::NotApplicable,
        reason: "前提事实不具备或者卷内未载明".to_owned(),
        steps: Vec::new(),
        facts: stated(view),
        finding: None,
    };
    let holds = |expression: &Expression, context: &cel::Context<'_, '_>| {
        expression.holds(context).map_err(|reason| wrong(point, expression.source(), &reason))
    };
    let applies = holds(&point.applies, &context)?;
    judgement.tried("applies", &point.applies, applies, None);
    if !applies {
        return Ok(judgement);
    }
    for definition in &point.define {
        let value = definition
            .value
            .evaluate(&context)
            .map_err(|reason| wrong(point, definition.value.source(), &reason))?;
        context.add_variable_from_value(definition.name.as_str(), value);
    }
    for exception in &point.exceptions {
        let held = holds(&exception.when, &context)?;
        judgement.tried("exception", &exception.when, held, Some(&exception.reason));
        if held {
            judgement.answer = Answer::Clean;
            judgement.reason = format!("属于例外：{}", exception.reason);
            return Ok(judgement);
        }
    }
    for outcome in &point.outcomes {
        let held = holds(&outcome.when, &context)?;
        judgement.tried("outcome", &outcome.when, held, None);
        if held {
            let print = |message: &crate::message::Message| {
                message
                    .print(&context)
                    .map_err(|(expression, reason)| wrong(point, &expression, &reason))
            };
            let explanation = print(&outcome.message)?;
            let missing = outcome.missing.as_ref().map(print).transpose()?;
            judgement.answer = match outcome.level() {
                Level::Hit => Answer::Hit,
                Level::Hint => Answer::Hint,
            };
            judgement.reason.clone_from(&explanation);
            judgement.finding = Some(finding(point, outcome, view, explanation, missing));
            return Ok(judgement);
        }
    }
    judgement.answer = Answer::Clean;
    judgement.reason = "已比对，未发现不符合规定的情形".to_owned();
    Ok(judgement)
}

impl Judgement {
    fn tried(
        &mut self,
        role: &'static str,
        expression: &Expression,
        held: bool,
        reason: Option<&str>,
    ) {
        self.steps.push(Step {
            role,
            condition: expression.source().to_owned(),
            held,
            reason: reason.map(str::to_owned),
        });
    }
}

/// The view's fields as text; of moments the words, left out where unknown.
fn stated(view: &View) -> Vec<(String, String)> {
    view.fields
        .iter()
        .filter_map(|(name, value)| {
            let text = match value {
                Value::Map(fields) => match fields.get("text") {
                    Some(Value::Text(text)) => text.clone(),
                    _ => value.to_string(),
                },
                other => other.to_string(),
            };
            (!text.is_empty()).then(|| (name.clone(), text))
        })
        .collect()
}

fn finding(
    point: &Point,
    outcome: &FindingTemplate,
    view: &View,
    explanation: String,
    missing: Option<String>,
) -> Finding {
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
        level: outcome.level(),
        severity: outcome.severity,
        origin: Origin::Rule,
        confidence: outcome.confidence,
        legal_basis: point.law_on(view.day),
        lawful_if: point.exceptions.iter().map(|exception| exception.reason.clone()).collect(),
        missing,
        verify: point.verify.clone(),
        correction: point.correction.clone(),
        parameters: point
            .parameter_values(view.day)
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
