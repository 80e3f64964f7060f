//! Fields of the index and how text becomes terms.
//!
//! Two kinds of entries: a page holds its text, stored so that a hit can be quoted from it;
//! a passage holds the terms and its place on the page.

use tantivy::{
    Index,
    schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{LowerCaser, TextAnalyzer},
};
use tantivy_jieba::JiebaTokenizer;

use crate::grams::GramTokenizer;

/// Version of everything below and of folding and passages: raise it when one of them changes,
/// and indexes made before are emptied on opening.
pub(crate) const FORMAT: u32 = 1;

const WORDS_TOKENIZER: &str = "anjian_words";
const GRAMS_TOKENIZER: &str = "anjian_grams";

/// The fields, by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Case of the entry, on both kinds; every query asks for it.
    pub case: Field,
    /// Key of a page, on pages alone: see [`page_key`].
    pub page_key: Field,
    /// Text of a page, stored on pages alone.
    pub page_text: Field,
    /// File of a page, stored on pages alone.
    pub file: Field,
    /// Number of a page, stored on pages that have one.
    pub number: Field,
    /// Which page of the case a passage is on.
    pub page_index: Field,
    /// First char of a passage.
    pub start: Field,
    /// One past the last char of a passage.
    pub end: Field,
    /// Words of a passage, by jieba.
    pub words: Field,
    /// Characters and pairs of a passage, with positions.
    pub grams: Field,
}

/// Builds the schema; the order of fields is part of the format.
pub(crate) fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str, record: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record),
        )
    };
    let fields = Fields {
        case: builder.add_text_field("case", STRING),
        page_key: builder.add_text_field("page_key", STRING),
        page_text: builder.add_text_field("page_text", STORED),
        file: builder.add_text_field("file", STORED),
        number: builder.add_u64_field("number", STORED),
        page_index: builder.add_u64_field("page_index", STORED),
        start: builder.add_u64_field("start", STORED),
        end: builder.add_u64_field("end", STORED),
        words: builder.add_text_field("words", text(WORDS_TOKENIZER, IndexRecordOption::WithFreqs)),
        grams: builder.add_text_field(
            "grams",
            text(GRAMS_TOKENIZER, IndexRecordOption::WithFreqsAndPositions),
        ),
    };
    (builder.build(), fields)
}

/// Registers the tokenizers that the schema names.
pub(crate) fn register_tokenizers(index: &Index) {
    let words = TextAnalyzer::builder(JiebaTokenizer::new()).filter(LowerCaser).build();
    index.tokenizers().register(WORDS_TOKENIZER, words);
    index.tokenizers().register(GRAMS_TOKENIZER, TextAnalyzer::builder(GramTokenizer).build());
}

/// Key of the `index`th page of a case; a case identifier holds no line feed.
pub(crate) fn page_key(case: &str, index: u64) -> String {
    format!("{case}\n{index}")
}
