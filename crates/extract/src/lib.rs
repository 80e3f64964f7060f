//! Bytes become pages of text: PDF by its text layer or by recognition (文字识别), pictures, DOCX, workbooks,
//! TXT in any Chinese encoding.
//!
//! Files are hostile (invariant 2): [`Worker`] parses each in a child process with limits on time,
//! memory and output; [`run_child`] is what that child runs. Knows: file formats. Must not know:
//! law, cases.

mod drawing;
mod error;
mod limits;
#[expect(dead_code, reason = "the readers that find files inside files come next")]
mod member;
mod page;
mod read;

mod docx;
mod format;
mod ocr;
mod package;
mod pdf;
mod picture;
mod sheet;
mod text;

mod child;
mod folder;
mod nested;
mod worker;

pub use child::{ChildOrder, PASSWORD_VARIABLE, Task, run_child};
pub use drawing::{Drawing, ImageFormat, RENDERER};
pub use error::{ExtractError, Refusal};
pub use folder::{FolderError, FolderExtract, Progress, Skipped, extract_folder};
pub use limits::Limits;
pub use nested::{DEPTH, PageProgress, Reading, read_nested};
pub use read::{FileRead, Password, ReadEvent, ReadOptions, TakenMember};
pub use worker::Worker;
