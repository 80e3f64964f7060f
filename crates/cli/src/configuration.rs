//! Configuration of the commands: flags, each with its environment variable. Libraries never read
//! the environment.

use std::path::PathBuf;

use anjian_review::Reviewer;
use anjian_store::{Store, StoreConfig};
use anjian_supervise::Catalogue;
use anyhow::Context;
use clap::Args;

/// What a reviewer is made of.
#[derive(Args, Clone, Debug)]
pub struct ReviewerOptions {
    /// 监督点文件夹：其中的文件替换同编号的内置监督点（改阈值不必编译）
    #[arg(long, env = "ANJIAN_POINTS_DIR", value_name = "DIR")]
    points: Option<PathBuf>,
}

impl ReviewerOptions {
    /// Builds the reviewer.
    pub fn reviewer(&self) -> anyhow::Result<Reviewer> {
        let catalogue = match &self.points {
            Some(dir) => Catalogue::with_folder(dir)
                .with_context(|| format!("监督点文件夹“{}”有误", dir.display()))?,
            None => Catalogue::embedded().context("内置监督点有误")?,
        };
        Ok(Reviewer::by_rules(catalogue))
    }
}

/// Where data lives.
#[derive(Args, Clone, Debug)]
pub struct DataOptions {
    /// 数据文件夹：数据库、案卷文件、索引都在其中
    #[arg(long, env = "ANJIAN_DATA_DIR", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// PostgreSQL 地址（postgres://…）；不填则用数据文件夹里的 SQLite
    #[arg(long, env = "ANJIAN_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

impl DataOptions {
    /// Opens the store, making the data folder where it is missing.
    pub async fn open(&self) -> anyhow::Result<Store> {
        std::fs::create_dir_all(&self.data).with_context(|| {
            format!("数据文件夹“{}”无法创建；请检查路径和写入权限", self.data.display())
        })?;
        let data = self.data.canonicalize()?;
        let database_url = match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}?mode=rwc", data.join("anjian.db").display()),
        };
        Store::open(StoreConfig { database_url, blob_dir: data.join("files") })
            .await
            .context("数据库无法打开")
    }

    /// Folder of the keyword index.
    pub fn index_dir(&self) -> PathBuf {
        self.data.join("index")
    }
}
