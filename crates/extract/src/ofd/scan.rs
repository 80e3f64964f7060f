//! Pages that are images: the words recognised on an image, at their places on the page.

use std::collections::HashMap;

use anjian_core::{Bounds, LineRole, PageNoteKind, TextSource};

use super::geometry::{Box2, POINTS};
use crate::{arrange::Fragment, page::ExtractedPage};

/// Share of the page from which an image is the page.
const COVERING: f32 = 0.6;
/// Chars of a layer behind a scan from which it is worth a word.
const LAYER_CHARS: usize = 10;

/// True for an image that is the page.
pub(super) fn covers(image: &Box2, page: &Box2) -> bool {
    image.width * image.height >= COVERING * page.width * page.height
}

/// True where the words over an image are those on it, which a scanner's program has recognised.
/// Others are printed on a form or a letterhead, and both belong to the page.
pub(super) fn is_echo(on_image: &str, over_image: &[Fragment]) -> bool {
    let mut counts: HashMap<char, usize> = HashMap::new();
    on_image.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    let (mut all, mut found) = (0usize, 0usize);
    for c in over_image.iter().flat_map(|fragment| fragment.text.chars()) {
        all += 1;
        if let Some(count) = counts.get_mut(&c).filter(|count| **count > 0) {
            *count -= 1;
            found += 1;
        }
    }
    2 * found >= all
}

/// The page of a scan, whose image lies at `place`: what was recognised on it. Words that the file
/// itself has over or behind the scan are not trusted.
pub(super) fn page_of(
    mut read: ExtractedPage,
    place: &Box2,
    page: &Box2,
    layer: Vec<Fragment>,
    hidden: Vec<Fragment>,
) -> ExtractedPage {
    let layout = read.layout.get_or_insert_default();
    let (image, width, height) = turned(place.bounds(page), page, layout.turn);
    if layout.width > 0.0 && layout.height > 0.0 {
        let (across, down) = (image.width() / layout.width, image.height() / layout.height);
        for line in &mut layout.lines {
            line.bounds = Bounds {
                left: image.left + line.bounds.left * across,
                top: image.top + line.bounds.top * down,
                right: image.left + line.bounds.right * across,
                bottom: image.top + line.bounds.bottom * down,
            };
        }
    }
    (layout.width, layout.height) = (width, height);
    let chars: usize = layer.iter().chain(&hidden).map(|f| f.text.chars().count()).sum();
    if chars >= LAYER_CHARS {
        read.note(PageNoteKind::TextLayerUnusable, String::new());
    }
    read
}

/// Where `image` is on its page once the page stands upright, and the page's width and height then.
fn turned(image: Bounds, page: &Box2, turn: u16) -> (Bounds, f32, f32) {
    let (width, height) = (page.width * POINTS, page.height * POINTS);
    let Bounds { left, top, right, bottom } = image;
    match turn {
        90 => {
            let image =
                Bounds { left: height - bottom, top: left, right: height - top, bottom: right };
            (image, height, width)
        }
        180 => {
            let (left, right) = (width - right, width - left);
            (Bounds { left, top: height - bottom, right, bottom: height - top }, width, height)
        }
        270 => {
            let image =
                Bounds { left: top, top: width - right, right: bottom, bottom: width - left };
            (image, height, width)
        }
        _ => (image, width, height),
    }
}

/// The lines recognised on an image that is a part of its page.
pub(super) fn fragments_of(read: &ExtractedPage, place: &Box2, page: &Box2) -> Vec<Fragment> {
    let Some(layout) = &read.layout else { return Vec::new() };
    let image = place.bounds(page);
    let chars: Vec<char> = read.text.chars().collect();
    let fragment = |line: &anjian_core::Line| {
        let text: String = chars.get(line.start..line.end)?.iter().collect();
        let bounds = if layout.turn == 0 && layout.width > 0.0 && layout.height > 0.0 {
            let (across, down) = (image.width() / layout.width, image.height() / layout.height);
            Bounds {
                left: image.left + line.bounds.left * across,
                top: image.top + line.bounds.top * down,
                right: image.left + line.bounds.right * across,
                bottom: image.top + line.bounds.bottom * down,
            }
        } else {
            // Of an image that lies on its side, the place of the whole is told.
            image
        };
        Some(Fragment {
            text,
            bounds,
            size: bounds.height(),
            role: LineRole::Body,
            source: TextSource::Recognition,
            confidence: line.confidence,
        })
    };
    layout.lines.iter().filter_map(fragment).collect()
}
