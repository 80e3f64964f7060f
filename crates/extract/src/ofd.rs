//! OFD, the national format for fixed pages (GB/T 33190-2016): words with their places, tables by
//! their drawn lines, scans by recognition, attachments as members.
//!
//! Lengths are millimetres from the page's top left corner. Signatures (签章) are not judged, and the
//! images of their seals are not drawn.

use std::collections::HashMap;

use anjian_core::{LineRole, PageNoteKind};
use image::RgbImage;

use crate::{
    arrange::PageSize,
    error::Refusal,
    member::{LostMember, Member, Names, TakeMember},
    package::{Package, folder_of, resolve},
    page::ExtractedPage,
    picture::PictureReader,
    xml::{self, Element},
};

mod canvas;
mod compose;
mod content;
mod draw;
mod fonts;
mod geometry;
mod look;
mod path_object;
mod resources;
mod scan;
mod sheets;
mod text_object;

use compose::compose;
use content::Content;
use geometry::{Box2, POINTS};
use resources::Resources;
use sheets::{Kind, Sheets, with_sheets};

/// Most pages; a volume has 1,600.
const PAGES: usize = 10_000;
/// Most documents in one file, mostly one.
const DOCUMENTS: usize = 100;
/// A4, where a file forgets to say.
const A4: Box2 = Box2 { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };
/// Chars of hidden words that are told; the rest is more of the same.
const HIDDEN_CHARS: usize = 200;

/// An open OFD.
pub(crate) struct OfdFile<'b> {
    package: Package<'b>,
    documents: Vec<Document>,
    /// Document and path of each page.
    pages: Vec<(usize, PageRef)>,
}

struct PageRef {
    id: String,
    path: String,
}

/// What pages of one document share.
#[derive(Default)]
struct Document {
    page_box: Option<Box2>,
    /// Paths by id.
    templates: HashMap<String, String>,
    resources: Resources,
    /// Paths of the annotations, by page's id.
    annotations: HashMap<String, String>,
    attachments: Vec<(String, String)>,
}

impl<'b> OfdFile<'b> {
    /// Opens the file and finds its pages.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let mut package = Package::open(bytes)?;
        if package.paths().any(|path| path.ends_with("encryptions.xml")) {
            return Err(Refusal::Encrypted);
        }
        let text = load(&mut package, "OFD.xml").ok_or(Refusal::Damaged)?;
        let root = xml::parse(&text)?;
        let mut file = Self { documents: Vec::new(), pages: Vec::new(), package };
        for body in root.all("DocBody").take(DOCUMENTS) {
            let path = body.child("DocRoot").map(Element::text).unwrap_or_default();
            file.document(&resolve("", path.trim()))?;
        }
        if file.pages.is_empty() { Err(Refusal::Damaged) } else { Ok(file) }
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    fn document(&mut self, path: &str) -> Result<(), Refusal> {
        let folder = folder_of(path).to_owned();
        let text = load(&mut self.package, path).ok_or(Refusal::Damaged)?;
        let root = xml::parse(&text)?;
        let mut document = Document::default();
        let located = |element: &Element<'_>, name: &str| {
            element.attribute(name).map(|path| resolve(&folder, path.trim()))
        };
        let mut resources = Vec::new();
        if let Some(common) = root.child("CommonData") {
            document.page_box = page_box(common.child("PageArea"));
            for element in common.elements() {
                match element.name() {
                    "TemplatePage" => {
                        let id = element.attribute("ID").unwrap_or_default();
                        document
                            .templates
                            .extend(located(element, "BaseLoc").map(|path| (id, path)));
                    }
                    "PublicRes" | "DocumentRes" => {
                        resources.push(resolve(&folder, element.text().trim()));
                    }
                    _ => {}
                }
            }
        }
        for path in resources {
            document.resources.load(&mut self.package, &path);
        }
        for element in root.elements() {
            let path = resolve(&folder, element.text().trim());
            match element.name() {
                "Annotations" => document.annotations = self.annotations(&path),
                "Attachments" => document.attachments = self.attachments_of(&path),
                _ => {}
            }
        }
        let number = self.documents.len();
        self.documents.push(document);
        for page in root.child("Pages").into_iter().flat_map(|pages| pages.all("Page")) {
            if self.pages.len() >= PAGES {
                return Err(Refusal::Bomb);
            }
            let id = page.attribute("ID").unwrap_or_default();
            let path = located(page, "BaseLoc").unwrap_or_default();
            self.pages.push((number, PageRef { id, path }));
        }
        Ok(())
    }

    fn annotations(&mut self, path: &str) -> HashMap<String, String> {
        let Some(text) = load(&mut self.package, path) else { return HashMap::new() };
        let Ok(root) = xml::parse(&text) else { return HashMap::new() };
        root.all("Page")
            .filter_map(|page| {
                let file = page.child("FileLoc")?.text();
                Some((page.attribute("PageID")?, resolve(folder_of(path), file.trim())))
            })
            .collect()
    }

    /// Names and paths of the attachments.
    fn attachments_of(&mut self, path: &str) -> Vec<(String, String)> {
        let Some(text) = load(&mut self.package, path) else { return Vec::new() };
        let Ok(root) = xml::parse(&text) else { return Vec::new() };
        root.all("Attachment")
            .filter_map(|attachment| {
                let file = attachment.child("FileLoc")?.text();
                let path = resolve(folder_of(path), file.trim());
                let stored = path.rsplit('/').next().unwrap_or_default();
                let name = attachment.attribute("Name").unwrap_or_else(|| stored.to_owned());
                // The shown name may lack the ending by which people know the format.
                let ending = stored.rsplit_once('.').map_or("", |(_, ending)| ending);
                let has_ending = name.to_lowercase().ends_with(&ending.to_lowercase());
                let name = if has_ending { name } else { format!("{name}.{ending}") };
                Some((name, path))
            })
            .collect()
    }

    /// Hands out the attachments (附件).
    pub fn attachments(&mut self, take: &mut TakeMember<'_>) -> std::io::Result<()> {
        let mut names = Names::default();
        for document in &self.documents {
            for (name, path) in &document.attachments {
                let name = names.take(name);
                take(match self.package.part(path) {
                    Some(bytes) => Ok(Member { name, bytes }),
                    None => Err(LostMember { name, refusal: Refusal::Damaged }),
                })?;
            }
        }
        Ok(())
    }

    /// Reads the page at the 0-based `index`; one that is broken stays, told as unread.
    pub fn read_page(&mut self, index: usize, pictures: &mut PictureReader<'_>) -> ExtractedPage {
        pictures.start_page();
        self.try_read_page(index, pictures).unwrap_or_else(ExtractedPage::unread)
    }

    fn try_read_page(
        &mut self,
        index: usize,
        pictures: &mut PictureReader<'_>,
    ) -> Option<ExtractedPage> {
        let (document, page) = self.pages.get(index)?;
        let document = &self.documents[*document];
        with_sheets(&mut self.package, document, page, |package, sheets| {
            read_sheets(package, &document.resources, &sheets, pictures)
        })
    }
}

impl OfdFile<'_> {
    /// Draws the page at the 0-based `index` at the scale, in pixels a point, that `fit` gives for its
    /// width and height in points.
    pub fn draw(
        &mut self,
        index: usize,
        fit: impl FnOnce(f32, f32) -> Option<f32>,
    ) -> Result<RgbImage, Refusal> {
        let (document, page) = self.pages.get(index).ok_or(Refusal::NoImage)?;
        let document = &self.documents[*document];
        let drawn = with_sheets(&mut self.package, document, page, |package, sheets| {
            let Box2 { width, height, .. } = sheets.page_box;
            let scale = fit(width * POINTS, height * POINTS)?;
            Some(draw::draw(package, &document.resources, &sheets, scale))
        });
        drawn.flatten().ok_or(Refusal::NoImage)
    }
}

fn read_sheets(
    package: &mut Package<'_>,
    shared: &Resources,
    sheets: &Sheets<'_>,
    pictures: &mut PictureReader<'_>,
) -> ExtractedPage {
    let page_box = sheets.page_box;
    let mut content = Content::new(page_box);
    for (kind, root) in &sheets.stack {
        match kind {
            Kind::Content => {
                root.all("Content").for_each(|layers| content.layers(layers, LineRole::Body));
            }
            Kind::Annotations => {
                root.all("Annot").for_each(|annotation| content.annotation(annotation));
            }
        }
    }
    let Content { mut fragments, images, hidden, rulings, .. } = content;
    let size = PageSize { width: page_box.width * POINTS, height: page_box.height * POINTS };
    let mut notes = Vec::new();
    for image in images {
        let path = sheets.local.picture(&image.resource, shared);
        let Some(bytes) = path.and_then(|path| package.part(path)) else { continue };
        let Some(read) = pictures.read(&bytes) else { continue };
        if scan::covers(&image.place, &page_box) && scan::is_echo(&read.text, &fragments) {
            return scan::page_of(read, &image.place, &page_box, fragments, hidden);
        }
        fragments.extend(scan::fragments_of(&read, &image.place, &page_box));
        notes.extend(read.layout.map(|layout| layout.notes).unwrap_or_default());
    }
    let unread = pictures.unread();
    let is_scan_unread = unread > 0 && fragments.is_empty();
    let mut extracted = if is_scan_unread && !hidden.is_empty() {
        // A scan with its words behind it, and nobody to read the scan.
        compose(hidden, &rulings, size)
    } else {
        let mut page = compose(fragments, &rulings, size);
        let words: String = hidden.iter().map(|fragment| &*fragment.text).collect();
        if !words.trim().is_empty() {
            page.note(PageNoteKind::HiddenText, words.chars().take(HIDDEN_CHARS).collect());
        }
        page
    };
    extracted.layout.get_or_insert_default().notes.append(&mut notes);
    if unread > 0 {
        extracted.note(PageNoteKind::SeeOriginal, format!("本页{unread}张图片未能识别"));
    }
    extracted
}

fn page_box(area: Option<&Element<'_>>) -> Option<Box2> {
    let area = area?;
    let named = |name: &str| Box2::parse(&area.child(name)?.text());
    named("PhysicalBox").or_else(|| named("ApplicationBox")).filter(Box2::is_page)
}

fn load(package: &mut Package<'_>, path: &str) -> Option<String> {
    let bytes = package.part(path)?;
    Some(xml::decode(&bytes).into_owned())
}

#[cfg(test)]
mod draw_tests;
#[cfg(test)]
mod tests;
