//! `anjian models`: the supervision points (监督模型) as a technician works with them.

use std::path::{Path, PathBuf};

use anjian_core::{CaseFacts, FilePages, Finding};
use anjian_dossier::Dossier;
use anjian_supervise::{
    Catalogue, Point, Value, check, national_calendar, parse_point, point_files, read_file,
    run_examples,
};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::{Outcome, review::case_name, review::read_folder};
use crate::output;

/// Arguments of `models`.
#[derive(Args)]
pub struct Models {
    #[command(subcommand)]
    action: Action,
    /// 监督点文件夹：其中的文件替换同编号的内置监督点
    #[arg(long, env = "ANJIAN_POINTS_DIR", value_name = "DIR", global = true)]
    points: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Action {
    /// 列出在用的监督点
    List,
    /// 显示一个监督点：依据、参数、例外、核实要点
    Show {
        /// 编号，如 QZ-01
        id: String,
    },
    /// 校验监督点文件：格式、引用、取值
    Check {
        /// 文件或者文件夹；不写则校验在用的全部监督点
        files: Vec<PathBuf>,
    },
    /// 运行监督点文件自带的正例和反例
    Test {
        /// 编号；不写则为全部
        ids: Vec<String>,
    },
    /// 比较改动前后：用改动后的文件夹重新评估案件，列出结果的变化
    Diff {
        /// 改动后的监督点文件夹
        changed: PathBuf,
        /// 案卷文件夹
        #[arg(long, required = true, num_args = 1..)]
        cases: Vec<PathBuf>,
    },
}

impl Models {
    /// Does what was asked.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let points = self.points.as_deref();
        match self.action {
            Action::List => list(&catalogue(points)?),
            Action::Show { id } => show(&catalogue(points)?, &id),
            Action::Check { files } => check_files(points, &files),
            Action::Test { ids } => test(&catalogue(points)?, &ids),
            Action::Diff { changed, cases } => diff(&catalogue(points)?, &changed, &cases).await,
        }
    }
}

fn catalogue(points: Option<&Path>) -> anyhow::Result<Catalogue> {
    match points {
        Some(dir) => Catalogue::with_folder(dir)
            .with_context(|| format!("监督点文件夹“{}”有误", dir.display())),
        None => Catalogue::embedded().context("内置监督点有误"),
    }
}

fn list(catalogue: &Catalogue) -> anyhow::Result<Outcome> {
    let mut printed = String::from("编号\t版本\t状态\t例子\t场景\t名称\n");
    for point in catalogue.points() {
        printed.push_str(&format!(
            "{}\tv{}\t{}\t{}\t{}\t{}\n",
            point.id,
            point.version,
            if point.enabled { "启用" } else { "停用" },
            point.examples.len(),
            point.scenario,
            point.name
        ));
    }
    output::print(&printed)?;
    Ok(Outcome::Done)
}

fn show(catalogue: &Catalogue, id: &str) -> anyhow::Result<Outcome> {
    let Some(point) = catalogue.find_point(id) else {
        bail!("没有编号为 {id} 的监督点；`anjian models list` 列出全部");
    };
    output::print(&shown(point))?;
    Ok(Outcome::Done)
}

fn shown(point: &Point) -> String {
    let mut text =
        format!("{} {}（v{}，{}）\n", point.id, point.name, point.version, point.scenario);
    text.push_str("依据：\n");
    for basis in &point.legal_basis {
        let unverified = if basis.verified { "" } else { "（原文未核对，只作线索）" };
        let period = match (basis.from, basis.until) {
            (None, None) => String::new(),
            (from, until) => format!(
                "（{}至{}）",
                from.map_or_else(String::new, |day| day.to_string()),
                until.map_or_else(|| "今".to_owned(), |day| day.to_string())
            ),
        };
        text.push_str(&format!(
            "  《{}》{}{period}：{}{unverified}\n",
            basis.law, basis.article, basis.gist
        ));
    }
    text.push_str("参数：\n");
    for parameter in &point.parameters {
        text.push_str(&format!(
            "  {} = {}（{}；{}）\n",
            parameter.name,
            printed_value(&parameter.default),
            parameter.unit,
            parameter.meaning
        ));
        for version in &parameter.versions {
            let from = version.from.map_or_else(String::new, |day| day.to_string());
            let until = version.until.map_or_else(|| "今".to_owned(), |day| day.to_string());
            text.push_str(&format!("    {}至{}：{}\n", from, until, printed_value(&version.value)));
        }
    }
    text.push_str(&format!("适用条件：{}\n", point.applies.source()));
    for (heading, lines) in [
        (
            "例外：",
            point
                .exceptions
                .iter()
                .map(|e| format!("{}  [{}]", e.reason, e.when.source()))
                .collect(),
        ),
        (
            "判断：",
            point
                .outcomes
                .iter()
                .map(|o| format!("{}：{}", o.level().chinese(), o.when.source()))
                .collect(),
        ),
        ("核实：", point.verify.clone()),
        ("监督文书：", point.correction.clone()),
    ] as [(&str, Vec<String>); 4]
    {
        text.push_str(heading);
        text.push('\n');
        for line in lines {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

fn printed_value(value: &Value) -> String {
    value.to_string()
}

fn check_files(points: Option<&Path>, files: &[PathBuf]) -> anyhow::Result<Outcome> {
    if files.is_empty() {
        let catalogue = catalogue(points)?;
        output::print(&format!("{}个监督点，格式和引用无误\n", catalogue.points().count()))?;
        return Ok(Outcome::Done);
    }
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            paths.extend(point_files(file)?);
        } else {
            paths.push(file.clone());
        }
    }
    let mut wrong = 0;
    for path in &paths {
        let name = path.display().to_string();
        match read_file(path).and_then(|text| parse_point(&name, &text)) {
            Ok(point) => output::print(&format!("{name}：{} v{} 无误\n", point.id, point.version))?,
            Err(error) => {
                wrong += 1;
                eprintln!("{:#}", anyhow::Error::from(error));
            }
        }
    }
    Ok(if wrong == 0 { Outcome::Done } else { Outcome::NothingDone })
}

fn test(catalogue: &Catalogue, ids: &[String]) -> anyhow::Result<Outcome> {
    let calendar = national_calendar();
    for id in ids {
        if catalogue.find_point(id).is_none() {
            bail!("没有编号为 {id} 的监督点；`anjian models list` 列出全部");
        }
    }
    let (mut run, mut failed) = (0, 0);
    for point in catalogue.points().filter(|point| ids.is_empty() || ids.contains(&point.id)) {
        run += point.examples.len();
        for failure in run_examples(point, &calendar, read_papers)? {
            failed += 1;
            eprintln!(
                "{} 例子“{}”：应为{}，实为{}\n  {}",
                point.id,
                failure.example,
                failure.expected.chinese(),
                failure.found.chinese(),
                failure.reasons.join("\n  ")
            );
        }
    }
    output::print(&format!("运行{run}个例子，{failed}个不符\n"))?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::NothingDone })
}

/// Facts of papers given as texts.
fn read_papers(papers: &[String]) -> CaseFacts {
    let files = papers
        .iter()
        .enumerate()
        .map(|(number, text)| FilePages::paged(&format!("{:02}.txt", number + 1), [text.clone()]))
        .collect();
    Dossier::read(files).facts().clone()
}

async fn diff(current: &Catalogue, changed: &Path, cases: &[PathBuf]) -> anyhow::Result<Outcome> {
    let changed = catalogue(Some(changed))?;
    let calendar = national_calendar();
    let mut changes = 0;
    for folder in cases {
        let Some((dossier, _)) = read_folder(folder).await? else { continue };
        let before = check(current, dossier.facts(), &calendar)?;
        let after = check(&changed, dossier.facts(), &calendar)?;
        let mut printed = String::new();
        for (sign, from, to) in [("－", &before, &after), ("＋", &after, &before)] {
            for finding in
                from.iter().filter(|finding| !to.iter().any(|other| same(finding, other)))
            {
                changes += 1;
                printed.push_str(&format!(
                    "  {sign} {} {} {} {}\n",
                    finding.level.chinese(),
                    finding.point_id,
                    finding.subject,
                    finding.explanation
                ));
            }
        }
        if !printed.is_empty() {
            output::print(&format!("{}\n{printed}", case_name(folder)))?;
        }
    }
    output::print(&format!(
        "{}个案件，{changes}处变化；文件未投入使用，旧案结果未改动\n",
        cases.len()
    ))?;
    Ok(Outcome::Done)
}

fn same(a: &Finding, b: &Finding) -> bool {
    a.key() == b.key() && a.level == b.level && a.explanation == b.explanation
}
