//! Builds the query: the case as a term, the words of the question as data.

use anjian_core::CaseId;
use tantivy::{
    Index, TantivyError, Term,
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{folding::fold, grams::query_grams, schema::Fields};

/// Chars of a query that count; a longer one is a pasted page, whose first lines tell enough.
const MAX_QUERY_CHARS: usize = 400;
/// Weight of a dictionary word against a pair of characters.
const WORD_BOOST: f32 = 2.0;
/// Weight of the query's own words standing together.
const PHRASE_BOOST: f32 = 4.0;

/// Words that ask or join and tell nothing about what is asked.
const FUNCTION_WORDS: &[&str] = &[
    "的",
    "了",
    "是",
    "在",
    "和",
    "与",
    "及",
    "或",
    "有",
    "被",
    "把",
    "对",
    "向",
    "从",
    "于",
    "吗",
    "呢",
    "吧",
    "啊",
    "么",
    "何",
    "谁",
    "哪",
    "几",
    "多少",
    "什么",
    "哪些",
    "哪个",
    "哪里",
    "哪儿",
    "怎么",
    "怎样",
    "如何",
    "为什么",
    "为何",
    "何时",
    "何处",
    "是否",
    "有没有",
    "是不是",
    "请问",
    "请",
    "这",
    "那",
    "这个",
    "那个",
    "本",
    "该",
    "都",
    "也",
    "就",
    "还",
    "并",
    "其",
    "之",
    "中",
    "里",
    "上",
    "下",
    "等",
    "个",
    "时候",
    "情况",
    "我",
    "你",
    "他",
    "她",
    "它",
    "我们",
    "他们",
];

/// The query for `text` inside `case`; `None` when the text asks for nothing.
pub(crate) fn build(
    index: &Index,
    fields: &Fields,
    case: &CaseId,
    text: &str,
) -> Result<Option<BooleanQuery>, TantivyError> {
    let text: String = text.chars().take(MAX_QUERY_CHARS).collect();
    let words = content_words(index, fields, &fold(&text))?;
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for word in &words {
        let term = term_query(fields.words, word);
        clauses.push((Occur::Should, Box::new(BoostQuery::new(term, WORD_BOOST))));
        for gram in query_grams(word) {
            clauses.push((Occur::Should, term_query(fields.grams, &gram.text)));
        }
    }
    for part in text.split_whitespace() {
        let grams = query_grams(&fold(part));
        match &grams[..] {
            [] => {}
            [_] if !words.is_empty() => {}
            [only] => clauses.push((Occur::Should, term_query(fields.grams, &only.text))),
            several => {
                let terms = several
                    .iter()
                    .map(|gram| (gram.position, Term::from_field_text(fields.grams, &gram.text)))
                    .collect();
                let phrase = Box::new(PhraseQuery::new_with_offset(terms));
                clauses.push((Occur::Should, Box::new(BoostQuery::new(phrase, PHRASE_BOOST))));
            }
        }
    }
    if clauses.is_empty() {
        return Ok(None);
    }
    let in_case = ConstScoreQuery::new(term_query(fields.case, case.as_str()), 0.0);
    Ok(Some(BooleanQuery::new(vec![
        (Occur::Must, Box::new(in_case)),
        (Occur::Must, Box::new(BooleanQuery::new(clauses))),
    ])))
}

/// The words that say what is asked, each once, in order.
fn content_words(index: &Index, fields: &Fields, text: &str) -> Result<Vec<String>, TantivyError> {
    let mut analyzer = index.tokenizer_for_field(fields.words)?;
    let mut stream = analyzer.token_stream(text);
    let mut words: Vec<String> = Vec::new();
    while let Some(token) = stream.next() {
        let word = &token.text;
        if word.chars().any(char::is_alphanumeric)
            && !FUNCTION_WORDS.contains(&word.as_str())
            && !words.contains(word)
        {
            words.push(word.clone());
        }
    }
    Ok(words)
}

fn term_query(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}
