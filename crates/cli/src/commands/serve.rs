//! `anjian serve`: API, workbench and background processing.

use std::net::SocketAddr;

use anjian_extract::Worker;
use anjian_review::{IndexState, KeywordIndex};
use anjian_server::{AppState, PageImages, ServerConfig, serve};
use anyhow::Context;
use clap::Args;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use super::{Outcome, extractor};
use crate::{
    configuration::{DataOptions, ReviewerOptions, file_limits},
    output,
};

/// Arguments of `serve`.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    data: DataOptions,
    #[command(flatten)]
    reviewer: ReviewerOptions,
    /// 监听地址
    #[arg(long, env = "ANJIAN_LISTEN", default_value = "127.0.0.1:8765")]
    listen: SocketAddr,
    /// 单个上传文件的上限（MB）
    #[arg(long, env = "ANJIAN_UPLOAD_MB", default_value_t = 2048)]
    upload_mb: u64,
    /// 同时处理的文件数
    #[arg(long, env = "ANJIAN_WORKERS", default_value_t = 2)]
    workers: usize,
    /// 监督点的确认率（确认数÷处理数，0至1）低于此值时，其命中只作提示；不写则不降级
    #[arg(long, env = "ANJIAN_HINT_BELOW", value_parser = parse_share)]
    hint_below: Option<f64>,
    /// 页面图像缓存的上限（MB）
    #[arg(long, env = "ANJIAN_CACHE_MB", default_value_t = 1024)]
    cache_mb: u64,
}

impl Serve {
    /// Serves until SIGTERM or SIGINT.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let store = self.data.open().await?;
        let reviewer = self.reviewer.reviewer()?;
        let (index, state) = KeywordIndex::open(&self.data.index_dir())
            .context("检索索引无法打开；可删除数据文件夹里的 index 后重试")?;
        if state == IndexState::Empty {
            // Derived data is made again from the files (invariant 5).
            let files = store.rebuild().await?;
            tracing::info!(files, "keyword index is new: every file is queued again");
        }
        let config = ServerConfig {
            upload_bytes: self.upload_mb << 20,
            workers: self.workers,
            hint_below: self.hint_below,
        };
        let notice = reviewer.mode().notice();
        let scratch = self.data.scratch_dir()?;
        let extractor = extractor(file_limits()?)?.with_scratch(scratch);
        warn_of_gaps(&extractor).await;
        let cache = PageImages::open(self.data.cache_dir(), self.cache_mb << 20)
            .await
            .context("页面图像缓存文件夹无法打开；请检查写入权限")?;
        let state = AppState::new(store, reviewer, index, extractor, cache, config);
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("地址 {} 无法监听；可能已被占用", self.listen))?;
        output::print(&format!(
            "案鉴已启动：http://{}/\n接口文档：http://{}/api/docs\n{notice}\n",
            listener.local_addr()?,
            listener.local_addr()?
        ))?;
        serve(state, listener, stop_signal()?).await?;
        Ok(Outcome::Done)
    }
}

/// A share from 0 to 1.
fn parse_share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("应为0至1之间的小数，如0.7".to_owned()),
    }
}

/// Says where the kernel does not isolate the parser processes; their limits hold anyway.
async fn warn_of_gaps(extractor: &Worker) {
    match extractor.isolation_gaps().await {
        Ok(gaps) if gaps.is_empty() => {}
        Ok(gaps) => tracing::warn!(
            gaps = gaps.join(", "),
            "parser processes are not isolated from everything; this kernel does not allow it"
        ),
        Err(error) => tracing::error!(
            error = &error as &dyn std::error::Error,
            "parser processes do not work"
        ),
    }
}

/// Resolves at SIGTERM (systemd, containers) or SIGINT (Ctrl-C).
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
