//! Images of pages: drawn when asked for, kept on disk while there is room. Derived (invariant 5):
//! the folder may be removed at any time.

use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

use anjian_core::CaseScope;
use anjian_extract::{Drawing, RENDERER};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

/// Pages drawn at once: each takes a processor and some hundred megabytes.
const DRAWN_AT_ONCE: usize = 2;
/// Readers that may wait for a page; more are told to come again (429).
const WAITING: usize = 32;

/// The images, a folder per case so that they go with it.
pub struct PageImages {
    folder: PathBuf,
    limit_bytes: u64,
    /// Bytes in the folder.
    kept_bytes: Mutex<u64>,
    waiting: Semaphore,
    drawing: Semaphore,
}

/// The right to draw a page.
pub(crate) struct DrawingPermit<'a> {
    _waiting: SemaphorePermit<'a>,
    _drawing: SemaphorePermit<'a>,
}

struct Kept {
    path: PathBuf,
    bytes: u64,
    used_at: SystemTime,
}

impl PageImages {
    /// Keeps up to `limit_bytes` in `folder`.
    pub async fn open(folder: PathBuf, limit_bytes: u64) -> std::io::Result<Self> {
        tokio::fs::create_dir_all(&folder).await?;
        let scanned = folder.clone();
        let kept = blocking(move || list(&scanned)).await?;
        Ok(Self {
            folder,
            limit_bytes,
            kept_bytes: Mutex::new(kept.iter().map(|kept| kept.bytes).sum()),
            waiting: Semaphore::new(WAITING),
            drawing: Semaphore::new(DRAWN_AT_ONCE),
        })
    }

    /// Waits for a place to draw; `None` while too many wait.
    pub(crate) async fn permit(&self) -> Option<DrawingPermit<'_>> {
        let waiting = self.waiting.try_acquire().ok()?;
        let drawing = self.drawing.acquire().await.ok()?;
        Some(DrawingPermit { _waiting: waiting, _drawing: drawing })
    }

    /// The image of that name, if it is kept; then it was used now.
    pub(crate) async fn find(&self, scope: &CaseScope, name: &str) -> Option<Vec<u8>> {
        let path = self.path(scope, name);
        let bytes = tokio::fs::read(&path).await.ok()?;
        let touched = blocking(move || {
            std::fs::File::options().append(true).open(path)?.set_modified(SystemTime::now())
        });
        // Without its time it is only removed sooner.
        let _ = touched.await;
        Some(bytes)
    }

    /// Keeps an image, removing those not used for longest where there is no room.
    pub(crate) async fn keep(
        &self,
        scope: &CaseScope,
        name: &str,
        bytes: &[u8],
    ) -> std::io::Result<()> {
        let path = self.path(scope, name);
        tokio::fs::create_dir_all(path.parent().unwrap_or(&self.folder)).await?;
        let mut kept_bytes = self.kept_bytes.lock().await;
        let part = path.with_extension("part");
        tokio::fs::write(&part, bytes).await?;
        tokio::fs::rename(&part, &path).await?;
        *kept_bytes += bytes.len() as u64;
        if *kept_bytes > self.limit_bytes {
            let (folder, limit) = (self.folder.clone(), self.limit_bytes);
            *kept_bytes = blocking(move || make_room(&folder, limit)).await?;
        }
        Ok(())
    }

    /// Removes the images of a file by the hash of its bytes.
    pub(crate) async fn forget_file(&self, scope: &CaseScope, sha256: &str) -> std::io::Result<()> {
        let folder = self.case_folder(scope);
        let prefix = sha256.to_owned();
        blocking(move || {
            for kept in list(&folder)? {
                if kept.path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix)) {
                    remove(&kept.path)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Removes the images of a case.
    pub(crate) async fn forget_case(&self, scope: &CaseScope) -> std::io::Result<()> {
        match tokio::fs::remove_dir_all(self.case_folder(scope)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn case_folder(&self, scope: &CaseScope) -> PathBuf {
        // A case's id is safe in a path.
        self.folder.join(scope.case_id().as_str())
    }

    fn path(&self, scope: &CaseScope, name: &str) -> PathBuf {
        self.case_folder(scope).join(name)
    }
}

/// Name of an image: of the same name are only the same bytes.
pub(crate) fn image_name(sha256: &str, drawing: &Drawing) -> String {
    let Drawing { page, scale, turn, format } = drawing;
    format!("{sha256}-{page}-{scale:.2}-{turn}-{RENDERER}.{}", format.extension())
}

/// All files under `folder`.
fn list(folder: &Path) -> std::io::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            // Gone since: another request made room.
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                let used_at = metadata.modified()?;
                kept.push(Kept { path: entry.path(), bytes: metadata.len(), used_at });
            }
        }
    }
    Ok(kept)
}

/// Removes what was not used for longest until a tenth of the room is free; gives the bytes left.
fn make_room(folder: &Path, limit_bytes: u64) -> std::io::Result<u64> {
    let mut kept = list(folder)?;
    kept.sort_by_key(|kept| kept.used_at);
    let mut left: u64 = kept.iter().map(|kept| kept.bytes).sum();
    for oldest in kept {
        if left <= limit_bytes - limit_bytes / 10 {
            break;
        }
        remove(&oldest.path)?;
        left -= oldest.bytes;
    }
    Ok(left)
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other)?
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anjian_core::CaseId;

    use super::*;

    #[tokio::test]
    async fn the_longest_unused_makes_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let images = PageImages::open(folder.path().join("cache"), 250).await.expect("opened");
        let scope = CaseScope::authorised(CaseId::parse("a").expect("an id"));
        for name in ["one-1", "two-1"] {
            images.keep(&scope, name, &[0; 100]).await.expect("kept");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(images.find(&scope, "one-1").await.is_some(), "used now");
        images.keep(&scope, "three-1", &[0; 100]).await.expect("kept");
        assert!(images.find(&scope, "two-1").await.is_none());
        assert!(images.find(&scope, "one-1").await.is_some());
        assert_eq!(*images.kept_bytes.lock().await, 200);

        images.forget_file(&scope, "one").await.expect("forgotten");
        assert!(images.find(&scope, "one-1").await.is_none());
        images.forget_case(&scope).await.expect("forgotten");
        assert!(images.find(&scope, "three-1").await.is_none());
    }

    #[tokio::test]
    async fn a_bounded_number_waits() {
        let folder = tempfile::tempdir().expect("a folder");
        let images = PageImages::open(folder.path().to_owned(), 1).await.expect("opened");
        let first = images.permit().await.expect("a place");
        let all: Vec<_> = (1..WAITING).map(|_| images.waiting.try_acquire()).collect();
        assert!(images.permit().await.is_none(), "{} wait", all.len());
        drop((first, all));
        assert!(images.permit().await.is_some());
    }
}
