//! Terms that need no dictionary: every Chinese character, every pair of neighbours, and each
//! run of other letters and digits.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::folding::is_chinese;

/// Splits folded text into characters, pairs and runs; a pair has the position of its first
/// character, so a phrase of pairs matches exactly its characters in their order.
#[derive(Clone)]
pub(crate) struct GramTokenizer;

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream;

    fn token_stream(&mut self, text: &str) -> GramStream {
        GramStream { tokens: grams(text), next: 0 }
    }
}

/// The grams of one text, in order.
pub(crate) struct GramStream {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for GramStream {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

/// All grams of folded text.
pub(crate) fn grams(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut position = 0;
    while let Some((from, c)) = chars.next() {
        if is_chinese(c) {
            let to = from + c.len_utf8();
            tokens.push(gram(text, from, to, position));
            if let Some(&(_, neighbour)) = chars.peek()
                && is_chinese(neighbour)
            {
                tokens.push(gram(text, from, to + neighbour.len_utf8(), position));
            }
        } else if c.is_alphanumeric() {
            let mut to = from + c.len_utf8();
            while let Some((at, more)) =
                chars.next_if(|(_, more)| more.is_alphanumeric() && !is_chinese(*more))
            {
                to = at + more.len_utf8();
            }
            tokens.push(gram(text, from, to, position));
        } else {
            continue;
        }
        position += 1;
    }
    tokens
}

/// The grams that a query asks for: characters that stand in a pair are left to the pair.
pub(crate) fn query_grams(text: &str) -> Vec<Token> {
    let all = grams(text);
    let in_pair = |token: &Token| {
        all.iter().any(|pair| {
            pair.offset_from <= token.offset_from
                && token.offset_to <= pair.offset_to
                && pair.text.len() > token.text.len()
        })
    };
    all.iter().filter(|token| !in_pair(token)).cloned().collect()
}

fn gram(text: &str, from: usize, to: usize, position: usize) -> Token {
    Token {
        offset_from: from,
        offset_to: to,
        position,
        text: text[from..to].to_owned(),
        position_length: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(tokens: &[Token]) -> Vec<(&str, usize)> {
        tokens.iter().map(|t| (t.text.as_str(), t.position)).collect()
    }

    #[test]
    fn indexes_characters_pairs_and_runs() {
        assert_eq!(
            texts(&grams("冉小兵，y78")),
            [("冉", 0), ("冉小", 0), ("小", 1), ("小兵", 1), ("兵", 2), ("y78", 3)]
        );
    }

    #[test]
    fn asks_for_pairs_first() {
        assert_eq!(texts(&query_grams("冉小兵")), [("冉小", 0), ("小兵", 1)]);
        assert_eq!(texts(&query_grams("刀 2680元")), [("刀", 0), ("2680", 1), ("元", 2)]);
    }
}
