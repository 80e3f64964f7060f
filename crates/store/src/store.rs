//! The store: a pool of connections and a folder of blobs.

use std::path::{Path, PathBuf};

use sqlx::{
    AnyPool, Executor,
    any::{AnyPoolOptions, install_default_drivers},
};

use crate::error::StoreError;

/// Where data lives.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:///path/anjian.db?mode=rwc` or `postgres://…`.
    pub database_url: String,
    /// Folder of uploaded files.
    pub blob_dir: PathBuf,
}

/// Handle to the store; clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: AnyPool,
    pub(crate) blob_dir: PathBuf,
}

/// Connections to a PostgreSQL server.
const POSTGRES_CONNECTIONS: u32 = 8;

impl Store {
    /// Opens the database, bringing its schema up to date, and the blob folder.
    pub async fn open(config: StoreConfig) -> Result<Self, StoreError> {
        install_default_drivers();
        let is_sqlite = config.database_url.starts_with("sqlite:");
        // SQLite has one writer; one connection makes transactions queue instead of failing as busy.
        let connections = if is_sqlite { 1 } else { POSTGRES_CONNECTIONS };
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if is_sqlite {
                        // FULL: a commit is on disk before it returns, also in WAL mode.
                        for pragma in [
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA synchronous = FULL",
                            "PRAGMA foreign_keys = ON",
                            "PRAGMA busy_timeout = 10000",
                        ] {
                            connection.execute(pragma).await?;
                        }
                    }
                    Ok(())
                })
            })
            .connect(&config.database_url)
            .await?;
        sqlx::migrate!("./migrations").run(&pool).await?;
        tokio::fs::create_dir_all(&config.blob_dir).await?;
        Ok(Self { pool, blob_dir: config.blob_dir })
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for running statements and closes.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Folder of uploaded files.
    pub fn blob_dir(&self) -> &Path {
        &self.blob_dir
    }
}
