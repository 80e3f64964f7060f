//! Pages become documents (文书): their kind and fields; facts, people, timeline.
//!
//! Knows: what papers look like and what each kind attests. Must not know: how text was
//! extracted, what the law asks, models.
//!
//! Reading order: `split` and `kinds` cut files into papers, `reading` joins a paper's text and
//! leads back to the page, `form` reads labelled fields, `people`, `acts`, `records` and
//! `seizure_lists` turn fields into facts, `dossier` puts them together.

mod contents;
mod kinds;
mod margins;
mod reading;
mod split;

mod form;
mod moments;
mod names;
mod numerals;

mod accusations;
mod acts;
mod amounts;
mod bail_securities;
mod charge;
mod circumstances;
mod explanations;
mod identities;
mod people;
mod priors;
mod property_lists;
mod records;
mod review;
mod seizure_lists;
mod signings;
mod treatments;
mod trial;

mod dossier;
mod timeline;
mod victims;

pub use dossier::Dossier;
pub use kinds::{KINDS, Kind, kind_name, kind_of};
pub use moments::{StatedMoment, StatedSpan, find_moments, find_spans};
pub use reading::Reading;
pub use timeline::{TimelineEvent, timeline};
