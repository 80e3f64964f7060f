//! Bytes become pages of text: PDF and OFD by their text or by recognition (文字识别), pictures, DOCX and
//! DOC, workbooks, letters, HTML, tables and TXT in any Chinese encoding; archives become files.
//!
//! Files are hostile (invariant 2): [`Worker`] parses each in a child process with limits on time,
//! memory and output; [`run_child`] is what that child runs. Knows: file formats. Must not know:
//! law, cases.

mod error;
mod limits;
mod page;

#[cfg_attr(not(test), allow(dead_code, reason = "the child carries no members yet"))]
mod archive;
mod doc;
mod email;
mod encoding;
mod format;
mod html;
mod member;
mod ocr;
mod ofd;
mod package;
mod pdf;
mod picture;
mod sheet;
mod table_text;
mod text;
mod unplaced;
mod word;
mod xml;

mod child;
mod convert;
mod folder;
mod worker;

pub use child::{ChildOrder, run_child};
pub use convert::Convertible;
pub use error::{ExtractError, Refusal};
pub use folder::{FolderError, FolderExtract, Progress, Skipped, extract_folder};
pub use limits::Limits;
pub use worker::Worker;

#[cfg(test)]
mod hostile;
