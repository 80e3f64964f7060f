//! Files within the file: attachments (附件) and the members of a portfolio.

use std::collections::HashSet;

use hayro::hayro_interpret::hayro_syntax::{
    Pdf,
    object::{Array, Dict, Name, Object, Stream, String as PdfString},
};

use super::{name_tree, text_string::decode};

/// Attachments taken of a file.
const MOST: usize = 500;
/// Bytes of all of them together.
const BYTES: usize = 256 << 20;
/// Annotations looked at on a page.
const ANNOTATIONS: usize = 1000;

/// The files a PDF carries.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Attachments {
    pub found: Vec<Attachment>,
    /// How many were left: too many, too large, or damaged.
    pub left_out: usize,
}

/// A file that a PDF carries.
#[derive(Debug, PartialEq)]
pub(crate) struct Attachment {
    /// As the PDF names it; may hold any char.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Takes the files out of `pdf`: those of its name tree, then those pinned to pages.
pub(super) fn read(pdf: &Pdf) -> Attachments {
    let mut taken = Taken::default();
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let names = catalog.as_ref().and_then(|catalog| catalog.get::<Dict<'_>>(b"Names"));
    if let Some(tree) = names.and_then(|names| names.get::<Dict<'_>>(b"EmbeddedFiles")) {
        name_tree::read(tree, |name, file| {
            if let Object::Dict(file) = file {
                taken.take(&file, || decode(name));
            }
        });
    }
    for page in pdf.pages().iter() {
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { continue };
        for annotation in annotations.iter::<Dict<'_>>().take(ANNOTATIONS) {
            let kind = annotation.get::<Name<'_>>(b"Subtype");
            if kind.is_some_and(|kind| kind.as_str() == "FileAttachment")
                && let Some(file) = annotation.get::<Dict<'_>>(b"FS")
            {
                taken.take(&file, String::new);
            }
        }
    }
    taken.attachments
}

#[derive(Default)]
struct Taken {
    attachments: Attachments,
    bytes: usize,
    seen: HashSet<(u32, i32)>,
}

impl Taken {
    /// Takes the file that the specification `file` holds; `name` is what it is called elsewhere.
    fn take(&mut self, file: &Dict<'_>, name: impl Fn() -> String) {
        let Some(embedded) = file.get::<Dict<'_>>(b"EF") else { return };
        let keys = [b"UF" as &[u8], b"F"];
        let stream = keys.iter().find_map(|key| embedded.get::<Stream<'_>>(*key));
        let Some(stream) = stream else { return };
        let id = stream.obj_id();
        if !self.seen.insert((id.obj_number, id.gen_number)) {
            return;
        }
        if self.attachments.found.len() >= MOST || self.bytes >= BYTES {
            self.attachments.left_out += 1;
            return;
        }
        // A bomb ends the child, whose memory is limited.
        let bytes = match stream.decoded_data() {
            Ok(bytes) if self.bytes + bytes.len() <= BYTES => bytes.into_owned(),
            _ => {
                self.attachments.left_out += 1;
                return;
            }
        };
        self.bytes += bytes.len();
        let stated = keys.iter().find_map(|key| file.get::<PdfString<'_>>(*key));
        let stated = stated.map(|stated| decode(stated.as_bytes()));
        let name = stated.filter(|stated| !stated.trim().is_empty()).unwrap_or_else(name);
        self.attachments.found.push(Attachment { name, bytes });
    }
}
