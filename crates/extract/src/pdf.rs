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

/// Text of every page, in order. A page without text stays, empty, so that numbers hold.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Vec<String>, Refusal> {
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
    if texts.iter().all(|text| text.is_empty()) {
        return Err(Refusal::NoTextLayer);
    }
    Ok(texts)
}
