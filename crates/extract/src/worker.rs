//! The parent's side: starts a child per file, watches time and output, keeps the good pages of a
//! file whose child dies.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Stdio,
};

use anjian_core::{FilePages, Page};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, ChildStdout, Command},
};

use crate::{
    child::Message,
    convert::convert,
    error::{ExtractError, Refusal},
    limits::Limits,
    page::ExtractedPage,
};

/// Pages in a row that may kill their child before the rest of the file is given up.
const DEAD_IN_A_ROW: usize = 3;

/// How to start the child that parses one file.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
    models: Option<PathBuf>,
}

impl Worker {
    /// The child is `program` with `arguments`, followed by the fields of [`crate::ChildOrder`] in
    /// their order, the models' folder only where there is one; it must call
    /// [`crate::run_child`].
    pub fn new(program: PathBuf, arguments: Vec<OsString>, limits: Limits) -> Self {
        Self { program, arguments, limits, models: None }
    }

    /// Recognises images with the models of `folder`; without any where it holds none.
    pub fn with_models(mut self, folder: Option<PathBuf>) -> Self {
        self.models = folder.filter(|folder| crate::ocr::OcrModels::are_in(folder));
        self
    }

    /// True where scans can be recognised (文字识别).
    pub fn can_recognise(&self) -> bool {
        self.models.is_some()
    }

    /// Reads the file at `path`; its pages carry `name`.
    pub async fn extract(&self, path: &Path, name: &str) -> Result<FilePages, ExtractError> {
        match self.extract_unconverted(path, name).await {
            Err(ExtractError::Refused(Refusal::NeedsConversion(format))) => {
                let converted = convert(path, format, &self.limits).await?;
                self.extract_unconverted(&converted.path(), name).await
            }
            result => result,
        }
    }

    async fn extract_unconverted(
        &self,
        path: &Path,
        name: &str,
    ) -> Result<FilePages, ExtractError> {
        let metadata = tokio::fs::metadata(path).await.map_err(ExtractError::Unreadable)?;
        if !metadata.is_file() {
            return Err(ExtractError::Unreadable(std::io::ErrorKind::InvalidInput.into()));
        }
        if metadata.len() > self.limits.file_bytes {
            return Err(ExtractError::TooLarge {
                size: metadata.len(),
                limit: self.limits.file_bytes,
            });
        }
        let mut read = ReadFile::default();
        let mut dead_in_a_row = 0;
        loop {
            let before = read.pages.len();
            let file = std::fs::File::open(path).map_err(ExtractError::Unreadable)?;
            let error = match self.run(file, &mut read).await {
                Ok(()) => break,
                Err(error) => error,
            };
            dead_in_a_row = if read.pages.len() > before { 1 } else { dead_in_a_row + 1 };
            let is_fatal = !matches!(error, ExtractError::Crashed | ExtractError::Timeout);
            // A child that dies before its first page says nothing of which page killed it.
            if is_fatal || read.total.is_none_or(|total| total <= 1) {
                return Err(error);
            }
            if dead_in_a_row >= DEAD_IN_A_ROW {
                if read.words == 0 {
                    return Err(error);
                }
                read.pages.resize_with(read.total.unwrap_or_default(), ExtractedPage::unread);
                break;
            }
            read.pages.push(ExtractedPage::unread());
        }
        read.into_pages(name, self.can_recognise())
    }

    /// Runs a child on `file` from the first page that `read` lacks. Dropping the child kills it.
    async fn run(&self, file: std::fs::File, read: &mut ReadFile) -> Result<(), ExtractError> {
        let (mut child, stdout) = self.spawn(file, read.pages.len() + 1)?;
        let mut lines = BufReader::new(stdout.take(self.limits.output_bytes + 1));
        let mut taken = 0u64;
        loop {
            let mut line = Vec::new();
            let next = lines.read_until(b'\n', &mut line);
            let length = tokio::time::timeout(self.limits.timeout, next)
                .await
                .map_err(|_| ExtractError::Timeout)?
                .map_err(|_| ExtractError::Crashed)?;
            if length == 0 {
                break;
            }
            taken += length as u64;
            if taken > self.limits.output_bytes {
                return Err(ExtractError::OutputTooLarge);
            }
            // A line cut off is a child that died; its status says how.
            let Ok(message) = serde_json::from_slice(&line) else { break };
            read.take(message)?;
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
        file: std::fs::File,
        first_page: usize,
    ) -> Result<(Child, ChildStdout), ExtractError> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .arg(self.limits.memory_bytes.to_string())
            .arg(self.limits.timeout.as_secs().max(1).to_string())
            .arg(first_page.to_string())
            .args(&self.models)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(ExtractError::NoWorker)?;
        let stdout = child.stdout.take().ok_or(ExtractError::Crashed)?;
        Ok((child, stdout))
    }
}

/// What the children of one file have said so far.
#[derive(Default)]
struct ReadFile {
    /// Pages of the file; `None` before it is known and for formats without pages.
    total: Option<usize>,
    pages: Vec<ExtractedPage>,
    unpaged: Option<ExtractedPage>,
    /// Pages with words.
    words: usize,
}

impl ReadFile {
    fn take(&mut self, message: Message) -> Result<(), ExtractError> {
        match message {
            Message::Paged(total) => self.total = Some(total),
            Message::Page(page) => {
                self.words += usize::from(!page.text.is_empty());
                self.pages.push(page);
            }
            Message::Working => {}
            Message::Unpaged(page) => self.unpaged = Some(page),
            Message::Refused(refusal) => return Err(refusal.into()),
        }
        Ok(())
    }

    fn is_complete(&self) -> bool {
        self.unpaged.is_some() || self.total.is_some_and(|total| self.pages.len() >= total)
    }

    fn into_pages(self, name: &str, can_recognise: bool) -> Result<FilePages, ExtractError> {
        let file: std::sync::Arc<str> = name.into();
        let page = |number, page: ExtractedPage| Page {
            file: file.clone(),
            number,
            text: page.text.into(),
            layout: page.layout.map(Into::into),
        };
        if let Some(unpaged) = self.unpaged {
            return Ok(FilePages { file: file.clone(), pages: vec![page(None, unpaged)] });
        }
        if self.words == 0 {
            let refusal = if can_recognise { Refusal::NoWords } else { Refusal::NoTextLayer };
            return Err(refusal.into());
        }
        let pages = (1..).zip(self.pages).map(|(number, read)| page(Some(number), read)).collect();
        Ok(FilePages { file: file.clone(), pages })
    }
}

#[cfg(test)]
mod tests {
    use anjian_core::PageNoteKind;

    use super::*;

    /// A worker whose child is a shell script; `$2` is the first page it is asked for.
    fn worker(script: &str) -> Worker {
        let arguments = vec!["-c".into(), script.into()];
        Worker::new("/bin/sh".into(), arguments, Limits::default())
    }

    async fn extract(script: &str) -> Result<FilePages, ExtractError> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        worker(script).extract(file.path(), "卷一.pdf").await
    }

    #[tokio::test]
    async fn a_page_that_kills_its_child_costs_that_page() {
        let file = extract(
            r#"echo '{"paged":3}'
            if [ "$2" = 1 ]; then echo '{"page":{"text":"一","layout":null}}'; kill -9 $$; fi
            echo '{"page":{"text":"三","layout":null}}'"#,
        )
        .await
        .expect("two pages are good");
        let texts: Vec<&str> = file.pages.iter().map(|page| &*page.text).collect();
        assert_eq!(texts, ["一", "", "三"]);
        let notes = file.pages[1].layout.as_ref().map(|layout| &layout.notes).expect("a note");
        assert_eq!(notes[0].kind, PageNoteKind::Unread);
    }

    #[tokio::test]
    async fn a_file_that_kills_every_child_is_given_up() {
        let result = extract(r#"echo '{"paged":900}'; kill -9 $$"#).await;
        assert!(matches!(result, Err(ExtractError::Crashed)));
        let result = extract("kill -9 $$").await;
        assert!(matches!(result, Err(ExtractError::Crashed)));
    }

    #[tokio::test]
    async fn a_panic_before_the_first_page_is_a_damaged_file() {
        let result = extract("exit 101").await;
        assert!(matches!(result, Err(ExtractError::Refused(Refusal::Damaged))));
    }
}
