//! `anjian supervise DIR`: the supervision points on one case, with the way to each answer.

use std::path::PathBuf;

use anjian_supervise::{Answer, Catalogue, Judgement, judge, national_calendar};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::{Outcome, review::read_folder};
use crate::output;

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// 文字
    Text,
    /// 每个判断一个JSON对象
    Json,
}

/// Arguments of `supervise`.
#[derive(Args)]
pub struct Supervise {
    /// 案卷文件夹
    folder: PathBuf,
    /// 只看这些监督点，并列出所用事实和逐条判断，如 QZ-01；写 all 为全部
    #[arg(long, value_name = "ID")]
    trace: Vec<String>,
    /// 输出格式
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// 监督点文件夹：其中的文件替换同编号的内置监督点
    #[arg(long, env = "ANJIAN_POINTS_DIR", value_name = "DIR")]
    points: Option<PathBuf>,
}

impl Supervise {
    /// Judges every point and prints the answers.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let catalogue = match &self.points {
            Some(dir) => Catalogue::with_folder(dir)
                .with_context(|| format!("监督点文件夹“{}”有误", dir.display()))?,
            None => Catalogue::embedded().context("内置监督点有误")?,
        };
        let is_traced = |id: &str| self.trace.iter().any(|traced| traced == id || traced == "all");
        for id in self.trace.iter().filter(|id| *id != "all") {
            if catalogue.find_point(id).is_none() {
                bail!("没有编号为 {id} 的监督点；`anjian models list` 列出全部");
            }
        }
        let Some((dossier, _)) = read_folder(&self.folder).await? else {
            return Ok(Outcome::NothingDone);
        };
        let calendar = national_calendar();
        let mut printed = String::new();
        for point in catalogue.points() {
            if !self.trace.is_empty() && !is_traced(&point.id) {
                continue;
            }
            for judgement in judge(point, dossier.facts(), &calendar)? {
                match self.format {
                    Format::Json => {
                        printed.push_str(&serde_json::to_string(&judgement)?);
                        printed.push('\n');
                    }
                    Format::Text => {
                        printed.push_str(&line(&judgement, &point.name));
                        if is_traced(&point.id) {
                            printed.push_str(&trace(&judgement));
                        }
                    }
                }
            }
        }
        output::print(&printed)?;
        Ok(Outcome::Done)
    }
}

fn line(judgement: &Judgement, name: &str) -> String {
    let subject = match judgement.subject.as_str() {
        "" => String::new(),
        subject => format!("（{subject}）"),
    };
    let word = judgement.answer.chinese();
    format!("{word}\t{} {name}{subject}：{}\n", judgement.point_id, judgement.reason)
}

fn trace(judgement: &Judgement) -> String {
    let mut text = String::new();
    for step in &judgement.steps {
        let held = if step.held { "成立" } else { "不成立" };
        let role = match step.role {
            "applies" => "适用条件",
            "exception" => "例外",
            _ => "判断",
        };
        let reason = step.reason.as_ref().map(|reason| format!("（{reason}）")).unwrap_or_default();
        text.push_str(&format!("    {role}{held}：{}{reason}\n", step.condition));
    }
    if judgement.answer != Answer::NotApplicable || !judgement.facts.is_empty() {
        text.push_str("    事实：\n");
        for (name, value) in &judgement.facts {
            text.push_str(&format!("      {name} = {value}\n"));
        }
    }
    if let Some(finding) = &judgement.finding {
        for quote in &finding.evidence {
            text.push_str(&format!("    “{}”{}\n", output::words(quote), output::citation(quote)));
        }
    }
    text
}
