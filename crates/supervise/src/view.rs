//! A view: one typed picture of the facts that a point's condition reads.

use std::collections::BTreeMap;

use anjian_core::{Act, Moment, Quote, moment::minutes_between};
use jiff::civil::{Date, date};

use crate::value::Value;

/// Fields, quotes and subject of one view.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// For whom; empty where it is about the case.
    pub subject: String,
    /// Day of the act that is judged: the law in force then applies. `None` takes the law of today.
    pub day: Option<Date>,
    /// Fields by name.
    pub fields: BTreeMap<String, Value>,
    /// Quotes by name.
    pub quotes: BTreeMap<String, Vec<Quote>>,
    /// Titles of the documents searched for what may be absent.
    pub searched: Vec<String>,
}

impl View {
    /// An empty view of `subject`.
    pub fn of(subject: &str) -> Self {
        let mut view = Self { subject: subject.to_owned(), ..Self::default() };
        view.set("person", subject);
        view
    }

    /// Says on what day the act was done that is judged.
    pub fn judged_on(&mut self, moment: Option<Moment>) {
        self.day = moment.map(|moment| moment.date());
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    /// Sets quotes.
    pub fn cite(&mut self, name: &str, quotes: impl IntoIterator<Item = Quote>) {
        self.quotes.entry(name.to_owned()).or_default().extend(quotes);
    }

    /// Sets a moment field with the quotes of the act that states it.
    pub fn set_act(&mut self, name: &str, act: Option<&Act>) {
        self.fields.insert(name.to_owned(), moment_value(act.and_then(|act| act.from)));
        if let Some(act) = act {
            self.cite(name, act.quotes.iter().cloned());
        }
    }

    /// Sets a moment field.
    pub fn set_moment(&mut self, name: &str, moment: Option<Moment>) {
        self.fields.insert(name.to_owned(), moment_value(moment));
    }
}

/// A moment in expressions: `known`, `exact` (a clock time is stated), `text`, `date`, and
/// `earliest` and `latest` in minutes since 1900, so that differences read leniently.
pub fn moment_value(moment: Option<Moment>) -> Value {
    let epoch = date(1900, 1, 1).to_datetime(jiff::civil::Time::midnight());
    let (known, exact, text, day, earliest, latest) = match moment {
        Some(moment) => (
            true,
            moment.time().is_some(),
            moment.to_chinese(),
            moment.date().to_string(),
            minutes_between(epoch, moment.earliest()),
            minutes_between(epoch, moment.latest()),
        ),
        None => (false, false, String::new(), String::new(), 0, 0),
    };
    Value::Map(
        [
            ("known", Value::Bool(known)),
            ("exact", Value::Bool(exact)),
            ("text", Value::Text(text)),
            ("date", Value::Text(day)),
            ("earliest", Value::Int(earliest)),
            ("latest", Value::Int(latest)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
    )
}

/// A day in expressions: ISO text, empty when unknown.
pub fn day_value(day: Option<Date>) -> Value {
    Value::Text(day.map_or_else(String::new, |day| day.to_string()))
}
