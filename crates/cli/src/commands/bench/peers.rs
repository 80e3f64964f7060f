//! What other tools read of the same inputs: JSON lines {tool, kind, page, text, seconds} of
//! `eval/extraction/peers.py`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::Deserialize;

/// A page as a peer read it; `page` 0 tells the time a tool takes to load.
#[derive(Debug, Clone, Deserialize)]
struct PeerLine {
    tool: String,
    kind: String,
    page: usize,
    text: String,
    seconds: f64,
}

/// What a tool read of one input.
#[derive(Debug, Clone, Default)]
pub struct PeerReading {
    /// Texts by 1-based page.
    pub pages: BTreeMap<usize, String>,
    /// Time of all pages.
    pub seconds: f64,
}

/// Where the peers' readings come from.
pub struct Peers {
    program: Option<Vec<String>>,
    readings: BTreeMap<(String, String), PeerReading>,
    /// Seconds that each tool takes to load.
    pub load_seconds: BTreeMap<String, f64>,
}

impl Peers {
    /// Readings recorded in the `.jsonl` files of `folder`, and `program` for those not recorded.
    pub fn new(folder: Option<&Path>, program: Option<Vec<String>>) -> anyhow::Result<Self> {
        let mut peers = Self { program, readings: BTreeMap::new(), load_seconds: BTreeMap::new() };
        if let Some(folder) = folder {
            let entries = std::fs::read_dir(folder)
                .with_context(|| format!("文件夹“{}”无法读取", folder.display()))?;
            for entry in entries {
                let path = entry?.path();
                if path.extension().is_some_and(|it| it == "jsonl") {
                    peers.take(&std::fs::read_to_string(&path)?)?;
                }
            }
        }
        Ok(peers)
    }

    /// Has the peers' program read `input` now, between our own readings, so that a machine that
    /// drifts does so for all.
    pub async fn read_now(&mut self, input: &Path) -> anyhow::Result<()> {
        let Some([program, arguments @ ..]) = self.program.as_deref() else { return Ok(()) };
        let output = tokio::process::Command::new(program)
            .args(arguments)
            .arg(input)
            .stderr(std::process::Stdio::inherit())
            .output()
            .await
            .with_context(|| format!("对照程序“{program}”无法启动"))?;
        if !output.status.success() {
            bail!("对照程序读取“{}”失败：{}", input.display(), output.status);
        }
        self.take(&String::from_utf8_lossy(&output.stdout))
    }

    /// What `tool` read of the input of `kind`.
    pub fn reading(&self, tool: &str, kind: &str) -> Option<&PeerReading> {
        self.readings.get(&(tool.to_owned(), kind.to_owned()))
    }

    fn take(&mut self, lines: &str) -> anyhow::Result<()> {
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let line: PeerLine = serde_json::from_str(line).context("对照程序的输出有误")?;
            if line.page == 0 {
                self.load_seconds.insert(line.tool, line.seconds);
                continue;
            }
            let reading = self.readings.entry((line.tool, line.kind)).or_default();
            reading.pages.insert(line.page, line.text);
            reading.seconds += line.seconds;
        }
        Ok(())
    }
}

/// Splits a command line at its blanks; each input's path is added at its end.
pub fn parse_program(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// A one-line text file and a one-line picture in `folder`: what it costs to start a child, and to
/// load the models.
pub fn probes(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join("seeds/utf8.txt"), folder.join("seeds/slip.png"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_readings_and_loads() {
        let mut peers = Peers::new(None, None).expect("none");
        peers
            .take(concat!(
                r#"{"tool":"t","kind":"","page":0,"text":"","seconds":2.0}"#,
                "\n",
                r#"{"tool":"t","kind":"a","page":1,"text":"甲","seconds":0.5}"#,
                "\n",
                r#"{"tool":"t","kind":"a","page":2,"text":"乙","seconds":0.25}"#,
            ))
            .expect("lines");
        assert_eq!(peers.load_seconds["t"], 2.0);
        let reading = peers.reading("t", "a").expect("a reading");
        assert_eq!((reading.pages.len(), reading.seconds), (2, 0.75));
        assert!(peers.reading("t", "b").is_none() && peers.take("no JSON").is_err());
    }
}
