//! `anjian review DIR`: a folder as one case, reviewed once.

use std::path::{Path, PathBuf};

use anjian_dossier::Dossier;
use anjian_extract::{FolderExtract, PageProgress, Progress, extract_folder};
use anyhow::Context;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Outcome, extractor};
use crate::{
    configuration::{ReviewerOptions, file_limits},
    output,
};

/// Form of the output.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// One JSON object (contract in docs/api.md)
    Json,
    /// Plain text
    Text,
    /// Markdown
    Markdown,
}

/// Arguments of `review`.
#[derive(Args)]
pub struct Review {
    /// 案卷文件夹
    folder: PathBuf,
    /// 输出格式
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    reviewer: ReviewerOptions,
}

impl Review {
    /// Reviews the folder and prints the result.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let reviewer = self.reviewer.reviewer()?;
        let Some((dossier, skipped)) = read_folder(&self.folder).await? else {
            return Ok(Outcome::NothingDone);
        };
        let review = reviewer.review(&dossier).await?;
        let case = case_name(&self.folder);
        let printed = match self.format {
            Format::Json => output::json(&case, &review, &skipped)?,
            Format::Text => output::text(&case, &review, &skipped),
            Format::Markdown => output::markdown(&case, &review, &skipped),
        };
        output::print(&printed)?;
        Ok(Outcome::Done)
    }
}

/// Reads `folder` with progress on stderr; `None`, said on stderr, when no file could be read.
pub async fn read_folder(
    folder: &Path,
) -> anyhow::Result<Option<(Dossier, Vec<anjian_extract::Skipped>)>> {
    let worker = extractor(file_limits()?)?;
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("读取案卷 {bar:30} {pos}/{len} 个文件 {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let extract = extract_folder(&worker, folder, |Progress { done, total, page }| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        bar.set_message(page.map(|page| page_message(&page)).unwrap_or_default());
    })
    .await
    .with_context(|| format!("文件夹“{}”无法读取；请检查路径和读取权限", folder.display()))?;
    bar.finish_and_clear();
    let FolderExtract { files, skipped } = extract;
    if files.is_empty() {
        if skipped.is_empty() {
            eprintln!("文件夹“{}”里没有文件；请放入案卷文件后重试", folder.display());
        }
        for file in &skipped {
            eprintln!("未读取：{}", file.problem.message);
        }
        return Ok(None);
    }
    Ok(Some((Dossier::read(files), skipped)))
}

/// Which page of which file was read.
pub fn page_message(page: &PageProgress) -> String {
    format!("{} 第{}/{}页", page.file, page.done, page.total)
}

/// The folder's own name.
pub fn case_name(folder: &Path) -> String {
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    absolute
        .file_name()
        .map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned())
}
