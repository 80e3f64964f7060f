//! Bytes become pages of text: PDF with a text layer, DOCX, TXT in any Chinese encoding.
//!
//! Files are hostile (invariant 2): [`Worker`] parses each in a child process with limits on time,
//! memory and output; [`run_child`] is what that child runs. Knows: file formats. Must not know:
//! law, cases.

mod error;
mod limits;

mod docx;
mod format;
mod pdf;
mod text;

mod child;
mod folder;
mod worker;

pub use child::run_child;
pub use error::{ExtractError, Refusal};
pub use folder::{FolderError, FolderExtract, Progress, Skipped, extract_folder};
pub use limits::Limits;
pub use worker::Worker;
