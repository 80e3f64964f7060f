//! Conditions in CEL (Common Expression Language) over a view and a point's parameters.

use std::{collections::BTreeMap, sync::Arc};

use anjian_core::{calendar::Calendar, period};
use cel::{Context, ExecutionError, Program};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::value::Value;

/// A compiled expression with its source.
#[derive(Clone)]
pub struct Expression {
    source: String,
    program: Arc<Program>,
}

impl Expression {
    /// Compiles `source`.
    pub fn compile(source: &str) -> Result<Self, String> {
        let program = Program::compile(source).map_err(|error| error.to_string())?;
        Ok(Self { source: source.to_owned(), program: Arc::new(program) })
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        &self.source
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

/// The context of one check: `view` under its kind's name, parameters by name, and the calendar
/// functions `add_days(day, n)`, `add_months(day, n)`, `days_between(a, b)`, `working_day(day)`,
/// `hours_text(minutes)`, `day_text(day)` over ISO days.
pub fn context<'a>(
    view_name: &str,
    fields: &BTreeMap<String, Value>,
    parameters: &BTreeMap<String, Value>,
    calendar: &Arc<Calendar>,
) -> Result<Context<'a, 'a>, String> {
    let mut context = Context::default();
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
