//! Inputs of the measurements: `NAME.pdf` and what it says, `NAME.json`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// What a kind of input is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// A PDF with its text: fidelity and speed.
    Text,
    /// Pages to be recognised, well scanned.
    Scan,
    /// Pages to be recognised, badly scanned.
    HardScan,
    /// Measured, held to nothing.
    Extra,
}

impl Group {
    /// Least similarity (issue 3), where there is one.
    pub fn bar(self) -> Option<f64> {
        match self {
            Self::Text | Self::Scan => Some(0.995),
            Self::HardScan => Some(0.98),
            Self::Extra => None,
        }
    }
}

/// What an input says.
#[derive(Debug, Deserialize)]
pub struct Truth {
    /// Name of its kind.
    pub kind: String,
    /// What it is held to.
    pub group: Group,
    /// Resolution of the scan; `None` for a file with text.
    pub dpi: Option<u32>,
    /// Opens the file where it is encrypted.
    pub password: Option<String>,
    /// Texts of the files inside the file, in order of their names.
    pub attachments: Vec<String>,
    /// Its pages in order.
    pub pages: Vec<TruePage>,
}

/// What a page says.
#[derive(Debug, Deserialize)]
pub struct TruePage {
    /// Text in reading order.
    pub text: String,
}

/// A file to be read.
#[derive(Debug)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// What it says.
    pub truth: Truth,
}

/// Every input of `folder` in order of kind, those with text first; `only` names the kinds wanted,
/// all where it is empty.
pub fn load_inputs(folder: &Path, only: &[String]) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("输入文件夹“{}”无法读取", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let said = path.with_extension("json");
        if path.extension().is_none_or(|it| it != "pdf") || !said.is_file() {
            continue;
        }
        let json = std::fs::read(&said)?;
        let truth: Truth = serde_json::from_slice(&json)
            .with_context(|| format!("“{}”不是输入的说明", said.display()))?;
        if only.is_empty() || only.contains(&truth.kind) {
            inputs.push(Input { path, truth });
        }
    }
    inputs.sort_by(|a, b| {
        (a.truth.dpi.is_some(), &a.truth.kind).cmp(&(b.truth.dpi.is_some(), &b.truth.kind))
    });
    Ok(inputs)
}
