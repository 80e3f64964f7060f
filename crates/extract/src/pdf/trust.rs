//! Whether a page's text layer may be believed: it must be what the page shows.

use anjian_core::{PageLayout, PageNoteKind};

use super::{
    device::{PageContent, PlacedGlyph, Visibility},
    lines,
};
use crate::page::ExtractedPage;

/// Fewer shown chars than this on a page covered by an image are a stamp or a page number.
const SPARSE: usize = 20;
/// Share of the page from which an image is the page.
const PAGE_WIDE: f64 = 0.5;
/// Words of a layer that differ are told up to this many lines a page.
const TOLD: usize = 10;

/// What the layer is worth.
pub(super) enum Layer {
    /// The page shows it.
    Shown,
    /// It must be recognised instead.
    Untrusted(Reason),
}

/// Why a layer is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Nothing of it is visible: the page is an image.
    Image,
    /// Most of its glyphs don't say what they are.
    Garbled,
}

/// Judges the text layer of a page.
pub(super) fn judge(content: &PageContent) -> Layer {
    let shown = || content.glyphs.iter().filter(|glyph| glyph.visibility == Visibility::Shown);
    let chars: usize = shown().map(|glyph| glyph.text.trim().chars().count()).sum();
    let unknown = shown().flat_map(|glyph| glyph.text.chars()).filter(is_unknown).count();
    if chars > 0 && unknown * 2 >= chars {
        return Layer::Untrusted(Reason::Garbled);
    }
    if content.image_share >= PAGE_WIDE && chars < SPARSE {
        return Layer::Untrusted(Reason::Image);
    }
    Layer::Shown
}

/// Glyphs without meaning, and the private use area some makers map theirs to.
fn is_unknown(c: &char) -> bool {
    *c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(c)
}

/// The page as its shown glyphs say it; hidden words are told and left out.
pub(super) fn shown_page(content: PageContent) -> ExtractedPage {
    let (shown, hidden) = split(content.glyphs);
    let hidden = lines::join(hidden).0;
    let (text, lines) = lines::join(shown);
    let layout =
        PageLayout { width: content.width, height: content.height, lines, ..PageLayout::default() };
    let mut page = ExtractedPage { text, layout: Some(layout) };
    if !hidden.is_empty() {
        page.note(PageNoteKind::HiddenText, hidden);
    }
    page
}

/// The page as its layer says it, seen or not, where nothing can recognise the image.
pub(super) fn layer_alone(mut content: PageContent) -> ExtractedPage {
    content.glyphs.retain(|glyph| glyph.visibility != Visibility::Hidden);
    for glyph in &mut content.glyphs {
        glyph.visibility = Visibility::Shown;
    }
    let unknown = content.glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(is_unknown);
    if unknown.count() * 2 >= content.glyphs.len() {
        return ExtractedPage::unread();
    }
    shown_page(content)
}

/// Notes on `read`, the recognised page, what its layer says otherwise.
pub(super) fn compare(read: &mut ExtractedPage, content: &PageContent, reason: Reason) {
    if reason == Reason::Garbled {
        read.note(PageNoteKind::TextLayerUnusable, String::new());
        return;
    }
    let recognised: String = plain(&read.text);
    let (layer, _) = lines::join(content.glyphs.clone());
    let differing: Vec<&str> = layer
        .lines()
        .filter(|line| plain(line).chars().count() > 1 && !recognised.contains(&plain(line)))
        .take(TOLD)
        .collect();
    if !differing.is_empty() {
        read.note(PageNoteKind::TextLayerDiffers, differing.join("\n"));
    }
}

/// Letters and digits alone: what two readings of a line must agree in.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn split(glyphs: Vec<PlacedGlyph>) -> (Vec<PlacedGlyph>, Vec<PlacedGlyph>) {
    glyphs.into_iter().partition(|glyph| glyph.visibility == Visibility::Shown)
}
