//! Files taken out of others (压缩包成员、附件): files of the case like any other, that go when the
//! file they came in goes.

use anjian_core::CaseScope;
use sqlx::{Any, Row, Transaction};

use crate::{
    error::StoreError,
    files::FileRow,
    jobs::{self, Job},
    store::Store,
    uploads::{StoredFile, Upload},
};

/// Files that may come out of one uploaded file, over all levels: more is no dossier an office
/// packed, and an archive that holds itself would not end.
const MEMBERS: i64 = 5_000;

/// Where a new file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The file that holds it.
    pub archive_id: String,
    /// The uploaded file.
    pub root_id: String,
    /// Files around it.
    pub depth: i64,
}

/// What became of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredMember {
    /// It is a file of the case, new or known.
    Stored(StoredFile),
    /// A person has removed it before; nothing was stored.
    Removed,
    /// The uploaded file holds too many already.
    TooMany,
    /// The job is another worker's now; nothing was stored.
    Lost,
}

impl Upload {
    /// Ends the upload of a member of `archive`, which `job` reads: as [`Upload::finish`], bytes that
    /// the case holds already stay as they are.
    pub async fn finish_member(
        self,
        job: &Job,
        archive: &FileRow,
    ) -> Result<StoredMember, StoreError> {
        let store = self.store();
        if !store.is_claimed(job).await? {
            return Ok(StoredMember::Lost);
        }
        let root_id = archive.root_id.clone().unwrap_or_else(|| archive.id.clone());
        if store.members_of(&job.scope, &root_id).await? >= MEMBERS {
            return Ok(StoredMember::TooMany);
        }
        if store.was_removed(&job.scope, &root_id, &self.sha256()).await? {
            return Ok(StoredMember::Removed);
        }
        let origin = Origin { archive_id: archive.id.clone(), root_id, depth: archive.depth + 1 };
        Ok(StoredMember::Stored(self.finish_from(Some(origin)).await?))
    }
}

impl Store {
    async fn members_of(&self, scope: &CaseScope, root_id: &str) -> Result<i64, StoreError> {
        let row = sqlx::query(
            "SELECT count(*) AS members FROM files WHERE case_id = $1 AND root_id = $2",
        )
        .bind(scope.case_id().as_str())
        .bind(root_id)
        .fetch_one(&self.pool)
        .await?;
        Ok(row.try_get("members")?)
    }
}

/// SHA-256 of the file and all that came out of it: their bytes go with it.
pub(crate) async fn family(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
    file_id: &str,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "WITH RECURSIVE family (id, sha256) AS (
             SELECT id, sha256 FROM files WHERE case_id = $1 AND id = $2
             UNION ALL
             SELECT f.id, f.sha256 FROM files f JOIN family ON f.archive_id = family.id)
         SELECT sha256 FROM family",
    )
    .bind(scope.case_id().as_str().to_owned())
    .bind(file_id.to_owned())
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("sha256")?)).collect()
}

/// Queues the case's files that hold others: what came out of a file that was removed may be in one
/// of them, too.
pub(crate) async fn read_archives_again(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
) -> Result<(), StoreError> {
    let case = scope.case_id().as_str();
    let rows = sqlx::query(
        "SELECT id FROM files WHERE case_id = $1 AND member_count > 0 AND state <> 'queued'",
    )
    .bind(case.to_owned())
    .fetch_all(&mut **tx)
    .await?;
    for row in rows {
        jobs::requeue_extract(tx, case, &row.try_get::<String, _>("id")?).await?;
    }
    Ok(())
}

/// Makes a member a file of its own: it was uploaded by itself, too.
pub(crate) async fn adopt(tx: &mut Transaction<'_, Any>, file_id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE files SET archive_id = NULL, root_id = NULL, depth = 0 WHERE id = $1")
        .bind(file_id.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
