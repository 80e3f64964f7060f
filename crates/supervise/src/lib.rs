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
mod example;
mod holidays;
mod point;
mod soundness;
mod statutes;

mod value;
mod view;
mod views;

mod check;
mod condition;
mod judge;
mod message;

pub use catalogue::{Catalogue, parse_point, point_files, read_file};
pub use check::check;
pub use error::CatalogueError;
pub use example::{Example, Failure, run_examples};
pub use holidays::national_calendar;
pub use judge::{Answer, Judgement, Step, judge};
pub use point::{Parameter, Point, Scope};
pub use value::Value;
