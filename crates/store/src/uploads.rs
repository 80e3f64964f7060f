//! Uploads: streamed to disk, hashed on the way, answered once file and job are safe.

use std::path::{Path, PathBuf};

use anjian_core::CaseScope;
use sha2::{Digest, Sha256};
use sqlx::{Any, Row, Transaction};
use tokio::{fs::File, io::AsyncWriteExt};

use crate::{
    error::StoreError,
    ids::{hex, now_ms, random_hex},
    jobs,
    members::{Origin, adopt},
    removed::forget_removed,
    store::Store,
};

/// A file that was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Id of the file; of the known one where the bytes were there already.
    pub id: String,
    /// Name; of the known one where the bytes were there already.
    pub name: String,
    /// Size.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// True when the case held the same bytes: nothing was stored again.
    pub duplicate: bool,
}

/// An upload on its way; dropped unfinished, it leaves nothing behind.
pub struct Upload {
    store: Store,
    scope: CaseScope,
    name: String,
    limit_bytes: u64,
    size_bytes: u64,
    hash: Sha256,
    file: File,
    temporary: TemporaryFile,
}

/// Removes the file when dropped.
struct TemporaryFile(PathBuf);

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // Gone already after the rename; anything else the next start sweeps.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Store {
    /// Begins an upload of `name` into the scope's case.
    pub async fn begin_upload(
        &self,
        scope: &CaseScope,
        name: &str,
        limit_bytes: u64,
    ) -> Result<Upload, StoreError> {
        let folder = self.case_dir(scope);
        tokio::fs::create_dir_all(&folder).await?;
        let path = folder.join(format!(".upload-{}", random_hex::<8>()?));
        let file = File::create_new(&path).await?;
        Ok(Upload {
            store: self.clone(),
            scope: scope.clone(),
            name: name.to_owned(),
            limit_bytes,
            size_bytes: 0,
            hash: Sha256::new(),
            file,
            temporary: TemporaryFile(path),
        })
    }

    /// Folder of the scope's files. A case's id is safe in a path.
    pub(crate) fn case_dir(&self, scope: &CaseScope) -> PathBuf {
        self.blob_dir.join(scope.case_id().as_str())
    }

    /// Path of a stored file's bytes.
    pub fn blob_path(&self, scope: &CaseScope, sha256: &str) -> PathBuf {
        self.case_dir(scope).join(sha256)
    }
}

impl Upload {
    /// Adds bytes.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), StoreError> {
        self.size_bytes += chunk.len() as u64;
        if self.size_bytes > self.limit_bytes {
            return Err(StoreError::TooLarge { limit: self.limit_bytes });
        }
        self.hash.update(chunk);
        self.file.write_all(chunk).await?;
        Ok(())
    }

    /// SHA-256 of the bytes so far, hex.
    pub(crate) fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    pub(crate) fn store(&self) -> Store {
        self.store.clone()
    }

    /// Ends the upload: when this returns, bytes, row and job are on disk.
    pub async fn finish(self) -> Result<StoredFile, StoreError> {
        self.finish_from(None).await
    }

    pub(crate) async fn finish_from(
        mut self,
        origin: Option<Origin>,
    ) -> Result<StoredFile, StoreError> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256 = self.sha256();
        let case = self.scope.case_id().as_str();
        let id = random_hex::<12>()?;
        // The bytes first: a row must never point at nothing. A crash in between leaves a file
        // without a row, which the same upload would write again.
        let path = self.store.blob_path(&self.scope, &sha256);
        tokio::fs::rename(&self.temporary.0, &path).await?;
        sync_folder(&self.store.case_dir(&self.scope)).await?;

        let mut tx = self.store.pool.begin().await?;
        if origin.is_none() {
            forget_removed(&mut tx, &self.scope, &sha256).await?;
        }
        let name = free_name(&mut tx, case, &self.name).await?;
        let size = i64::try_from(self.size_bytes).unwrap_or(i64::MAX);
        let inserted = sqlx::query(
            "INSERT INTO files (id, case_id, name, size_bytes, sha256, state, page_count, created_at, archive_id, root_id, depth)
             VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6, $7, $8, $9) ON CONFLICT (case_id, sha256) DO NOTHING",
        )
        .bind(&id)
        .bind(case)
        .bind(&name)
        .bind(size)
        .bind(&sha256)
        .bind(now_ms())
        .bind(origin.as_ref().map(|origin| origin.archive_id.clone()))
        .bind(origin.as_ref().map(|origin| origin.root_id.clone()))
        .bind(origin.as_ref().map_or(0, |origin| origin.depth))
        .execute(&mut *tx)
        .await?;
        if inserted.rows_affected() == 0 {
            let known =
                sqlx::query("SELECT id, name FROM files WHERE case_id = $1 AND sha256 = $2")
                    .bind(case)
                    .bind(&sha256)
                    .fetch_one(&mut *tx)
                    .await?;
            let known_id: String = known.try_get("id")?;
            if origin.is_none() {
                adopt(&mut tx, &known_id).await?;
                tx.commit().await?;
            }
            return Ok(StoredFile {
                id: known_id,
                name: known.try_get("name")?,
                size_bytes: self.size_bytes,
                sha256,
                duplicate: true,
            });
        }
        jobs::enqueue_extract(&mut tx, case, &id).await?;
        tx.commit().await?;
        Ok(StoredFile { id, name, size_bytes: self.size_bytes, sha256, duplicate: false })
    }
}

/// The name, or the first of `甲 (2).pdf`, `甲 (3).pdf` … that no file of the case has: quotes name
/// their file, so two files of a case may not share a name.
async fn free_name(
    tx: &mut Transaction<'_, Any>,
    case: &str,
    name: &str,
) -> Result<String, StoreError> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => {
            (stem, format!(".{extension}"))
        }
        _ => (name, String::new()),
    };
    let mut free = name.to_owned();
    let mut number = 2;
    while sqlx::query("SELECT id FROM files WHERE case_id = $1 AND name = $2")
        .bind(case.to_owned())
        .bind(free.clone())
        .fetch_optional(&mut **tx)
        .await?
        .is_some()
    {
        free = format!("{stem} ({number}){extension}");
        number += 1;
    }
    Ok(free)
}

/// Makes a rename in `folder` survive a power cut.
async fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).await?.sync_all().await?;
    Ok(())
}
