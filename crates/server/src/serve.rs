//! Serving until told to stop.

use std::{future::IntoFuture, time::Duration};

use thiserror::Error;
use tokio::{net::TcpListener, sync::watch};

use crate::{router::router, state::AppState, workers::spawn_workers};

/// Time that open requests and running jobs get after the stop; then they are cut. A chat stream or a
/// large upload may be longer, and both can be repeated.
const GRACE: Duration = Duration::from_secs(10);

/// The service could not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The listener failed.
    #[error("listener failed")]
    Listener(#[source] std::io::Error),
    /// The store failed at the start.
    #[error("store failed")]
    Store(#[from] anjian_store::StoreError),
}

/// Serves API and workbench and processes jobs until `stop` resolves; then finishes what runs.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    // One server per SQLite file: what a dead predecessor left running is nobody's now.
    let requeued = state.store.requeue_running().await?;
    if requeued > 0 {
        tracing::warn!(jobs = requeued, "jobs of a stopped server are taken up again");
    }
    let (stopping, stopped) = watch::channel(false);
    let workers = spawn_workers(state.clone(), stopped.clone());
    let wait = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    let server = axum::serve(listener, router(state.clone()))
        .with_graceful_shutdown(wait(stopped.clone()))
        .into_future();
    tokio::pin!(server, stop);
    let served = tokio::select! {
        served = &mut server => served,
        () = &mut stop => {
            tracing::info!("stopping: no new work is taken");
            let _ = stopping.send(true);
            tokio::time::timeout(GRACE, &mut server).await.unwrap_or(Ok(()))
        }
    };
    let _ = stopping.send(true);
    if !workers.join(GRACE).await {
        let requeued = state.store.requeue_running().await?;
        tracing::warn!(jobs = requeued, "jobs that did not end in time wait for the next start");
    }
    state.store.close().await;
    tracing::info!("stopped");
    served.map_err(ServeError::Listener)
}
