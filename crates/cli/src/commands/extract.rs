//! `anjian extract FILE`: the pages of one file, as text or with their places.

use std::{
    io::BufRead,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use anjian_core::{FilePages, Page, PageLayout};
use anjian_extract::{Drawing, ImageFormat, Password, Reading, Worker, read_nested};
use anyhow::Context;
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use serde::Serialize;

use super::{Outcome, extractor, review::page_message};
use crate::{configuration::file_limits, output};

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
    /// 文件的打开密码；写“-”则从标准输入读取一行，不出现在进程列表里
    #[arg(long, env = "ANJIAN_FILE_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// 把一页（--page）画成图像存入该文件（.png或.webp），不输出文字
    #[arg(long, value_name = "OUT")]
    image: Option<PathBuf>,
    /// 画哪一页
    #[arg(long, requires = "image", default_value_t = 1)]
    page: u32,
    /// 每点（1/72英寸）的像素数
    #[arg(long, requires = "image", default_value_t = 2.0)]
    scale: f32,
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
    #[serde(flatten)]
    file: FileJson<'a>,
    /// Files inside the file (压缩包成员、附件).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<FileJson<'a>>,
    /// What could not be read, one Chinese sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skipped: Vec<&'a str>,
}

#[derive(Serialize)]
struct FileJson<'a> {
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
        let worker = extractor(file_limits()?)?;
        let name = self.file.file_name().context("需要一个文件")?.to_string_lossy();
        let password = self.password.clone().map(given_password).transpose()?;
        if let Some(image) = &self.image {
            return self.draw(&worker, image, password).await;
        }
        let bar = ProgressBar::new_spinner();
        let report = |page| bar.set_message(page_message(&page));
        let readings = read_nested(&worker, &self.file, &name, password, &report).await;
        bar.finish_and_clear();
        let skipped: Vec<&str> = readings
            .iter()
            .filter_map(|reading| Some(reading.result.as_ref().err()?.message.as_str()))
            .collect();
        for sentence in &skipped {
            eprintln!("{sentence}");
        }
        if readings.iter().all(|reading| reading.result.is_err()) {
            return Ok(Outcome::NothingDone);
        }
        let printed = match self.format {
            Format::Text => self.text(&readings),
            Format::Json => format!("{}\n", self.json(&name, &readings, skipped)?),
        };
        output::print(&printed)?;
        Ok(Outcome::Done)
    }

    async fn draw(
        &self,
        worker: &Worker,
        image: &Path,
        password: Option<Password>,
    ) -> anyhow::Result<Outcome> {
        let extension = image.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let format = ImageFormat::parse(&extension).context("图像文件名应以.png或.webp结尾")?;
        let drawing = Drawing { page: self.page, scale: self.scale, turn: 0, format };
        match worker.draw(&self.file, &drawing, password.as_ref()).await {
            Ok(bytes) => {
                std::fs::write(image, bytes).context("图像无法写入")?;
                Ok(Outcome::Done)
            }
            Err(error) => {
                eprintln!("{}", error.user_message(&self.file.to_string_lossy()));
                Ok(Outcome::NothingDone)
            }
        }
    }

    fn text(&self, readings: &[Reading]) -> String {
        let pages = readings.iter().flat_map(|reading| &reading.result);
        let texts: Vec<&str> =
            pages.flat_map(|file| self.wanted(file)).map(|page| &*page.text).collect();
        format!("{}\n", texts.join("\n\u{c}"))
    }

    fn json(
        &self,
        name: &str,
        readings: &[Reading],
        skipped: Vec<&str>,
    ) -> serde_json::Result<String> {
        let mut output = ExtractJson {
            file: FileJson { file: name, pages: Vec::new() },
            members: Vec::new(),
            skipped,
        };
        for reading in readings {
            let Ok(file) = &reading.result else { continue };
            let pages = self.wanted(file).map(PageJson::from).collect();
            if reading.name == name {
                output.file.pages = pages;
            } else {
                output.members.push(FileJson { file: &reading.name, pages });
            }
        }
        serde_json::to_string_pretty(&output)
    }

    fn wanted<'a>(&self, file: &'a FilePages) -> impl Iterator<Item = &'a Page> {
        let wanted = self.pages.clone();
        file.pages.iter().filter(move |page| match (&wanted, page.number) {
            (Some(wanted), Some(number)) => wanted.contains(&number),
            _ => true,
        })
    }
}

/// The password as given, or a line of stdin for `-`.
fn given_password(given: String) -> anyhow::Result<Password> {
    let text = if given == "-" {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).context("密码读取失败")?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        given
    };
    Password::new(text).context("密码为空或者过长")
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
