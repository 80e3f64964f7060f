//! Opens an index on disk and says what became of it.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use tantivy::Index;

use crate::{
    error::SearchError,
    index::KeywordIndex,
    schema::{self, FORMAT},
};

/// Folders of this crate inside the given one are called this and a format's number.
const FOLDER_PREFIX: &str = "keyword-";
const LOCK_FILE: &str = "keyword.lock";

/// An index on disk, ready, and what opening found.
#[derive(Debug)]
pub struct OpenedIndex {
    /// The index.
    pub index: KeywordIndex,
    /// Whether it holds what was put in before.
    pub state: IndexState,
}

/// What opening found; all but `Kept` mean that every case must be indexed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// The index holds what was put in before.
    Kept,
    /// There was none.
    Created,
    /// There was one that could not be used; it is deleted and an empty one stands in its place.
    Emptied(EmptiedBecause),
}

/// Why an index could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptiedBecause {
    /// Another version of Anjian made it.
    OtherVersion,
    /// A file of it is missing or not what was written.
    Damaged,
}

impl KeywordIndex {
    /// Opens the index in the folder `dir`, which is made where there is none. Every byte of an
    /// index found there is checked against its checksum, so that damage shows here and not in
    /// an answer.
    pub fn open(dir: &Path) -> Result<OpenedIndex, SearchError> {
        fs::create_dir_all(dir).map_err(|source| folder_error(dir, source))?;
        let lock = take_lock(dir)?;
        let folder = dir.join(format!("{FOLDER_PREFIX}{FORMAT}"));
        let mut state = if remove_other_formats(dir, &folder)? {
            IndexState::Emptied(EmptiedBecause::OtherVersion)
        } else {
            IndexState::Created
        };
        if folder.exists() {
            match check_existing(&folder) {
                Ok(index) => {
                    let index = Self::over(index, Some(lock))?;
                    return Ok(OpenedIndex { index, state: IndexState::Kept });
                }
                Err(because) => {
                    fs::remove_dir_all(&folder).map_err(|source| folder_error(&folder, source))?;
                    state = IndexState::Emptied(because);
                }
            }
        }
        fs::create_dir_all(&folder).map_err(|source| folder_error(&folder, source))?;
        let (schema, _) = schema::build();
        let index = Self::over(Index::create_in_dir(&folder, schema)?, Some(lock))?;
        Ok(OpenedIndex { index, state })
    }
}

/// Keeps a second process out: it would take an index in use for a damaged one.
fn take_lock(dir: &Path) -> Result<File, SearchError> {
    let path = dir.join(LOCK_FILE);
    let file = File::create(&path).map_err(|source| folder_error(&path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(SearchError::InUse(dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(folder_error(&path, source)),
    }
}

fn check_existing(folder: &Path) -> Result<Index, EmptiedBecause> {
    let index = Index::open_in_dir(folder).map_err(|error| match error {
        tantivy::TantivyError::IncompatibleIndex(_) => EmptiedBecause::OtherVersion,
        _ => EmptiedBecause::Damaged,
    })?;
    if index.schema() != schema::build().0 {
        return Err(EmptiedBecause::OtherVersion);
    }
    match index.validate_checksum() {
        Ok(damaged) if damaged.is_empty() => Ok(index),
        _ => Err(EmptiedBecause::Damaged),
    }
}

/// Deletes what other formats of this crate left; true where something was.
fn remove_other_formats(dir: &Path, keep: &PathBuf) -> Result<bool, SearchError> {
    let mut removed = false;
    for entry in fs::read_dir(dir).map_err(|source| folder_error(dir, source))? {
        let path = entry.map_err(|source| folder_error(dir, source))?.path();
        let format = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX))
            .and_then(|number| number.parse::<u32>().ok());
        if format.is_some() && path != *keep && path.is_dir() {
            fs::remove_dir_all(&path).map_err(|source| folder_error(&path, source))?;
            removed = true;
        }
    }
    Ok(removed)
}

fn folder_error(path: &Path, source: io::Error) -> SearchError {
    SearchError::Folder { path: path.to_owned(), source }
}
