//! Fields and tokenizers of the index.

use tantivy::{
    Index,
    schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{LowerCaser, NgramTokenizer, TextAnalyzer},
};

/// Tokenizer of words (jieba).
pub(crate) const WORDS: &str = "words";
/// Tokenizer of neighbouring chars, for names that jieba does not know.
pub(crate) const PAIRS: &str = "pairs";

/// The fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub case: Field,
    pub file: Field,
    /// 0 where the format has no pages.
    pub page: Field,
    pub start: Field,
    pub end: Field,
    /// Text of the whole page, so that a hit becomes a quote again.
    pub page_text: Field,
    pub words: Field,
    pub pairs: Field,
}

/// Schema and fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let text = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        case: builder.add_text_field("case", STRING),
        file: builder.add_text_field("file", STORED),
        page: builder.add_u64_field("page", STORED),
        start: builder.add_u64_field("start", STORED),
        end: builder.add_u64_field("end", STORED),
        page_text: builder.add_text_field("page_text", STORED),
        words: builder.add_text_field("words", text(WORDS)),
        pairs: builder.add_text_field("pairs", text(PAIRS)),
    };
    (builder.build(), fields)
}

/// Registers the tokenizers of [`schema`].
pub(crate) fn register(index: &Index) -> Result<(), tantivy::TantivyError> {
    let words =
        TextAnalyzer::builder(tantivy_jieba::JiebaTokenizer::new()).filter(LowerCaser).build();
    let pairs = TextAnalyzer::builder(NgramTokenizer::new(2, 2, false)?).filter(LowerCaser).build();
    index.tokenizers().register(WORDS, words);
    index.tokenizers().register(PAIRS, pairs);
    Ok(())
}
