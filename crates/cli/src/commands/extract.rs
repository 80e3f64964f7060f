//! `anjian extract FILE`: the pages of one file, as text or with their places.

use std::{ops::RangeInclusive, path::PathBuf};

use anjian_core::{Page, PageLayout};
use anjian_extract::Limits;
use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Outcome, extractor};
use crate::output;

/// Arguments of `extract`.
#[derive(Args)]
pub struct Extract {
    /// 文件
    file: PathBuf,
    /// 只输出这些页，如 3 或 3-7
    #[arg(long, value_parser = parse_pages)]
    pages: Option<RangeInclusive<u32>>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// 文字，页间以换页符分隔
    Text,
    /// 每页的文字、各行位置和读取说明
    Json,
}

/// What `--format json` prints.
#[derive(Serialize)]
struct ExtractJson<'a> {
    file: &'a str,
    pages: Vec<PageJson<'a>>,
}

#[derive(Serialize)]
struct PageJson<'a> {
    number: Option<u32>,
    text: &'a str,
    layout: Option<&'a PageLayout>,
}

impl Extract {
    /// Reads the file as a case's file is read, limits included.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let worker = extractor(Limits::default())?;
        let name = self.file.file_name().context("需要一个文件")?.to_string_lossy();
        let file = match worker.extract(&self.file, &name).await {
            Ok(file) => file,
            Err(error) => {
                eprintln!("{}", error.user_message(&name));
                return Ok(Outcome::NothingDone);
            }
        };
        let is_wanted = |page: &&Page| match (&self.pages, page.number) {
            (Some(wanted), Some(number)) => wanted.contains(&number),
            _ => true,
        };
        let pages: Vec<&Page> = file.pages.iter().filter(is_wanted).collect();
        let printed = match self.format {
            Format::Text => {
                let texts: Vec<&str> = pages.iter().map(|page| &*page.text).collect();
                format!("{}\n", texts.join("\n\u{c}"))
            }
            Format::Json => {
                let pages = pages.into_iter().map(PageJson::from).collect();
                let json = ExtractJson { file: &name, pages };
                format!("{}\n", serde_json::to_string_pretty(&json)?)
            }
        };
        output::print(&printed)?;
        Ok(Outcome::Done)
    }
}

impl<'a> From<&'a Page> for PageJson<'a> {
    fn from(page: &'a Page) -> Self {
        Self { number: page.number, text: &page.text, layout: page.layout.as_deref() }
    }
}

/// `3` or `3-7`.
fn parse_pages(range: &str) -> Result<RangeInclusive<u32>, String> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
        _ => Err("页码应写作 3 或 3-7".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_one_or_a_range() {
        assert_eq!(parse_pages("3"), Ok(3..=3));
        assert_eq!(parse_pages("3-7"), Ok(3..=7));
        assert!(
            parse_pages("7-3").is_err() && parse_pages("0").is_err() && parse_pages("x").is_err()
        );
    }
}
