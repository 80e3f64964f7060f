//! The HTTP service: API under `/api/v1`, workbench at `/`, background workers.
//!
//! Knows: HTTP, server-sent events, tokens, OpenAPI. Must not know: SQL, prompts, how a review is
//! made. Handlers extract, authorise with a case scope, call one function, convert, return.

mod auth;
mod error;
mod file_name;
mod request;
mod state;
mod text;

mod case_review;
mod dto;
mod metrics;
mod page_images;
mod passwords;
mod point_precision;
mod router;
mod routes;
mod ui;

mod serve;
mod workers;

pub use page_images::PageImages;
pub use router::{openapi_json, router};
pub use serve::{ServeError, serve};
pub use state::{AppState, ServerConfig};
pub use workers::{Workers, spawn_workers};
