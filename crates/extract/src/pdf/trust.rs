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

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, y: f64, visibility: Visibility) -> Vec<PlacedGlyph> {
        let place = |(index, c): (usize, char)| PlacedGlyph {
            text: c.to_string(),
            x: 50.0 + 12.0 * index as f64,
            y,
            size: 12.0,
            visibility,
        };
        text.chars().enumerate().map(place).collect()
    }

    fn content(glyphs: Vec<PlacedGlyph>, image_share: f64) -> PageContent {
        PageContent { width: 595.0, height: 842.0, glyphs, image_share }
    }

    #[test]
    fn hidden_words_are_told_and_left_out() {
        let mut all = glyphs("于2024年4月8日拘留", 100.0, Visibility::Shown);
        all.extend(glyphs("于2024年4月9日拘留", 130.0, Visibility::Hidden));
        let content = content(all, 0.0);
        assert!(matches!(judge(&content), Layer::Shown));
        let page = shown_page(content);
        assert_eq!(page.text, "于2024年4月8日拘留");
        let notes = page.layout.expect("a PDF has a layout").notes;
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].kind, PageNoteKind::HiddenText);
        assert_eq!(notes[0].words, "于2024年4月9日拘留");
    }

    #[test]
    fn the_layer_of_a_scan_gives_way_to_what_the_page_shows() {
        let content = content(glyphs("于2024年4月8日拘留", 100.0, Visibility::Layer), 1.0);
        assert!(matches!(judge(&content), Layer::Untrusted(Reason::Image)));
        let read = |text: &str| {
            let mut page = ExtractedPage { text: text.to_owned(), layout: None };
            compare(&mut page, &content, Reason::Image);
            page.layout.map(|layout| layout.notes).unwrap_or_default()
        };
        assert_eq!(read("于2024年4月8日 拘留"), []);
        let notes = read("于2024年4月9日拘留");
        assert_eq!(notes[0].kind, PageNoteKind::TextLayerDiffers);
        assert_eq!(notes[0].words, "于2024年4月8日拘留");
        // Without models the layer is better than nothing.
        assert_eq!(layer_alone(content).text, "于2024年4月8日拘留");
    }

    #[test]
    fn a_layer_of_signs_without_meaning_is_garbled() {
        let private = glyphs("\u{E000}\u{E001}\u{E002}月\u{FFFD}", 100.0, Visibility::Shown);
        assert!(matches!(judge(&content(private.clone(), 0.0)), Layer::Untrusted(Reason::Garbled)));
        let page = layer_alone(content(private, 0.0));
        assert_eq!(page.text, "");
        assert_eq!(page.layout.expect("a note").notes[0].kind, PageNoteKind::Unread);
    }
}
