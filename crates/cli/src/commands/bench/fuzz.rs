//! `anjian bench fuzz`: mutated files through the worker, each beside a good neighbour.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anjian_extract::{ExtractError, Limits, Worker};
use anyhow::Context;
use clap::Args;

use super::{
    mutate::{Random, mutate},
    table::grid,
};
use crate::{
    commands::{Outcome, extractor},
    output,
};

/// Children that may run out of their time one after another before a file is given up, one page of
/// grace, and the file's opening.
const TIMES_THE_LIMIT: u32 = 5;

/// Names and bytes of the seeds, by extension.
type Seeds = BTreeMap<String, Vec<(String, Vec<u8>)>>;

/// Arguments of `bench fuzz`.
#[derive(Args)]
pub struct FuzzBench {
    /// 种子文件夹：每种格式一个或几个小文件（eval/extraction 生成的 seeds）
    #[arg(long, value_name = "DIR")]
    seeds: PathBuf,
    /// 每种格式变异的文件数
    #[arg(long, default_value_t = 500)]
    per_format: usize,
    /// 随机种子
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 每页的时限（秒）
    #[arg(long, default_value_t = 20)]
    timeout_seconds: u64,
    /// 只测这些扩展名
    #[arg(long)]
    format: Vec<String>,
    /// 保存使子进程退出或者超时的文件，以便重现
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// What became of the files of one format.
#[derive(Default)]
struct Tally {
    read: usize,
    refused: usize,
    died: usize,
    timed_out: usize,
    hung: usize,
    wrong_neighbours: usize,
    seconds: f64,
    slowest: f64,
    slowest_name: String,
}

impl FuzzBench {
    /// Reads all mutations and prints the counts. A crash of this process would be the failure.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let limits =
            Limits { timeout: Duration::from_secs(self.timeout_seconds), ..Limits::default() };
        let worker = extractor(limits)?;
        let formats = self.load_seeds()?;
        let work = tempfile::tempdir()?;
        let neighbour = work.path().join("邻件.txt");
        std::fs::write(&neighbour, "立案决定书\n决定对何桂兰被盗窃案立案侦查。\n")?;
        let expected = text(&worker, &neighbour).await?;
        if let Some(folder) = &self.keep {
            std::fs::create_dir_all(folder)?;
        }
        let mut rows = Vec::new();
        let mut is_sound = true;
        for (format, seeds) in &formats {
            eprintln!("变异 {format}");
            let mut tally = Tally::default();
            for index in 0..self.per_format {
                let (name, seed) = &seeds[index % seeds.len()];
                // Each file has a stream of its own, so that one can be made again alone.
                let stream = self.seed ^ (index as u64) << 20 ^ fold(format);
                let mutated = mutate(seed, &mut Random::new(stream));
                let path = work.path().join(format!("{index:04}-{name}"));
                std::fs::write(&path, &mutated)?;
                let started = Instant::now();
                let (result, beside) =
                    tokio::join!(worker.extract(&path, name), text(&worker, &neighbour));
                tally.count(&result, started.elapsed().as_secs_f64(), &path);
                let limit = self.timeout_seconds * u64::from(TIMES_THE_LIMIT);
                tally.hung += usize::from(started.elapsed() > Duration::from_secs(limit));
                tally.wrong_neighbours += usize::from(beside.ok().as_ref() != Some(&expected));
                self.keep_bad(&result, &path)?;
                std::fs::remove_file(&path)?;
            }
            is_sound &= tally.hung == 0 && tally.wrong_neighbours == 0;
            rows.push(tally.row(format, self.per_format));
        }
        let head = [
            "格式",
            "文件",
            "读取",
            "拒绝",
            "子进程退出",
            "超时",
            "未按时停止",
            "邻件不符",
            "总秒",
            "最慢秒",
            "最慢的文件",
        ];
        let verdict = if is_sound { "达到" } else { "未达到" };
        output::print(&format!(
            "变异文件（种子 {}，每页时限 {} 秒）\n\n{}\n服务不退出、不超时、不影响邻件：{verdict}\n",
            self.seed,
            self.timeout_seconds,
            grid(&head, rows)
        ))?;
        Ok(Outcome::Done)
    }

    /// Seeds by extension, in order of name.
    fn load_seeds(&self) -> anyhow::Result<Seeds> {
        let folder = self.seeds.display();
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&self.seeds)
            .with_context(|| format!("种子文件夹“{folder}”无法读取"))?
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let mut formats = Seeds::new();
        for path in paths {
            let format = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && (self.format.is_empty() || self.format.contains(&format)) {
                formats.entry(format).or_default().push((name, std::fs::read(&path)?));
            }
        }
        anyhow::ensure!(!formats.is_empty(), "种子文件夹“{folder}”里没有文件");
        Ok(formats)
    }

    fn keep_bad<T>(&self, result: &Result<T, ExtractError>, path: &Path) -> anyhow::Result<()> {
        let is_bad = matches!(result, Err(ExtractError::Crashed | ExtractError::Timeout));
        if let (true, Some(folder), Some(name)) = (is_bad, &self.keep, path.file_name()) {
            std::fs::copy(path, folder.join(name))?;
        }
        Ok(())
    }
}

impl Tally {
    fn count<T>(&mut self, result: &Result<T, ExtractError>, seconds: f64, path: &Path) {
        match result {
            Ok(_) => self.read += 1,
            Err(ExtractError::Crashed) => self.died += 1,
            Err(ExtractError::Timeout) => self.timed_out += 1,
            Err(_) => self.refused += 1,
        }
        self.seconds += seconds;
        if seconds > self.slowest {
            self.slowest = seconds;
            self.slowest_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
    }

    fn row(&self, format: &str, files: usize) -> Vec<String> {
        let counts = [
            files,
            self.read,
            self.refused,
            self.died,
            self.timed_out,
            self.hung,
            self.wrong_neighbours,
        ];
        let mut row = vec![format.to_owned()];
        row.extend(counts.iter().map(usize::to_string));
        row.extend([
            format!("{:.0}", self.seconds),
            format!("{:.1}", self.slowest),
            self.slowest_name.clone(),
        ]);
        row
    }
}

/// Text of a good file.
async fn text(worker: &Worker, path: &Path) -> anyhow::Result<String> {
    let file = worker.extract(path, "邻件.txt").await?;
    Ok(file.pages.iter().map(|page| &*page.text).collect())
}

/// A number of a name, the same on any machine (FNV-1a).
fn fold(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
