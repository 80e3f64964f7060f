//! `anjian bench volume`: a scanned volume through the service: memory, progress, a kill and the
//! resumption.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;

use super::{
    memory::PeakMemory,
    service::{Service, create_token},
};
use crate::{commands::Outcome, output};

/// Time between two looks at memory and progress.
const LOOK: Duration = Duration::from_millis(200);
/// Peak memory of service and child together (issue 3).
const MEMORY_BAR: u64 = 1536 << 20;
/// Progress is never still for longer (issue 3).
const STILL_BAR: Duration = Duration::from_secs(10);

/// Arguments of `bench volume`.
#[derive(Args)]
pub struct VolumeBench {
    /// 页数；文件由 eval/extraction 生成：INPUTS/scanned-volume/页数.pdf
    #[arg(long, default_value_t = 1600)]
    pages: u64,
    /// 输入文件夹
    #[arg(long, value_name = "DIR")]
    inputs: PathBuf,
    /// 被测的 anjian 程序，默认为自身；用于比较两个版本
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// 读到三分之一时不中断服务
    #[arg(long)]
    without_kill: bool,
}

/// Where the reading of the file is.
struct State {
    pages_done: Option<u64>,
    is_queued: bool,
    error: Option<String>,
}

/// What was seen until the file was read or the service was to be killed.
struct Watched {
    pages_done: Option<u64>,
    first_seen: Option<u64>,
    longest_still: Duration,
    error: Option<String>,
}

impl VolumeBench {
    /// Uploads the volume, watches it being read, kills the service at a third and watches the rest.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let path = self.inputs.join(format!("scanned-volume/{}.pdf", self.pages));
        let bytes = std::fs::read(&path).with_context(|| {
            format!("“{}”无法读取；请先以 --volume-pages {} 生成", path.display(), self.pages)
        })?;
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe()?,
        };
        let token = create_token(&program, &data).await?;
        let mut memory = PeakMemory::default();
        let started = Instant::now();
        let service = Service::start(&program, &data, token.clone()).await?;
        let case = service.create_case("扫描卷").await?;
        service.upload(&case, "扫描卷.pdf", &bytes).await?;
        let stop_at = (!self.without_kill).then_some(self.pages / 3);
        let first = watch(&service, &case, stop_at, &mut memory).await?;
        service.kill().await?;
        let mut longest_still = first.longest_still;
        let mut redone = None;
        let mut error = first.error;
        if let (Some(_), Some(before)) = (stop_at, first.pages_done)
            && before < self.pages
            && error.is_none()
        {
            let service = Service::start(&program, &data, token).await?;
            let second = watch(&service, &case, None, &mut memory).await?;
            redone = second.first_seen.map(|after| before.saturating_sub(after));
            longest_still = longest_still.max(second.longest_still);
            error = second.error;
            service.kill().await?;
        }
        let seconds = started.elapsed().as_secs_f64();
        let mib = |bytes: u64| bytes >> 20;
        let verdict = |is_reached| if is_reached { "达到" } else { "未达到" };
        let mut out = format!(
            "扫描卷 {} 页（{} MB），经服务读取，{seconds:.0} 秒，每页 {:.2} 秒（含中断和恢复）\n",
            self.pages,
            bytes.len() >> 20,
            seconds / self.pages.max(1) as f64
        );
        out += &format!(
            "内存峰值：服务 {} MB，读取子进程 {} MB，同时 {} MB；标准 <{} MB：{}\n",
            mib(memory.service_bytes),
            mib(memory.child_bytes),
            mib(memory.together_bytes),
            mib(MEMORY_BAR),
            verdict(memory.together_bytes < MEMORY_BAR)
        );
        out += &match first.pages_done {
            Some(_) => format!(
                "进度最长停顿：{:.1} 秒；标准 ≤{} 秒：{}\n",
                longest_still.as_secs_f64(),
                STILL_BAR.as_secs(),
                verdict(longest_still <= STILL_BAR)
            ),
            None => "本版本的接口不报告逐页进度（files[].pages_done）：停顿和恢复未测\n".to_owned(),
        };
        if let (Some(redone), Some(before)) = (redone, first.pages_done) {
            out += &format!(
                "读到第 {before} 页时强行终止服务，重启后重读 {redone} 页；标准 0 页：{}\n",
                verdict(redone == 0)
            );
        }
        if let Some(error) = error {
            out += &format!("文件未读取：{error}\n");
        }
        output::print(&out)?;
        Ok(Outcome::Done)
    }
}

/// Watches until the file is read, or until `stop_at` pages are.
async fn watch(
    service: &Service,
    case: &str,
    stop_at: Option<u64>,
    memory: &mut PeakMemory,
) -> anyhow::Result<Watched> {
    let mut watched =
        Watched { pages_done: None, first_seen: None, longest_still: Duration::ZERO, error: None };
    let mut moved = Instant::now();
    loop {
        memory.look(service.id()?);
        let state = state(&service.get(&format!("/api/v1/cases/{case}/files")).await?)?;
        if state.pages_done != watched.pages_done {
            moved = Instant::now();
        }
        watched.longest_still = watched.longest_still.max(moved.elapsed());
        watched.first_seen = watched.first_seen.or(state.pages_done);
        watched.pages_done = state.pages_done;
        if !state.is_queued {
            watched.error = state.error;
            return Ok(watched);
        }
        if let (Some(done), Some(stop)) = (state.pages_done, stop_at)
            && done >= stop
        {
            return Ok(watched);
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn state(files: &Value) -> anyhow::Result<State> {
    let file = &files["files"][0];
    let Some(name) = file["state"].as_str() else { bail!("服务没有列出文件") };
    Ok(State {
        pages_done: file["pages_done"].as_u64(),
        is_queued: name == "queued",
        error: file["error"].as_str().map(str::to_owned),
    })
}
