//! Handlers, one module per resource.

pub(crate) mod cases;
pub(crate) mod chat;
pub(crate) mod documents;
pub(crate) mod files;
pub(crate) mod findings;
pub(crate) mod health;
pub(crate) mod page_image;
pub(crate) mod passwords;
pub(crate) mod points;
pub(crate) mod retry;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod summary;
pub(crate) mod timeline;
