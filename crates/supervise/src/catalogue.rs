//! Points as files, and the catalogue of them.

use std::{collections::BTreeMap, path::Path};

use anjian_core::{LegalBasis, Severity};
use serde::Deserialize;

use crate::{condition::Expression, error::CatalogueError, message::Message, value::Value};

/// A threshold or switch of a point that a technician may change.
#[derive(Debug, Clone, Deserialize)]
pub struct Parameter {
    /// Name in conditions.
    pub name: String,
    /// Unit: hour, minute, day, month, person, item, years, boolean.
    pub unit: String,
    /// Value.
    pub default: Value,
    /// What it means; says so where it is a working threshold and not law.
    pub meaning: String,
}

/// A named expression that conditions and messages of the point share.
#[derive(Debug, Clone, Deserialize)]
pub struct Definition {
    /// Name.
    pub name: String,
    /// CEL over view, parameters and earlier definitions; evaluated only where the point applies.
    pub value: Expression,
}

/// What makes a lawful case: the point does not fire.
#[derive(Debug, Clone, Deserialize)]
pub struct Exception {
    /// CEL over view and parameters.
    pub when: Expression,
    /// The exception in words, with its article where one stands behind it.
    pub reason: String,
}

/// One way a point fires; the first outcome whose condition holds makes the finding.
#[derive(Debug, Clone, Deserialize)]
pub struct FindingTemplate {
    /// CEL over view and parameters.
    pub when: Expression,
    /// Severity of the finding.
    pub severity: Severity,
    /// 0.0 to 1.0.
    #[serde(default = "certain")]
    pub confidence: f64,
    /// What the file shows and the law asks; `{…}` holds CEL.
    pub message: Message,
    /// Names of the view's quotes that carry the finding.
    pub evidence: Vec<String>,
    /// Whether the finding rests on something absent; it then cites the documents searched.
    #[serde(default)]
    pub rests_on: Support,
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

fn certain() -> f64 {
    1.0
}

/// A supervision point (监督点).
#[derive(Debug, Clone, Deserialize)]
pub struct Point {
    /// Stable id, such as `QZ-01`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Version of this file; goes into every finding.
    pub version: u32,
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
    /// Papers that correct it.
    pub correction: Vec<String>,
}

impl Point {
    /// The parameters' values by name.
    pub fn parameter_values(&self) -> BTreeMap<String, Value> {
        self.parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), parameter.default.clone()))
            .collect()
    }
}

/// The points in force, ordered by id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    points: BTreeMap<String, Point>,
}

/// The project's own points.
const EMBEDDED: &[(&str, &str)] = &[
    ("BH-01.yaml", include_str!("../points/BH-01.yaml")),
    ("CW-01.yaml", include_str!("../points/CW-01.yaml")),
    ("QZ-01.yaml", include_str!("../points/QZ-01.yaml")),
    ("QZ-02.yaml", include_str!("../points/QZ-02.yaml")),
    ("QZ-03.yaml", include_str!("../points/QZ-03.yaml")),
    ("QZ-06.yaml", include_str!("../points/QZ-06.yaml")),
    ("QZ-07.yaml", include_str!("../points/QZ-07.yaml")),
    ("ZC-01.yaml", include_str!("../points/ZC-01.yaml")),
    ("ZC-02.yaml", include_str!("../points/ZC-02.yaml")),
    ("ZC-04.yaml", include_str!("../points/ZC-04.yaml")),
    ("ZC-06.yaml", include_str!("../points/ZC-06.yaml")),
    ("ZC-07.yaml", include_str!("../points/ZC-07.yaml")),
];

impl Catalogue {
    /// The points that come with the program.
    pub fn embedded() -> Result<Self, CatalogueError> {
        let mut catalogue = Self { points: BTreeMap::new() };
        for (file, text) in EMBEDDED {
            catalogue.add(file, text)?;
        }
        Ok(catalogue)
    }

    /// The embedded points, each replaced by the file of its id in `dir`, others of `dir` added.
    /// So a technician changes a threshold by putting the changed file there.
    pub fn with_folder(dir: &Path) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::embedded()?;
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| CatalogueError::Unreadable { path, source }
        };
        let mut files: Vec<_> = std::fs::read_dir(dir)
            .map_err(unreadable(dir))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
            .collect();
        files.sort();
        for path in files {
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            catalogue.add(&path.display().to_string(), &text)?;
        }
        Ok(catalogue)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), CatalogueError> {
        let point: Point = serde_norway::from_str(text)
            .map_err(|source| CatalogueError::Malformed { file: file.to_owned(), source })?;
        self.points.insert(point.id.clone(), point);
        Ok(())
    }

    /// The points, ordered by id.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.points.values()
    }

    /// The point `id`.
    pub fn find_point(&self, id: &str) -> Option<&Point> {
        self.points.get(id)
    }
}
