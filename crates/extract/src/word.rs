//! DOCX (also from WPS and in the strict form): what a person sees, in order, as lines.
//!
//! Paragraphs with the numbers of their lists, rows of tables, text boxes and notes at their places,
//! tracked changes as they will be, results of fields; headers first and footers last, once each.
//! Comments (批注) are told apart: they are others' words on the text.
//! DOCX has no pages before it is laid out, so there is one page without a number. Why not a crate:
//! `docs/decisions/0007-office-formats.md`.

use std::collections::{HashMap, HashSet};

use anjian_core::LineRole;

use crate::{
    error::Refusal,
    package::{Package, folder_of, resolve},
    page::ExtractedPage,
    picture::PictureReader,
    unplaced::UnplacedPage,
    xml::{self, Element},
};

mod body;
mod comments;
mod drawing;
mod inline;
pub(crate) mod number_format;
pub(crate) mod numbering;
mod pages;
mod styles;

use body::{Body, NoteKind, NoteQueue, Piece};
use numbering::Numbering;
use pages::{Running, running_parts};
use styles::Styles;

/// Reads the DOCX; `pictures` reads those that it holds.
pub(crate) fn read(
    bytes: &[u8],
    pictures: &mut PictureReader<'_>,
) -> Result<ExtractedPage, Refusal> {
    let mut package = Package::open(bytes)?;
    let parts = Parts::load(&mut package)?;
    let Content { pieces, hidden, comments } = parts.read(&mut package)?;
    let mut page = UnplacedPage::default();
    comments.into_iter().for_each(|comment| page.comment(comment));
    for (role, piece) in pieces {
        match piece {
            Piece::Words(words) => page.words(&words, role),
            Piece::Picture(path) => {
                let read = package.part(&path).and_then(|bytes| pictures.read(&bytes));
                read.into_iter().for_each(|read| page.picture(read));
            }
        }
    }
    page.finish(hidden, pictures.unread()).map_err(|refusal| match refusal {
        // An album of photos is no empty file.
        Refusal::Empty | Refusal::NoTextLayer if pictures.has_looked() => Refusal::NoWords,
        refusal => refusal,
    })
}

/// The parts of a package that make its text, as XML not yet parsed.
struct Parts {
    /// Path of the main part.
    path: String,
    document: String,
    relations: HashMap<String, Relation>,
    styles: Option<String>,
    numbering: Option<String>,
    notes: Vec<(NoteKind, String)>,
    settings: Option<String>,
    /// Path of the comments, and the part.
    comments: Option<(String, String)>,
}

/// What the parts say.
struct Content {
    pieces: Vec<Placed>,
    /// Words that nobody sees.
    hidden: Vec<String>,
    /// One sentence each.
    comments: Vec<String>,
}

/// A piece and what it is to the page.
type Placed = (LineRole, Piece);

/// What a part refers to.
struct Relation {
    kind: String,
    path: String,
}

impl Parts {
    fn load(package: &mut Package<'_>) -> Result<Self, Refusal> {
        let path = relations(package, "")
            .into_values()
            .find(|relation| relation.kind == "officeDocument")
            .map_or_else(|| "word/document.xml".to_owned(), |relation| relation.path);
        let document = load(package, &path).ok_or(Refusal::Damaged)?;
        let relations = relations(package, &path);
        let of_kind = |kind: &str| {
            relations
                .values()
                .find(|relation| relation.kind == kind)
                .map(|relation| relation.path.clone())
        };
        let mut part = |kind: &str| load(package, &of_kind(kind)?);
        let (styles, numbering, settings) = (part("styles"), part("numbering"), part("settings"));
        let notes = [(NoteKind::Foot, "footnotes"), (NoteKind::End, "endnotes")]
            .into_iter()
            .filter_map(|(kind, name)| Some((kind, part(name)?)))
            .collect();
        let comments = of_kind("comments").and_then(|path| {
            let part = load(package, &path)?;
            Some((path, part))
        });
        Ok(Self { path, document, relations, styles, numbering, notes, settings, comments })
    }

    fn read(&self, package: &mut Package<'_>) -> Result<Content, Refusal> {
        let styles = parse_looks(&self.styles).map(|root| Styles::read(&root)).unwrap_or_default();
        let style_list =
            |style: &str| styles.list(style).and_then(|(_, list)| list.instance.clone());
        let mut numbering = parse_looks(&self.numbering)
            .map(|root| Numbering::read(&root, &style_list))
            .unwrap_or_default();
        let root = xml::parse(&self.document)?;
        let text = root.child("body").ok_or(Refusal::Damaged)?;
        let note_roots: Vec<(NoteKind, Element<'_>)> = self
            .notes
            .iter()
            .filter_map(|(kind, part)| Some((*kind, xml::parse(part).ok()?)))
            .collect();
        let notes = notes_by_id(&note_roots);
        let no_notes = HashMap::new();
        let settings = parse_looks(&self.settings);
        let running = running_parts(text, settings.as_ref(), &|id| {
            self.relations.get(id).map(|relation| relation.path.clone())
        });

        let mut heads = Vec::new();
        let mut feet = Vec::new();
        let mut hidden = Vec::new();
        for (kind, path) in running {
            let Some(part) = load(package, &path) else { continue };
            let Ok(root) = xml::parse(&part) else { continue };
            let relations = targets(relations(package, &path));
            let mut body = Body::new(&styles, &mut numbering, relations, &no_notes);
            let pieces = body.blocks(&root);
            let (role, list) = match kind {
                Running::Head => (LineRole::Header, &mut heads),
                Running::Foot => (LineRole::Footer, &mut feet),
            };
            for piece in pieces {
                // Sections mostly repeat each other's heads in parts of their own.
                if !list.contains(&(role, piece.clone())) {
                    list.push((role, piece));
                }
            }
            hidden.append(&mut body.hidden);
        }
        let main = targets(relations(package, &self.path));
        let mut body = Body::new(&styles, &mut numbering, main, &notes);
        let mut pieces = heads;
        pieces.extend(body.document(text).into_iter().map(|piece| (LineRole::Body, piece)));
        pieces.append(&mut feet);
        hidden.append(&mut body.hidden);
        let comments = match &self.comments {
            Some((path, part)) => {
                let relations = targets(relations(package, path));
                let mut body = Body::new(&styles, &mut numbering, relations, &no_notes);
                comments::read(part, &mut body)
            }
            None => Vec::new(),
        };
        Ok(Content { pieces, hidden, comments })
    }
}

impl<'p> Body<'p> {
    fn new(
        styles: &'p Styles,
        numbering: &'p mut Numbering,
        relations: HashMap<String, String>,
        notes: &'p HashMap<(NoteKind, String), &'p Element<'p>>,
    ) -> Self {
        Self {
            styles,
            numbering,
            relations,
            fields: Vec::new(),
            hidden: Vec::new(),
            notes,
            numbered: HashSet::new(),
            feet: NoteQueue::default(),
            ends: NoteQueue::default(),
        }
    }
}

fn notes_by_id<'p>(
    roots: &'p [(NoteKind, Element<'p>)],
) -> HashMap<(NoteKind, String), &'p Element<'p>> {
    let mut notes = HashMap::new();
    for (kind, root) in roots {
        for note in root.elements() {
            // The line above the notes is one, too, by its type.
            if note.attribute("type").is_none_or(|kind| kind == "normal") {
                notes.insert((*kind, note.attribute("id").unwrap_or_default()), note);
            }
        }
    }
    notes
}

fn load(package: &mut Package<'_>, path: &str) -> Option<String> {
    let bytes = package.part(path)?;
    Some(xml::decode(&bytes).into_owned())
}

/// A part that lends its looks. It may be broken; the words are there all the same.
fn parse_looks(part: &Option<String>) -> Option<Element<'_>> {
    xml::parse(part.as_deref()?).ok()
}

/// What the part at `path` refers to; the package itself has the path "".
fn relations(package: &mut Package<'_>, path: &str) -> HashMap<String, Relation> {
    let folder = folder_of(path);
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some(text) = load(package, &resolve(folder, &format!("_rels/{name}.rels"))) else {
        return HashMap::new();
    };
    let Ok(root) = xml::parse(&text) else { return HashMap::new() };
    root.all("Relationship")
        .filter(|relation| relation.attribute("TargetMode").as_deref() != Some("External"))
        .filter_map(|relation| {
            let kind = relation.attribute("Type")?.rsplit('/').next()?.to_owned();
            let path = resolve(folder, &relation.attribute("Target")?);
            Some((relation.attribute("Id")?, Relation { kind, path }))
        })
        .collect()
}

fn targets(relations: HashMap<String, Relation>) -> HashMap<String, String> {
    relations.into_iter().map(|(id, relation)| (id, relation.path)).collect()
}

/// A paragraph behind its number: 一、 stands close to its words, 第一条 and 1. do not.
pub(crate) fn labelled(label: &str, words: &str) -> String {
    let words = words.trim_start();
    let is_close =
        label.ends_with(['、', '．', '，', '：', '）', '〕', '】', '。', ' ']) || words.is_empty();
    format!("{label}{}{words}", if is_close { "" } else { " " })
}

/// Whether a switch (`<w:vanish/>`, `w:val="0"`) is on.
fn is_on(switch: &Element<'_>) -> bool {
    switch.attribute("val").is_none_or(|val| !matches!(&*val, "0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests;
