//! `anjian load`: folders of files as cases into the store, for a first look or a migration.

use std::path::{Path, PathBuf};

use anjian_core::CaseScope;
use anjian_extract::{ExtractError, Listed, list_folder};
use anjian_store::{Store, TokenIdentity};
use anyhow::Context;
use clap::Args;
use tokio::io::AsyncReadExt;

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
            let loaded = upload_folder(&store, &scope, folder).await?;
            output::print(&loaded.say(&name))?;
        }
        output::print(
            "文件尚未读取：正在运行的服务会自动读取，没有运行的，启动anjian serve后读取；进度、未能读取的文件和原因见工作台\n",
        )?;
        store.close().await;
        Ok(Outcome::Done)
    }
}

/// What became of a folder's files.
#[derive(Default)]
struct Loaded {
    stored: usize,
    duplicates: usize,
    /// One Chinese sentence each.
    refused: Vec<String>,
}

impl Loaded {
    fn say(&self, case: &str) -> String {
        let mut said = format!("案件“{case}”：已存入{}个文件", self.stored);
        if self.duplicates > 0 {
            said.push_str(&format!("，另有{}个内容重复，未再存入", self.duplicates));
        }
        said.push('\n');
        for sentence in &self.refused {
            said.push_str(&format!("未存入：{sentence}\n"));
        }
        said
    }
}

/// Stores the folder's files as `review` would read them, those of its folders included.
async fn upload_folder(store: &Store, scope: &CaseScope, folder: &Path) -> anyhow::Result<Loaded> {
    let listed =
        list_folder(folder).with_context(|| format!("文件夹“{}”无法读取", folder.display()))?;
    let mut loaded = Loaded::default();
    for Listed { name, path } in listed {
        let path = match path {
            Ok(path) => path,
            Err(problem) => {
                loaded.refused.push(problem.message);
                continue;
            }
        };
        let file = match tokio::fs::File::open(&path).await {
            Ok(file) => file,
            Err(error) => {
                loaded.refused.push(ExtractError::Unreadable(error).user_message(&name));
                continue;
            }
        };
        if upload_file(store, scope, &name, file).await? {
            loaded.duplicates += 1;
        } else {
            loaded.stored += 1;
        }
    }
    Ok(loaded)
}

/// True where the case held the same bytes.
async fn upload_file(
    store: &Store,
    scope: &CaseScope,
    name: &str,
    mut file: tokio::fs::File,
) -> anyhow::Result<bool> {
    let mut upload = store.begin_upload(scope, name, u64::MAX).await?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let taken = file.read(&mut chunk).await.with_context(|| format!("文件“{name}”无法读取"))?;
        if taken == 0 {
            return Ok(upload.finish().await?.duplicate);
        }
        upload.write(&chunk[..taken]).await?;
    }
}
