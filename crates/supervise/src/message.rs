//! Messages of findings: Chinese text with `{expression}` in it.

use cel::Context;
use serde::{Deserialize, Deserializer};

use crate::condition::Expression;

/// A message template.
#[derive(Debug, Clone)]
pub struct Message {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Expression(Expression),
}

impl Message {
    /// Splits `template` at its braces and compiles what is inside.
    pub fn compile(template: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some((text, after)) = rest.split_once('{') {
            let (source, remaining) = after
                .split_once('}')
                .ok_or_else(|| format!("`{template}`: a brace is not closed"))?;
            parts.push(Part::Text(text.to_owned()));
            parts.push(Part::Expression(Expression::compile(source)?));
            rest = remaining;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { parts })
    }

    /// The expressions in it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parts.iter().filter_map(|part| match part {
            Part::Expression(expression) => Some(expression),
            Part::Text(_) => None,
        })
    }

    /// Fills the template.
    pub fn print(&self, context: &Context<'_, '_>) -> Result<String, (String, String)> {
        let mut printed = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => printed.push_str(text),
                Part::Expression(expression) => {
                    let text = expression
                        .print(context)
                        .map_err(|reason| (expression.source().to_owned(), reason))?;
                    printed.push_str(&text);
                }
            }
        }
        Ok(printed.trim().to_owned())
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let template = String::deserialize(deserializer)?;
        Self::compile(&template).map_err(serde::de::Error::custom)
    }
}
