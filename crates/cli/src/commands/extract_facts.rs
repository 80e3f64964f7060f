//! `anjian extract-facts PATH`: what judgments say of their defendants.

use std::{
    collections::BTreeMap,
    io::BufRead,
    path::{Path, PathBuf},
};

use anjian_core::FilePages;
use anjian_dossier::{Defendant, read_judgment};
use anjian_eval::{judgment_id, print_judgment_score, read_judgment_labels, score_judgments};
use anjian_extract::{Worker, read_nested};
use anyhow::Context;
use clap::Args;
use serde::{Deserialize, Serialize};

use super::{Outcome, extractor};
use crate::{configuration::file_limits, output};

/// Arguments of `extract-facts`.
#[derive(Args)]
pub struct ExtractFacts {
    /// 判决书：每行一个{id,text}的.jsonl文件，或单个文件（.txt、.docx、.pdf等），或装有它们的文件夹
    path: PathBuf,
    /// 标注文件：给出后只输出各类事实的准确率、召回率和不一致之处
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
}

/// One line of a collection of judgments.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

/// One line of the output.
#[derive(Serialize)]
struct JudgmentJson<'a> {
    id: &'a str,
    defendants: &'a [Defendant],
}

impl ExtractFacts {
    /// Reads the judgments and prints their facts or how right they are.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let labels = self.labels.as_deref().map(read_judgment_labels).transpose()?;
        let worker = extractor(file_limits()?)?;
        let mut judgments: BTreeMap<String, Vec<Defendant>> = BTreeMap::new();
        for file in files(&self.path)? {
            if file.extension().is_some_and(|extension| extension == "jsonl") {
                read_collection(&file, &mut judgments)?;
            } else {
                read_file(&worker, &file, &mut judgments).await;
            }
        }
        if judgments.is_empty() {
            eprintln!("“{}”里没有可读的判决书", self.path.display());
            return Ok(Outcome::NothingDone);
        }
        let printed = match labels {
            Some(labels) => print_judgment_score(&score_judgments(&labels, &judgments)),
            None => {
                let mut lines = String::new();
                for (id, defendants) in &judgments {
                    lines.push_str(&serde_json::to_string(&JudgmentJson { id, defendants })?);
                    lines.push('\n');
                }
                lines
            }
        };
        output::print(&printed)?;
        Ok(Outcome::Done)
    }
}

/// The file itself, or the files directly in the folder, in order of their names.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path)
        .with_context(|| format!("文件夹“{}”无法读取；请检查路径和读取权限", path.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

/// Reads a collection; a line that is no judgment is said on stderr and left out.
fn read_collection(
    file: &Path,
    judgments: &mut BTreeMap<String, Vec<Defendant>>,
) -> anyhow::Result<()> {
    let name = file.file_name().context("需要一个文件")?.to_string_lossy().into_owned();
    let opened = std::fs::File::open(file)
        .with_context(|| format!("文件“{}”无法读取；请检查路径和读取权限", file.display()))?;
    for (at, line) in std::io::BufReader::new(opened).lines().enumerate() {
        let line = line.with_context(|| format!("文件“{name}”第{}行无法读取", at + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(&line) {
            Ok(Line { id, text }) => {
                let pages = FilePages::unpaged(&name, text).pages;
                judgments.insert(judgment_id(&id), read_judgment(&pages));
            }
            Err(error) => eprintln!("文件“{name}”第{}行应为{{id,text}}：{error}", at + 1),
        }
    }
    Ok(())
}

/// Reads a file as a case's file is read; one that cannot be read is said on stderr.
async fn read_file(worker: &Worker, file: &Path, judgments: &mut BTreeMap<String, Vec<Defendant>>) {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for reading in read_nested(worker, file, &name, None, &|_| {}).await {
        match reading.result {
            Ok(pages) => {
                let id = Path::new(&*pages.file).with_extension("").display().to_string();
                judgments.insert(id, read_judgment(&pages.pages));
            }
            Err(skipped) => eprintln!("{}", skipped.message),
        }
    }
}
