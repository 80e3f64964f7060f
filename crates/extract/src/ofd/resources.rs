//! What objects name by an id: pictures, fonts, looks (绘制参数).

use std::collections::HashMap;

use super::{load, look::Look};
use crate::{
    package::{Package, folder_of, resolve},
    xml,
};

/// Looks that are based on each other, one above the other; more is a loop.
const CHAIN: usize = 16;

/// Resources by id.
#[derive(Default)]
pub(super) struct Resources {
    /// Paths of pictures.
    pictures: HashMap<String, String>,
    /// Paths of embedded fonts.
    fonts: HashMap<String, String>,
    /// Looks, and the ids of those they are based on.
    looks: HashMap<String, (Look, Option<String>)>,
}

impl Resources {
    /// Adds what the list at `path` names; one that is broken adds nothing.
    pub fn load(&mut self, package: &mut Package<'_>, path: &str) {
        let Some(text) = load(package, path) else { return };
        let Ok(root) = xml::parse(&text) else { return };
        let base = resolve(folder_of(path), &root.attribute("BaseLoc").unwrap_or_default());
        for resource in root.elements().flat_map(|list| list.elements()) {
            let Some(id) = resource.attribute("ID") else { continue };
            let located = |name: &str| {
                let file = resource.child(name)?.text();
                Some(resolve(&base, file.trim()))
            };
            match resource.name() {
                "MultiMedia" => self.pictures.extend(located("MediaFile").map(|path| (id, path))),
                "Font" => self.fonts.extend(located("FontFile").map(|path| (id, path))),
                "DrawParam" => {
                    let base = resource.attribute("Relative");
                    self.looks.insert(id, (Look::read(resource), base));
                }
                _ => {}
            }
        }
    }

    /// The path of a picture, here or in what is `shared`.
    pub fn picture<'r>(&'r self, id: &str, shared: &'r Self) -> Option<&'r str> {
        self.pictures.get(id).or_else(|| shared.pictures.get(id)).map(|path| &**path)
    }

    /// The path of an embedded font, here or in what is `shared`.
    pub fn font<'r>(&'r self, id: &str, shared: &'r Self) -> Option<&'r str> {
        self.fonts.get(id).or_else(|| shared.fonts.get(id)).map(|path| &**path)
    }

    /// The look with this id over those it is based on, here or in what is `shared`.
    pub fn look(&self, id: &str, shared: &Self) -> Look {
        let mut look = Look::default();
        let mut next = Some(id);
        for _ in 0..CHAIN {
            let Some(id) = next else { break };
            let Some((own, base)) = self.looks.get(id).or_else(|| shared.looks.get(id)) else {
                break;
            };
            look = look.over(own);
            next = base.as_deref();
        }
        look
    }
}
