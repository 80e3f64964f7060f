//! The walk over a document's blocks: paragraphs and tables, in order.

use std::collections::{HashMap, HashSet};

use super::{
    drawing::choose,
    is_on, labelled,
    numbering::Numbering,
    styles::{ListPlace, Styles},
};
use crate::xml::Element;

/// A stretch of what a document says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Words of one line or, with `\n`, several.
    Words(String),
    /// A picture: the path of its part.
    Picture(String),
}

/// Where the reading of a field is: its code is not shown, its result is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Field {
    Code,
    Result,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub text: String,
    /// Text boxes and pictures that hang on it.
    pub after: Vec<Piece>,
}

/// A part with blocks (the text, a header, the notes) while it is read.
pub(super) struct Body<'p> {
    pub styles: &'p Styles,
    pub numbering: &'p mut Numbering,
    /// Paths of the parts that this part refers to, by relation.
    pub relations: HashMap<String, String>,
    /// Fields open at this place, the innermost last.
    pub fields: Vec<Field>,
    /// Hidden words.
    pub hidden: Vec<String>,
    /// Notes by kind and id.
    pub notes: &'p HashMap<(NoteKind, String), &'p Element<'p>>,
    /// Notes that have got their numbers.
    pub numbered: HashSet<(NoteKind, String)>,
    /// Footnotes that have been referred to, and endnotes.
    pub feet: NoteQueue,
    pub ends: NoteQueue,
}

/// Notes of one kind, in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct NoteQueue {
    pub numbers: usize,
    /// Those that are not printed yet.
    pub pending: Vec<PendingNote>,
}

/// A note whose words are still to come.
#[derive(Debug)]
pub(super) struct PendingNote {
    pub id: String,
    /// Its number as printed.
    pub mark: String,
}

/// A note at the foot of its page (脚注) or at the end (尾注).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Foot,
    End,
}

impl Body<'_> {
    /// The blocks of a document's text; footnotes come behind the block that refers to them.
    pub(super) fn document(&mut self, text: &Element<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut open = Paragraph::default();
        for block in text.elements() {
            self.block(block, &mut open, &mut pieces);
            pieces.extend(self.take_notes(NoteKind::Foot));
        }
        finish(open, None, &mut pieces);
        pieces.extend(self.take_notes(NoteKind::End));
        pieces
    }

    /// The blocks inside `parent`.
    pub(super) fn blocks(&mut self, parent: &Element<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut open = Paragraph::default();
        parent.elements().for_each(|block| self.block(block, &mut open, &mut pieces));
        // A last paragraph whose mark is deleted has nothing to be joined to.
        finish(open, None, &mut pieces);
        pieces
    }

    fn block(&mut self, block: &Element<'_>, open: &mut Paragraph, pieces: &mut Vec<Piece>) {
        match block.name() {
            "p" => self.paragraph(block, open, pieces),
            "tbl" => pieces.extend(self.table(block)),
            "AlternateContent" => {
                let chosen = choose(block).into_iter().flat_map(Element::elements);
                chosen.for_each(|block| self.block(block, open, pieces));
            }
            "del" | "moveFrom" => {}
            name if name.ends_with("Pr") => {}
            _ => block.elements().for_each(|block| self.block(block, open, pieces)),
        }
    }

    /// Reads a paragraph; where its mark is deleted, it stays open for the next to join.
    fn paragraph(&mut self, element: &Element<'_>, open: &mut Paragraph, pieces: &mut Vec<Piece>) {
        for child in element.elements() {
            self.inline(child, open);
        }
        let properties = element.child("pPr");
        let mark = properties.and_then(|properties| properties.child("rPr"));
        let is_gone =
            |mark: &Element<'_>| mark.elements().any(|e| matches!(e.name(), "del" | "moveFrom"));
        if mark.is_some_and(is_gone) {
            return;
        }
        let label = self.label(properties);
        finish(std::mem::take(open), label, pieces);
    }

    /// The number of a paragraph of a list.
    fn label(&mut self, properties: Option<&Element<'_>>) -> Option<String> {
        let style = properties
            .and_then(|properties| properties.child("pStyle"))
            .and_then(|style| style.attribute("val"));
        let own = properties.and_then(ListPlace::read).unwrap_or_default();
        let of_style = style.as_deref().and_then(|style| self.styles.list(style));
        let instance = own
            .instance
            .or_else(|| of_style.and_then(|(_, list)| list.instance.clone()))
            .filter(|instance| instance != "0")?;
        let level = own.level.or_else(|| {
            let (style, list) = of_style?;
            self.numbering.level_of_style(&instance, style).or(list.level)
        });
        self.numbering.count(&instance, level.unwrap_or(0)).filter(|label| !label.trim().is_empty())
    }

    /// A row is a line, its cells stand apart by a space; a row of one cell keeps its lines.
    fn table(&mut self, table: &Element<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for row in rows(table) {
            let properties = row.child("trPr");
            let is_left_out = |properties: &Element<'_>| {
                properties.child("del").is_some() || properties.child("hidden").is_some_and(is_on)
            };
            if properties.is_some_and(is_left_out) {
                continue;
            }
            let mut cells: Vec<Vec<Piece>> = Vec::new();
            for cell in cells_of(row) {
                let blocks = self.blocks(cell);
                if !blocks.is_empty() {
                    cells.push(blocks);
                }
            }
            match cells.len() {
                0 => {}
                1 => pieces.extend(cells.pop().unwrap_or_default()),
                _ => {
                    let mut words: Vec<String> = Vec::new();
                    let mut pictures = Vec::new();
                    for piece in cells.into_iter().flatten() {
                        match piece {
                            Piece::Words(text) => {
                                words.extend(text.split_whitespace().map(str::to_owned))
                            }
                            Piece::Picture(_) => pictures.push(piece),
                        }
                    }
                    if !words.is_empty() {
                        pieces.push(Piece::Words(words.join(" ")));
                    }
                    pieces.extend(pictures);
                }
            }
        }
        pieces
    }

    /// The words of the notes that were referred to, each behind its number.
    fn take_notes(&mut self, kind: NoteKind) -> Vec<Piece> {
        let mut pieces = Vec::new();
        loop {
            // A note may refer to others, which come behind it.
            let pending = std::mem::take(&mut self.queue(kind).pending);
            if pending.is_empty() {
                return pieces;
            }
            for note in pending {
                pieces.extend(self.note_words(kind, note));
            }
        }
    }

    fn note_words(&mut self, kind: NoteKind, note: PendingNote) -> Vec<Piece> {
        let Some(element) = self.notes.get(&(kind, note.id)).copied() else { return Vec::new() };
        let fields = std::mem::take(&mut self.fields);
        let mut blocks = self.blocks(element);
        self.fields = fields;
        if let Some(Piece::Words(words)) = blocks.first() {
            blocks[0] = Piece::Words(format!("{} {}", note.mark, words.trim_start()));
        }
        blocks
    }

    pub(super) fn queue(&mut self, kind: NoteKind) -> &mut NoteQueue {
        match kind {
            NoteKind::Foot => &mut self.feet,
            NoteKind::End => &mut self.ends,
        }
    }
}

/// Closes a paragraph: its number, its words, what hangs on it.
fn finish(paragraph: Paragraph, label: Option<String>, pieces: &mut Vec<Piece>) {
    let mut text = paragraph.text.trim_end().to_owned();
    if let Some(label) = label {
        text = labelled(&label, &text);
    }
    if !text.trim().is_empty() {
        pieces.push(Piece::Words(text));
    }
    pieces.extend(paragraph.after);
}

/// The rows of a table, those within wrappers (content controls, insertions) too.
fn rows<'e, 'a>(table: &'e Element<'a>) -> Vec<&'e Element<'a>> {
    wrapped(table, "tr")
}

/// The cells of a row that are not the rest of a merged one above or beside.
fn cells_of<'e, 'a>(row: &'e Element<'a>) -> Vec<&'e Element<'a>> {
    let continues = |cell: &&Element<'_>| {
        let properties = cell.child("tcPr");
        let is_rest = |merge: &str| {
            let merge = properties.and_then(|properties| properties.child(merge));
            merge.is_some_and(|merge| merge.attribute("val").is_none_or(|val| val == "continue"))
        };
        let is_deleted = properties.is_some_and(|properties| properties.child("cellDel").is_some());
        is_rest("vMerge") || is_rest("hMerge") || is_deleted
    };
    wrapped(row, "tc").into_iter().filter(|cell| !continues(cell)).collect()
}

fn wrapped<'e, 'a>(parent: &'e Element<'a>, name: &str) -> Vec<&'e Element<'a>> {
    let mut found = Vec::new();
    for child in parent.elements() {
        match child.name() {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => {
                found.extend(wrapped(child, name));
            }
            _ => {}
        }
    }
    found
}
