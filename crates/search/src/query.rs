//! The query: a case and any of the question's words. Built from tokens; the text of a question is
//! never parsed as query syntax.

use anjian_core::CaseScope;
use tantivy::{
    Index, Term,
    query::{BooleanQuery, BoostQuery, EmptyQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::schema::{Fields, PAIRS, WORDS};

/// A whole word counts so many times a pair of chars.
const WORD_BOOST: f32 = 2.0;

/// Passages of the scope's case that hold words or pairs of `text`.
pub(crate) fn build(
    index: &Index,
    fields: Fields,
    scope: &CaseScope,
    text: &str,
) -> Box<dyn Query> {
    let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (tokenizer, field, boost) in [(WORDS, fields.words, WORD_BOOST), (PAIRS, fields.pairs, 1.0)]
    {
        for token in tokens(index, tokenizer, text) {
            let term =
                TermQuery::new(Term::from_field_text(field, &token), IndexRecordOption::WithFreqs);
            any.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost))));
        }
    }
    if any.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, in_case(fields.case, scope)),
        (Occur::Must, Box::new(BooleanQuery::new(any))),
    ]))
}

/// The case filter; scores nothing.
fn in_case(field: Field, scope: &CaseScope) -> Box<dyn Query> {
    let term = TermQuery::new(case_term(field, scope), IndexRecordOption::Basic);
    Box::new(BoostQuery::new(Box::new(term), 0.0))
}

/// Term of all passages of the scope's case.
pub(crate) fn case_term(field: Field, scope: &CaseScope) -> Term {
    Term::from_field_text(field, scope.case_id().as_str())
}

/// Distinct tokens that tell something: letters, digits, Han.
fn tokens(index: &Index, tokenizer: &str, text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    if let Some(mut analyzer) = index.tokenizers().get(tokenizer) {
        analyzer.token_stream(text).process(&mut |token| {
            let tells =
                token.text.chars().all(char::is_alphanumeric) && token.text.chars().count() > 1;
            if tells && !tokens.contains(&token.text) {
                tokens.push(token.text.clone());
            }
        });
    }
    tokens
}
