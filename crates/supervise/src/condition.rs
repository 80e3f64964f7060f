//! Conditions in CEL (Common Expression Language) over a view and a point's parameters.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use anjian_core::{CaseFacts, calendar::Calendar, period};
use cel::{Context, ExecutionError, Program, common::ast::Expr};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::value::Value;

/// Longest expression in bytes.
const LONGEST: usize = 4000;
/// Deepest nesting of brackets.
const DEEPEST_BRACKETS: usize = 32;

/// Functions of the language and of `context`.
const FUNCTIONS: &[&str] = &[
    "contains",
    "startsWith",
    "endsWith",
    "matches",
    "size",
    "string",
    "int",
    "double",
    "max",
    "min",
    "add_days",
    "add_months",
    "days_between",
    "working_day",
    "hours_text",
    "day_text",
];

/// A compiled expression with its source.
#[derive(Clone)]
pub struct Expression {
    source: String,
    program: Arc<Program>,
}

impl Expression {
    /// Compiles `source`. The parser descends into brackets, so their depth and the length are bounded
    /// before it sees them.
    pub fn compile(source: &str) -> Result<Self, String> {
        if source.len() > LONGEST {
            return Err(format!("an expression has at most {LONGEST} bytes"));
        }
        if bracket_depth(source) > DEEPEST_BRACKETS {
            return Err(format!("brackets are nested at most {DEEPEST_BRACKETS} deep"));
        }
        let program = Program::compile(source).map_err(|error| error.to_string())?;
        Ok(Self { source: source.to_owned(), program: Arc::new(program) })
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many comprehensions (`exists`, `map` …) stand inside one another.
    pub fn depth(&self) -> usize {
        depth(&self.program.expression().expr)
    }

    /// Names that the expression reads from its context.
    pub fn variables(&self) -> Vec<String> {
        let mut own = BTreeSet::new();
        iteration_names(&self.program.expression().expr, &mut own);
        let references = self.program.references();
        let mut names: Vec<String> = references
            .variables()
            .into_iter()
            .filter(|name| !name.starts_with('@') && !own.contains(*name))
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    }

    /// Functions that there are not.
    pub fn unknown_functions(&self) -> Vec<String> {
        let is_operator = |name: &str| !name.starts_with(|c: char| c.is_ascii_alphabetic());
        let references = self.program.references();
        let mut names: Vec<String> = references
            .functions()
            .into_iter()
            .filter(|name| !is_operator(name) && !FUNCTIONS.contains(name))
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    }

    /// Evaluates to true or false; any other result is an error of the point.
    pub fn holds(&self, context: &Context<'_, '_>) -> Result<bool, String> {
        match self.program.execute(context) {
            Ok(cel::Value::Bool(value)) => Ok(value),
            Ok(other) => Err(format!("true or false expected, found {other:?}")),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Evaluates to any value, for a definition.
    pub fn evaluate(&self, context: &Context<'_, '_>) -> Result<cel::Value, String> {
        self.program.execute(context).map_err(|error| error.to_string())
    }

    /// Evaluates to text for a message.
    pub fn print(&self, context: &Context<'_, '_>) -> Result<String, String> {
        match self.program.execute(context) {
            Ok(value) => print_value(&value),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl std::fmt::Debug for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Self::compile(&source)
            .map_err(|reason| serde::de::Error::custom(format!("`{source}`: {reason}")))
    }
}

fn print_value(value: &cel::Value) -> Result<String, String> {
    match value {
        cel::Value::Int(number) => Ok(number.to_string()),
        cel::Value::UInt(number) => Ok(number.to_string()),
        cel::Value::String(text) => Ok(text.to_string()),
        cel::Value::Bool(truth) => Ok(truth.to_string()),
        cel::Value::List(items) => {
            let printed: Result<Vec<String>, String> = items.iter().map(print_value).collect();
            Ok(printed?.join("、"))
        }
        other => Err(format!("text or number expected, found {other:?}")),
    }
}

/// The context of one check: `view` under its kind's name, `case` (`charge`, `province`,
/// `last_known_day`), parameters by name, and the calendar
/// functions `add_days(day, n)`, `add_months(day, n)`, `days_between(a, b)`, `working_day(day)`,
/// `hours_text(minutes)`, `day_text(day)` over ISO days.
pub fn context<'a>(
    view_name: &str,
    fields: &BTreeMap<String, Value>,
    parameters: &BTreeMap<String, Value>,
    facts: &CaseFacts,
    calendar: &Arc<Calendar>,
) -> Result<Context<'a, 'a>, String> {
    let mut context = Context::default();
    context.add_variable("case", case_value(facts)).map_err(|error| error.to_string())?;
    context.add_variable(view_name, fields).map_err(|error| error.to_string())?;
    for (name, value) in parameters {
        context.add_variable(name.as_str(), value).map_err(|error| error.to_string())?;
    }
    add_calendar(&mut context, calendar).map_err(|error| error.to_string())?;
    Ok(context)
}

fn add_calendar(
    context: &mut Context<'_, '_>,
    calendar: &Arc<Calendar>,
) -> Result<(), cel::DeclarationError> {
    context.add_function("add_days", |day: Arc<String>, days: i64| {
        parse_day("add_days", &day)
            .map(|day| text(period::last_day_after_days(day, days).to_string()))
    })?;
    context.add_function("add_months", |day: Arc<String>, months: i64| {
        parse_day("add_months", &day)
            .map(|day| text(period::last_day_after_months(day, months).to_string()))
    })?;
    context.add_function("days_between", |from: Arc<String>, to: Arc<String>| {
        let from = parse_day("days_between", &from)?;
        Ok::<i64, ExecutionError>(period::days_between(from, parse_day("days_between", &to)?))
    })?;
    let calendar = Arc::clone(calendar);
    context.add_function("working_day", move |day: Arc<String>| {
        parse_day("working_day", &day).map(|day| text(calendar.working_day_from(day).to_string()))
    })?;
    context.add_function("hours_text", |minutes: i64| {
        let (hours, rest) = (minutes / 60, minutes % 60);
        if rest == 0 { format!("{hours}小时") } else { format!("{hours}小时{rest}分") }
    })?;
    context.add_function("day_text", |day: Arc<String>| {
        parse_day("day_text", &day)
            .map(|day| text(format!("{}年{}月{}日", day.year(), day.month(), day.day())))
    })?;
    Ok(())
}

fn text(value: String) -> cel::Value {
    cel::Value::String(Arc::new(value))
}

fn parse_day(function: &str, text: &str) -> Result<Date, ExecutionError> {
    text.parse()
        .map_err(|_| ExecutionError::function_error(function, format!("`{text}` is not a day")))
}

/// What conditions may ask of the case as a whole.
fn case_value(facts: &CaseFacts) -> BTreeMap<String, Value> {
    let last = facts.last_known_day().map(|day| day.to_string());
    [
        ("charge", facts.charge.clone().unwrap_or_default()),
        ("province", facts.province().unwrap_or_default().to_owned()),
        ("last_known_day", last.unwrap_or_default()),
    ]
    .map(|(name, value)| (name.to_owned(), Value::Text(value)))
    .into()
}

fn bracket_depth(source: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for char in source.chars() {
        match char {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Expressions directly inside `expr`.
fn children(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Call(call) => call
            .target
            .iter()
            .map(|target| &target.expr)
            .chain(call.args.iter().map(|arg| &arg.expr))
            .collect(),
        Expr::Comprehension(parts) => {
            [&parts.iter_range, &parts.accu_init, &parts.loop_cond, &parts.loop_step, &parts.result]
                .map(|part| &part.expr)
                .into()
        }
        Expr::List(list) => list.elements.iter().map(|element| &element.expr).collect(),
        Expr::Select(select) => vec![&select.operand.expr],
        _ => Vec::new(),
    }
}

fn depth(expr: &Expr) -> usize {
    let inside = children(expr).into_iter().map(depth).max().unwrap_or(0);
    inside + usize::from(matches!(expr, Expr::Comprehension(_)))
}

/// Names that comprehensions give to what they go through.
fn iteration_names<'e>(expr: &'e Expr, names: &mut BTreeSet<&'e str>) {
    if let Expr::Comprehension(parts) = expr {
        names.insert(&parts.iter_var);
        names.extend(parts.iter_var2.as_deref());
        names.insert(&parts.accu_var);
    }
    for child in children(expr) {
        iteration_names(child, names);
    }
}
