//! The walk over what a paragraph holds: runs, fields, changes, references.

use super::{
    body::{Body, Field, NoteKind, Paragraph, PendingNote},
    drawing::choose,
    is_on,
    number_format::write_number,
    styles::hides,
};
use crate::xml::Element;

/// Stands for a sign of a font of signs whose meaning is unknown.
const UNKNOWN_SIGN: char = '\u{FFFD}';

impl Body<'_> {
    /// Reads what may stand in a paragraph beside its properties.
    pub(super) fn inline(&mut self, element: &Element<'_>, paragraph: &mut Paragraph) {
        match element.name() {
            "r" => self.run(element, paragraph),
            // Tracked changes as they will be: what is deleted is gone, what came from here is there.
            "del" | "moveFrom" => {}
            "AlternateContent" => {
                if let Some(chosen) = choose(element) {
                    chosen.elements().for_each(|child| self.inline(child, paragraph));
                }
            }
            name if name.ends_with("Pr") => {}
            _ => element.elements().for_each(|child| self.inline(child, paragraph)),
        }
    }

    fn run(&mut self, run: &Element<'_>, paragraph: &mut Paragraph) {
        let properties = run.child("rPr");
        let of_style = || {
            let style = properties?.child("rStyle")?.attribute("val")?;
            Some(self.styles.hides(&style))
        };
        if properties.and_then(hides).or_else(of_style).unwrap_or(false) {
            let mut hidden = Paragraph::default();
            run.elements().for_each(|child| self.content(child, &mut hidden));
            let words = hidden.text.trim();
            if !words.is_empty() {
                self.hidden.push(words.to_owned());
            }
            return;
        }
        run.elements().for_each(|child| self.content(child, paragraph));
    }

    fn content(&mut self, element: &Element<'_>, paragraph: &mut Paragraph) {
        let is_shown = !self.fields.contains(&Field::Code);
        match element.name() {
            "fldChar" => self.field(element, paragraph),
            "AlternateContent" => {
                if let Some(chosen) = choose(element) {
                    chosen.elements().for_each(|child| self.content(child, paragraph));
                }
            }
            _ if !is_shown => {}
            "t" => {
                let words = element.text();
                paragraph.text.extend(words.chars().map(|c| if c.is_control() { ' ' } else { c }));
            }
            "tab" | "ptab" => paragraph.space(),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            "sym" => paragraph.text.push(sign(element)),
            "drawing" | "pict" | "object" => self.drawing(element, paragraph),
            // The base, not its reading.
            "ruby" => {
                if let Some(base) = element.child("rubyBase") {
                    base.elements().for_each(|child| self.inline(child, paragraph));
                }
            }
            "footnoteReference" => self.note(NoteKind::Foot, element, paragraph),
            "endnoteReference" => self.note(NoteKind::End, element, paragraph),
            "footnoteRef" | "endnoteRef" => {}
            _ => {}
        }
    }

    fn field(&mut self, element: &Element<'_>, paragraph: &mut Paragraph) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                if let Some(form) = element.child("ffData") {
                    paragraph.text.push_str(&form_value(form));
                }
                self.fields.push(Field::Code);
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A reference to a note: its number here, its words to come.
    fn note(&mut self, kind: NoteKind, element: &Element<'_>, paragraph: &mut Paragraph) {
        let note = (kind, element.attribute("id").unwrap_or_default());
        if !self.notes.contains_key(&note) || !self.numbered.insert(note.clone()) {
            return;
        }
        let queue = self.queue(kind);
        queue.numbers += 1;
        let mark = mark(kind, queue.numbers);
        paragraph.text.push_str(&mark);
        queue.pending.push(PendingNote { id: note.1, mark });
    }
}

impl Paragraph {
    /// One space, however many are asked for.
    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }
}

/// The number of a note, as it stands at its place and before its words.
fn mark(kind: NoteKind, number: usize) -> String {
    let format = match kind {
        NoteKind::Foot => "decimal",
        NoteKind::End => "lowerRoman",
    };
    format!("[{}]", write_number(format, u32::try_from(number).unwrap_or(u32::MAX)))
}

/// What a form's field shows besides text: a ticked box, a chosen entry.
fn form_value(form: &Element<'_>) -> String {
    if let Some(check) = form.child("checkBox") {
        let state = check.child("checked").or_else(|| check.child("default"));
        return if state.is_some_and(is_on) { "☑" } else { "☐" }.to_owned();
    }
    let entry = form.child("ddList").and_then(|list| {
        let chosen = list.child("result").and_then(|result| result.number("val")).unwrap_or(0.0);
        list.all("listEntry").nth(chosen.max(0.0) as usize)?.attribute("val")
    });
    entry.unwrap_or_default()
}

/// A sign of a font of signs; boxes and ticks are what forms use.
fn sign(element: &Element<'_>) -> char {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let font = element.attribute("font").unwrap_or_default();
    let Some(code) = code else { return UNKNOWN_SIGN };
    // Signs are at their byte, or at it in the private area.
    let byte = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    match (&*font, byte) {
        ("Wingdings", 0xFE) | ("Wingdings 2", 0x52) => '☑',
        ("Wingdings", 0xFD) | ("Wingdings 2", 0x51 | 0x53) => '☒',
        ("Wingdings", 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) | ("Wingdings 2", 0xA3 | 0x2A) => '☐',
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => '✓',
        ("Wingdings", 0xFB) | ("Wingdings 2", 0x4F) => '✗',
        ("Wingdings", 0x6C) => '●',
        ("Wingdings", 0x6E) => '■',
        ("Wingdings", 0xA1) => '○',
        ("Wingdings", 0xD8 | 0xE0 | 0xE8) => '→',
        ("Symbol", 0xB4) => '×',
        ("Symbol", 0xB7) => '·',
        ("Symbol", 0xB1) => '±',
        ("Symbol", 0xB3) => '≥',
        ("Symbol", 0xA3) => '≤',
        ("Symbol", 0xB0) => '°',
        _ if (0xE000..=0xF8FF).contains(&code) => UNKNOWN_SIGN,
        _ => char::from_u32(code).filter(|c| !c.is_control()).unwrap_or(UNKNOWN_SIGN),
    }
}
