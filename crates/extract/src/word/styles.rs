//! Styles (`styles.xml`): which number their paragraphs and hide their words.

use std::collections::HashMap;

use crate::xml::Element;

/// Styles that are based on each other, one above the other; more is a loop.
const CHAIN: usize = 20;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<ListPlace>,
    hides: Option<bool>,
}

/// The list and level of a paragraph, as far as it says them.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct ListPlace {
    pub instance: Option<String>,
    pub level: Option<usize>,
}

impl ListPlace {
    /// Reads `w:numPr` of a paragraph's properties.
    pub fn read(properties: &Element<'_>) -> Option<Self> {
        let element = properties.child("numPr")?;
        Some(Self {
            instance: element.child("numId").and_then(|id| id.attribute("val")),
            level: element
                .child("ilvl")
                .and_then(|level| level.number("val"))
                .map(|level| level.clamp(0.0, 8.0) as usize),
        })
    }
}

impl Styles {
    /// Reads the root of `styles.xml`.
    pub fn read(root: &Element<'_>) -> Self {
        let styles = root.all("style").map(|element| {
            let style = Style {
                based_on: element.child("basedOn").and_then(|style| style.attribute("val")),
                list: element.child("pPr").and_then(ListPlace::read),
                hides: element.child("rPr").and_then(hides),
            };
            (element.attribute("styleId").unwrap_or_default(), style)
        });
        Self(styles.collect())
    }

    /// The list of paragraphs of `style`, and the style that says so.
    pub fn list(&self, style: &str) -> Option<(&str, &ListPlace)> {
        let mut lists =
            self.chain(style).filter_map(|(id, style)| Some((id, style.list.as_ref()?)));
        lists.find(|(_, list)| list.instance.is_some())
    }

    /// True where `style` hides its words.
    pub fn hides(&self, style: &str) -> bool {
        self.chain(style).find_map(|(_, style)| style.hides).unwrap_or(false)
    }

    /// `style` and those it is based on.
    fn chain<'s>(&'s self, style: &str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = self.0.get_key_value(style);
        let next =
            |(_, style): &(&'s String, &'s Style)| self.0.get_key_value(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(CHAIN).map(|(id, style)| (&**id, style))
    }
}

/// Whether properties of characters say that they are hidden (`w:vanish`).
pub(super) fn hides(properties: &Element<'_>) -> Option<bool> {
    properties.child("vanish").map(super::is_on)
}
