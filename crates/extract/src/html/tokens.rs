//! HTML as a row of tags and words. Any bytes are some HTML: what is no tag is text.

use std::borrow::Cow;

/// Longest name of an entity.
const ENTITY_BYTES: usize = 32;
/// Elements whose content holds no tags.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template"];

/// A tag or a stretch of words.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open(Tag<'a>),
    Close(String),
    /// With entities resolved.
    Text(Cow<'a, str>),
}

/// An opening tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// In lower case, without prefix.
    pub name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute; empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len());
            let (found, tail) = rest.split_at(end);
            let tail = tail.trim_start();
            let (value, tail) = match tail.strip_prefix('=') {
                None => ("", tail),
                Some(tail) => take_value(tail.trim_start()),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(resolve(value).into_owned());
            }
            // A stray quote or sign stands alone and is passed over.
            rest = if tail.len() == rest.len() { tail.get(1..).unwrap_or("") } else { tail };
            if rest.is_empty() {
                return None;
            }
        }
    }
}

fn take_value(text: &str) -> (&str, &str) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return text[1..].split_once(quote).unwrap_or((&text[1..], ""));
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Takes tokens from the front of `rest`.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose raw content comes next.
    raw: Option<&'static str>,
}

impl<'a> Tokens<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { rest: html, raw: None }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// The content of an element without tags, up to its closing tag.
    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let bytes = self.rest.as_bytes();
        let closes = |at: &usize| {
            let tail = &bytes[at + 2..];
            tail.len() >= name.len() && tail[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(closes);
        let text = self.take(end.unwrap_or(self.rest.len()));
        Token::Text(resolve(text))
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let end = end_of_tag(self.rest);
        let tag = self.take(end);
        let inner = tag[1..].trim_end_matches('>');
        if let Some(name) = inner.strip_prefix('/') {
            return Some(Token::Close(name_of(name).0));
        }
        let (name, attributes) = name_of(inner);
        self.raw = RAW.into_iter().find(|raw| *raw == name);
        Some(Token::Open(Tag { name, attributes }))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(raw) = self.raw.take() {
                return Some(self.raw_text(raw));
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(resolve(self.take(end))));
            }
            let second = self.rest.as_bytes().get(1);
            if self.rest.starts_with("<!--") {
                let end = self.rest[4..].find("-->").map_or(self.rest.len(), |end| end + 7);
                self.take(end);
            } else if matches!(second, Some(b'!' | b'?')) {
                let end = self.rest.find('>').map_or(self.rest.len(), |end| end + 1);
                self.take(end);
            } else if second.is_some_and(|c| c.is_ascii_alphabetic() || *c == b'/') {
                return self.tag();
            } else {
                return Some(Token::Text(Cow::Borrowed(self.take(1))));
            }
        }
    }
}

/// One past the `>` that ends the tag at the front; quotes hide others.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let mut previous = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            // A quote opens only a value; one astray must not swallow the page.
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (None, b'>') => return at + 1,
            (None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    text.len()
}

fn name_of(text: &str) -> (String, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    (name.to_ascii_lowercase(), rest)
}

/// Replaces references by what they mean; others stay as they are.
fn resolve(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut resolved = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(tail) = rest.strip_prefix('&') {
        let end = tail
            .bytes()
            .take(ENTITY_BYTES)
            .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))
            .unwrap_or(tail.len().min(ENTITY_BYTES));
        let (name, after) = tail.split_at(tail.floor_char_boundary(end));
        let is_closed = after.starts_with(';');
        match meaning(name).filter(|_| is_closed || is_old(name)) {
            Some(meaning) => {
                resolved.push_str(&meaning);
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => {
                resolved.push('&');
                rest = tail;
            }
        }
        let next = rest.find('&').unwrap_or(rest.len());
        resolved.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(resolved)
}

/// References that browsers take without their semicolon.
fn is_old(name: &str) -> bool {
    name.starts_with('#') || matches!(name, "nbsp" | "lt" | "gt" | "amp" | "quot" | "copy" | "reg")
}

fn meaning(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return quick_xml::escape::resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Written by programs that took the code for one of Windows.
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        return Some(Cow::Owned(encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned()));
    }
    char::from_u32(code).filter(|c| *c != '\0').map(|c| Cow::Owned(c.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_and_words_are_told_apart() {
        let html = "<!DOCTYPE html><P Class=a title='x>y'>1 &lt; 2 &nbsp;&#19977;&#x56DB;&bogus; a<b <!-- <p> --><script>if (a</b) '<td>'</script></o:P>";
        let tokens: Vec<String> = Tokens::new(html)
            .map(|token| match token {
                Token::Open(tag) => format!("<{} {:?}>", tag.name, tag.attribute("title")),
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => text.into_owned(),
            })
            .collect();
        assert_eq!(
            tokens[..2],
            ["<p Some(\"x>y\")>".to_owned(), "1 < 2 \u{a0}三四&bogus; a".to_owned()]
        );
        assert!(tokens.contains(&"if (a</b) '<td>'".to_owned()), "{tokens:?}");
        assert_eq!(tokens.last().map(String::as_str), Some("</p>"));
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = |attributes| Tag { name: "td".to_owned(), attributes };
        assert_eq!(tag(" a=1 hidden style = \"x\" ").attribute("HIDDEN").as_deref(), Some(""));
        assert_eq!(tag(" a=1 style = \"x y\"/").attribute("style").as_deref(), Some("x y"));
        assert_eq!(tag(" \"' = ===").attribute("style"), None);
        assert_eq!(tag(" v=a&amp;b").attribute("v").as_deref(), Some("a&b"));
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(html in "[<>/&;#a-c'\"=!\\- 中]{0,80}") {
            for token in Tokens::new(&html) {
                if let Token::Open(tag) = token {
                    tag.attribute("b");
                }
            }
        }
    }
}
