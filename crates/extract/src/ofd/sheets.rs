//! What a page is stacked of: templates (模板页), its own layers, annotations.

use std::collections::HashSet;

use super::{A4, Document, PageRef, geometry::Box2, load, page_box, resources::Resources};
use crate::{
    package::{Package, folder_of, resolve},
    xml::{self, Element},
};

/// What a sheet of the stack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Layers.
    Content,
    /// Annotations (注释).
    Annotations,
}

/// A page's sheets.
pub(super) struct Sheets<'a> {
    pub page_box: Box2,
    /// Resources that only this page names.
    pub local: Resources,
    /// From the lowest; what is broken besides the page's own is left out.
    pub stack: Vec<(Kind, &'a Element<'a>)>,
}

/// Gives `visit` the sheets of `page`; `None` where the page itself is broken.
pub(super) fn with_sheets<T>(
    package: &mut Package<'_>,
    document: &Document,
    page: &PageRef,
    visit: impl FnOnce(&mut Package<'_>, Sheets<'_>) -> T,
) -> Option<T> {
    let text = load(package, &page.path)?;
    let root = xml::parse(&text).ok()?;
    let page_box = page_box(root.child("Area")).or(document.page_box).unwrap_or(A4);
    let mut local = Resources::default();
    for resource in root.all("PageRes") {
        local.load(package, &resolve(folder_of(&page.path), resource.text().trim()));
    }

    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut drawn = HashSet::new();
    for template in root.all("Template") {
        let id = template.attribute("TemplateID").unwrap_or_default();
        let Some(path) = document.templates.get(&id) else { continue };
        if !drawn.insert(path) {
            continue;
        }
        let is_above = template.attribute("ZOrder").as_deref() == Some("Foreground");
        let sheets = if is_above { &mut above } else { &mut below };
        sheets.extend(load(package, path));
    }
    let annotations = document.annotations.get(&page.id);
    let annotations = annotations.and_then(|path| load(package, path));

    let below: Vec<Element<'_>> = below.iter().filter_map(|text| xml::parse(text).ok()).collect();
    let above: Vec<Element<'_>> = above.iter().filter_map(|text| xml::parse(text).ok()).collect();
    let annotations = annotations.as_deref().and_then(|text| xml::parse(text).ok());
    let content = below.iter().chain([&root]).chain(&above).map(|root| (Kind::Content, root));
    let annotations = annotations.iter().map(|root| (Kind::Annotations, root));
    let stack = content.chain(annotations).collect();
    Some(visit(package, Sheets { page_box, local, stack }))
}
