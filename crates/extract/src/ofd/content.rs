//! What stands on a page: text objects and images, through blocks and annotations.

use anjian_core::LineRole;

use super::{
    geometry::{Box2, Transform},
    path_object, text_object,
};
use crate::{
    arrange::{Fragment, Ruling},
    xml::Element,
};

/// Most stretches of words on a page, and images; a page of print has a hundredth.
const FRAGMENTS: usize = 200_000;
const IMAGES: usize = 100;

/// An image on the page.
pub(super) struct PlacedImage {
    /// Id of the resource.
    pub resource: String,
    pub place: Box2,
}

/// What was found so far.
pub(super) struct Content {
    page: Box2,
    pub fragments: Vec<Fragment>,
    pub images: Vec<PlacedImage>,
    /// Words that are drawn so that nobody sees them.
    pub hidden: Vec<Fragment>,
    /// Straight lines.
    pub rulings: Vec<Ruling>,
}

impl Content {
    pub fn new(page: Box2) -> Self {
        Self {
            page,
            fragments: Vec::new(),
            images: Vec::new(),
            hidden: Vec::new(),
            rulings: Vec::new(),
        }
    }

    /// Adds the objects inside `parent`, at the page's own place.
    pub fn layers(&mut self, parent: &Element<'_>, role: LineRole) {
        self.objects(parent, &Transform::IDENTITY, role);
    }

    /// Adds what an annotation shows.
    pub fn annotation(&mut self, annotation: &Element<'_>) {
        if annotation.attribute("Visible").as_deref() == Some("false") {
            return;
        }
        let role = match annotation.attribute("Type").as_deref() {
            Some("Watermark") => LineRole::Watermark,
            Some("Stamp") => LineRole::Seal,
            _ => LineRole::Body,
        };
        for appearance in annotation.all("Appearance") {
            let place = place_of(appearance);
            self.objects(appearance, &place, role);
        }
    }

    fn objects(&mut self, parent: &Element<'_>, outer: &Transform, role: LineRole) {
        for object in parent.elements() {
            match object.name() {
                "TextObject" => self.text(object, outer, role),
                "ImageObject" => self.image(object, outer),
                "PathObject" if is_seen(object) => {
                    let transform = place_of(object).then(outer);
                    path_object::rulings_of(object, &transform, &self.page, &mut self.rulings);
                }
                "Layer" | "PageBlock" => self.objects(object, outer, role),
                _ => {}
            }
        }
    }

    fn text(&mut self, object: &Element<'_>, outer: &Transform, role: LineRole) {
        let transform = place_of(object).then(outer);
        let fragments = text_object::fragments_of(object, &transform, &self.page, role);
        let list = if is_seen(object) { &mut self.fragments } else { &mut self.hidden };
        let room = FRAGMENTS.saturating_sub(list.len());
        list.extend(fragments.into_iter().take(room));
    }

    fn image(&mut self, object: &Element<'_>, outer: &Transform) {
        if self.images.len() >= IMAGES || !is_seen(object) {
            return;
        }
        let Some(resource) = object.attribute("ResourceID") else { return };
        let place = place_of_image(object).then(outer).around(0.0, 0.0, 1.0, 1.0);
        self.images.push(PlacedImage { resource, place });
    }
}

/// Where an object's own coordinates are on what holds it.
pub(super) fn place_of(object: &Element<'_>) -> Transform {
    let boundary = object.attribute("Boundary").and_then(|text| Box2::parse(&text));
    let corner = boundary.map_or(Transform::IDENTITY, |b| Transform::moved(b.x, b.y));
    let own = object.attribute("CTM").and_then(|text| Transform::parse(&text));
    own.map_or(corner, |own| own.then(&corner))
}

/// Where the square from 0 to 1, which an image is before its transformation, is on what holds it.
pub(super) fn place_of_image(object: &Element<'_>) -> Transform {
    let boundary = object.attribute("Boundary").and_then(|text| Box2::parse(&text));
    match boundary {
        Some(boundary) if object.attribute("CTM").is_none() => {
            Transform::scaled(boundary.width, boundary.height).then(&place_of(object))
        }
        _ => place_of(object),
    }
}

fn is_seen(object: &Element<'_>) -> bool {
    let is_clear = |element: &Element<'_>| element.number("Alpha") == Some(0.0);
    let says = |name: &str, value: &str| object.attribute(name).as_deref() == Some(value);
    // Words are filled unless they say otherwise, and have no outline unless they say so.
    let is_undrawn =
        object.name() == "TextObject" && says("Fill", "false") && !says("Stroke", "true");
    let is_unseen = says("Visible", "false")
        || is_clear(object)
        || object.child("FillColor").is_some_and(is_clear)
        || is_undrawn;
    !is_unseen
}
