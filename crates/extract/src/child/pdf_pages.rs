//! The pages of a PDF: several at once, said in their order.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    io::Write,
    sync::{
        Condvar, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

use super::{Answer, Message, PagesAtOnce, load_recogniser, members};
use crate::{error::Refusal, ocr::Recogniser, page::ExtractedPage, pdf::PdfFile};

/// Memory that a page in work may need, in bytes: its image in several inks, and what the models hold.
const PAGE_BYTES: u64 = 400 << 20;
/// Pages that may be read ahead of the last one said: what a child that dies takes with it.
const AHEAD: usize = 16;

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
    let first = answer.order.first_page.saturating_sub(1);
    let cores = answer.cores;
    let readers = match answer.order.pages_at_once {
        PagesAtOnce::One => 1,
        PagesAtOnce::AsManyAsCores => {
            let fit = usize::try_from(answer.order.memory_bytes / PAGE_BYTES).unwrap_or(cores);
            cores.min(fit).min(pdf.page_count().saturating_sub(first))
        }
    };
    if readers > 1 {
        say_side_by_side(&pdf, first, readers, answer)?;
    } else {
        say_one_by_one(&pdf, first, answer)?;
    }
    members::say_attachments(pdf.attachments(), answer).map(Ok)
}

fn say_one_by_one(pdf: &PdfFile, first: usize, answer: &mut Answer<'_>) -> std::io::Result<()> {
    let mut pages = pdf.reader();
    // Loaded at the first page that needs them: most files need none.
    let mut recogniser = None;
    for index in first..pdf.page_count() {
        let models = answer.order.models.clone();
        let recogniser =
            || recogniser.get_or_insert_with(|| models.and_then(load_recogniser)).as_ref();
        answer.say_page(pages.read_page(index, recogniser))?;
    }
    Ok(())
}

/// A page a thread: recognition of a page is not all of it shared well between threads.
fn say_side_by_side(
    pdf: &PdfFile,
    first: usize,
    readers: usize,
    answer: &mut Answer<'_>,
) -> std::io::Result<()> {
    let models = answer.order.models.clone();
    let shared: OnceLock<Option<Recogniser>> = OnceLock::new();
    let load = || shared.get_or_init(|| models.clone().and_then(load_recogniser)).as_ref();
    let next = AtomicUsize::new(first);
    let said = Said::new(first);
    // Pages that would keep one core busy and leave the others idle are read line by line on all.
    let leftover = pdf.page_count() - (pdf.page_count() - first) % readers;
    let (sender, receiver) = mpsc::channel::<(usize, ExtractedPage)>();
    std::thread::scope(|scope| {
        for _ in 0..readers {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                let mut pages = pdf.reader();
                let alone = OnceCell::new();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= pdf.page_count() || !said.wait_until_near(index) {
                        return;
                    }
                    let recogniser = || match index {
                        index if index >= leftover => load(),
                        _ => alone.get_or_init(|| load().map(Recogniser::alone)).as_ref(),
                    };
                    if sender.send((index, pages.read_page(index, recogniser))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let _release = Release(&said);
        let mut waiting = BTreeMap::new();
        let mut expected = first;
        while let Some((index, page)) = next_page(&receiver, answer)? {
            waiting.insert(index, page);
            while let Some(page) = waiting.remove(&expected) {
                answer.write_page(page)?;
                expected += 1;
                said.advance(expected);
            }
        }
        Ok(())
    })
}

/// The next page that was read; what is written so far is sent on before one that must be waited for.
fn next_page(
    receiver: &mpsc::Receiver<(usize, ExtractedPage)>,
    answer: &mut Answer<'_>,
) -> std::io::Result<Option<(usize, ExtractedPage)>> {
    if let Ok(page) = receiver.try_recv() {
        return Ok(Some(page));
    }
    answer.out.flush()?;
    Ok(receiver.recv().ok())
}

/// How many pages were said, for those who read ahead.
struct Said {
    pages: Mutex<usize>,
    changed: Condvar,
}

impl Said {
    fn new(pages: usize) -> Self {
        Self { pages: Mutex::new(pages), changed: Condvar::new() }
    }

    fn advance(&self, pages: usize) {
        *self.pages.lock().unwrap_or_else(PoisonError::into_inner) = pages;
        self.changed.notify_all();
    }

    /// Waits while `index` is far ahead; false where nothing will be said any more.
    fn wait_until_near(&self, index: usize) -> bool {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |pages: &mut usize| index >= pages.saturating_add(AHEAD);
        let pages = self.changed.wait_while(pages, is_far);
        *pages.unwrap_or_else(PoisonError::into_inner) < usize::MAX
    }
}

/// Lets the readers go when nobody says their pages any more.
struct Release<'s>(&'s Said);

impl Drop for Release<'_> {
    fn drop(&mut self) {
        self.0.advance(usize::MAX);
    }
}
