//! Bookmarks (书签): the file's outline, by the pages it leads to.

use std::collections::{HashMap, HashSet};

use anjian_core::Bookmark;
use hayro::hayro_interpret::hayro_syntax::{
    Pdf,
    object::{Array, Dict, Name, Object, ObjectIdentifier, String as PdfString},
};

use super::{name_tree, text_string::decode};

/// Bookmarks read of a file; the thickest volume of a case has some hundreds.
const MOST: usize = 5000;
/// Levels read.
const DEEPEST: usize = 16;
/// Chars kept of a title.
const LONGEST: usize = 200;

/// The bookmarks of each page that has some, by the page's index.
pub(super) fn read(pdf: &Pdf) -> HashMap<usize, Vec<Bookmark>> {
    Outline::of(pdf).map(|outline| outline.read()).unwrap_or_default()
}

struct Outline<'a> {
    first: Dict<'a>,
    pages: HashMap<ObjectIdentifier, usize>,
    named: HashMap<Vec<u8>, Object<'a>>,
}

impl<'a> Outline<'a> {
    fn of(pdf: &'a Pdf) -> Option<Self> {
        let catalog: Dict<'a> = pdf.xref().get(pdf.xref().root_id())?;
        let first = catalog.get::<Dict<'a>>(b"Outlines")?.get::<Dict<'a>>(b"First")?;
        let pages = pdf.pages().iter().enumerate();
        let pages = pages.filter_map(|(index, page)| Some((page.raw().obj_id()?, index))).collect();
        let mut named = HashMap::new();
        if let Some(tree) = catalog.get::<Dict<'a>>(b"Names").and_then(|n| n.get(b"Dests")) {
            name_tree::read(tree, |name, place| {
                named.insert(name.to_vec(), place);
            });
        }
        // The older way: a dictionary of names.
        if let Some(dict) = catalog.get::<Dict<'a>>(b"Dests") {
            for name in dict.keys().take(MOST) {
                if let Some(place) = dict.get::<Object<'a>>(&*name) {
                    named.insert(name.to_vec(), place);
                }
            }
        }
        Some(Self { first, pages, named })
    }

    fn read(&self) -> HashMap<usize, Vec<Bookmark>> {
        let mut found: HashMap<usize, Vec<Bookmark>> = HashMap::new();
        let mut seen = HashSet::new();
        // Entries still to be read, the next one last; a chain that leads back to an entry ends.
        let mut open = vec![(self.first.clone(), 0)];
        while let Some((entry, level)) = open.pop() {
            let is_known = entry.obj_id().is_some_and(|id| !seen.insert(id));
            if is_known || seen.len() > MOST || open.len() > MOST {
                continue;
            }
            // Without an identity no loop can be seen; such an entry leads nowhere further.
            if entry.obj_id().is_some() {
                open.extend(entry.get(b"Next").map(|next| (next, level)));
                if level < DEEPEST {
                    open.extend(entry.get(b"First").map(|first| (first, level + 1)));
                }
            }
            let title = entry.get::<PdfString<'_>>(b"Title").map(|title| decode(title.as_bytes()));
            let title: String = title.unwrap_or_default().trim().chars().take(LONGEST).collect();
            if let Some(page) = self.page_of(&entry).filter(|_| !title.is_empty()) {
                found.entry(page).or_default().push(Bookmark { title, level: level as u16 });
            }
        }
        found
    }

    /// Index of the page that `entry` leads to.
    fn page_of(&self, entry: &Dict<'a>) -> Option<usize> {
        let place = entry.get::<Object<'a>>(b"Dest").or_else(|| {
            let action = entry.get::<Dict<'a>>(b"A")?;
            let kind = action.get::<Name<'_>>(b"S")?;
            if kind.as_str() == "GoTo" { action.get::<Object<'a>>(b"D") } else { None }
        })?;
        let place = match place {
            Object::Name(name) => self.named.get(&*name)?.clone(),
            Object::String(name) => self.named.get(name.as_bytes())?.clone(),
            place => place,
        };
        let place = match place {
            Object::Dict(dict) => dict.get::<Array<'a>>(b"D")?,
            Object::Array(array) => array,
            _ => return None,
        };
        let page = place.raw_iter().next()?;
        match page.as_obj_ref() {
            Some(page) => self.pages.get(&page.into()).copied(),
            // Some makers count pages instead.
            None => {
                let index = usize::try_from(place.iter::<i32>().next()?).ok()?;
                (index < self.pages.len()).then_some(index)
            }
        }
    }
}
