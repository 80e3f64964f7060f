//! Configuration of the commands: flags, each with its environment variable. Libraries never read
//! the environment.

use std::{path::PathBuf, time::Duration};

use anjian_extract::Limits;
use anjian_llm::{Client, LlmConfig, PromptTemplates, Secret};
use anjian_review::{ModelOptions, Reviewer};
use anjian_store::{Store, StoreConfig};
use anjian_supervise::Catalogue;
use anyhow::{Context, bail};
use clap::Args;

/// What a reviewer is made of.
#[derive(Args, Clone, Debug)]
pub struct ReviewerOptions {
    /// 监督点文件夹：其中的文件替换同编号的内置监督点（改阈值不必编译）
    #[arg(long, env = "ANJIAN_POINTS_DIR", value_name = "DIR")]
    points: Option<PathBuf>,
    /// 大模型接口地址（DeepSeek 兼容，至 /v1 为止）；与模型名称一起填写即为模型模式
    #[arg(long = "llm-base-url", env = "ANJIAN_LLM_BASE_URL", value_name = "URL")]
    llm_base_url: Option<String>,
    /// 大模型名称
    #[arg(long = "llm-model", env = "ANJIAN_LLM_MODEL", value_name = "NAME")]
    llm_model: Option<String>,
    /// 提示词文件夹：其中的同名文件替换内置提示词
    #[arg(long = "prompts", env = "ANJIAN_PROMPTS_DIR", value_name = "DIR")]
    prompts: Option<PathBuf>,
}

/// Environment variable of the model's key; no flag, as flags show in process lists.
const KEY_VARIABLE: &str = "ANJIAN_LLM_API_KEY";

impl ReviewerOptions {
    /// Builds the reviewer.
    pub fn reviewer(&self) -> anyhow::Result<Reviewer> {
        let catalogue = match &self.points {
            Some(dir) => Catalogue::with_folder(dir)
                .with_context(|| format!("监督点文件夹“{}”有误", dir.display()))?,
            None => Catalogue::embedded().context("内置监督点有误")?,
        };
        Ok(match self.model()? {
            Some(model) => Reviewer::with_model(catalogue, model),
            None => Reviewer::by_rules(catalogue),
        })
    }

    /// The model, where address and name are given; half a configuration is an error, not rules mode.
    fn model(&self) -> anyhow::Result<Option<ModelOptions>> {
        let set = |value: &Option<String>| value.clone().filter(|text| !text.trim().is_empty());
        let (base_url, model) = match (set(&self.llm_base_url), set(&self.llm_model)) {
            (None, None) => return Ok(None),
            (Some(base_url), Some(model)) => (base_url, model),
            _ => bail!("大模型配置不全：ANJIAN_LLM_BASE_URL 与 ANJIAN_LLM_MODEL 须同时填写"),
        };
        let mut config = LlmConfig::new(base_url, model);
        config.api_key =
            std::env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty()).map(Secret::new);
        let templates = match &self.prompts {
            Some(folder) => PromptTemplates::with_overrides(folder)
                .with_context(|| format!("提示词文件夹“{}”有误", folder.display()))?,
            None => PromptTemplates::built_in().context("内置提示词有误")?,
        };
        let client = Client::new(config).context("大模型接口配置有误")?;
        Ok(Some(ModelOptions { client, templates }))
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

    /// Folder of files taken out of archives while they are read; empties at every start.
    pub fn scratch_dir(&self) -> anyhow::Result<PathBuf> {
        let folder = self.data.join("scratch");
        if let Err(error) = std::fs::remove_dir_all(&folder)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error).context("临时文件夹无法清空");
        }
        std::fs::create_dir_all(&folder).context("临时文件夹无法创建；请检查写入权限")?;
        Ok(folder)
    }

    /// Folder of page images, which can be drawn again.
    pub fn cache_dir(&self) -> PathBuf {
        self.data.join("cache")
    }

    /// Folder of the keyword index.
    pub fn index_dir(&self) -> PathBuf {
        self.data.join("index")
    }
}

/// Memory of the process that parses a file, in MiB; less is for small machines.
const MEMORY_VARIABLE: &str = "ANJIAN_EXTRACT_MEMORY_MB";
/// Seconds for one page.
const PAGE_VARIABLE: &str = "ANJIAN_EXTRACT_PAGE_SECONDS";

/// What one file may cost: the defaults, but for what the environment says.
pub fn file_limits() -> anyhow::Result<Limits> {
    let mut limits = Limits::default();
    if let Some(mebibytes) = number_of(MEMORY_VARIABLE, 1 << 20)? {
        limits.memory_bytes = mebibytes << 20;
    }
    if let Some(seconds) = number_of(PAGE_VARIABLE, 86_400)? {
        limits.timeout = Duration::from_secs(seconds);
    }
    Ok(limits)
}

/// The number from 1 to `most` that `variable` holds; `None` where it is not set.
fn number_of(variable: &str, most: u64) -> anyhow::Result<Option<u64>> {
    let Some(text) = std::env::var_os(variable).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    match text.to_str().and_then(|text| text.trim().parse().ok()) {
        Some(number) if (1..=most).contains(&number) => Ok(Some(number)),
        _ => bail!("{variable}须是1至{most}的整数"),
    }
}
