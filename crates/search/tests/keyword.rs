//! The index as its callers use it.

use std::{fs, path::Path};

use anjian_core::{CaseId, CaseScope, FilePages};
use anjian_search::{EmptiedBecause, IndexState, KeywordIndex, SearchError, SearchHit};
use proptest::prelude::*;

fn scope(id: &str) -> CaseScope {
    CaseScope::authorised(CaseId::parse(id).expect("a case identifier"))
}

fn paged(file: &str, texts: &[&str]) -> FilePages {
    FilePages::paged(file, texts.iter().map(|text| (*text).to_owned()))
}

fn texts(hits: &[SearchHit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.quote.text()).collect()
}

fn theft() -> Vec<FilePages> {
    vec![
        paged(
            "笔录.pdf",
            &[
                "讯问笔录\n被讯问人：冉小兵",
                "问：线是拿什么剪的？\n答：魏长顺给的断线钳，一下就断了。",
            ],
        ),
        paged("拘留证.pdf", &["拘留证\n本证已于２０２５年３月11日18时10分向我宣\n布拘留。"]),
        FilePages::unpaged("清单.txt", "扣押清单\n博世电锤一台，vivo Y78 手机三部".to_owned()),
    ]
}

#[test]
fn finds_words_names_numbers_and_broken_lines() {
    let index = KeywordIndex::in_memory().unwrap();
    index.index_case(&scope("a"), &theft()).unwrap();
    for (query, file, page) in [
        ("断线钳", "笔录.pdf", Some(2)),
        ("冉小兵", "笔录.pdf", Some(1)),
        ("小兵", "笔录.pdf", Some(1)),
        ("冉", "笔录.pdf", Some(1)),
        ("宣布拘留是什么时候？", "拘留证.pdf", Some(1)),
        ("2025年3月11日", "拘留证.pdf", Some(1)),
        ("Ｙ７８", "清单.txt", None),
        ("VIVO 手机", "清单.txt", None),
    ] {
        let hits = index.search(&scope("a"), query, 5).unwrap();
        let first = hits.first().unwrap_or_else(|| panic!("nothing found for {query}"));
        assert_eq!((first.quote.file(), first.quote.page()), (file, page), "{query}");
    }
    assert!(index.search(&scope("a"), "毒品", 5).unwrap().is_empty());
}

#[test]
fn the_words_together_come_before_the_words_apart() {
    let index = KeywordIndex::in_memory().unwrap();
    let apart = "志强是店主，刘志是他的邻居，刘志说志强志强志强不在家，志强也没有回来。";
    let files =
        [paged("a.pdf", &[apart]), paged("b.pdf", &["嫌疑人刘志强，男，住沙泉县城关镇新街。"])];
    index.index_case(&scope("a"), &files).unwrap();
    let hits = index.search(&scope("a"), "刘志强", 5).unwrap();
    assert_eq!(hits[0].quote.file(), "b.pdf", "{:?}", texts(&hits));
}

#[test]
fn case_a_never_sees_case_b() {
    let index = KeywordIndex::in_memory().unwrap();
    index.index_case(&scope("a"), &theft()).unwrap();
    index.index_case(&scope("b"), &[paged("b.pdf", &["被害人丁玉梅的存折"])]).unwrap();
    let injections = ["丁玉梅", "case:b", "丁玉梅 OR case:b", "\") OR (*:*", "存折 b"];
    for query in injections {
        for hit in index.search(&scope("a"), query, 50).unwrap() {
            assert_ne!(hit.quote.file(), "b.pdf", "{query}");
        }
    }
    assert_eq!(texts(&index.search(&scope("b"), "丁玉梅", 5).unwrap()), ["被害人丁玉梅的存折"]);
    assert!(index.search(&scope("c"), "丁玉梅", 5).unwrap().is_empty());
}

#[test]
fn indexing_again_replaces_and_removing_removes_that_case_only() {
    let index = KeywordIndex::in_memory().unwrap();
    index.index_case(&scope("a"), &[paged("a.pdf", &["旧的笔录", "第二页"])]).unwrap();
    index.index_case(&scope("b"), &[paged("b.pdf", &["旧的笔录"])]).unwrap();
    index.index_case(&scope("a"), &[paged("a.pdf", &["新的笔录"])]).unwrap();
    assert_eq!(texts(&index.search(&scope("a"), "笔录", 5).unwrap()), ["新的笔录"]);
    index.remove_case(&scope("a")).unwrap();
    assert!(index.search(&scope("a"), "笔录", 5).unwrap().is_empty());
    assert_eq!(index.search(&scope("b"), "笔录", 5).unwrap().len(), 1);
}

#[test]
fn asking_nothing_finds_nothing() {
    let index = KeywordIndex::in_memory().unwrap();
    index.index_case(&scope("a"), &theft()).unwrap();
    for query in ["", " \n", "？！", "+-\"'():*^~"] {
        assert!(index.search(&scope("a"), query, 5).unwrap().is_empty(), "{query}");
    }
    assert!(index.search(&scope("a"), "断线钳", 0).unwrap().is_empty());
    let pasted = "断线钳".repeat(100_000);
    assert!(!index.search(&scope("a"), &pasted, 5).unwrap().is_empty());
}

fn open(dir: &Path) -> (KeywordIndex, IndexState) {
    let opened = KeywordIndex::open(dir).expect("the folder is free");
    (opened.index, opened.state)
}

#[test]
fn an_index_on_disk_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (index, state) = open(dir.path());
    assert_eq!(state, IndexState::Created);
    index.index_case(&scope("a"), &theft()).unwrap();
    assert!(matches!(KeywordIndex::open(dir.path()), Err(SearchError::InUse(_))));
    drop(index);
    let (index, state) = open(dir.path());
    assert_eq!(state, IndexState::Kept);
    assert!(!index.search(&scope("a"), "断线钳", 5).unwrap().is_empty());
}

#[test]
fn a_damaged_index_is_emptied_and_works_again() {
    let damages: [fn(&Path); 3] = [
        |folder| fs::write(folder.join("meta.json"), "{").unwrap(),
        |folder| fs::remove_file(folder.join("meta.json")).unwrap(),
        |folder| {
            let store = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .find(|path| path.extension().is_some_and(|ext| ext == "store"))
                .unwrap();
            let mut bytes = fs::read(&store).unwrap();
            bytes[10] ^= 0xff;
            fs::remove_file(&store).unwrap();
            fs::write(&store, bytes).unwrap();
        },
    ];
    for damage in damages {
        let dir = tempfile::tempdir().unwrap();
        let (index, _) = open(dir.path());
        index.index_case(&scope("a"), &theft()).unwrap();
        drop(index);
        damage(&dir.path().join("keyword-1"));
        let (index, state) = open(dir.path());
        assert_eq!(state, IndexState::Emptied(EmptiedBecause::Damaged));
        assert!(index.search(&scope("a"), "断线钳", 5).unwrap().is_empty());
        index.index_case(&scope("a"), &theft()).unwrap();
        assert!(!index.search(&scope("a"), "断线钳", 5).unwrap().is_empty());
    }
}

#[test]
fn an_index_of_another_version_is_emptied_and_other_folders_stay() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("keyword-0")).unwrap();
    fs::create_dir(dir.path().join("keyword-notes")).unwrap();
    let (_, state) = open(dir.path());
    assert_eq!(state, IndexState::Emptied(EmptiedBecause::OtherVersion));
    assert!(!dir.path().join("keyword-0").exists());
    assert!(dir.path().join("keyword-notes").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_hit_is_verbatim_on_its_page(
        first in "[一二三问答：。\n a1]{0,700}",
        second in "[一二三问答：。\n a1]{1,700}",
        query in "[一二三问答a1\"*:() ]{1,8}",
    ) {
        let index = KeywordIndex::in_memory().unwrap();
        let files = [paged("a.pdf", &[&first, &second]), FilePages::unpaged("b.txt", second)];
        index.index_case(&scope("a"), &files).unwrap();
        for hit in index.search(&scope("a"), &query, 20).unwrap() {
            let verbatim =
                files.iter().flat_map(|file| &file.pages).any(|page| hit.quote.is_verbatim_on(page));
            prop_assert!(verbatim);
        }
    }
}
