//! All supervision points on many ingested cases: seconds, and memory that does not grow with cases.

use std::{
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anjian_core::FilePages;
use anjian_dossier::Dossier;
use anjian_supervise::{Catalogue, check, national_calendar};
use anyhow::Context;
use clap::Args;

use super::{super::Outcome, memory::PeakMemory};
use crate::{commands::review::read_folder, output};

/// The yardstick: an office checks 154 drunk driving cases with 43 rules in 3 minutes.
const YARDSTICK: Duration = Duration::from_secs(180);

/// Arguments of `bench supervise`.
#[derive(Args)]
pub struct SuperviseBench {
    /// 案卷文件夹所在的文件夹；其中的案件轮流使用
    #[arg(default_value = "fixtures/dossiers")]
    folder: PathBuf,
    /// 案件数
    #[arg(long, default_value_t = 154)]
    cases: usize,
}

/// What one case came to.
#[derive(Clone, Copy, Default)]
struct Tally {
    documents: usize,
    findings: usize,
}

impl SuperviseBench {
    /// Ingests the cases once, then reads their facts and judges every point, over and over.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let catalogue = Catalogue::embedded().context("内置监督点有误")?;
        let ingested = self.ingest().await?;
        if ingested.is_empty() {
            eprintln!("文件夹“{}”里没有可读的案卷", self.folder.display());
            return Ok(Outcome::NothingDone);
        }
        let mut peak = PeakMemory::default();
        let (quarter, _, _) = judge_all(&catalogue, &ingested, self.cases.div_ceil(4))?;
        peak.look(std::process::id());
        let after_quarter = peak.service_bytes;
        let (all, elapsed, threads) = judge_all(&catalogue, &ingested, self.cases)?;
        peak.look(std::process::id());
        let megabytes = |bytes: u64| bytes >> 20;
        output::print(&format!(
            "{} 件案件（{}件不同，共{}份文书，平均每件{:.1}份），{}个监督点，{threads}个核心\n\
             已入库页面 → 事实 → 全部监督点：{:.2}秒；{}条线索\n\
             对照：一家检察院以43条规则核查154件危险驾驶案，用时{}秒（规则、机器均不同）\n\
             内存峰值：{}件后{}MB，{}件后{}MB\n",
            self.cases,
            ingested.len(),
            all.documents,
            all.documents as f64 / self.cases.max(1) as f64,
            catalogue.points().count(),
            elapsed.as_secs_f64(),
            all.findings,
            YARDSTICK.as_secs(),
            self.cases.div_ceil(4),
            megabytes(after_quarter),
            self.cases,
            megabytes(peak.service_bytes),
        ))?;
        anyhow::ensure!(quarter.documents > 0, "no document was read");
        Ok(Outcome::Done)
    }

    /// The pages of each case, as the store holds them.
    async fn ingest(&self) -> anyhow::Result<Vec<String>> {
        let mut folders: Vec<PathBuf> = std::fs::read_dir(&self.folder)
            .with_context(|| format!("文件夹“{}”无法读取", self.folder.display()))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.is_dir())
            .collect();
        folders.sort();
        let mut ingested = Vec::new();
        for folder in folders.iter().take(self.cases) {
            if let Some((dossier, _)) = read_folder(folder).await? {
                ingested.push(serde_json::to_string(dossier.files())?);
            }
        }
        Ok(ingested)
    }
}

/// Judges `count` cases, a core each.
fn judge_all(
    catalogue: &Catalogue,
    ingested: &[String],
    count: usize,
) -> anyhow::Result<(Tally, Duration, usize)> {
    let calendar = national_calendar();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Tally::default());
    let started = Instant::now();
    let work = || -> anyhow::Result<()> {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(());
            }
            let files: Vec<FilePages> = serde_json::from_str(&ingested[at % ingested.len()])?;
            let dossier = Dossier::read(files);
            let findings = check(catalogue, dossier.facts(), &calendar)?;
            let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
            sum.documents += dossier.facts().documents.len();
            sum.findings += findings.len();
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        anyhow::Ok(())
    })?;
    let tally = *sum.lock().unwrap_or_else(PoisonError::into_inner);
    Ok((tally, started.elapsed(), threads))
}
