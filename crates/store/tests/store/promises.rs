//! What the store promises.

use std::time::Duration;

use anjian_core::{CaseId, CaseScope, FilePages, Problem, ProblemCode};
use anjian_store::{
    FileState, Job, JobFate, JobKind, NewReview, PageBatch, ReadFile, ReviewState, Store,
    StoreError, StoredMember, TokenAccess, TokenIdentity, Verdict, VerdictCount,
};

const LEASE: Duration = Duration::from_secs(60);

/// A promise.
#[derive(Debug, Clone, Copy)]
pub enum Promise {
    UploadIsStoredWithItsJob,
    DuplicatesAreRecognised,
    NamesAreTheirOwn,
    TooLargeLeavesNothing,
    TokensSeeTheirCasesOnly,
    JobsAreClaimedOnce,
    ADeadWorkersJobHasOneEffect,
    AllFilesThenOneReview,
    FailuresAreRetriedThenGivenUp,
    VerdictsOutliveReviews,
    DeletingLeavesNothing,
    RebuildQueuesEverything,
    AReadingGoesOn,
    ProgressIsNoFailedAttempt,
    MembersGoWithTheirArchive,
    RemovedMembersStayRemoved,
    OneReviewOfACaseAtATime,
    DataOutlivesTheProcess,
}

use Promise::*;

/// All of them.
pub const ALL: &[Promise] = &[
    UploadIsStoredWithItsJob,
    DuplicatesAreRecognised,
    NamesAreTheirOwn,
    TooLargeLeavesNothing,
    TokensSeeTheirCasesOnly,
    JobsAreClaimedOnce,
    ADeadWorkersJobHasOneEffect,
    AllFilesThenOneReview,
    FailuresAreRetriedThenGivenUp,
    VerdictsOutliveReviews,
    DeletingLeavesNothing,
    RebuildQueuesEverything,
    AReadingGoesOn,
    ProgressIsNoFailedAttempt,
    MembersGoWithTheirArchive,
    RemovedMembersStayRemoved,
    OneReviewOfACaseAtATime,
    DataOutlivesTheProcess,
];

/// Checks `promise` on a fresh database; `open` opens it, as often as needed.
pub async fn check<F: Future<Output = Store>>(promise: Promise, open: impl Fn() -> F) {
    let store = open().await;
    match promise {
        UploadIsStoredWithItsJob => upload_is_stored_with_its_job(&store).await,
        DuplicatesAreRecognised => duplicates_are_recognised(&store).await,
        NamesAreTheirOwn => names_are_their_own(&store).await,
        OneReviewOfACaseAtATime => one_review_of_a_case_at_a_time(&store).await,
        TooLargeLeavesNothing => too_large_leaves_nothing(&store).await,
        TokensSeeTheirCasesOnly => tokens_see_their_cases_only(&store).await,
        JobsAreClaimedOnce => jobs_are_claimed_once(&store).await,
        ADeadWorkersJobHasOneEffect => a_dead_workers_job_has_one_effect(&store).await,
        AllFilesThenOneReview => all_files_then_one_review(&store).await,
        FailuresAreRetriedThenGivenUp => failures_are_retried_then_given_up(&store).await,
        VerdictsOutliveReviews => verdicts_outlive_reviews(&store).await,
        DeletingLeavesNothing => deleting_leaves_nothing(&store).await,
        AReadingGoesOn => a_reading_goes_on(&store).await,
        ProgressIsNoFailedAttempt => progress_is_no_failed_attempt(&store).await,
        MembersGoWithTheirArchive => members_go_with_their_archive(&store).await,
        RemovedMembersStayRemoved => removed_members_stay_removed(&store).await,
        RebuildQueuesEverything => rebuild_queues_everything(&store).await,
        DataOutlivesTheProcess => {
            let scope = case(&store).await;
            upload(&store, &scope, "a.txt", b"text").await;
            store.close().await;
            let again = open().await;
            assert_eq!(again.list_files(&scope).await.expect("files").len(), 1);
            assert_eq!(again.job_counts().await.expect("counts").queued, 1);
        }
    }
    store.close().await;
}

async fn owner(store: &Store) -> TokenIdentity {
    let secret = store.create_token("all", TokenAccess::AllCases).await.expect("a token");
    store.authenticate(&secret).await.expect("looked up").expect("known")
}

async fn case(store: &Store) -> CaseScope {
    let token = owner(store).await;
    let row = store.create_case("某某盗窃案", &token).await.expect("a case");
    store.authorise(&token, &row.id).await.expect("looked up").expect("allowed")
}

async fn upload(
    store: &Store,
    scope: &CaseScope,
    name: &str,
    bytes: &[u8],
) -> anjian_store::StoredFile {
    let mut upload = store.begin_upload(scope, name, 1 << 20).await.expect("begun");
    for chunk in bytes.chunks(3) {
        upload.write(chunk).await.expect("written");
    }
    upload.finish().await.expect("finished")
}

async fn claim(store: &Store, owner: &str) -> Option<Job> {
    store.claim_job(owner, LEASE).await.expect("claimed")
}

fn file_of(job: &Job) -> String {
    match &job.kind {
        JobKind::ExtractFile { file_id } => file_id.clone(),
        JobKind::ReviewCase => panic!("an extraction is expected"),
    }
}

fn pages(text: &str) -> FilePages {
    FilePages::paged("a.pdf", [text.to_owned(), "第二页".to_owned()])
}

fn damaged() -> Problem {
    Problem { code: ProblemCode::Damaged, message: "文件已损坏".to_owned() }
}

fn read(text: &str) -> ReadFile {
    pages(text).into()
}

fn review(keys: &[&str]) -> NewReview {
    NewReview {
        version: "1".into(),
        json: "{}".into(),
        document_count: 2,
        finding_keys: keys.iter().map(|key| (*key).to_owned()).collect(),
    }
}

async fn upload_is_stored_with_its_job(store: &Store) {
    let scope = case(store).await;
    let stored = upload(store, &scope, "04_讯问笔录.pdf", b"hello").await;
    assert_eq!(stored.sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assert_eq!(std::fs::read(store.blob_path(&scope, &stored.sha256)).expect("the blob"), b"hello");
    let job = claim(store, "w").await.expect("its job");
    assert_eq!(file_of(&job), stored.id);
    assert_eq!(job.scope, scope);
}

async fn duplicates_are_recognised(store: &Store) {
    let scope = case(store).await;
    let first = upload(store, &scope, "a.pdf", b"same").await;
    let second = upload(store, &scope, "b.pdf", b"same").await;
    assert!(second.duplicate && !first.duplicate);
    assert_eq!((second.id, second.name.as_str()), (first.id, "a.pdf"));
    assert_eq!(store.list_files(&scope).await.expect("files").len(), 1);
    assert_eq!(store.job_counts().await.expect("counts").queued, 1);
}

async fn names_are_their_own(store: &Store) {
    let scope = case(store).await;
    let mut names = Vec::new();
    for bytes in [b"1", b"2", b"3"] {
        names.push(upload(store, &scope, "卷一/笔录.pdf", bytes).await.name);
    }
    assert_eq!(names, ["卷一/笔录.pdf", "卷一/笔录 (2).pdf", "卷一/笔录 (3).pdf"]);
}

async fn one_review_of_a_case_at_a_time(store: &Store) {
    let scope = case(store).await;
    upload(store, &scope, "a.pdf", b"1").await;
    let job = claim(store, "w").await.expect("a job");
    store.complete_extract(&job, &file_of(&job), Ok(read("一"))).await.expect("completed");
    let older = claim(store, "w1").await.expect("the review");
    upload(store, &scope, "b.pdf", b"2").await;
    let job = claim(store, "w2").await.expect("a job");
    store.complete_extract(&job, &file_of(&job), Ok(read("二"))).await.expect("completed");
    assert_eq!(claim(store, "w2").await, None, "the newer review waits for the older");
    store.complete_review(&older, review(&["旧"])).await.expect("completed");
    let newer = claim(store, "w2").await.expect("the newer review");
    assert_eq!(newer.kind, JobKind::ReviewCase);
}

async fn too_large_leaves_nothing(store: &Store) {
    let scope = case(store).await;
    let mut upload = store.begin_upload(&scope, "a.pdf", 4).await.expect("begun");
    upload.write(b"1234").await.expect("within the limit");
    assert!(matches!(upload.write(b"5").await, Err(StoreError::TooLarge { limit: 4 })));
    drop(upload);
    let left = std::fs::read_dir(store.blob_dir().join(scope.case_id().as_str()))
        .expect("the folder")
        .count();
    assert_eq!(left, 0);
    assert_eq!(store.list_files(&scope).await.expect("files"), []);
}

async fn tokens_see_their_cases_only(store: &Store) {
    let scope = case(store).await;
    let secret = store.create_token("甲", TokenAccess::Cases(Vec::new())).await.expect("a token");
    let limited = store.authenticate(&secret).await.expect("looked up").expect("known");
    assert_eq!(store.authorise(&limited, scope.case_id()).await.expect("looked up"), None);
    assert_eq!(store.list_cases(&limited).await.expect("cases"), []);
    let own = store.create_case("乙案", &limited).await.expect("a case");
    assert!(store.authorise(&limited, &own.id).await.expect("looked up").is_some());
    assert_eq!(store.list_cases(&limited).await.expect("cases").len(), 1);
    assert_eq!(store.authenticate("anjian_0000").await.expect("looked up"), None);
    assert!(matches!(
        store.create_token("甲", TokenAccess::AllCases).await,
        Err(StoreError::LabelTaken)
    ));
    let missing = CaseId::parse("missing").expect("an id");
    assert!(store.create_token("丙", TokenAccess::Cases(vec![missing])).await.is_err());
    assert!(store.revoke_token("甲").await.expect("revoked"));
    assert_eq!(store.authenticate(&secret).await.expect("looked up"), None);
}

async fn jobs_are_claimed_once(store: &Store) {
    let scope = case(store).await;
    for number in 0..12u8 {
        upload(store, &scope, &format!("{number}.txt"), &[number]).await;
    }
    let mut claimers = tokio::task::JoinSet::new();
    for worker in 0..6 {
        let store = store.clone();
        claimers.spawn(async move {
            let mut claimed = Vec::new();
            // A claimer that loses a race may see nothing once; it asks again.
            for _ in 0..24 {
                claimed.extend(claim(&store, &format!("w{worker}")).await.map(|job| job.id));
            }
            claimed
        });
    }
    let mut all: Vec<String> = claimers.join_all().await.into_iter().flatten().collect();
    all.sort();
    let before = all.len();
    all.dedup();
    assert_eq!((before, all.len()), (12, 12), "every job once");
}

async fn a_dead_workers_job_has_one_effect(store: &Store) {
    let scope = case(store).await;
    let stored = upload(store, &scope, "a.pdf", b"x").await;
    let dead = claim(store, "dead").await.expect("a job");
    assert_eq!(claim(store, "alive").await, None, "leased");
    assert_eq!(store.requeue_running().await.expect("requeued"), 1);
    let job = claim(store, "alive").await.expect("the same job again");
    assert_eq!(job.id, dead.id);
    assert!(store.complete_extract(&job, &stored.id, Ok(read("第一页"))).await.expect("completed"));
    // The dead one was only slow and comes late: no effect, nor has a repeat.
    assert!(!store.complete_extract(&dead, &stored.id, Ok(read("别的"))).await.expect("refused"));
    assert!(!store.complete_extract(&job, &stored.id, Ok(read("别的"))).await.expect("refused"));
    let page = store.load_page(&scope, &stored.id, 1).await.expect("the page");
    assert_eq!((page.text.as_str(), page.page_count), ("第一页", 2));
    assert_eq!(store.job_counts().await.expect("counts").queued, 1, "one review");
}

async fn all_files_then_one_review(store: &Store) {
    let scope = case(store).await;
    upload(store, &scope, "10.pdf", b"1").await;
    upload(store, &scope, "9.pdf", b"2").await;
    let first = claim(store, "w").await.expect("a job");
    let second = claim(store, "w").await.expect("a job");
    store.complete_extract(&first, &file_of(&first), Ok(read("一"))).await.expect("completed");
    assert_eq!(claim(store, "w").await, None, "the other file is not done");
    assert_eq!(store.progress(&scope).await.expect("progress").review, ReviewState::Queued);
    store.complete_extract(&second, &file_of(&second), Err(damaged())).await.expect("completed");
    let job = claim(store, "w").await.expect("the review");
    assert_eq!(job.kind, JobKind::ReviewCase);
    assert_eq!(store.progress(&scope).await.expect("progress").review, ReviewState::Running);
    assert!(store.complete_review(&job, review(&["k"])).await.expect("completed"));
    assert!(!store.complete_review(&job, review(&[])).await.expect("refused"));
    let progress = store.progress(&scope).await.expect("progress");
    assert_eq!(
        (progress.files_total, progress.files_done, progress.files_failed, progress.review),
        (2, 1, 1, ReviewState::Done)
    );
    let files = store.list_files(&scope).await.expect("files");
    let listed: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.state)).collect();
    assert_eq!(listed, [("9.pdf", FileState::Failed), ("10.pdf", FileState::Done)]);
    let codes: Vec<_> = files.iter().map(|file| file.error_code.as_deref()).collect();
    assert_eq!(codes, [Some("damaged"), None]);
    assert_eq!(store.load_pages(&scope).await.expect("pages").len(), 1);
    assert_eq!(store.read_case(&scope).await.expect("the case").finding_count, 1);
}

async fn failures_are_retried_then_given_up(store: &Store) {
    let scope = case(store).await;
    upload(store, &scope, "a.pdf", b"1").await;
    let job = claim(store, "w").await.expect("a job");
    store.fail_job(&job, "worker gone").await.expect("failed");
    assert_eq!(claim(store, "w").await, None, "paused");
    assert_eq!(store.job_counts().await.expect("counts").queued, 1);
    for attempt in 2..=3 {
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        let job = claim(store, "w").await.expect("the same job after its pause");
        assert_eq!(job.attempts, attempt);
        store.fail_job(&job, "worker gone").await.expect("failed");
    }
    let counts = store.job_counts().await.expect("counts");
    assert_eq!((counts.queued, counts.failed), (0, 1));
}

async fn verdicts_outlive_reviews(store: &Store) {
    let scope = case(store).await;
    let token = store.create_token("检察官甲", TokenAccess::AllCases).await.expect("a token");
    let token = store.authenticate(&token).await.expect("looked up").expect("known");
    upload(store, &scope, "a.pdf", b"1").await;
    let job = claim(store, "w").await.expect("a job");
    store.complete_extract(&job, &file_of(&job), Ok(read("一"))).await.expect("completed");
    let job = claim(store, "w").await.expect("the review");
    store.complete_review(&job, review(&["QZ-01|甲", "ZC-04|乙"])).await.expect("completed");
    store
        .add_verdict(&scope, "QZ-01|甲", "QZ-01", Verdict::Confirmed, None, &token)
        .await
        .expect("decided");
    store
        .add_verdict(&scope, "QZ-01|甲", "QZ-01", Verdict::Rejected, Some("有医院证明"), &token)
        .await
        .expect("decided");
    assert_eq!(store.read_case(&scope).await.expect("the case").pending_finding_count, 1);
    store.rebuild().await.expect("rebuilt");
    let job = claim(store, "w").await.expect("a job");
    store.complete_extract(&job, &file_of(&job), Ok(read("一"))).await.expect("completed");
    let job = claim(store, "w").await.expect("the review");
    store.complete_review(&job, review(&["QZ-01|甲"])).await.expect("completed");
    let verdicts = store.latest_verdicts(&scope).await.expect("verdicts");
    let kept = &verdicts["QZ-01|甲"];
    assert_eq!(
        (kept.verdict, kept.reason.as_deref(), kept.by_label.as_str()),
        (Verdict::Rejected, Some("有医院证明"), "检察官甲")
    );
    assert_eq!(store.read_case(&scope).await.expect("the case").pending_finding_count, 0);
    let counts = store.verdict_counts().await.expect("counts");
    // Only the last word on a finding counts.
    assert_eq!(counts["QZ-01"], VerdictCount { confirmed: 0, rejected: 1 });
}

async fn deleting_leaves_nothing(store: &Store) {
    let scope = case(store).await;
    let stored = upload(store, &scope, "a.pdf", b"1").await;
    let kept = upload(store, &scope, "b.pdf", b"2").await;
    store.delete_file(&scope, &stored.id).await.expect("deleted");
    assert!(!store.blob_path(&scope, &stored.sha256).exists());
    assert!(matches!(store.delete_file(&scope, &stored.id).await, Err(StoreError::NotFound)));
    store.delete_case(&scope).await.expect("deleted");
    assert!(!store.blob_path(&scope, &kept.sha256).exists());
    assert!(matches!(store.read_case(&scope).await, Err(StoreError::NotFound)));
    let counts = store.job_counts().await.expect("counts");
    assert_eq!((counts.queued, counts.running), (0, 0));
}

async fn rebuild_queues_everything(store: &Store) {
    let scope = case(store).await;
    upload(store, &scope, "a.pdf", b"1").await;
    let job = claim(store, "w").await.expect("a job");
    store.complete_extract(&job, &file_of(&job), Ok(read("一"))).await.expect("completed");
    let job = claim(store, "w").await.expect("the review");
    store.complete_review(&job, review(&[])).await.expect("completed");
    assert_eq!(store.rebuild().await.expect("rebuilt"), 1);
    assert_eq!(store.list_files(&scope).await.expect("files")[0].state, FileState::Queued);
    assert!(matches!(
        claim(store, "w").await.map(|job| job.kind),
        Some(JobKind::ExtractFile { .. })
    ));
}

fn batch<'a>(version: &'a str, first_ordinal: usize, pages: &'a FilePages) -> PageBatch<'a> {
    PageBatch { version, first_ordinal, pages: &pages.pages, total: Some(4) }
}

async fn a_reading_goes_on(store: &Store) {
    let scope = case(store).await;
    let stored = upload(store, &scope, "a.pdf", b"1").await;
    let dead = claim(store, "dead").await.expect("a job");
    assert_eq!(store.resume_pages(&dead, &stored.id, "1").await.expect("resumed"), []);
    let first = pages("第一页");
    assert!(
        store.store_pages(&dead, &stored.id, batch("1", 1, &first), LEASE).await.expect("kept")
    );
    let file = store.read_file(&scope, &stored.id).await.expect("the file");
    assert_eq!((file.state, file.pages_done, file.page_count), (FileState::Queued, 2, 4));
    assert_eq!(store.load_pages(&scope).await.expect("pages"), [], "no half-read file is reviewed");

    store.requeue_running().await.expect("requeued");
    let job = claim(store, "alive").await.expect("the same job again");
    assert!(
        !store.store_pages(&dead, &stored.id, batch("1", 3, &first), LEASE).await.expect("refused")
    );
    let known = store.resume_pages(&job, &stored.id, "1").await.expect("resumed");
    assert_eq!(known, first.pages);
    let all = FilePages::paged("a.pdf", ["一", "二", "三", "四"].map(str::to_owned));
    assert!(
        store.complete_extract(&job, &stored.id, Ok(all.clone().into())).await.expect("completed")
    );
    let file = store.read_file(&scope, &stored.id).await.expect("the file");
    assert_eq!((file.state, file.pages_done, file.page_count), (FileState::Done, 4, 4));
    assert_eq!(store.load_pages(&scope).await.expect("pages"), [all]);

    // Asked to read everything again, or read by another version, it begins at its first page.
    store.rebuild().await.expect("rebuilt");
    let job = claim(store, "w").await.expect("a job");
    assert_eq!(store.resume_pages(&job, &stored.id, "1").await.expect("resumed"), []);
    assert!(store.store_pages(&job, &stored.id, batch("1", 1, &first), LEASE).await.expect("kept"));
    assert_eq!(store.resume_pages(&job, &stored.id, "2").await.expect("resumed"), []);
    assert_eq!(store.read_file(&scope, &stored.id).await.expect("the file").pages_done, 0);
}

async fn progress_is_no_failed_attempt(store: &Store) {
    let scope = case(store).await;
    let stored = upload(store, &scope, "a.pdf", b"1").await;
    let short = Duration::from_millis(1);
    for attempt in 1..=3 {
        let job = store.claim_job("w", short).await.expect("claimed").expect("a job");
        assert_eq!(job.attempts, attempt);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let job = store.claim_job("w", short).await.expect("claimed").expect("a job");
    assert_eq!(store.job_fate(&job).await.expect("fate"), JobFate::GivenUp);
    let page = pages("第一页");
    assert!(store.store_pages(&job, &stored.id, batch("1", 1, &page), LEASE).await.expect("kept"));
    assert_eq!(store.job_fate(&job).await.expect("fate"), JobFate::Again);
    assert_eq!(claim(store, "other").await, None, "its lease was renewed");
}

async fn take_out(
    store: &Store,
    job: &Job,
    archive: &str,
    name: &str,
    bytes: &[u8],
) -> StoredMember {
    let archive = store.read_file(&job.scope, archive).await.expect("the archive");
    let mut upload = store.begin_upload(&job.scope, name, 1 << 20).await.expect("begun");
    upload.write(bytes).await.expect("written");
    upload.finish_member(job, &archive).await.expect("finished")
}

/// Claims jobs until the one of `file_id` is there.
async fn claim_reading(store: &Store, file_id: &str) -> Job {
    loop {
        let job = claim(store, "w").await.expect("a job");
        if matches!(&job.kind, JobKind::ExtractFile { file_id: claimed } if claimed == file_id) {
            return job;
        }
    }
}

fn archive(members: usize) -> ReadFile {
    ReadFile {
        pages: FilePages { file: "外.zip".into(), pages: Vec::new() },
        members,
        problem: None,
    }
}

async fn members_go_with_their_archive(store: &Store) {
    let scope = case(store).await;
    let outer = upload(store, &scope, "外.zip", b"outer").await;
    let job = claim(store, "w").await.expect("a job");
    let StoredMember::Stored(first) = take_out(store, &job, &outer.id, "外.zip/一.txt", b"1").await
    else {
        panic!("a member is stored");
    };
    take_out(store, &job, &outer.id, "外.zip/二.txt", b"2").await;
    // The worker died and the archive is read again: its members are known.
    store.requeue_running().await.expect("requeued");
    let again = claim(store, "other").await.expect("the same job again");
    assert_eq!(again.id, job.id);
    assert_eq!(take_out(store, &job, &outer.id, "外.zip/三.txt", b"3").await, StoredMember::Lost);
    let known = take_out(store, &again, &outer.id, "外.zip/一.txt", b"1").await;
    assert!(
        matches!(known, StoredMember::Stored(known) if known.duplicate && known.id == first.id)
    );
    assert!(store.complete_extract(&again, &outer.id, Ok(archive(2))).await.expect("completed"));
    let files = store.list_files(&scope).await.expect("files");
    let listed: Vec<_> = files
        .iter()
        .map(|file| (file.name.as_str(), file.depth, file.member_count, file.state))
        .collect();
    assert_eq!(
        listed,
        [
            ("外.zip", 0, 2, FileState::Done),
            ("外.zip/一.txt", 1, 0, FileState::Queued),
            ("外.zip/二.txt", 1, 0, FileState::Queued),
        ]
    );
    assert_eq!(store.job_counts().await.expect("counts").queued, 2, "a job for each member");
    assert_eq!(store.load_pages(&scope).await.expect("pages"), [], "an archive has no pages");

    // Uploaded by itself, too, a member stays when the archive goes; the other goes with it.
    assert!(upload(store, &scope, "一.txt", b"1").await.duplicate);
    let second = upload(store, &scope, "另.zip", b"second").await;
    let job = claim_reading(store, &second.id).await;
    take_out(store, &job, &second.id, "另.zip/二.txt", b"2").await;
    store.complete_extract(&job, &second.id, Ok(archive(1))).await.expect("completed");
    store.delete_file(&scope, &outer.id).await.expect("deleted");
    let left: Vec<String> =
        store.list_files(&scope).await.expect("files").into_iter().map(|file| file.name).collect();
    assert_eq!(left, ["另.zip", "外.zip/一.txt"]);
    // What the other archive holds as well comes back from there.
    let job = claim_reading(store, &second.id).await;
    take_out(store, &job, &second.id, "另.zip/二.txt", b"2").await;
    store.complete_extract(&job, &second.id, Ok(archive(1))).await.expect("completed");
    let names: Vec<String> =
        store.list_files(&scope).await.expect("files").into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["另.zip", "另.zip/二.txt", "外.zip/一.txt"]);
}

async fn names(store: &Store, scope: &CaseScope) -> Vec<String> {
    let files = store.list_files(scope).await.expect("files");
    files.into_iter().map(|file| file.name).collect()
}

async fn removed_members_stay_removed(store: &Store) {
    let scope = case(store).await;
    let outer = upload(store, &scope, "外.zip", b"outer").await;
    let job = claim_reading(store, &outer.id).await;
    let StoredMember::Stored(first) = take_out(store, &job, &outer.id, "外.zip/一.txt", b"1").await
    else {
        panic!("a member is stored");
    };
    take_out(store, &job, &outer.id, "外.zip/二.txt", b"2").await;
    // The archive fails in the end: what was taken out stays and is counted.
    store.complete_extract(&job, &outer.id, Err(damaged())).await.expect("completed");
    let failed = store.read_file(&scope, &outer.id).await.expect("the archive");
    assert_eq!((failed.state, failed.member_count), (FileState::Failed, 2));

    store.delete_file(&scope, &first.id).await.expect("deleted");
    assert!(store.read_again(&scope, &outer.id).await.expect("queued"));
    let job = claim_reading(store, &outer.id).await;
    let again = take_out(store, &job, &outer.id, "外.zip/一.txt", b"1").await;
    assert_eq!(again, StoredMember::Removed);
    take_out(store, &job, &outer.id, "外.zip/二.txt", b"2").await;
    store.complete_extract(&job, &outer.id, Ok(archive(2))).await.expect("completed");
    assert!(!store.read_again(&scope, &outer.id).await.expect("refused"), "it was read");
    assert_eq!(names(store, &scope).await, ["外.zip", "外.zip/二.txt"]);

    // An archive that comes later brings it back, and so does an upload of itself.
    tokio::time::sleep(Duration::from_millis(5)).await;
    let later = upload(store, &scope, "后.zip", b"later").await;
    let job = claim_reading(store, &later.id).await;
    let back = take_out(store, &job, &later.id, "后.zip/一.txt", b"1").await;
    let StoredMember::Stored(back) = back else { panic!("a member is stored") };
    store.delete_file(&scope, &back.id).await.expect("deleted");
    assert_eq!(
        take_out(store, &job, &later.id, "后.zip/一.txt", b"1").await,
        StoredMember::Removed
    );
    assert!(!upload(store, &scope, "一.txt", b"1").await.duplicate);
    let known = take_out(store, &job, &later.id, "后.zip/一.txt", b"1").await;
    assert!(matches!(known, StoredMember::Stored(known) if known.duplicate));
}
