//! DOC of Word 97 to 2003 and of WPS ([MS-DOC]): what a person sees, in order, as lines; no pages.
//!
//! The same rules as for DOCX: rows of tables as lines, numbers of lists, results of fields, changes as
//! they will be, hidden words told. Words of text boxes come behind the text; pictures are counted, not read.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use anjian_core::LineRole;

use crate::{error::Refusal, page::ExtractedPage, unplaced::UnplacedPage};

mod bytes;
mod fib;
mod flow;
mod lists;
mod properties;

use bytes::Bytes;
use fib::{Fib, Table};
use flow::{Flow, Mark};
use properties::Properties;

/// Most chars; a document of 10,000 pages has half of it.
const CHARS: usize = 20_000_000;

/// Reads the DOC.
pub(crate) fn read(bytes: &[u8]) -> Result<ExtractedPage, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut stream = |name: &str| {
        let stream = file.open_stream(name).map_err(|_| Refusal::Damaged)?;
        let mut content = Vec::new();
        // A chain of sectors that loops would not end.
        let taken = stream.take(bytes.len() as u64).read_to_end(&mut content);
        taken.map(|_| content).map_err(|_| Refusal::Damaged)
    };
    let main = stream("WordDocument")?;
    let main = Bytes(&main);
    let fib = Fib::read(main)?;
    let table = stream(fib.table_stream())?;
    Document { main, table: Bytes(&table), fib }.read()
}

struct Document<'b> {
    main: Bytes<'b>,
    table: Bytes<'b>,
    fib: Fib<'b>,
}

/// A char of the text and its place in the file, by which its properties are found.
type Placed = (char, u32);

impl Document<'_> {
    fn read(&self) -> Result<ExtractedPage, Refusal> {
        let chars = self.chars()?;
        let fib = &self.fib;
        let mut start = 0usize;
        let mut story = |length: usize| {
            let range = start..start.saturating_add(length);
            start = range.end;
            let end = range.end.min(chars.len());
            (range.start, chars.get(range.start.min(end)..end).unwrap_or_default())
        };
        let (_, text) = story(fib.main);
        let (_, footnotes) = story(fib.footnotes);
        let (headers_at, headers) = story(fib.headers);
        story(fib.comments);
        let (_, endnotes) = story(fib.endnotes);
        let (_, text_boxes) = story(fib.text_boxes);

        let list = |table: Table| self.slice(table).unwrap_or(Bytes(&[]));
        let paragraphs = Properties::of_paragraphs(self.main, list(Table::ParagraphPages));
        let characters = Properties::of_characters(self.main, list(Table::CharacterPages));
        let mut numbering =
            lists::read(self.table, fib.place(Table::Lists), fib.place(Table::ListUses));
        let marks = self.marks();
        let mut flow = Flow::new(&paragraphs, &characters, &mut numbering);

        let mut page = UnplacedPage::default();
        let (heads, feet) = self.running(headers_at, headers, chars.len());
        for head in heads {
            page.words(&flow.read(head, &HashMap::new()), LineRole::Header);
        }
        page.words(&flow.read(text, &marks), LineRole::Body);
        for (kind, notes) in [(Mark::Foot, footnotes), (Mark::End, endnotes)] {
            page.words(&flow.read_notes(notes, kind), LineRole::Body);
        }
        page.words(&flow.read(text_boxes, &HashMap::new()), LineRole::Body);
        for foot in feet {
            page.words(&flow.read(foot, &HashMap::new()), LineRole::Footer);
        }
        let (hidden, pictures) = flow.into_untold();
        page.finish(hidden, pictures).map_err(|refusal| match refusal {
            Refusal::NoTextLayer => {
                Refusal::Unsupported("只有图片的DOC，请另存为DOCX或者PDF".to_owned())
            }
            refusal => refusal,
        })
    }

    fn slice(&self, table: Table) -> Option<Bytes<'_>> {
        let (start, length) = self.fib.place(table)?;
        self.table.slice(start, length)
    }

    /// All chars, through the table of pieces: the text is stored in the order of its typing.
    fn chars(&self) -> Result<Vec<Placed>, Refusal> {
        let pieces = self.slice(Table::Pieces).ok_or(Refusal::Damaged)?;
        let pieces = piece_table(pieces).ok_or(Refusal::Damaged)?;
        let count = pieces.0.len().saturating_sub(4) / 12;
        let mut chars = Vec::new();
        for index in 0..count {
            let read = || {
                let (start, end) = (pieces.u32(4 * index)?, pieces.u32(4 * index + 4)?);
                let place = pieces.u32(4 * (count + 1) + 8 * index + 2)?;
                Some((end.checked_sub(start)? as usize, place))
            };
            let (length, place) = read().ok_or(Refusal::Damaged)?;
            if chars.len().saturating_add(length) > CHARS {
                return Err(Refusal::Bomb);
            }
            let is_narrow = place & 0x4000_0000 != 0;
            let place = place & 0x3FFF_FFFF;
            let (start, width) = if is_narrow { (place / 2, 1) } else { (place, 2) };
            let units = self.main.slice(start as usize, length * width).ok_or(Refusal::Damaged)?;
            if is_narrow {
                let decode = |byte: &u8| {
                    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[*byte]).0.chars().next()
                };
                chars.extend(units.0.iter().zip(start..).map(|(byte, at)| {
                    let c = if byte.is_ascii() { Some(char::from(*byte)) } else { decode(byte) };
                    (c.unwrap_or('\u{FFFD}'), at)
                }));
            } else {
                push_wide(units, start, &mut chars);
            }
        }
        Ok(chars)
    }

    /// The marks of notes, by place in the text.
    fn marks(&self) -> HashMap<usize, Mark> {
        let mut marks = HashMap::new();
        for (table, mark) in
            [(Table::FootnoteReferences, Mark::Foot), (Table::EndnoteReferences, Mark::End)]
        {
            let Some(references) = self.slice(table) else { continue };
            // A place each and one for the end; two bytes each behind.
            let count = references.0.len().saturating_sub(4) / 6;
            marks.extend((0..count).filter_map(|i| Some((references.u32(4 * i)? as usize, mark))));
        }
        marks
    }

    /// The heads and feet of the pages that are not the first of their section, each once.
    fn running<'c>(
        &self,
        start: usize,
        headers: &'c [Placed],
        all: usize,
    ) -> (Vec<&'c [Placed]>, Vec<&'c [Placed]>) {
        /// Stories before those of the first section, and stories of a section.
        const OF_NOTES: usize = 6;
        const OF_SECTION: usize = 6;
        let (mut heads, mut feet) = (Vec::new(), Vec::new());
        let Some(places) = self.slice(Table::HeaderStories).filter(|_| start <= all) else {
            return (heads, feet);
        };
        let count = (places.0.len() / 4).saturating_sub(1);
        for index in OF_NOTES..count {
            let list = match (index - OF_NOTES) % OF_SECTION {
                1 => &mut heads,
                3 => &mut feet,
                _ => continue,
            };
            let (Some(from), Some(to)) = (places.u32(4 * index), places.u32(4 * index + 4)) else {
                break;
            };
            let Some(story) = headers.get(from as usize..to as usize) else { continue };
            let words = |story: &[Placed]| story.iter().map(|(c, _)| *c).collect::<String>();
            if !story.is_empty()
                && !list.iter().any(|known: &&[Placed]| words(known) == words(story))
            {
                list.push(story);
            }
        }
        (heads, feet)
    }
}

/// The table of pieces behind the properties that stand before it.
fn piece_table(clx: Bytes<'_>) -> Option<Bytes<'_>> {
    let mut at = 0;
    while clx.u8(at)? == 1 {
        at += 3 + usize::from(clx.u16(at + 1)?);
    }
    if clx.u8(at)? != 2 {
        return None;
    }
    clx.slice(at + 5, clx.u32(at + 1)? as usize)
}

/// UTF-16; of a pair that makes one char, the second counts as nothing, so that places hold.
fn push_wide(units: Bytes<'_>, start: u32, chars: &mut Vec<Placed>) {
    let units: Vec<u16> =
        units.0.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let mut at = start;
    for decoded in char::decode_utf16(units) {
        let c = decoded.unwrap_or('\u{FFFD}');
        chars.push((c, at));
        if c.len_utf16() == 2 {
            chars.push(('\0', at + 2));
        }
        at += 2 * c.len_utf16() as u32;
    }
}

#[cfg(test)]
mod tests;
