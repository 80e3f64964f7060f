//! The index: passages of all cases, each findable only within its case.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard},
};

use anjian_core::{CaseScope, FilePages, Page, Quote};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError,
    collector::TopDocs, schema::Value,
};

use crate::{
    error::SearchError,
    folding::fold,
    passages::split_passages,
    query,
    schema::{self, Fields},
};

/// Memory of the writer; the least that tantivy takes.
const WRITER_BYTES: usize = 15_000_000;

/// A passage that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The passage.
    pub quote: Quote,
    /// Higher is nearer; comparable within one search.
    pub score: f32,
}

/// What opening found on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// The index is as it was left.
    Kept,
    /// There was none, or it was damaged or of another version: it is empty, and the cases must be
    /// indexed again (invariant 5).
    Empty,
}

/// The keyword index.
pub struct KeywordIndex {
    index: Index,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
}

impl KeywordIndex {
    /// Opens the index in `folder`, making an empty one where none can be used.
    pub fn open(folder: &Path) -> Result<(Self, IndexState), SearchError> {
        let (schema, _) = schema::schema();
        if let Ok(index) = Index::open_in_dir(folder)
            && index.schema() == schema
        {
            match Self::over(index) {
                Ok(opened) => return Ok((opened, IndexState::Kept)),
                // Another server is at work here: its index must not be wiped.
                Err(SearchError::Index(TantivyError::LockFailure(..))) => {
                    return Err(SearchError::InUse);
                }
                Err(_) => {}
            }
        }
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        Ok((Self::over(Index::create_in_dir(folder, schema)?)?, IndexState::Empty))
    }

    /// An index that lives as long as the value.
    pub fn in_memory() -> Result<Self, SearchError> {
        Self::over(Index::create_in_ram(schema::schema().0))
    }

    fn over(index: Index) -> Result<Self, SearchError> {
        schema::register(&index)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(index.writer_with_num_threads(1, WRITER_BYTES)?);
        Ok(Self { fields: schema::schema().1, index, reader, writer })
    }

    /// Makes `files` what the scope's case holds, in one commit.
    pub fn index_case(&self, scope: &CaseScope, files: &[FilePages]) -> Result<(), SearchError> {
        let mut writer = self.lock()?;
        writer.delete_term(query::case_term(self.fields.case, scope));
        for page in files.iter().flat_map(|file| &file.pages) {
            for passage in split_passages(page) {
                let Some(quote) = Quote::at(page, passage) else { continue };
                writer.add_document(self.document(scope, page, &quote))?;
            }
        }
        writer.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// Forgets the scope's case.
    pub fn remove_case(&self, scope: &CaseScope) -> Result<(), SearchError> {
        self.index_case(scope, &[])
    }

    /// The passages of the scope's case nearest to `text`, the best first.
    pub fn search(
        &self,
        scope: &CaseScope,
        text: &str,
        limit: usize,
    ) -> Result<Vec<SearchHit>, SearchError> {
        let searcher = self.reader.searcher();
        let query = query::build(&self.index, self.fields, scope, &fold(text));
        let found = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        let mut hits = Vec::new();
        for (score, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            hits.extend(self.quote(&document).map(|quote| SearchHit { quote, score }));
        }
        Ok(hits)
    }

    fn lock(&self) -> Result<MutexGuard<'_, IndexWriter>, SearchError> {
        self.writer.lock().map_err(|_| SearchError::WriterGone)
    }

    fn document(&self, scope: &CaseScope, page: &Page, quote: &Quote) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        // Lines wrap inside words: the words are looked for in the text without its breaks.
        let text: String = fold(&quote.text().split('\n').map(str::trim).collect::<String>());
        document.add_text(self.fields.case, scope.case_id().as_str());
        document.add_text(self.fields.file, &page.file);
        document.add_u64(self.fields.page, u64::from(page.number.unwrap_or(0)));
        document.add_u64(self.fields.start, quote.start() as u64);
        document.add_u64(self.fields.end, quote.end() as u64);
        document.add_text(self.fields.page_text, &page.text);
        document.add_text(self.fields.words, &text);
        document.add_text(self.fields.pairs, &text);
        document
    }

    fn quote(&self, document: &TantivyDocument) -> Option<Quote> {
        let number = |field| document.get_first(field).and_then(|value| value.as_u64());
        let text = |field| document.get_first(field).and_then(|value| value.as_str());
        let page = u32::try_from(number(self.fields.page)?).ok()?;
        let page = Page {
            file: text(self.fields.file)?.into(),
            number: (page > 0).then_some(page),
            text: text(self.fields.page_text)?.into(),
            layout: None,
        };
        let range = usize::try_from(number(self.fields.start)?).ok()?
            ..usize::try_from(number(self.fields.end)?).ok()?;
        Quote::at(&page, range)
    }
}

#[cfg(test)]
mod tests {
    use anjian_core::CaseId;

    use super::*;

    fn scope(id: &str) -> CaseScope {
        CaseScope::authorised(CaseId::parse(id).expect("a valid id"))
    }

    fn files(text: &str) -> Vec<FilePages> {
        vec![FilePages::paged("04.pdf", [text.to_owned()])]
    }

    #[test]
    fn one_case_never_sees_another() {
        let index = KeywordIndex::in_memory().expect("memory");
        index.index_case(&scope("a"), &files("马占林用大力钳剪断挂锁")).expect("indexed");
        index.index_case(&scope("b"), &files("郭二东用撬棍撬开柜门")).expect("indexed");
        assert_eq!(index.search(&scope("a"), "大力钳", 5).expect("searched").len(), 1);
        assert_eq!(index.search(&scope("b"), "大力钳 马占林", 5).expect("searched"), []);
        assert_eq!(index.search(&scope("a"), "case:b OR 撬棍", 5).expect("searched"), []);
    }

    #[test]
    fn names_unknown_to_the_dictionary_and_wrapped_words_are_found() {
        let index = KeywordIndex::in_memory().expect("memory");
        let files = files("当日犯罪嫌疑人祁永福在南滩路收\n购站收购蓄电池");
        index.index_case(&scope("a"), &files).expect("indexed");
        for text in ["祁永福", "收购站"] {
            let hits = index.search(&scope("a"), text, 5).expect("searched");
            assert!(hits[0].quote.is_verbatim_on(&files[0].pages[0]), "{text}");
        }
    }

    #[test]
    fn full_width_digits_and_letters_are_the_same() {
        let index = KeywordIndex::in_memory().expect("memory");
        index.index_case(&scope("a"), &files("车牌甘Ａ１２３４５，二〇二四年")).expect("indexed");
        assert_eq!(index.search(&scope("a"), "甘a12345", 5).expect("searched").len(), 1);
    }

    #[test]
    fn an_index_in_use_is_not_wiped() {
        let folder = tempfile::tempdir().expect("a folder");
        let (index, _) = KeywordIndex::open(folder.path()).expect("opened");
        index.index_case(&scope("a"), &files("蓄电池")).expect("indexed");
        assert!(matches!(KeywordIndex::open(folder.path()), Err(SearchError::InUse)));
        assert_eq!(index.search(&scope("a"), "蓄电池", 5).expect("searched").len(), 1);
    }

    #[test]
    fn indexing_again_replaces_and_removal_forgets() {
        let index = KeywordIndex::in_memory().expect("memory");
        index.index_case(&scope("a"), &files("蓄电池")).expect("indexed");
        index.index_case(&scope("a"), &files("铜芯电缆")).expect("indexed");
        assert_eq!(index.search(&scope("a"), "蓄电池", 5).expect("searched"), []);
        index.remove_case(&scope("a")).expect("removed");
        assert_eq!(index.search(&scope("a"), "电缆", 5).expect("searched"), []);
    }

    #[test]
    fn a_damaged_index_is_made_again_and_said_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        let (index, state) = KeywordIndex::open(&path).expect("opened");
        assert_eq!(state, IndexState::Empty);
        index.index_case(&scope("a"), &files("蓄电池")).expect("indexed");
        drop(index);
        let (index, state) = KeywordIndex::open(&path).expect("opened");
        assert_eq!(state, IndexState::Kept);
        assert_eq!(index.search(&scope("a"), "蓄电池", 5).expect("searched").len(), 1);
        drop(index);
        std::fs::write(path.join("meta.json"), b"torn").expect("written");
        assert_eq!(KeywordIndex::open(&path).expect("opened").1, IndexState::Empty);
    }
}
