//! The parent's side: starts a child per file, watches time and output, keeps the good pages of a
//! file whose child dies.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Stdio,
};

use anjian_core::FilePages;
use tokio::{
    process::{Child, ChildStdout, Command},
    sync::mpsc,
};

use crate::{
    child::{Message, PASSWORD_VARIABLE},
    convert::convert,
    error::{ExtractError, Refusal},
    limits::Limits,
    page::ExtractedPage,
    read::{FileRead, Password, ReadEvent, ReadOptions, TakenMember},
};

mod answers;
mod budget;
mod errands;
mod read_file;

use answers::Answers;
use budget::Budget;
use read_file::ReadFile;

/// Tells a child to read one page at a time.
const ONE_BY_ONE: &str = "--one-by-one";
/// Pages in a row that may kill their child before the rest of the file is given up.
const DEAD_IN_A_ROW: usize = 3;

/// What glibc's allocator comes to by itself after some large buffers: not to give back, page for page
/// of the document, what the next one asks for again. Others ignore it.
const ALLOCATION: [(&str, &str); 3] = [
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
    ("MALLOC_TOP_PAD_", "4194304"),
];

/// Counts up when a file reads differently than before; pages of another count are not resumed.
const READING: u32 = 6;

/// How to start the child that parses one file.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
    models: Option<PathBuf>,
    scratch: PathBuf,
}

impl Worker {
    /// The child is `program` with `arguments`, followed by the fields of [`crate::ChildOrder`] in
    /// their order, the models' folder only where there is one, the task as `--draw=JSON` or
    /// `--check-isolation` where it is not to read; it must call [`crate::run_child`].
    pub fn new(program: PathBuf, arguments: Vec<OsString>, limits: Limits) -> Self {
        Self { program, arguments, limits, models: None, scratch: std::env::temp_dir() }
    }

    /// Recognises images with the models of `folder`; without any where it holds none.
    pub fn with_models(mut self, folder: Option<PathBuf>) -> Self {
        self.models = folder.filter(|folder| crate::ocr::OcrModels::are_in(folder));
        self
    }

    /// Keeps files taken out of others in `folder` while they are read.
    pub fn with_scratch(mut self, folder: PathBuf) -> Self {
        self.scratch = folder;
        self
    }

    /// True where scans can be recognised (文字识别).
    pub fn can_recognise(&self) -> bool {
        self.models.is_some()
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Which reading this is: pages read by another version are not continued.
    pub fn version(&self) -> String {
        let recognition = if self.can_recognise() { "recognition" } else { "text" };
        format!("{}-{READING}-{recognition}", env!("CARGO_PKG_VERSION"))
    }

    /// Reads the file at `path`; its pages carry `name`. Members are not read.
    pub async fn extract(&self, path: &Path, name: &str) -> Result<FilePages, ExtractError> {
        let (events, mut said) = mpsc::channel(1);
        let reading = self.read(path, name, ReadOptions::default(), events);
        let hearing = async { while said.recv().await.is_some() {} };
        let (read, ()) = tokio::join!(reading, hearing);
        Ok(read?.pages)
    }

    /// Reads the file at `path` and says its pages and members as they come; they carry `name`.
    /// Dropping the future kills the child. Who hears no more still gets the result.
    pub async fn read(
        &self,
        path: &Path,
        name: &str,
        options: ReadOptions,
        events: mpsc::Sender<ReadEvent>,
    ) -> Result<FileRead, ExtractError> {
        let mut read = ReadFile::new(name, options.known);
        let password = options.password.as_ref();
        match self.read_unconverted(path, password, &mut read, &events).await {
            Ok(()) => {}
            Err(ExtractError::Refused(Refusal::NeedsConversion(format))) => {
                let converted = convert(path, format, &self.limits).await?;
                self.read_unconverted(&converted.path(), password, &mut read, &events).await?;
            }
            Err(error) => return Err(error),
        }
        read.into_read(self.can_recognise())
    }

    async fn read_unconverted(
        &self,
        path: &Path,
        password: Option<&Password>,
        read: &mut ReadFile,
        events: &mpsc::Sender<ReadEvent>,
    ) -> Result<(), ExtractError> {
        self.check_size(path).await?;
        let mut budget = Budget::new(&self.limits);
        let mut dead_in_a_row = 0;
        let mut errand = None;
        loop {
            let before = read.page_count();
            let child = self.spawn(path, before + 1, password, errand.clone())?;
            let Err(error) = self.hear(child, read, &mut budget, events).await else {
                break;
            };
            if !matches!(error, ExtractError::Crashed | ExtractError::Timeout) {
                return Err(error);
            }
            if read.is_complete() {
                // Its pages are all there; what died was the taking out of what it holds.
                read.problem = Some(ExtractError::attachments_lost(read.name()));
                break;
            }
            // Of pages read side by side any may have killed the child.
            let was_side_by_side = errand.replace(ONE_BY_ONE.into()).is_none();
            let is_paged = read.total.is_some_and(|total| total > 1);
            if was_side_by_side && is_paged {
                dead_in_a_row = 0;
                continue;
            }
            if read.page_count() > before && matches!(error, ExtractError::Crashed) {
                // What killed the child may be the pages before, such as by the memory they took:
                // the page gets a child of its own to begin with.
                dead_in_a_row = 0;
                continue;
            }
            dead_in_a_row = if read.page_count() > before { 1 } else { dead_in_a_row + 1 };
            // A child that dies before its first page says nothing of which page killed it.
            let Some(total) = read.total.filter(|total| *total > 1) else { return Err(error) };
            let gives_up = dead_in_a_row >= DEAD_IN_A_ROW;
            if gives_up && !read.has_words() {
                return Err(error);
            }
            let unread = if gives_up { total - read.page_count() } else { 1 };
            for _ in 0..unread {
                if let Some(page) = read.push(ExtractedPage::unread()) {
                    say(events, ReadEvent::Page(page)).await;
                }
            }
        }
        Ok(())
    }

    async fn check_size(&self, path: &Path) -> Result<(), ExtractError> {
        let metadata = tokio::fs::metadata(path).await.map_err(ExtractError::Unreadable)?;
        if !metadata.is_file() {
            return Err(ExtractError::Unreadable(std::io::ErrorKind::InvalidInput.into()));
        }
        let (size, limit) = (metadata.len(), self.limits.file_bytes);
        if size > limit { Err(ExtractError::TooLarge { size, limit }) } else { Ok(()) }
    }

    /// Hears one child out. Dropping the child kills it.
    async fn hear(
        &self,
        (mut child, stdout): (Child, ChildStdout),
        read: &mut ReadFile,
        budget: &mut Budget,
        events: &mpsc::Sender<ReadEvent>,
    ) -> Result<(), ExtractError> {
        // Members come again with every child.
        read.members = 0;
        let mut answers = Answers::new(stdout, self.limits.timeout, budget);
        while let Some(message) = answers.next().await? {
            match message {
                Message::Paged(total) if total > self.limits.pages => {
                    return Err(ExtractError::TooManyPages { limit: self.limits.pages });
                }
                Message::Paged(total) => {
                    if read.total.replace(total).is_none() {
                        say(events, ReadEvent::Total(total)).await;
                    }
                }
                Message::Page(page) => {
                    if let Some(page) = read.push(page) {
                        say(events, ReadEvent::Page(page)).await;
                    }
                }
                Message::Working => {}
                Message::Unpaged(page) => read.set_unpaged(page),
                Message::Member { name, length } => {
                    let path = answers.member(length, &self.scratch).await?;
                    let name = format!("{}/{name}", read.name());
                    read.members += 1;
                    say(events, ReadEvent::Member(TakenMember { name, path })).await;
                }
                Message::LostMember { name, refusal } => {
                    let name = format!("{}/{name}", read.name());
                    let problem = ExtractError::from(refusal).problem(&name);
                    read.members += 1;
                    say(events, ReadEvent::LostMember { name, problem }).await;
                }
                Message::Unpacked => read.is_archive = true,
                Message::Refused(refusal) => return Err(refusal.into()),
                Message::Drawn { .. } | Message::Gaps(_) => return Err(ExtractError::Crashed),
            }
        }
        let status = tokio::time::timeout(self.limits.timeout, child.wait())
            .await
            .map_err(|_| ExtractError::Timeout)?
            .map_err(|_| ExtractError::Crashed)?;
        match status.code() {
            Some(0) if read.is_complete() => Ok(()),
            // Rust's own status of a panic: the parser met what it did not expect.
            Some(101) if read.total.is_none() => Err(Refusal::Damaged.into()),
            _ => Err(ExtractError::Crashed),
        }
    }

    fn spawn(
        &self,
        path: &Path,
        first_page: usize,
        password: Option<&Password>,
        errand: Option<OsString>,
    ) -> Result<(Child, ChildStdout), ExtractError> {
        let file = std::fs::File::open(path).map_err(ExtractError::Unreadable)?;
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .arg(self.limits.memory_bytes.to_string())
            .arg(self.limits.timeout.as_secs().max(1).to_string())
            .arg(first_page.to_string())
            .args(&self.models)
            .args(errand)
            .env_clear()
            .envs(ALLOCATION)
            .current_dir("/")
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some(password) = password {
            command.env(PASSWORD_VARIABLE, password.as_str());
        }
        let mut child = command.spawn().map_err(ExtractError::NoWorker)?;
        let stdout = child.stdout.take().ok_or(ExtractError::Crashed)?;
        Ok((child, stdout))
    }
}

async fn say(events: &mpsc::Sender<ReadEvent>, event: ReadEvent) {
    // Nobody hears any more: the result still tells all.
    let _ = events.send(event).await;
}

#[cfg(test)]
mod tests;
