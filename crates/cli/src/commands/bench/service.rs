//! A service of its own for a measurement: `anjian serve` on a temporary data folder, spoken
//! to over HTTP as any client does.

use std::{path::Path, process::Stdio};

use anyhow::{Context, bail};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Variables by which a technician's environment would change what is measured.
const FOREIGN: &[&str] =
    &["ANJIAN_DATABASE_URL", "ANJIAN_LLM_BASE_URL", "ANJIAN_LLM_MODEL", "ANJIAN_POINTS_DIR"];

/// A running service.
pub struct Service {
    process: Child,
    /// Held open: a service that writes to a closed pipe would fail.
    _stdout: tokio::io::Lines<BufReader<tokio::process::ChildStdout>>,
    address: String,
    token: String,
    client: reqwest::Client,
}

/// A token for the data folder.
pub async fn create_token(program: &Path, data: &Path) -> anyhow::Result<String> {
    let output = command(program)
        .args(["token", "--data"])
        .arg(data)
        .args(["create", "--label", "bench"])
        .output()
        .await?;
    if !output.status.success() {
        bail!("令牌未能创建：{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Service {
    /// Starts the service on `data` and waits until it says its address.
    pub async fn start(program: &Path, data: &Path, token: String) -> anyhow::Result<Self> {
        let mut process = command(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = process.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next_line().await?.context("服务没有启动")?;
        let (_, address) = first.split_once("http://").context("服务没有说出地址")?;
        let address = format!("http://{}", address.trim_end_matches('/'));
        Ok(Self { process, _stdout: lines, address, token, client: reqwest::Client::new() })
    }

    /// Process id of the service.
    pub fn id(&self) -> anyhow::Result<u32> {
        self.process.id().context("服务已退出")
    }

    /// Kills it as a power cut does.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.process.kill().await?)
    }

    /// GET.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.send(self.client.get(format!("{}{path}", self.address))).await
    }

    /// Creates a case; gives its id.
    pub async fn create_case(&self, name: &str) -> anyhow::Result<String> {
        let url = format!("{}/api/v1/cases", self.address);
        let body = serde_json::json!({ "name": name }).to_string();
        let request = self.client.post(url).header("content-type", "application/json").body(body);
        let case = self.send(request).await?;
        Ok(case["id"].as_str().context("案件没有编号")?.to_owned())
    }

    /// Uploads a file.
    pub async fn upload(&self, case: &str, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--cut--\r\n"].concat();
        let url = format!("{}/api/v1/cases/{case}/files", self.address);
        let request = self
            .client
            .post(url)
            .header("content-type", "multipart/form-data; boundary=cut")
            .body(body);
        self.send(request).await.map(|_| ())
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> anyhow::Result<Value> {
        let answer =
            request.header("authorization", format!("Bearer {}", self.token)).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            bail!("服务答复 {status}：{text}");
        }
        Ok(serde_json::from_str(&text)?)
    }
}

fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for name in FOREIGN {
        command.env_remove(name);
    }
    command
}
