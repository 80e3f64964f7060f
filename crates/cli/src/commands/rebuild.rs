//! `anjian rebuild`: everything derived is made again from the files.

use clap::Args;

use super::Outcome;
use crate::{configuration::DataOptions, output};

/// Arguments of `rebuild`.
#[derive(Args)]
pub struct Rebuild {
    #[command(flatten)]
    data: DataOptions,
}

impl Rebuild {
    /// Queues every file; a running or the next server does the work.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let store = self.data.open().await?;
        let files = store.rebuild().await?;
        output::print(&format!("已排队重新处理{files}个文件；人工意见和审计记录不受影响\n"))?;
        store.close().await;
        Ok(Outcome::Done)
    }
}
