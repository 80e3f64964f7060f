//! `anjian load`: folders of files as cases into the store, for a first look or a migration.

use std::path::{Path, PathBuf};

use anjian_core::CaseScope;
use anjian_store::{Store, TokenIdentity};
use anyhow::Context;
use clap::Args;

use super::{Outcome, review::case_name};
use crate::{configuration::DataOptions, output};

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

/// Arguments of `load`.
#[derive(Args)]
pub struct Load {
    #[command(flatten)]
    data: DataOptions,
    /// 案卷文件夹，每个作为一件案件；同名案件已存在时跳过
    #[arg(required = true)]
    folders: Vec<PathBuf>,
}

impl Load {
    /// Stores the files; a running or the next server processes them.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let store = self.data.open().await?;
        // The command's user owns all data anyway.
        let everybody =
            TokenIdentity { id: String::new(), label: "命令行".to_owned(), all_cases: true };
        let known: Vec<String> =
            store.list_cases(&everybody).await?.into_iter().map(|case| case.name).collect();
        for folder in &self.folders {
            let name = case_name(folder);
            if known.contains(&name) {
                output::print(&format!("案件“{name}”已在库中，跳过\n"))?;
                continue;
            }
            let case = store.create_case(&name, &everybody).await?;
            let scope = CaseScope::authorised(case.id);
            let files = upload_folder(&store, &scope, folder).await?;
            output::print(&format!("案件“{name}”：已存入{files}个文件\n"))?;
        }
        store.close().await;
        Ok(Outcome::Done)
    }
}

async fn upload_folder(store: &Store, scope: &CaseScope, folder: &Path) -> anyhow::Result<usize> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("文件夹“{}”无法读取", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_file())
        .collect();
    names.sort();
    for path in &names {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut upload = store.begin_upload(scope, &name, u64::MAX).await?;
        let bytes =
            std::fs::read(path).with_context(|| format!("文件“{}”无法读取", path.display()))?;
        for chunk in bytes.chunks(CHUNK) {
            upload.write(chunk).await?;
        }
        upload.finish().await?;
    }
    Ok(names.len())
}
