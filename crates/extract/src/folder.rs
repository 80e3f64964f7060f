//! A folder of files as one case: every file read or listed as skipped, in natural order.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use anjian_core::{FilePages, Problem, ProblemCode, order::natural_order};
use encoding_rs::GB18030;
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::{
    error::ExtractError,
    nested::{PageProgress, Reading, read_nested},
    worker::Worker,
};

/// Children that run at once.
const PARALLEL: usize = 2;

/// The folder itself can't be read.
#[derive(Debug, Error)]
#[error("folder cannot be read")]
pub struct FolderError(#[source] pub std::io::Error);

/// A file that gave no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its path in the folder.
    pub file: String,
    /// What kept it.
    pub problem: Problem,
}

/// What a folder gave.
#[derive(Debug, Default)]
pub struct FolderExtract {
    /// Files that gave pages, in order.
    pub files: Vec<FilePages>,
    /// Files that did not.
    pub skipped: Vec<Skipped>,
}

/// How far the reading of a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Files done.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// The page that was read last, unless a file was done since.
    pub page: Option<PageProgress>,
}

/// An entry of a folder.
#[derive(Debug)]
pub struct Listed {
    /// Its path in the folder.
    pub name: String,
    /// Where it is, or why it can't be taken.
    pub path: Result<PathBuf, Problem>,
}

/// Every file under `folder`, in natural order. Links are not followed, so that nothing outside is
/// read; files of the system (.DS_Store, ~$x.docx) are no files of the case.
pub fn list_folder(folder: &Path) -> Result<Vec<Listed>, FolderError> {
    let mut listed = Vec::new();
    list(folder, "", &mut listed).map_err(FolderError)?;
    listed.sort_by(|a, b| natural_order(&a.name, &b.name));
    Ok(listed)
}

/// Reads what [`list_folder`] lists.
pub async fn extract_folder(
    worker: &Worker,
    folder: &Path,
    report: impl Fn(Progress) + Sync,
) -> Result<FolderExtract, FolderError> {
    let listed = list_folder(folder)?;
    let total = listed.len();
    report(Progress { done: 0, total, page: None });
    let permits = Semaphore::new(PARALLEL);
    let done = AtomicUsize::new(0);
    let report_page = |page| {
        report(Progress { done: done.load(Ordering::Relaxed), total, page: Some(page) });
    };
    let tasks = listed.iter().map(|file| async {
        let readings = match &file.path {
            Err(problem) => {
                vec![Reading { name: file.name.clone(), result: Err(problem.clone()) }]
            }
            Ok(path) => {
                let _permit = permits.acquire().await;
                read_nested(worker, path, &file.name, None, &report_page).await
            }
        };
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        report(Progress { done, total, page: None });
        readings
    });
    let readings = futures::future::join_all(tasks).await;
    let mut extract = FolderExtract::default();
    for Reading { name, result } in readings.into_iter().flatten() {
        match result {
            Ok(pages) => extract.files.push(pages),
            Err(problem) => extract.skipped.push(Skipped { file: name, problem }),
        }
    }
    Ok(extract)
}

fn list(folder: &Path, prefix: &str, listed: &mut Vec<Listed>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        // An entry that can't be looked at costs itself, not its folder.
        let Ok(entry) = entry else { continue };
        let name = display_name(&entry.file_name());
        if is_system_file(&name) {
            continue;
        }
        let name = format!("{prefix}{name}");
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                let inner = format!("{name}/");
                if list(&path, &inner, listed).is_err() {
                    let problem = unreadable(format!("文件夹“{name}”无法读取；请检查读取权限"));
                    listed.push(Listed { name, path: Err(problem) });
                }
            }
            Ok(kind) if kind.is_file() => listed.push(Listed { name, path: Ok(path) }),
            Ok(_) => {
                let problem =
                    unreadable(format!("“{name}”是链接或者特殊文件，未读取；请放入文件本身"));
                listed.push(Listed { name, path: Err(problem) });
            }
            Err(error) => {
                let problem = ExtractError::Unreadable(error).problem(&name);
                listed.push(Listed { name, path: Err(problem) });
            }
        }
    }
    Ok(())
}

fn unreadable(message: String) -> Problem {
    Problem { code: ProblemCode::Unreadable, message }
}

/// A file's name for people: bytes that are no UTF-8 are read as GB18030, as old archives have them.
fn display_name(name: &std::ffi::OsStr) -> String {
    let name = match name.to_str() {
        Some(name) => name.to_owned(),
        None => GB18030.decode(name.as_encoded_bytes()).0.into_owned(),
    };
    // Control chars in a name would reach the terminal.
    name.chars().filter(|c| !c.is_control()).collect()
}

fn is_system_file(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_archives_names_are_readable() {
        use std::os::unix::ffi::OsStrExt;
        let bytes = GB18030.encode("讯问笔录.txt").0;
        assert_eq!(display_name(std::ffi::OsStr::from_bytes(&bytes)), "讯问笔录.txt");
    }
}
