//! Files and their pages.

use anjian_core::{CaseScope, FilePages, Page, PageLayout, order::natural_order};
use sqlx::{Any, Row, Transaction, any::AnyRow};

use crate::{
    error::StoreError,
    jobs,
    members::{family, read_archives_again},
    removed::remember_removed,
    store::Store,
};

/// Where a file is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// Waits for extraction or is in it.
    Queued,
    /// Gave pages.
    Done,
    /// Gave none; its error says why.
    Failed,
}

impl FileState {
    fn parse(text: &str) -> Result<Self, StoreError> {
        match text {
            "queued" => Ok(Self::Queued),
            "done" => Ok(Self::Done),
            "failed" => Ok(Self::Failed),
            other => Err(StoreError::UnknownValue(other.to_owned())),
        }
    }
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Size.
    pub size_bytes: i64,
    /// SHA-256, hex.
    pub sha256: String,
    /// Where it is on its way.
    pub state: FileState,
    /// One Chinese sentence: why it gave no pages, or not all that is in it.
    pub error: Option<String>,
    /// The same as a code.
    pub error_code: Option<String>,
    /// Pages; 1 for formats without pages. Known early in a reading, 0 before.
    pub page_count: i64,
    /// Pages that the reading under way has stored, or the last one had.
    pub pages_done: i64,
    /// The file it was taken out of; it goes when that goes.
    pub archive_id: Option<String>,
    /// The uploaded file that it came in.
    pub root_id: Option<String>,
    /// Files around it: 0 for an uploaded one.
    pub depth: i64,
    /// Files found inside it; an archive has no pages of its own.
    pub member_count: i64,
}

/// A page of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRow {
    /// Name of the file.
    pub file: String,
    /// Id of the file.
    pub file_id: String,
    /// 1-based place in the file.
    pub ordinal: i64,
    /// Page number; `None` for formats without pages.
    pub number: Option<i64>,
    /// Pages of the file.
    pub page_count: i64,
    /// Text.
    pub text: String,
    /// Where the words stand; `None` for formats without places.
    pub layout: Option<PageLayout>,
}

fn file_row(row: &AnyRow) -> Result<FileRow, StoreError> {
    Ok(FileRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        size_bytes: row.try_get("size_bytes")?,
        sha256: row.try_get("sha256")?,
        state: FileState::parse(&row.try_get::<String, _>("state")?)?,
        error: row.try_get("error")?,
        error_code: row.try_get("error_code")?,
        page_count: row.try_get("page_count")?,
        pages_done: row.try_get("pages_done")?,
        archive_id: row.try_get("archive_id")?,
        root_id: row.try_get("root_id")?,
        depth: row.try_get("depth")?,
        member_count: row.try_get("member_count")?,
    })
}

const FILE_COLUMNS: &str =
    "SELECT id, name, size_bytes, sha256, state, error, error_code, page_count,
    pages_done, archive_id, root_id, depth, member_count FROM files";

impl Store {
    /// Files of the case, in natural order of names.
    pub async fn list_files(&self, scope: &CaseScope) -> Result<Vec<FileRow>, StoreError> {
        let sql = format!("{FILE_COLUMNS} WHERE case_id = $1");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(scope.case_id().as_str())
            .fetch_all(&self.pool)
            .await?;
        let mut files: Vec<FileRow> = rows.iter().map(file_row).collect::<Result<_, _>>()?;
        files.sort_by(|a, b| natural_order(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        Ok(files)
    }

    /// One file of the case.
    pub async fn read_file(&self, scope: &CaseScope, file_id: &str) -> Result<FileRow, StoreError> {
        let mut tx = self.pool.begin().await?;
        self.file_in(&mut tx, scope, file_id).await
    }

    pub(crate) async fn file_in(
        &self,
        tx: &mut Transaction<'_, Any>,
        scope: &CaseScope,
        file_id: &str,
    ) -> Result<FileRow, StoreError> {
        let sql = format!("{FILE_COLUMNS} WHERE case_id = $1 AND id = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(scope.case_id().as_str())
            .bind(file_id)
            .fetch_optional(&mut **tx)
            .await?;
        file_row(&row.ok_or(StoreError::NotFound)?)
    }

    /// Queues a file that gave nothing to be read again, unless it waits already. False where it
    /// was read.
    pub async fn read_again(&self, scope: &CaseScope, file_id: &str) -> Result<bool, StoreError> {
        let mut tx = self.pool.begin().await?;
        let file = self.file_in(&mut tx, scope, file_id).await?;
        match file.state {
            FileState::Done => return Ok(false),
            FileState::Queued => {}
            FileState::Failed => {
                jobs::requeue_extract(&mut tx, scope.case_id().as_str(), file_id).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Removes a file with all that came out of it and queues the case's review again. Gives the
    /// SHA-256 of each. An archive that holds the file does not bring it back.
    pub async fn delete_file(
        &self,
        scope: &CaseScope,
        file_id: &str,
    ) -> Result<Vec<String>, StoreError> {
        let mut tx = self.pool.begin().await?;
        let file = self.file_in(&mut tx, scope, file_id).await?;
        let blobs = family(&mut tx, scope, file_id).await?;
        sqlx::query("DELETE FROM files WHERE case_id = $1 AND id = $2")
            .bind(scope.case_id().as_str())
            .bind(file_id)
            .execute(&mut *tx)
            .await?;
        remember_removed(&mut tx, scope, &file.sha256).await?;
        if file.member_count > 0 {
            read_archives_again(&mut tx, scope).await?;
        }
        jobs::enqueue_review(&mut tx, scope.case_id().as_str()).await?;
        tx.commit().await?;
        for sha256 in &blobs {
            match tokio::fs::remove_file(self.blob_path(scope, sha256)).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(blobs)
    }

    /// Pages of all files that gave some, in natural order of names.
    pub async fn load_pages(&self, scope: &CaseScope) -> Result<Vec<FilePages>, StoreError> {
        let mut files: Vec<FilePages> = Vec::new();
        for file in self.list_files(scope).await? {
            if file.state != FileState::Done {
                continue;
            }
            let mut tx = self.pool.begin().await?;
            let pages = page_rows(&mut tx, scope, &file, file.page_count).await?;
            if pages.is_empty() {
                // An archive: its members are files of their own.
                continue;
            }
            let name = file.name.as_str().into();
            files.push(FilePages { file: name, pages });
        }
        Ok(files)
    }

    /// One page of the case; `ordinal` is 1-based.
    pub async fn load_page(
        &self,
        scope: &CaseScope,
        file_id: &str,
        ordinal: i64,
    ) -> Result<PageRow, StoreError> {
        let row = sqlx::query(
            "SELECT f.name, f.page_count, p.number, p.text, p.layout FROM pages p JOIN files f ON f.id = p.file_id
             WHERE p.case_id = $1 AND p.file_id = $2 AND p.ordinal = $3",
        )
        .bind(scope.case_id().as_str())
        .bind(file_id)
        .bind(ordinal)
        .fetch_optional(&self.pool)
        .await?
        .ok_or(StoreError::NotFound)?;
        Ok(PageRow {
            file: row.try_get("name")?,
            file_id: file_id.to_owned(),
            ordinal,
            number: row.try_get("number")?,
            page_count: row.try_get("page_count")?,
            text: row.try_get("text")?,
            layout: read_layout(&row)?,
        })
    }
}

/// The first `count` pages of a file, in order.
pub(crate) async fn page_rows(
    tx: &mut Transaction<'_, Any>,
    scope: &CaseScope,
    file: &FileRow,
    count: i64,
) -> Result<Vec<Page>, StoreError> {
    let rows = sqlx::query("SELECT number, text, layout FROM pages WHERE case_id = $1 AND file_id = $2 AND ordinal <= $3 ORDER BY ordinal")
        .bind(scope.case_id().as_str())
        .bind(&file.id)
        .bind(count)
        .fetch_all(&mut **tx)
        .await?;
    let name: std::sync::Arc<str> = file.name.as_str().into();
    rows.iter()
        .map(|row| {
            let number: Option<i64> = row.try_get("number")?;
            let text: String = row.try_get("text")?;
            Ok(Page {
                file: name.clone(),
                number: number.and_then(|n| u32::try_from(n).ok()),
                text: text.into(),
                layout: read_layout(row)?.map(Into::into),
            })
        })
        .collect()
}

/// The layout of a page; one written by another version is as good as none.
fn read_layout(row: &AnyRow) -> Result<Option<PageLayout>, StoreError> {
    let json: Option<String> = row.try_get("layout")?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
