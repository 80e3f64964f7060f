//! PDF text by `hayro`: glyphs with their places become lines in reading order.

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings,
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf},
    interpret_page,
    kurbo::Rect,
};

use crate::error::Refusal;

mod device;
mod lines;

/// Bytes at the end among which the end mark is looked for; some scanners add theirs behind it.
const TAIL: usize = 64 << 10;

/// True where a page has text, and most of its glyphs say what they are.
fn is_legible(text: &str) -> bool {
    let unknown = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    all > 0 && unknown * 2 < all
}

/// Text of every page, in order. A page without text stays, empty, so that numbers hold.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Vec<String>, Refusal> {
    // A file cut off in transfer opens with the pages that came through; to miss the rest unsaid
    // would be worse than to refuse it.
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(Refusal::Damaged);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Encrypted,
        LoadPdfError::Decryption(_) => Refusal::Encrypted,
        LoadPdfError::Invalid => Refusal::Damaged,
    })?;
    let mut texts = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let cache = InterpreterCache::new();
        let mut context = Context::new(
            hayro_interpret::kurbo::Affine::new(page.initial_transform(true).as_coeffs()),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut glyphs = device::GlyphCollector::default();
        interpret_page(page, &mut context, &mut glyphs);
        texts.push(lines::join(glyphs.into_glyphs()));
    }
    if texts.is_empty() {
        return Err(Refusal::Damaged);
    }
    if texts.iter().all(|text| !is_legible(text)) {
        return Err(Refusal::NoTextLayer);
    }
    Ok(texts)
}
