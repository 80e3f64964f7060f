//! XML of packages (DOCX, OFD) as a tree of bounded depth and size. Entities of a document's own are
//! not expanded, and nothing outside the file is read.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event, attributes::Attribute},
};

use crate::error::Refusal;

/// Deepest nesting; ten tables inside each other stay below.
const DEPTH: usize = 256;
/// Most elements and stretches of text; a document of 3,000 pages has half of it.
const NODES: usize = 4_000_000;

/// An element. Names are without their namespace's prefix, which each writer chooses.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    start: BytesStart<'a>,
    /// What it holds, in order.
    pub children: Vec<Node<'a>>,
}

/// What an element holds.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    Element(Element<'a>),
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    fn new(start: BytesStart<'a>) -> Self {
        Self { start, children: Vec::new() }
    }

    /// The name, without prefix.
    pub fn name(&self) -> &str {
        local(self.start.name().0)
    }

    /// The value of an attribute, named without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let is_it = |found: &Attribute<'_>| local(found.key.0) == name;
        let found = attributes.with_checks(false).flatten().find(is_it)?;
        Some(unescape(&found.value))
    }

    /// The number an attribute holds.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element directly inside with this name.
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name() == name)
    }

    /// The elements directly inside with this name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The first element anywhere inside for which `is_it` holds, in the document's order.
    pub fn find(&self, is_it: &dyn Fn(&Element<'_>) -> bool) -> Option<&Element<'a>> {
        self.elements().find_map(
            |element| {
                if is_it(element) { Some(element) } else { element.find(is_it) }
            },
        )
    }

    /// The text directly inside.
    pub fn text(&self) -> String {
        let text = |node: &Node<'a>| match node {
            Node::Text(text) => Some(text.to_string()),
            Node::Element(_) => None,
        };
        self.children.iter().filter_map(text).collect()
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A part's bytes as text, by its mark or its declaration.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = &bytes[..bytes.len().min(200)];
    let declared = || {
        let head = String::from_utf8_lossy(head);
        let (_, rest) = head.split_once("encoding=")?;
        let label = rest.get(1..)?.split(['"', '\'']).next()?;
        Encoding::for_label(label.as_bytes())
    };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => declared().unwrap_or(UTF_8),
    };
    encoding.decode(bytes).0
}

/// The root element of `text`.
pub(crate) fn parse(text: &str) -> Result<Element<'_>, Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut root = None;
    let mut nodes = 0usize;
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Damaged)?;
        nodes += 1;
        if nodes > NODES || open.len() > DEPTH {
            return Err(Refusal::Bomb);
        }
        let closed = match event {
            Event::Start(start) => {
                open.push(Element::new(start));
                continue;
            }
            Event::Empty(start) => Node::Element(Element::new(start)),
            Event::End(_) => match open.pop() {
                Some(element) => Node::Element(element),
                None => return Err(Refusal::Damaged),
            },
            Event::Text(text) => Node::Text(text.into_inner()),
            Event::CData(text) => Node::Text(text.into_inner()),
            Event::GeneralRef(reference) => Node::Text(resolve(&reference)),
            Event::Eof if open.is_empty() => return root.ok_or(Refusal::Damaged),
            Event::Eof => return Err(Refusal::Damaged),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
        };
        match (open.last_mut(), closed) {
            (Some(parent), node) => parent.children.push(node),
            (None, Node::Element(element)) => root = Some(root.unwrap_or(element)),
            (None, Node::Text(_)) => {}
        }
    }
}

/// The char of a reference; nothing for entities that the document declares itself.
fn resolve<'a>(reference: &BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    let text: &str = reference;
    Cow::Borrowed(match text {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => "",
    })
}

fn unescape(value: &str) -> String {
    match quick_xml::escape::unescape(value) {
        Ok(value) => value.into_owned(),
        Err(_) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_text_are_read() {
        let text =
            "<w:p xmlns:w='x' w:val='甲&amp;乙'>一<w:t>二</w:t>&#19977;&lt;<![CDATA[<四>]]></w:p>";
        let root = parse(text).expect("it is XML");
        assert_eq!(root.name(), "p");
        assert_eq!(root.attribute("val").as_deref(), Some("甲&乙"));
        assert_eq!(root.text(), "一三<<四>");
        assert_eq!(root.child("t").map(Element::text).as_deref(), Some("二"));
    }

    #[test]
    fn encodings_are_those_that_are_declared() {
        let text = "<?xml version=\"1.0\" encoding=\"GB18030\"?><a>案</a>";
        assert_eq!(decode(&encoding_rs::GB18030.encode(text).0), text);
        assert_eq!(decode(text.as_bytes()), text);
        let wide: Vec<u8> =
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide), text);
    }

    #[test]
    fn entities_are_not_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&c;&x;!</a>";
        assert_eq!(parse(laughs).expect("it is XML").text(), "!");
    }

    #[test]
    fn depth_and_tearing_are_refused() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(parse(&deep), Err(Refusal::Bomb)));
        for torn in ["", "<a>", "<a></b>", "</a>", "<a b='"] {
            assert!(matches!(parse(torn), Err(Refusal::Damaged)), "{torn}");
        }
    }
}
