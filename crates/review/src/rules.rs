//! Rules mode (规则与摘录模式): summary and answers composed from the file's own words.

mod answer;
mod events;
mod summary;

pub(crate) use answer::answer;
pub(crate) use summary::summarise;
