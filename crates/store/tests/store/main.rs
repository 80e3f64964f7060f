//! The store's promises, each kept on SQLite and on a PostgreSQL server that the test starts.

mod postgres;
mod promises;

use anjian_store::{Store, StoreConfig};

async fn open(url: &str, folder: &std::path::Path) -> Store {
    let config = StoreConfig { database_url: url.to_owned(), blob_dir: folder.join("blobs") };
    Store::open(config).await.expect("the store opens")
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_every_promise() {
    for promise in promises::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("anjian.db").display());
        promises::check(*promise, || open(&url, folder.path())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_every_promise() {
    let server = postgres::Server::start();
    for (number, promise) in promises::ALL.iter().enumerate() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = server.create_database(&format!("promise_{number}"));
        promises::check(*promise, || open(&url, folder.path())).await;
    }
}
