//! Bytes become pages of text: PDF by its text layer or by recognition (文字识别), pictures, DOCX, workbooks,
//! TXT in any Chinese encoding.
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
mod encoding;
mod format;
mod member;
mod ocr;
mod package;
mod pdf;
mod picture;
mod sheet;
mod text;
mod word;
mod xml;

mod child;
mod folder;
mod worker;

pub use child::{ChildOrder, run_child};
pub use error::{ExtractError, Refusal};
pub use folder::{FolderError, FolderExtract, Progress, Skipped, extract_folder};
pub use limits::Limits;
pub use worker::Worker;
