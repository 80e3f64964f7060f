//! The child process: reads one file from stdin, writes its pages to stdout, one JSON line each.

use std::{
    cell::RefCell,
    io::{Read, Write},
    path::PathBuf,
};

use rlimit::{INFINITY, Resource};
use serde::{Deserialize, Serialize};

use crate::{
    doc,
    email::{self, Letter},
    error::Refusal,
    format::{Format, detect},
    html,
    ocr::{OcrModels, Recogniser},
    ofd::OfdFile,
    page::ExtractedPage,
    pdf::PdfFile,
    picture::{PictureFile, PictureReader},
    sheet, text, word,
};

/// What the child says of a file: `Unpaged` or `Refused` alone, or `Paged` and its pages from the
/// first one asked for to the last.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// The file has this many pages.
    Paged(usize),
    /// The next page.
    Page(ExtractedPage),
    /// Text of a format without pages.
    Unpaged(ExtractedPage),
    /// Nothing yet: a part of a file without pages took its time, and another begins.
    Working,
    /// Nothing, and why.
    Refused(Refusal),
}

/// What the child is told.
#[derive(Debug, Clone)]
pub struct ChildOrder {
    /// Address space it may use (RLIMIT_AS).
    pub memory_bytes: u64,
    /// Processor time for one page, in seconds; also for opening the file.
    pub page_seconds: u64,
    /// 1-based number of the first page to read: those before are already known.
    pub first_page: usize,
    /// Folder of the recognition models.
    pub models: Option<PathBuf>,
}

/// Runs the child: limits itself, parses what stdin holds and answers on stdout. The process must
/// have been started for this alone.
pub fn run_child(order: &ChildOrder) -> std::io::Result<()> {
    Resource::AS.set(order.memory_bytes, order.memory_bytes)?;
    Resource::CORE.set(0, 0)?;
    Resource::NOFILE.set(16, 16)?;
    Resource::FSIZE.set(0, 0)?;
    // A parser's panic message could hold the file's text, which must not reach a log.
    std::panic::set_hook(Box::new(|_| {}));
    let mut answer = Answer { out: std::io::stdout().lock(), order, pages: 0 };
    answer.allow_time()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    match read(bytes, &mut answer)? {
        Ok(()) => Ok(()),
        Err(refusal) => answer.say(&Message::Refused(refusal)),
    }
}

/// The way to the parent.
struct Answer<'a> {
    out: std::io::StdoutLock<'a>,
    order: &'a ChildOrder,
    pages: u64,
}

impl Answer<'_> {
    fn say(&mut self, message: &Message) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.out, message)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn say_page(&mut self, page: ExtractedPage) -> std::io::Result<()> {
        self.pages += 1;
        self.allow_time()?;
        self.say(&Message::Page(page))
    }

    /// Says that a part of a file without pages begins, which costs time like a page. Where the
    /// parent is gone, so is the reader of the answer.
    fn say_working(&mut self) {
        self.pages += 1;
        let _ = self.allow_time().and_then(|()| self.say(&Message::Working));
    }

    /// Allows processor time for one page more. The parent's clock is the first guard; this one
    /// holds when the parent is gone.
    fn allow_time(&self) -> std::io::Result<()> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
        let seconds = self.order.page_seconds.max(1) * cores * (self.pages + 2);
        Resource::CPU.set(seconds, INFINITY)
    }
}

fn read(bytes: Vec<u8>, answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let format = match detect(&bytes) {
        Ok(format) => format,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let unpaged = match format {
        Format::Pdf => return read_pdf(bytes, answer),
        Format::Sheet => return read_sheets(bytes, answer),
        Format::Picture => return read_picture(bytes, answer),
        Format::Ofd => return read_ofd(&bytes, answer),
        Format::Docx => read_word(&bytes, answer),
        Format::Doc => doc::read(&bytes),
        Format::Html => html::read(&bytes, None),
        Format::Letter => Letter::open(&email::readable(&bytes)).and_then(|letter| letter.page()),
        Format::Text => text::read(&bytes).map(unplaced),
        Format::Archive => Err(Refusal::Unsupported("压缩包，请解压后放入".to_owned())),
    };
    match unpaged {
        Ok(page) => answer.say(&Message::Unpaged(page)).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn unplaced(text: String) -> ExtractedPage {
    ExtractedPage { text, layout: None }
}

fn read_pdf(bytes: Vec<u8>, answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let pdf = match PdfFile::open(bytes) {
        Ok(pdf) => pdf,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Paged(pdf.page_count()))?;
    // Loaded at the first page that needs them: most files need none.
    let mut recogniser = None;
    for index in answer.order.first_page.saturating_sub(1)..pdf.page_count() {
        let models = answer.order.models.clone();
        let recogniser =
            || recogniser.get_or_insert_with(|| models.and_then(load_recogniser)).as_ref();
        answer.say_page(pdf.read_page(index, recogniser))?;
    }
    Ok(Ok(()))
}

fn read_sheets(bytes: Vec<u8>, answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let pages = match sheet::read(bytes) {
        Ok(pages) => pages,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Paged(pages.len()))?;
    for page in pages.into_iter().skip(answer.order.first_page.saturating_sub(1)) {
        answer.say_page(page)?;
    }
    Ok(Ok(()))
}

fn read_picture(bytes: Vec<u8>, answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let Some(recogniser) = answer.order.models.clone().and_then(load_recogniser) else {
        return Ok(Err(Refusal::NoTextLayer));
    };
    let mut file = match PictureFile::open(bytes) {
        Ok(file) => file,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Paged(file.page_count()))?;
    for index in answer.order.first_page.saturating_sub(1)..file.page_count() {
        answer.say_page(file.read_page(index, &recogniser))?;
    }
    Ok(Ok(()))
}

fn read_word(bytes: &[u8], answer: &mut Answer<'_>) -> Result<ExtractedPage, Refusal> {
    let models = answer.order.models.clone();
    let load = || models.clone().and_then(load_recogniser);
    word::read(bytes, &mut PictureReader::new(load, || answer.say_working()))
}

fn read_ofd(bytes: &[u8], answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let mut file = match OfdFile::open(bytes) {
        Ok(file) => file,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Paged(file.page_count()))?;
    let order = answer.order;
    let answer = RefCell::new(answer);
    let load = || order.models.clone().and_then(load_recogniser);
    let mut pictures = PictureReader::new(load, || answer.borrow_mut().say_working());
    for index in order.first_page.saturating_sub(1)..file.page_count() {
        let page = file.read_page(index, &mut pictures);
        answer.borrow_mut().say_page(page)?;
    }
    Ok(Ok(()))
}

fn load_recogniser(folder: PathBuf) -> Option<Recogniser> {
    OcrModels::load(&folder).ok().map(Recogniser::new)
}
