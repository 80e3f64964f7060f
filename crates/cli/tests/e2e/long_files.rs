//! Long files: told page by page, and read on after a crash where they were.

use std::time::{Duration, Instant};

use anjian_core::{CaseId, CaseScope};
use anjian_extract::{Limits, Worker};
use anjian_store::{JobKind, PageBatch, Store, StoreConfig};
use serde_json::{Value, json};

use crate::office::{Office, repository};

/// Pages of the volume; recognition takes each for some tenths of a second.
const PAGES: usize = 9;

/// A scanned volume: the upper part of a scan on every page.
fn scanned_volume() -> Vec<u8> {
    let scan = repository().join("crates/cli/tests/e2e/scans/立案决定书.png");
    let scan = image::open(scan).expect("a scan").crop_imm(0, 240, 1654, 480).into_luma8();
    let (width, height) = scan.dimensions();
    let kids: String = (0..PAGES).map(|page| format!("{} 0 R ", 5 + page)).collect();
    let mut pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[{kids}]/Count {PAGES}>>endobj\n\
         3 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray\
         /BitsPerComponent 8/Length {}>>stream\n",
        scan.len()
    )
    .into_bytes();
    pdf.extend(scan.as_raw());
    let paint = "595 0 0 173 0 0 cm /I Do";
    pdf.extend(
        format!(
            "\nendstream endobj\n4 0 obj<</Length {}>>stream\n{paint}\nendstream endobj\n",
            paint.len()
        )
        .into_bytes(),
    );
    for page in 0..PAGES {
        let object = 5 + page;
        pdf.extend(
            format!(
                "{object} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 173]\
                 /Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>endobj\n"
            )
            .into_bytes(),
        );
    }
    pdf.extend(b"trailer<</Root 1 0 R>>\n%%EOF");
    pdf
}

/// Waits until a third of the volume is read; gives what the progress says of it.
fn wait_for_a_third(office: &Office, case: &str) -> Value {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let progress = office.get(&format!("/api/v1/cases/{case}/progress"));
        assert_ne!(progress["review"], "done", "killed in the middle: {progress}");
        let reading = &progress["reading"][0];
        if reading["pages_done"].as_u64().is_some_and(|done| done as usize >= PAGES / 3) {
            return reading.clone();
        }
        assert!(Instant::now() < deadline, "pages come within a minute: {progress}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Marks the first stored page in the database of a stopped server; gives how many are stored.
async fn mark_first_page(data: &str, case: &str) -> usize {
    let store = Store::open(StoreConfig {
        database_url: format!("sqlite://{data}/anjian.db"),
        blob_dir: format!("{data}/files").into(),
    })
    .await
    .expect("the store opens");
    store.requeue_running().await.expect("requeued");
    let job = store.claim_job("test", Duration::from_secs(60)).await.expect("claimed");
    let job = job.expect("the reading");
    assert_eq!(job.scope, CaseScope::authorised(CaseId::parse(case).expect("an id")));
    let JobKind::ExtractFile { file_id } = job.kind.clone() else { panic!("a reading") };
    let version = Worker::new("anjian".into(), Vec::new(), Limits::default())
        .with_models(Some(repository().join("target/models")))
        .version();
    let mut known = store.resume_pages(&job, &file_id, &version).await.expect("resumed");
    known[0].text = "早已读过的一页".into();
    let batch =
        PageBatch { version: &version, first_ordinal: 1, pages: &known, total: Some(PAGES) };
    assert!(store.store_pages(&job, &file_id, batch, Duration::ZERO).await.expect("stored"));
    store.release_job(&job).await.expect("released");
    store.close().await;
    known.len()
}

#[test]
fn a_killed_reading_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = Office::open(folder.path());
    let case = office.create_case("甲案");
    office.upload(&case, &[("扫描卷.pdf", scanned_volume())]);
    let reading = wait_for_a_third(&office, &case);
    assert_eq!((&reading["file"], &reading["pages_total"]), (&json!("扫描卷.pdf"), &json!(PAGES)));
    let files = format!("/api/v1/cases/{case}/files");
    let file = office.get(&files)["files"][0].clone();
    assert_eq!((&file["state"], &file["page_count"]), (&json!("queued"), &json!(PAGES)));
    let id = file["id"].as_str().expect("an id").to_owned();
    // A page that was read can be seen before the last one is.
    let first = office.get(&format!("{files}/{id}/pages/1"));
    assert!(first["text"].as_str().is_some_and(|text| text.contains("立案决定书")), "{first}");

    let data = office.data();
    let path = office.kill();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let known = runtime.block_on(mark_first_page(&data, &case));
    assert!((PAGES / 3..PAGES).contains(&known), "{known} pages were stored");

    let office = Office::open(&path);
    let progress = office.wait_until_processed(&case);
    assert_eq!((&progress["files_done"], &progress["reading"]), (&json!(1), &json!([])));
    let page = |ordinal: usize| office.get(&format!("{files}/{id}/pages/{ordinal}"));
    assert_eq!(page(1)["text"], "早已读过的一页", "a known page is not read again");
    for ordinal in [known, known + 1, PAGES] {
        let page = page(ordinal);
        assert!(
            page["text"].as_str().is_some_and(|text| text.contains("立案决定书")),
            "page {ordinal}: {page}"
        );
    }
    // Asked to make everything again, it does.
    crate::office::run(&["rebuild", "--data", &data]);
    office.wait_until(&case, |_| page(1)["text"] != "早已读过的一页");
}
