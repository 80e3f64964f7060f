//! The flow of a DOC's story: chars into lines, cells into rows.

use std::collections::HashMap;

use super::{
    Placed,
    properties::{CharacterProperties, ParagraphProperties, Properties},
};
use crate::word::numbering::Numbering;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Foot,
    End,
}

impl Mark {
    fn write(self, number: u32) -> String {
        match self {
            Self::Foot => format!("[{number}]"),
            Self::End => {
                format!("[{}]", crate::word::number_format::write_number("lowerRoman", number))
            }
        }
    }
}

/// Reads stories with the properties of one file.
pub(super) struct Flow<'p> {
    paragraphs: &'p Properties<ParagraphProperties>,
    characters: &'p Properties<CharacterProperties>,
    numbering: &'p mut Numbering,
    hidden: Vec<String>,
    pictures: usize,
}

/// A story while it is read.
#[derive(Default)]
struct Story {
    lines: String,
    paragraph: String,
    /// Lines of the cell so far.
    cell: Vec<String>,
    cells: Vec<Vec<String>>,
    /// For each open field whether its code is being read, which is not shown.
    fields: Vec<bool>,
    hidden: String,
}

impl<'p> Flow<'p> {
    pub fn new(
        paragraphs: &'p Properties<ParagraphProperties>,
        characters: &'p Properties<CharacterProperties>,
        numbering: &'p mut Numbering,
    ) -> Self {
        Self { paragraphs, characters, numbering, hidden: Vec::new(), pictures: 0 }
    }

    /// The hidden words of all stories, and how many pictures stand in them.
    pub fn into_untold(self) -> (Vec<String>, usize) {
        (self.hidden, self.pictures)
    }

    /// The notes of a kind, each behind its number.
    pub fn read_notes(&mut self, story: &[Placed], mark: Mark) -> String {
        let marks = story.iter().enumerate().filter(|(_, (c, _))| *c == '\u{2}');
        let marks: HashMap<usize, Mark> = marks.map(|(place, _)| (place, mark)).collect();
        self.read(story, &marks)
    }

    /// The lines of `story`; `marks` are the numbers of notes in it.
    pub fn read(&mut self, story: &[Placed], marks: &HashMap<usize, Mark>) -> String {
        let mut read = Story::default();
        let (mut feet, mut ends) = (0, 0);
        for (place, (c, at)) in story.iter().enumerate() {
            let looks = self.characters.at(*at);
            if looks.is_deleted {
                continue;
            }
            match c {
                '\u{13}' => read.fields.push(true),
                '\u{14}' => {
                    if let Some(is_code) = read.fields.last_mut() {
                        *is_code = false;
                    }
                }
                '\u{15}' => {
                    read.fields.pop();
                }
                // The mark of a paragraph, of a cell, of a row: also inside a field, which may run on.
                '\r' | '\u{7}' => self.end_paragraph(*c, self.paragraphs.at(*at), &mut read),
                _ if read.fields.contains(&true) => {}
                _ if looks.is_hidden => read.hidden.push(*c),
                '\u{2}' => match marks.get(&place) {
                    Some(Mark::Foot) => {
                        feet += 1;
                        read.paragraph.push_str(&Mark::Foot.write(feet));
                    }
                    Some(Mark::End) => {
                        ends += 1;
                        read.paragraph.push_str(&Mark::End.write(ends));
                    }
                    None => {}
                },
                '\u{28}' if looks.sign.is_some() => read.paragraph.extend(looks.sign.map(sign)),
                '\t' | '\u{a0}' => read.paragraph.push(' '),
                // A line, a page, a column ends.
                '\u{b}' | '\u{c}' | '\u{e}' => read.paragraph.push('\n'),
                '\u{1e}' => read.paragraph.push('-'),
                '\u{1}' => self.pictures += 1,
                // Drawings, marks of comments, soft hyphens.
                c if c.is_control() || *c == '\u{ad}' => {}
                c => read.paragraph.push(*c),
            }
        }
        self.end_paragraph('\r', ParagraphProperties::default(), &mut read);
        read.end_row();
        let hidden: String = read.hidden.split_whitespace().collect::<Vec<&str>>().join(" ");
        if !hidden.is_empty() {
            self.hidden.push(hidden);
        }
        read.lines
    }

    fn end_paragraph(&mut self, mark: char, properties: ParagraphProperties, story: &mut Story) {
        let mut words = std::mem::take(&mut story.paragraph).trim_end().to_owned();
        if properties.list != 0 && !properties.ends_row {
            let label =
                self.numbering.count(&properties.list.to_string(), usize::from(properties.level));
            if let Some(label) = label.filter(|label| !label.trim().is_empty()) {
                words = crate::word::labelled(&label, &words);
            }
        }
        if !properties.is_in_table {
            story.end_row();
            story.line(&words);
            return;
        }
        if properties.ends_row {
            story.end_row();
            return;
        }
        match story.cell.last_mut().filter(|last| last.ends_with('\u{1f}')) {
            // A cell of an inner table, whose row goes on.
            Some(last) => {
                last.pop();
                if !last.is_empty() && !words.is_empty() {
                    last.push(' ');
                }
                last.push_str(&words);
            }
            None => story.cell.push(words),
        }
        if properties.ends_inner_cell && !properties.ends_inner_row {
            story.cell.last_mut().into_iter().for_each(|last| last.push('\u{1f}'));
        }
        if mark == '\u{7}' {
            story.end_cell();
        }
    }
}

impl Story {
    fn line(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push('\n');
        }
        self.lines.push_str(words);
    }

    fn end_cell(&mut self) {
        let mut cell = std::mem::take(&mut self.cell);
        cell.iter_mut().for_each(|line| *line = line.trim_end_matches('\u{1f}').to_owned());
        cell.retain(|line| !line.trim().is_empty());
        if !cell.is_empty() {
            self.cells.push(cell);
        }
    }

    /// A row is a line, its cells stand apart by a space; a row of one cell keeps its lines.
    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if let [cell] = &*cells {
            cell.iter().for_each(|line| self.line(line));
            return;
        }
        let words: Vec<&str> =
            cells.iter().flatten().flat_map(|line| line.split_whitespace()).collect();
        self.line(&words.join(" "));
    }
}

/// A sign of a font of signs: boxes and ticks are what forms use.
fn sign(code: u16) -> char {
    match code & 0xFF {
        0xFE | 0x52 => '☑',
        0xFD | 0x53 | 0x51 => '☒',
        0xA8 | 0x6F | 0xA3 | 0x2A | 0x70..=0x72 => '☐',
        0xFC | 0x50 => '✓',
        0x6C => '●',
        0x6E => '■',
        _ => '\u{FFFD}',
    }
}
