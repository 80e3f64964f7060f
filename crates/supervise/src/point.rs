//! A supervision point (监督点) as its file says it.

use std::collections::BTreeMap;

use anjian_core::{LegalBasis, Level, Severity};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{condition::Expression, example::Example, message::Message, value::Value};

/// A supervision point (监督点): one file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Stable id, such as `QZ-01`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Scenario (监督场景), such as 强制措施与羁押期限.
    #[serde(default)]
    pub scenario: String,
    /// Version of this file; goes into every finding.
    pub version: u32,
    /// False where the office has put the point out of use.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Cases the point is for.
    #[serde(default)]
    pub scope: Scope,
    /// Which view of the facts it reads; also the name of the view in expressions.
    pub view: String,
    /// Law and articles.
    pub legal_basis: Vec<LegalBasis>,
    /// Thresholds.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// Whether the point can be judged on this view at all.
    pub applies: Expression,
    /// Named expressions.
    #[serde(default)]
    pub define: Vec<Definition>,
    /// Lawful cases.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Ways it fires.
    pub outcomes: Vec<FindingTemplate>,
    /// What to look at in the original before anything is issued.
    #[serde(default)]
    pub verify: Vec<String>,
    /// Papers that correct it.
    pub correction: Vec<String>,
    /// Small papers and what the point must say of them.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// Which cases a point is for; an empty list means all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Charges (罪名), by words that they contain.
    #[serde(default)]
    pub offences: Vec<String>,
    /// Provinces (省、自治区、直辖市), by the words their organs' names begin with.
    #[serde(default)]
    pub provinces: Vec<String>,
}

/// A threshold, word list or switch of a point that a technician may change.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Name in conditions.
    pub name: String,
    /// Unit: hour, minute, day, month, person, item, years, boolean, words.
    pub unit: String,
    /// Value, where no version says otherwise.
    pub default: Value,
    /// Values by the time of the act that is judged: laws change.
    #[serde(default)]
    pub versions: Vec<ParameterVersion>,
    /// What it means; says so where it is a working threshold and not law.
    pub meaning: String,
}

/// A parameter's value while a version of the law is in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterVersion {
    /// First day (施行日).
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Value.
    pub value: Value,
}

/// A named expression that conditions and messages of the point share.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Name.
    pub name: String,
    /// CEL over view, parameters and earlier definitions; evaluated only where the point applies.
    pub value: Expression,
}

/// What makes a lawful case: the point does not fire.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// CEL over view and parameters.
    pub when: Expression,
    /// The exception in words, with its article where one stands behind it.
    pub reason: String,
}

/// One way a point fires; the first outcome whose condition holds makes the finding.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingTemplate {
    /// CEL over view and parameters.
    pub when: Expression,
    /// Whether the facts are all there; where not told, a low severity is a hint.
    pub level: Option<Level>,
    /// Severity of the finding.
    pub severity: Severity,
    /// 0.0 to 1.0.
    #[serde(default = "certain")]
    pub confidence: f64,
    /// What the file shows and the law asks; `{…}` holds CEL.
    pub message: Message,
    /// For a hint: what is missing to be sure.
    #[serde(default)]
    pub missing: Option<Message>,
    /// Names of the view's quotes that carry the finding.
    pub evidence: Vec<String>,
    /// Whether the finding rests on something absent; it then cites the documents searched.
    #[serde(default)]
    pub rests_on: Support,
}

impl FindingTemplate {
    /// Hit or hint.
    pub fn level(&self) -> Level {
        let implied = if self.severity == Severity::Low { Level::Hint } else { Level::Hit };
        self.level.unwrap_or(implied)
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Words of the file.
    #[default]
    Words,
    /// That the file lacks something.
    Absence,
}

impl Point {
    /// The parameters' values by name, as they stand on `day`: the day of the act that is judged.
    pub fn parameter_values(&self, day: Option<Date>) -> BTreeMap<String, Value> {
        self.parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), parameter.value_on(day).clone()))
            .collect()
    }

    /// The law that was in force on `day`.
    pub fn law_on(&self, day: Option<Date>) -> Vec<LegalBasis> {
        let in_force = |basis: &&LegalBasis| day.is_none_or(|day| basis.is_in_force_on(day));
        self.legal_basis.iter().filter(in_force).cloned().collect()
    }
}

impl Parameter {
    fn value_on(&self, day: Option<Date>) -> &Value {
        let covers = |version: &&ParameterVersion| {
            day.is_some_and(|day| {
                version.from.is_none_or(|from| from <= day)
                    && version.until.is_none_or(|until| day <= until)
            })
        };
        self.versions.iter().find(covers).map_or(&self.default, |version| &version.value)
    }
}

impl Scope {
    /// True where a case of this charge and province is one the point is for.
    pub fn covers(&self, charge: &str, province: &str) -> bool {
        let names = |list: &[String], text: &str| {
            list.is_empty() || list.iter().any(|word| text.contains(word.as_str()))
        };
        names(&self.offences, charge) && names(&self.provinces, province)
    }
}

fn certain() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}
