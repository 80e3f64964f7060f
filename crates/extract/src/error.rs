//! Why a file gave no text, and what to say of it.

use anjian_core::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::convert::Convertible;

/// Why the child refused a file; crosses the process boundary.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "refusal", content = "detail")]
pub enum Refusal {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A format that is not read.
    #[error("format {0} is not supported")]
    Unsupported(String),
    /// Opens only with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// Opens only with a password, which is not taken for its format.
    #[error("the file is encrypted and its format's password is not taken")]
    Locked,
    /// Claims a format and breaks it.
    #[error("the file is damaged")]
    Damaged,
    /// A PDF of images: nothing to read without OCR.
    #[error("the file has no text layer")]
    NoTextLayer,
    /// Images on which nothing could be recognised.
    #[error("no words were recognised")]
    NoWords,
    /// A format that a program beside Anjian converts, and that is not installed.
    #[error("format {} must be converted", .0.name())]
    NeedsConversion(Convertible),
    /// A format, or a page, that has no image.
    #[error("the page has no image")]
    NoImage,
    /// Unpacks to more than is allowed.
    #[error("the file unpacks to too much")]
    Bomb,
}

/// Why a file gave no text.
#[derive(Debug, Error)]
pub enum ExtractError {
    /// The file's content was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Larger than [`crate::Limits::file_bytes`].
    #[error("the file has {size} bytes, more than {limit}")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// Parsing took longer than allowed.
    #[error("parsing took too long")]
    Timeout,
    /// The parser died: out of memory, stack or worse.
    #[error("the parser process died")]
    Crashed,
    /// More text than allowed.
    #[error("the file gives too much text")]
    OutputTooLarge,
    /// More pages than allowed.
    #[error("the file has more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// More files inside the file, or larger ones, than allowed.
    #[error("the file holds too much")]
    TooManyMembers,
    /// A file taken out of another can't be kept.
    #[error("scratch folder failed")]
    Scratch(#[source] std::io::Error),
    /// The file can't be opened.
    #[error("the file cannot be read")]
    Unreadable(#[source] std::io::Error),
    /// The parser process can't be started.
    #[error("the parser process cannot be started")]
    NoWorker(#[source] std::io::Error),
}

impl Refusal {
    /// The refusal of a file, or of a member, whose password is not taken.
    pub(crate) fn without_password(self) -> Self {
        if self == Self::Encrypted { Self::Locked } else { self }
    }
}

impl ExtractError {
    /// What is told of `file`.
    pub fn problem(&self, file: &str) -> Problem {
        Problem { code: self.code(), message: self.user_message(file) }
    }

    /// The error's kind, as published.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Refused(Refusal::Empty) => ProblemCode::Empty,
            Self::Refused(Refusal::Unsupported(_)) => ProblemCode::Unsupported,
            Self::Refused(Refusal::NeedsConversion(_)) => ProblemCode::NeedsConversion,
            Self::Refused(Refusal::Encrypted) => ProblemCode::Encrypted,
            Self::Refused(Refusal::Locked) => ProblemCode::Locked,
            Self::Refused(Refusal::Damaged) => ProblemCode::Damaged,
            Self::Refused(Refusal::NoTextLayer) => ProblemCode::NoModels,
            Self::Refused(Refusal::NoWords) => ProblemCode::NoWords,
            Self::Refused(Refusal::NoImage) => ProblemCode::NoImage,
            Self::Refused(Refusal::Bomb) => ProblemCode::Bomb,
            Self::TooLarge { .. }
            | Self::OutputTooLarge
            | Self::TooManyPages { .. }
            | Self::TooManyMembers => ProblemCode::TooLarge,
            Self::Timeout => ProblemCode::Timeout,
            Self::Crashed => ProblemCode::Crashed,
            Self::Unreadable(_) => ProblemCode::Unreadable,
            Self::Scratch(_) | Self::NoWorker(_) => ProblemCode::Service,
        }
    }

    /// One sentence for the user: what is wrong with `file` and what to do next.
    pub fn user_message(&self, file: &str) -> String {
        let reason = match self {
            Self::Refused(Refusal::Empty) => {
                "是空文件，没有内容；请核对后重新导出或者上传".to_owned()
            }
            Self::Refused(Refusal::Unsupported(format)) => {
                format!("的格式（{format}）暂不支持；请转换为带文字层的PDF、DOCX或者TXT")
            }
            Self::Refused(Refusal::NeedsConversion(format)) => format!(
                "的格式（{}）需要安装libreoffice-writer才能读取；请联系系统管理员安装，或者用WPS、Word另存为DOCX后上传",
                format.name()
            ),
            Self::Refused(Refusal::Encrypted) => {
                "已加密，无法打开；请提供密码后重新读取，或者解除密码后重新上传".to_owned()
            }
            Self::Refused(Refusal::Locked) => {
                "已加密，该格式不能在此提供密码；请用原软件解除密码后重新上传".to_owned()
            }
            Self::Refused(Refusal::Damaged) => {
                "已损坏或者内容与扩展名不符，无法读取；请用原软件打开确认后重新导出".to_owned()
            }
            Self::Refused(Refusal::NoTextLayer) => {
                "是扫描件或者图片，没有文字层，本机未安装文字识别模型；请联系系统管理员安装"
                    .to_owned()
            }
            Self::Refused(Refusal::NoWords) => {
                "没有识别出文字；请核对是否为空白页、照片或者手写件，须看原件".to_owned()
            }
            Self::Refused(Refusal::NoImage) => {
                "没有该页的页面图像（文本、表格等格式没有页面）；请查看文字".to_owned()
            }
            Self::Refused(Refusal::Bomb) => "解压后的体积异常，已拒绝；请核对文件来源".to_owned(),
            Self::TooLarge { size, limit } => {
                format!("有{}MB，超过单个文件{}MB的上限；请拆分后上传", size >> 20, limit >> 20)
            }
            Self::Timeout => "解析超时，已停止；请用原软件另存后重试".to_owned(),
            Self::Crashed => {
                "解析时超出内存限制或者异常退出，已停止；请用原软件另存后重试".to_owned()
            }
            Self::OutputTooLarge => "文字量超过上限；请拆分后上传".to_owned(),
            Self::TooManyPages { limit } => format!("超过单个文件{limit}页的上限；请拆分后上传"),
            Self::TooManyMembers => {
                "内含文件过多或者过大，超过上限，其余未取出；请解压、拆分后上传".to_owned()
            }
            Self::Scratch(_) => "未能解析：临时文件无法写入；请联系系统管理员".to_owned(),
            Self::Unreadable(_) => "无法读取；请检查文件是否存在、是否有读取权限".to_owned(),
            Self::NoWorker(_) => "未能解析：解析进程无法启动；请联系系统管理员".to_owned(),
        };
        format!("文件“{file}”{reason}")
    }

    /// What is told of a file inside files inside files.
    pub fn too_deep(file: &str, depth: usize) -> Problem {
        let message =
            format!("文件“{file}”未读取：压缩包嵌套超过{depth}层或者内含文件过多；请解压后放入");
        Problem { code: ProblemCode::TooDeep, message }
    }

    /// What is told of the files inside `file` that [`Self::too_deep`] does not name.
    pub(crate) fn too_deep_besides(file: &str, count: usize, depth: usize) -> Problem {
        let message = format!(
            "文件“{file}”内另有{count}个文件未读取：压缩包嵌套超过{depth}层或者内含文件过多；请解压后放入"
        );
        Problem { code: ProblemCode::TooDeep, message }
    }

    /// What is told of a file whose pages were read and whose attachments were not.
    pub(crate) fn attachments_lost(file: &str) -> Problem {
        let message =
            format!("文件“{file}”正文已读取，但附件未能全部取出；请用原软件导出附件后单独上传");
        Problem { code: ProblemCode::Incomplete, message }
    }
}
