//! The child process: reads one file from stdin, writes its pages to stdout, one JSON line each.

use std::{
    cell::RefCell,
    io::{BufWriter, Read, StdoutLock, Write},
    path::PathBuf,
};

use rlimit::{INFINITY, Resource};
use serde::{Deserialize, Serialize};

use crate::{
    doc,
    drawing::Drawing,
    error::Refusal,
    format::{Format, detect},
    html,
    member::{LostMember, Member},
    ocr::{OcrModels, Recogniser},
    ofd::OfdFile,
    page::ExtractedPage,
    picture::{PictureFile, PictureReader},
    read::Password,
    sheet, text, word,
};

mod draw;
mod isolation;
mod members;
mod pdf_pages;

/// Environment variable in which the child gets a file's password: other users see arguments.
pub const PASSWORD_VARIABLE: &str = "ANJIAN_CHILD_PASSWORD";

/// What the child says of a file: `Refused` alone; or `Paged` and its pages from the first one
/// asked for to the last, or `Unpaged`, each followed by its attachments; or an archive's members
/// and `Unpacked`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// The file has this many pages.
    Paged(usize),
    /// The next page.
    Page(ExtractedPage),
    /// A part of a file without pages begins, which may take as long as a page.
    Working,
    /// Text of a format without pages.
    Unpaged(ExtractedPage),
    /// A file inside the file, whose bytes follow the line.
    Member {
        /// As in [`Member`].
        name: String,
        /// Bytes.
        length: u64,
    },
    /// A file inside the file that could not be taken out.
    LostMember {
        /// As in [`Member`].
        name: String,
        /// Why not.
        refusal: Refusal,
    },
    /// All members of an archive were said.
    Unpacked,
    /// An image, whose bytes follow the line.
    Drawn {
        /// Bytes.
        length: u64,
    },
    /// What the child can do that it should not.
    Gaps(Vec<String>),
    /// Nothing, and why.
    Refused(Refusal),
}

/// What the child is started for.
#[derive(Debug, Clone)]
pub enum Task {
    /// To read the pages.
    Read,
    /// To draw a page.
    Draw(Drawing),
    /// To say what it could still do.
    CheckIsolation,
}

/// How many pages of a PDF a child reads at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagesAtOnce {
    /// After a child that died: the page that kills the next one is the one it was to say.
    One,
    /// A page a core, as far as the memory allows.
    AsManyAsCores,
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
    /// Pages of a PDF that are read at once.
    pub pages_at_once: PagesAtOnce,
    /// Folder of the recognition models.
    pub models: Option<PathBuf>,
    /// Opens the file; from [`PASSWORD_VARIABLE`].
    pub password: Option<Password>,
    /// What it is started for.
    pub task: Task,
}

/// Runs the child: limits itself, parses what stdin holds and answers on stdout. The process must
/// have been started for this alone.
pub fn run_child(order: &ChildOrder) -> std::io::Result<()> {
    Resource::AS.set(order.memory_bytes, order.memory_bytes)?;
    Resource::CORE.set(0, 0)?;
    Resource::NOFILE.set(16, 16)?;
    Resource::FSIZE.set(0, 0)?;
    // A kernel that does not take the filter must not keep a case from being read; the parent asks
    // for the gaps once and says them.
    let _ = isolation::isolate();
    // A parser's panic message could hold the file's text, which must not reach a log.
    std::panic::set_hook(Box::new(|_| {}));
    let out = BufWriter::with_capacity(BUFFER, std::io::stdout().lock());
    let mut answer = Answer { out, order, cores: cores(), pages: 0 };
    answer.allow_time()?;
    if let Task::CheckIsolation = order.task {
        let gaps = isolation::gaps().into_iter().map(str::to_owned).collect();
        return answer.say(&Message::Gaps(gaps));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    if let Task::Draw(drawing) = &order.task {
        return answer.say_drawn(draw::draw(bytes, order.password(), drawing));
    }
    match read(bytes, &mut answer)? {
        Ok(()) => Ok(()),
        Err(refusal) => answer.say(&Message::Refused(refusal)),
    }
}

impl ChildOrder {
    fn password(&self) -> Option<&str> {
        self.password.as_ref().map(Password::as_str)
    }
}

/// The way to the parent.
struct Answer<'a> {
    out: BufWriter<StdoutLock<'a>>,
    order: &'a ChildOrder,
    /// Asked for once: the system reads several files to tell.
    cores: usize,
    pages: u64,
}

/// Bytes of answers collected before they are written: some pages of text.
const BUFFER: usize = 64 << 10;

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl Answer<'_> {
    fn say(&mut self, message: &Message) -> std::io::Result<()> {
        self.write(message)?;
        self.out.flush()
    }

    fn write(&mut self, message: &Message) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.out, message)?;
        self.out.write_all(b"\n")
    }

    fn say_page(&mut self, page: ExtractedPage) -> std::io::Result<()> {
        self.write_page(page)?;
        self.out.flush()
    }

    /// Says a page together with the next thing said, which must not be long in coming.
    fn write_page(&mut self, page: ExtractedPage) -> std::io::Result<()> {
        self.pages += 1;
        self.allow_time()?;
        self.write(&Message::Page(page))
    }

    /// Says that a part of a file without pages begins, which costs time like a page. Where the
    /// parent is gone, so is the reader of the answer.
    fn say_working(&mut self) {
        self.pages += 1;
        let _ = self.allow_time().and_then(|()| self.say(&Message::Working));
    }

    fn say_drawn(&mut self, drawn: Result<Vec<u8>, Refusal>) -> std::io::Result<()> {
        match drawn {
            Ok(bytes) => {
                self.say(&Message::Drawn { length: bytes.len() as u64 })?;
                self.out.write_all(&bytes)?;
                self.out.flush()
            }
            Err(refusal) => self.say(&Message::Refused(refusal)),
        }
    }

    /// Says what a reader of members hands out.
    fn say_member(&mut self, member: Result<Member, LostMember>) -> std::io::Result<()> {
        // A member costs time like a page.
        self.pages += 1;
        self.allow_time()?;
        match member {
            Ok(Member { name, bytes }) => {
                self.say(&Message::Member { name, length: bytes.len() as u64 })?;
                self.out.write_all(&bytes)?;
                self.out.flush()
            }
            Err(LostMember { name, refusal }) => {
                self.say(&Message::LostMember { name, refusal: refusal.without_password() })
            }
        }
    }

    /// Allows processor time for one page more. The parent's clock is the first guard; this one
    /// holds when the parent is gone.
    fn allow_time(&self) -> std::io::Result<()> {
        let seconds = self.order.page_seconds.max(1) * self.cores as u64 * (self.pages + 2);
        Resource::CPU.set(seconds, INFINITY)
    }
}

fn read(bytes: Vec<u8>, answer: &mut Answer<'_>) -> std::io::Result<Result<(), Refusal>> {
    let format = match detect(&bytes) {
        Ok(format) => format,
        Err(refusal) => return Ok(Err(refusal.without_password())),
    };
    let takes_password = matches!(format, Format::Pdf | Format::Archive);
    let read = read_as(format, bytes, answer)?;
    Ok(if takes_password { read } else { read.map_err(Refusal::without_password) })
}

fn read_as(
    format: Format,
    bytes: Vec<u8>,
    answer: &mut Answer<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let unpaged = match format {
        Format::Pdf => return pdf_pages::read(bytes, answer),
        Format::Archive => return members::read_archive(&bytes, answer),
        Format::Letter => return members::read_letter(&bytes, answer),
        Format::Sheet => return read_sheets(bytes, answer),
        Format::Picture => return read_picture(bytes, answer),
        Format::Ofd => return read_ofd(&bytes, answer),
        Format::Docx => read_word(&bytes, answer),
        Format::Doc => doc::read(&bytes),
        Format::Html => html::read(&bytes, None),
        Format::Text => text::read(&bytes).map(unplaced),
    };
    match unpaged {
        Ok(page) => answer.say(&Message::Unpaged(page)).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn unplaced(text: String) -> ExtractedPage {
    ExtractedPage { text, layout: None }
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
    drop(pictures);
    let answer = answer.into_inner();
    file.attachments(&mut |member| answer.say_member(member)).map(Ok)
}

fn load_recogniser(folder: PathBuf) -> Option<Recogniser> {
    OcrModels::load(&folder).ok().map(Recogniser::new)
}
