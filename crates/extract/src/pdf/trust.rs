//! Whether a page's text layer may be believed: it must be what the page shows.

use anjian_core::{Line, PageLayout, PageNoteKind};

use super::{
    agree::{self, Reading},
    device::PageContent,
    glyph::{PlacedGlyph, Visibility},
    runs,
};
use crate::{
    arrange::{Arranged, PageSize},
    page::ExtractedPage,
};

/// Fewer shown chars than this on a page covered by an image are a stamp or a page number.
const SPARSE: usize = 20;
/// Share of the page from which an image is the page.
const PAGE_WIDE: f64 = 0.5;
/// Glyphs in a row without meaning that are words and no ornament.
const WORD: usize = 3;
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
    let chars: usize =
        shown().flat_map(|glyph| glyph.text.chars()).filter(|c| !c.is_whitespace()).count();
    let unknown = shown().flat_map(|glyph| glyph.text.chars()).filter(is_unknown).count();
    let foreign = shown().flat_map(|glyph| glyph.text.chars()).filter(is_misread).count();
    if chars > 0 && (unknown.max(foreign) * 2 >= chars || has_unknown_word(content)) {
        return Layer::Untrusted(Reason::Garbled);
    }
    // A stamp or a running head on a scan is shown, its text is beneath.
    let beneath =
        content.glyphs.iter().filter(|glyph| glyph.visibility == Visibility::Layer).count();
    if content.image_share >= PAGE_WIDE && (chars < SPARSE || chars < beneath) {
        return Layer::Untrusted(Reason::Image);
    }
    Layer::Shown
}

/// Glyphs without meaning, and the private use area some makers map theirs to.
fn is_unknown(c: &char) -> bool {
    *c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(c)
}

/// What Chinese of two bytes becomes where each byte is taken for a Latin letter: `ÖÐ¹ú` for 中国.
fn is_misread(c: &char) -> bool {
    ('\u{A1}'..='\u{FF}').contains(c)
}

/// True where several glyphs in a row don't say what they are; one alone is a bullet or a tick.
fn has_unknown_word(content: &PageContent) -> bool {
    content.glyphs.windows(WORD).any(|glyphs| {
        glyphs.iter().all(|glyph| {
            glyph.visibility == Visibility::Shown && glyph.text.chars().any(|c| is_unknown(&c))
        })
    })
}

/// The page as its shown glyphs say it; hidden words are told and left out.
pub(super) fn shown_page(content: PageContent) -> ExtractedPage {
    let size = PageSize { width: content.width, height: content.height };
    let (shown, hidden) = split(content.glyphs);
    let hidden = runs::read(hidden, &[], size).text;
    let Arranged { text, lines } = runs::read(shown, &content.rulings, size);
    let layout =
        PageLayout { width: content.width, height: content.height, lines, ..PageLayout::default() };
    let unknown: Vec<&str> =
        text.lines().filter(|line| line.contains('\u{FFFD}')).take(TOLD).collect();
    let unknown = unknown.join("\n");
    let mut page = ExtractedPage { text, layout: Some(layout) };
    if !unknown.is_empty() {
        page.note(PageNoteKind::SeeOriginal, unknown);
    }
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
    let size = PageSize { width: content.width, height: content.height };
    let layer = runs::read(content.glyphs.clone(), &content.rulings, size);
    note_differing(read, Reading { text: &layer.text, lines: &layer.lines });
}

/// `layer`, a page as its shown glyphs say it, where `read`, recognised on the page, agrees; else
/// what was recognised, with what the layer says otherwise.
pub(super) fn verified(layer: ExtractedPage, mut read: ExtractedPage) -> ExtractedPage {
    let Some(layout) = &layer.layout else { return layer };
    // A font that could not be drawn leaves little to compare with.
    let words = |page: &ExtractedPage| page.text.chars().filter(|c| c.is_alphanumeric()).count();
    let is_turned = read.layout.as_ref().is_some_and(|layout| layout.turn != 0);
    if is_turned || words(&read) * 2 < words(&layer) {
        return layer;
    }
    if !note_differing(&mut read, Reading { text: &layer.text, lines: &layout.lines }) {
        return layer;
    }
    for note in &layout.notes {
        read.note(note.kind, note.words.clone());
    }
    read
}

/// Notes what `layer` says otherwise than the recognised page; false where there is nothing.
fn note_differing(read: &mut ExtractedPage, layer: Reading<'_>) -> bool {
    let lines = read.layout.as_ref().map_or(&[] as &[Line], |layout| &layout.lines);
    let differing = agree::differing(layer, Reading { text: &read.text, lines });
    if differing.is_empty() {
        return false;
    }
    let told = differing.iter().take(TOLD).map(|line| match line.shown.as_str() {
        "" => format!("{}（页面上未见）", line.layer),
        shown => format!("{}（页面所见：{shown}）", line.layer),
    });
    let told: Vec<String> = told.collect();
    read.note(PageNoteKind::TextLayerDiffers, told.join("\n"));
    true
}

/// True where the page must be looked at although its layer is shown: something on it is hidden, or
/// its fonts say one thing of a digit and draw another.
pub(super) fn is_doubtful(content: &PageContent) -> bool {
    content.has_odd_digits
        || content.glyphs.iter().any(|glyph| {
            glyph.visibility != Visibility::Shown && glyph.text.chars().any(char::is_alphanumeric)
        })
}

fn split(glyphs: Vec<PlacedGlyph>) -> (Vec<PlacedGlyph>, Vec<PlacedGlyph>) {
    glyphs.into_iter().partition(|glyph| glyph.visibility == Visibility::Shown)
}

#[cfg(test)]
mod tests {
    use anjian_core::{Bounds, LineRole, TextSource};

    use super::*;
    use crate::pdf::glyph::Direction;

    fn glyphs(text: &str, y: f64, visibility: Visibility) -> Vec<PlacedGlyph> {
        let place = |(index, c): (usize, char)| PlacedGlyph {
            text: c.into(),
            x: 50.0 + 12.0 * index as f64,
            y,
            size: 12.0,
            advance: 12.0,
            direction: Direction::Right,
            is_stacked: false,
            visibility,
            is_pale: false,
            is_watermark: false,
        };
        text.chars().enumerate().map(place).collect()
    }

    fn content(glyphs: Vec<PlacedGlyph>, image_share: f64) -> PageContent {
        PageContent { width: 595.0, height: 842.0, glyphs, image_share, ..PageContent::default() }
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

    /// A page as recognition reads `text`, at the place of [`glyphs`] with `y` 100.
    fn recognised(text: &str) -> ExtractedPage {
        let end = text.chars().count();
        let bounds =
            Bounds { left: 50.0, top: 89.0, right: 50.0 + 12.0 * end as f32, bottom: 103.0 };
        let line = Line {
            start: 0,
            end,
            bounds,
            role: LineRole::Body,
            source: TextSource::Recognition,
            confidence: Some(0.98),
        };
        let layout =
            PageLayout { width: 595.0, height: 842.0, lines: vec![line], ..PageLayout::default() };
        ExtractedPage { text: text.to_owned(), layout: Some(layout) }
    }

    #[test]
    fn the_layer_of_a_scan_gives_way_to_what_the_page_shows() {
        let content = content(glyphs("于2024年4月8日拘留", 100.0, Visibility::Layer), 1.0);
        assert!(matches!(judge(&content), Layer::Untrusted(Reason::Image)));
        let read = |text: &str| {
            let mut page = recognised(text);
            compare(&mut page, &content, Reason::Image);
            page.layout.map(|layout| layout.notes).unwrap_or_default()
        };
        assert_eq!(read("于2024年4月8日 拘留"), []);
        let notes = read("于2024年4月9日拘留");
        assert_eq!(notes[0].kind, PageNoteKind::TextLayerDiffers);
        assert_eq!(notes[0].words, "于2024年4月8日拘留（页面所见：于2024年4月9日拘留）");
        // Without models the layer is better than nothing.
        assert_eq!(layer_alone(content).text, "于2024年4月8日拘留");
    }

    #[test]
    fn a_running_head_on_a_scan_is_not_the_page() {
        let mut all =
            glyphs("陇河县公安局刑事侦查卷宗诉讼文书卷第一册共三册", 40.0, Visibility::Shown);
        all.extend(glyphs(&"于2024年4月8日拘留".repeat(3), 100.0, Visibility::Layer));
        assert!(matches!(judge(&content(all, 1.0)), Layer::Untrusted(Reason::Image)));
    }

    #[test]
    fn a_shown_layer_that_lies_gives_way_too() {
        let layer = || {
            let mut all = glyphs("于2024年4月8日拘留", 100.0, Visibility::Shown);
            all.extend(glyphs("藏起来的字", 130.0, Visibility::Hidden));
            let content = content(all, 0.0);
            assert!(is_doubtful(&content));
            shown_page(content)
        };
        let honest = verified(layer(), recognised("于2024年4月8日拘留"));
        assert_eq!(honest, layer());
        let lying = verified(layer(), recognised("于2024年4月9日拘留"));
        assert_eq!(lying.text, "于2024年4月9日拘留");
        let notes = lying.layout.expect("a layout").notes;
        let kinds: Vec<PageNoteKind> = notes.iter().map(|note| note.kind).collect();
        assert_eq!(kinds, [PageNoteKind::TextLayerDiffers, PageNoteKind::HiddenText]);
        // What could not be drawn proves nothing.
        assert_eq!(verified(layer(), recognised("于")), layer());
    }

    #[test]
    fn words_without_meaning_are_not_passed_over() {
        let mut all = glyphs("犯罪嫌疑人住在城关镇的一个院子里", 100.0, Visibility::Shown);
        all.extend(glyphs("姓名\u{FFFD}\u{FFFD}\u{FFFD}", 130.0, Visibility::Shown));
        assert!(matches!(judge(&content(all, 0.0)), Layer::Untrusted(Reason::Garbled)));
        let bullet = glyphs("\u{F06C}犯罪嫌疑人", 100.0, Visibility::Shown);
        assert!(matches!(judge(&content(bullet, 0.0)), Layer::Shown));
        let bytes = glyphs("ÖÐ¹ú¹«°²¾Ö", 100.0, Visibility::Shown);
        assert!(matches!(judge(&content(bytes, 0.0)), Layer::Untrusted(Reason::Garbled)));
        let one = shown_page(content(glyphs("马占\u{FFFD}", 100.0, Visibility::Shown), 0.0));
        assert_eq!(one.layout.expect("a layout").notes[0].kind, PageNoteKind::SeeOriginal);
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
