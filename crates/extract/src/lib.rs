//! Bytes become pages of text: PDF by its text layer or by recognition (文字识别), pictures, DOCX, workbooks,
//! TXT in any Chinese encoding.
//!
//! Files are hostile (invariant 2): [`Worker`] parses each in a child process with limits on time,
//! memory and output; [`run_child`] is what that child runs. Knows: file formats. Must not know:
//! law, cases.

mod drawing;
mod error;
mod limits;
mod member;
mod page;
mod read;

mod archive;
mod arrange;
mod doc;
mod email;
mod encoding;
mod format;
mod html;
mod ocr;
mod ofd;
mod package;
mod pdf;
mod picture;
mod rules;
mod sheet;
mod table_text;
mod text;
mod unplaced;
mod word;
mod xml;

mod child;
mod convert;
mod folder;
mod nested;
mod worker;

pub use child::{ChildOrder, PASSWORD_VARIABLE, PagesAtOnce, Task, run_child};
pub use convert::Convertible;
pub use drawing::{Drawing, ImageFormat, RENDERER};
pub use error::{ExtractError, Refusal};
pub use folder::{
    FolderError, FolderExtract, Listed, Progress, Skipped, extract_folder, list_folder,
};
pub use limits::Limits;
pub use nested::{DEPTH, PageProgress, Reading, read_nested};
pub use read::{FileRead, Password, ReadEvent, ReadOptions, TakenMember};
pub use worker::Worker;

#[cfg(test)]
mod hostile;
