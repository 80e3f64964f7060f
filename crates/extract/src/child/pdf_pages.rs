//! The pages of a PDF, one after the other.

use super::{Answer, Message, load_recogniser, members};
use crate::{error::Refusal, pdf::PdfFile};

/// Says the pages from the first one asked for to the last, and then the attachments.
pub(super) fn read(
    bytes: Vec<u8>,
    answer: &mut Answer<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let pdf = match PdfFile::open(bytes, answer.order.password()) {
        Ok(pdf) => pdf,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Paged(pdf.page_count()))?;
    let mut pages = pdf.reader();
    // Loaded at the first page that needs them: most files need none.
    let mut recogniser = None;
    for index in answer.order.first_page.saturating_sub(1)..pdf.page_count() {
        let models = answer.order.models.clone();
        let recogniser =
            || recogniser.get_or_insert_with(|| models.and_then(load_recogniser)).as_ref();
        answer.say_page(pages.read_page(index, recogniser))?;
    }
    members::say_attachments(pdf.attachments(), answer).map(Ok)
}
