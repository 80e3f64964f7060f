//! Files that a person removed (人工删除): what an archive holds of them stays removed when it is read
//! again. Who uploads such a file, or an archive of it, afterwards wants it back.

use anjian_core::CaseScope;
use sqlx::{Any, Transaction};

use crate::{error::StoreError, ids::now_ms, store::Store};

/// Remembers that the bytes were removed now.
pub(crate) async fn remember_removed(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
    sha256: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO removed_files (case_id, sha256, removed_at) VALUES ($1, $2, $3)
         ON CONFLICT (case_id, sha256) DO UPDATE SET removed_at = excluded.removed_at",
    )
    .bind(scope.case_id().as_str().to_owned())
    .bind(sha256.to_owned())
    .bind(now_ms())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets that the bytes were removed: they were uploaded again.
pub(crate) async fn forget_removed(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
    sha256: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM removed_files WHERE case_id = $1 AND sha256 = $2")
        .bind(scope.case_id().as_str().to_owned())
        .bind(sha256.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl Store {
    /// True where the bytes were removed after the uploaded file `root_id`, which holds them, came.
    pub(crate) async fn was_removed(
        &self,
        scope: &CaseScope,
        root_id: &str,
        sha256: &str,
    ) -> Result<bool, StoreError> {
        let removed = sqlx::query(
            "SELECT r.sha256 FROM removed_files r JOIN files root ON root.case_id = r.case_id
             WHERE r.case_id = $1 AND r.sha256 = $2 AND root.id = $3 AND root.created_at <= r.removed_at",
        )
        .bind(scope.case_id().as_str())
        .bind(sha256)
        .bind(root_id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(removed.is_some())
    }
}
