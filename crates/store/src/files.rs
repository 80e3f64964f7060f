//! Files and their pages.

use anjian_core::{CaseScope, FilePages, Page, PageLayout, order::natural_order};
use sqlx::{Row, any::AnyRow};

use crate::{error::StoreError, jobs, store::Store};

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
    /// One Chinese sentence: why it gave no pages.
    pub error: Option<String>,
    /// Pages; 1 for formats without pages.
    pub page_count: i64,
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
        page_count: row.try_get("page_count")?,
    })
}

impl Store {
    /// Files of the case, in natural order of names.
    pub async fn list_files(&self, scope: &CaseScope) -> Result<Vec<FileRow>, StoreError> {
        let rows = sqlx::query("SELECT id, name, size_bytes, sha256, state, error, page_count FROM files WHERE case_id = $1")
            .bind(scope.case_id().as_str())
            .fetch_all(&self.pool)
            .await?;
        let mut files: Vec<FileRow> = rows.iter().map(file_row).collect::<Result<_, _>>()?;
        files.sort_by(|a, b| natural_order(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        Ok(files)
    }

    /// One file of the case.
    pub async fn read_file(&self, scope: &CaseScope, file_id: &str) -> Result<FileRow, StoreError> {
        let row = sqlx::query("SELECT id, name, size_bytes, sha256, state, error, page_count FROM files WHERE case_id = $1 AND id = $2")
            .bind(scope.case_id().as_str())
            .bind(file_id)
            .fetch_optional(&self.pool)
            .await?;
        file_row(&row.ok_or(StoreError::NotFound)?)
    }

    /// Removes a file and queues the case's review again.
    pub async fn delete_file(&self, scope: &CaseScope, file_id: &str) -> Result<(), StoreError> {
        let file = self.read_file(scope, file_id).await?;
        let mut tx = self.pool.begin().await?;
        sqlx::query("DELETE FROM files WHERE case_id = $1 AND id = $2")
            .bind(scope.case_id().as_str())
            .bind(file_id)
            .execute(&mut *tx)
            .await?;
        jobs::enqueue_review(&mut tx, scope.case_id().as_str()).await?;
        tx.commit().await?;
        match tokio::fs::remove_file(self.blob_path(scope, &file.sha256)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Pages of all files that gave some, in natural order of names.
    pub async fn load_pages(&self, scope: &CaseScope) -> Result<Vec<FilePages>, StoreError> {
        let mut files: Vec<FilePages> = Vec::new();
        for file in self.list_files(scope).await? {
            if file.state != FileState::Done {
                continue;
            }
            let rows = sqlx::query("SELECT number, text, layout FROM pages WHERE case_id = $1 AND file_id = $2 ORDER BY ordinal")
                .bind(scope.case_id().as_str())
                .bind(&file.id)
                .fetch_all(&self.pool)
                .await?;
            let name: std::sync::Arc<str> = file.name.as_str().into();
            let pages = rows
                .iter()
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
                .collect::<Result<Vec<Page>, StoreError>>()?;
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

/// The layout of a page; one written by another version is as good as none.
fn read_layout(row: &AnyRow) -> Result<Option<PageLayout>, StoreError> {
    let json: Option<String> = row.try_get("layout")?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
