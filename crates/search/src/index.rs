//! The index in use: puts cases in, takes them out, finds passages.

use std::{
    collections::{HashMap, hash_map::Entry},
    fmt,
    fs::File,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anjian_core::{CaseScope, FilePages, Page, Quote};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    indexer::IndexWriterOptions,
    query::TermQuery,
    schema::{Field, IndexRecordOption, Value},
};

use crate::{
    error::SearchError,
    folding::fold,
    passage::split_passages,
    query,
    schema::{self, Fields, page_key},
};

/// Memory for entries that are not yet on disk; the engine's least is 15 MB.
const WRITER_BUDGET_BYTES: usize = 32 << 20;

/// A passage that bears on a query.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The passage.
    pub quote: Quote,
    /// How well it fits, comparable inside one answer only.
    pub score: f32,
}

/// Keyword index over the passages of all cases, searched one case at a time.
///
/// All calls block; put them on a blocking pool. One process has an index on disk open.
pub struct KeywordIndex {
    index: Index,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    /// Held as long as the index is open; `None` in memory.
    _lock: Option<File>,
}

impl KeywordIndex {
    /// An empty index that lives as long as the value.
    pub fn in_memory() -> Result<Self, SearchError> {
        let (schema, _) = schema::build();
        Self::over(Index::create_in_ram(schema), None)
    }

    /// Takes an engine's index into use.
    pub(crate) fn over(index: Index, lock: Option<File>) -> Result<Self, SearchError> {
        let (_, fields) = schema::build();
        schema::register_tokenizers(&index);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_BUDGET_BYTES)
            .build();
        let writer = Mutex::new(index.writer_with_options(options)?);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, fields, reader, writer, _lock: lock })
    }

    /// Puts the pages of a case in place of whatever the index had of it. A search sees the case
    /// as it was before or as it is after; an error leaves it as it was.
    pub fn index_case(&self, scope: &CaseScope, files: &[FilePages]) -> Result<(), SearchError> {
        self.change(|writer| {
            self.delete_entries(writer, scope);
            let pages = files.iter().flat_map(|file| &file.pages);
            for (page_index, page) in (0..).zip(pages) {
                self.add_page(writer, scope, page_index, page)?;
            }
            Ok(())
        })
    }

    /// Takes a case out of the index.
    pub fn remove_case(&self, scope: &CaseScope) -> Result<(), SearchError> {
        self.change(|writer| {
            self.delete_entries(writer, scope);
            Ok(())
        })
    }

    /// The passages of the case that bear on `query`, best first, at most `limit`.
    ///
    /// The query is words, never a language: no character of it has a meaning of its own.
    pub fn search(
        &self,
        scope: &CaseScope,
        query: &str,
        limit: usize,
    ) -> Result<Vec<SearchHit>, SearchError> {
        let case = scope.case_id();
        let built = query::build(&self.index, &self.fields, case, query)?;
        let Some(built) = built.filter(|_| limit > 0) else { return Ok(Vec::new()) };
        let searcher = self.reader.searcher();
        let found = searcher.search(&built, &TopDocs::with_limit(limit).order_by_score())?;
        let mut pages = HashMap::new();
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found {
            let passage: TantivyDocument = searcher.doc(address)?;
            let page_index = read_number(&passage, self.fields.page_index)?;
            let page = match pages.entry(page_index) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    unknown.insert(self.load_page(&searcher, scope, page_index)?)
                }
            };
            let start = read_number(&passage, self.fields.start)? as usize;
            let end = read_number(&passage, self.fields.end)? as usize;
            let quote = Quote::at(page, start..end).ok_or(SearchError::Inconsistent)?;
            hits.push(SearchHit { quote, score });
        }
        Ok(hits)
    }

    /// Runs a change and commits it, or rolls all of it back.
    fn change(
        &self,
        change: impl FnOnce(&IndexWriter) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        let mut writer = self.lock_writer();
        let outcome = change(&writer).and_then(|()| Ok(writer.commit().map(drop)?));
        if outcome.is_err() {
            writer.rollback()?;
        }
        self.reader.reload()?;
        outcome
    }

    fn lock_writer(&self) -> MutexGuard<'_, IndexWriter> {
        // A panic in a change leaves only uncommitted entries, and the next change of that case
        // deletes them first.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn delete_entries(&self, writer: &IndexWriter, scope: &CaseScope) {
        writer.delete_term(Term::from_field_text(self.fields.case, scope.case_id().as_str()));
    }

    fn add_page(
        &self,
        writer: &IndexWriter,
        scope: &CaseScope,
        page_index: u64,
        page: &Page,
    ) -> Result<(), SearchError> {
        let fields = &self.fields;
        let case = scope.case_id().as_str();
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.case, case);
        entry.add_text(fields.page_key, page_key(case, page_index));
        entry.add_text(fields.page_text, &page.text);
        entry.add_text(fields.file, &page.file);
        if let Some(number) = page.number {
            entry.add_u64(fields.number, u64::from(number));
        }
        writer.add_document(entry)?;

        let chars: Vec<char> = page.text.chars().collect();
        for range in split_passages(page) {
            let words = fold(&chars[range.clone()].iter().collect::<String>());
            let mut passage = TantivyDocument::new();
            passage.add_text(fields.case, case);
            passage.add_u64(fields.page_index, page_index);
            passage.add_u64(fields.start, range.start as u64);
            passage.add_u64(fields.end, range.end as u64);
            passage.add_text(fields.words, &words);
            passage.add_text(fields.grams, &words);
            writer.add_document(passage)?;
        }
        Ok(())
    }

    fn load_page(
        &self,
        searcher: &Searcher,
        scope: &CaseScope,
        page_index: u64,
    ) -> Result<Page, SearchError> {
        let key = page_key(scope.case_id().as_str(), page_index);
        let term = Term::from_field_text(self.fields.page_key, &key);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        let (_, address) = found.first().ok_or(SearchError::Inconsistent)?;
        let entry: TantivyDocument = searcher.doc(*address)?;
        let number = match entry.get_first(self.fields.number).and_then(|value| value.as_u64()) {
            Some(number) => Some(u32::try_from(number).map_err(|_| SearchError::Inconsistent)?),
            None => None,
        };
        Ok(Page {
            file: read_text(&entry, self.fields.file)?.into(),
            number,
            text: read_text(&entry, self.fields.page_text)?.into(),
        })
    }
}

impl fmt::Debug for KeywordIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeywordIndex").field("index", &self.index).finish_non_exhaustive()
    }
}

fn read_number(entry: &TantivyDocument, field: Field) -> Result<u64, SearchError> {
    entry.get_first(field).and_then(|value| value.as_u64()).ok_or(SearchError::Inconsistent)
}

fn read_text(entry: &TantivyDocument, field: Field) -> Result<&str, SearchError> {
    entry.get_first(field).and_then(|value| value.as_str()).ok_or(SearchError::Inconsistent)
}
