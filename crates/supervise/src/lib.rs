//! The catalogue of supervision points (监督点) as files, and their check: facts → findings.
//!
//! A point is a file under `points/`: law, parameters, a condition in CEL over one *view* of the
//! facts, exceptions, message. Views (`views/`) are typed pictures of a dossier: one suspect's
//! detention, one record, one seizure list … A technician changes thresholds and wording in the
//! files; only what CEL can't say is Rust, in the views.
//!
//! Pure: facts in, findings out. Must not know: HTTP, storage, models.

mod catalogue;
mod error;
mod holidays;

mod value;
mod view;
mod views;

mod check;
mod condition;
mod message;

pub use catalogue::{Catalogue, Parameter, Point};
pub use check::check;
pub use error::CatalogueError;
pub use holidays::national_calendar;
