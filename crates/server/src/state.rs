//! What handlers and workers share.

use std::sync::Arc;

use anjian_extract::Worker;
use anjian_review::{KeywordIndex, Reviewer};
use anjian_store::Store;
use tokio::sync::Semaphore;

use crate::{metrics::Metrics, page_images::PageImages, passwords::Passwords};

/// Questions answered at once; more are told to wait (429).
const ANSWERS: usize = 8;

/// Settings of the service.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Bytes one uploaded file may have. Larger ones are refused with 413.
    pub upload_bytes: u64,
    /// Files of a case processed at once, over all cases.
    pub workers: usize,
    /// Share of confirmed findings, 0 to 1, below which a point's hits are shown as hints.
    pub hint_below: Option<f64>,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self { upload_bytes: 2 << 30, workers: 2, hint_below: None }
    }
}

/// Shared state; clones share it.
#[derive(Clone)]
pub struct AppState {
    /// Persistence.
    pub store: Store,
    /// Reviews and answers.
    pub reviewer: Arc<Reviewer>,
    /// Passages of all cases.
    pub index: Arc<KeywordIndex>,
    /// Parser of files.
    pub extractor: Worker,
    /// Settings.
    pub config: ServerConfig,
    /// Questions answered at once; each reads a whole case.
    pub(crate) answers: Arc<Semaphore>,
    /// Images of pages.
    pub(crate) images: Arc<PageImages>,
    /// Passwords of files.
    pub(crate) passwords: Arc<Passwords>,
    /// Counters.
    pub(crate) metrics: Arc<Metrics>,
}

impl AppState {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        reviewer: Reviewer,
        index: KeywordIndex,
        extractor: Worker,
        images: PageImages,
        config: ServerConfig,
    ) -> Self {
        Self {
            store,
            reviewer: Arc::new(reviewer),
            index: Arc::new(index),
            extractor,
            config,
            answers: Arc::new(Semaphore::new(ANSWERS)),
            images: Arc::new(images),
            passwords: Arc::new(Passwords::default()),
            metrics: Arc::new(Metrics::new()),
        }
    }
}
