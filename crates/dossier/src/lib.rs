//! Pages become documents (文书): their kind and fields; facts, people, timeline.
//!
//! Knows: what papers look like and what each kind attests. Must not know: how text was
//! extracted, what the law asks, models.
//!
//! Reading order: `split` and `kinds` cut files into papers, `reading` joins a paper's text and
//! leads back to the page, `form` reads labelled fields, `people`, `acts`, `records` and
//! `seizure_lists` turn fields into facts, `dossier` puts them together. `judgments` reads a
//! judgment by itself, outside a dossier too.

mod contents;
mod kinds;
mod margins;
mod reading;
mod split;

mod dated;
mod form;
mod moments;
mod names;
mod numerals;
mod places;

mod acceptances;
mod accusations;
mod acts;
mod amounts;
mod approvals;
mod bail_securities;
mod blood;
mod charge;
mod circumstances;
mod conditions;
mod consequences;
mod dropped;
mod explanations;
mod field_accounts;
mod field_actions;
mod freezings;
mod health;
mod identifications;
mod identities;
mod jurisdictions;
mod likeness;
mod mitigations;
mod offence_counts;
mod opinions;
mod people;
mod pleas;
mod presences;
mod priors;
mod property;
mod property_lists;
mod property_papers;
mod recordings;
mod records;
mod review;
mod sample_delays;
mod seizure_lists;
mod signature_places;
mod signings;
mod staff;
mod statements;
mod thresholds;
mod treatments;
mod trial;

mod judgments;

mod dossier;
mod timeline;
mod victim_registers;
mod victims;

pub use dossier::Dossier;
pub use judgments::{Defendant, Stated, ToldPenalty, ToldSentence, read_judgment};
pub use kinds::{KINDS, Kind, kind_name, kind_of};
pub use moments::{StatedMoment, StatedSpan, find_moments, find_spans};
pub use reading::Reading;
pub use timeline::{TimelineEvent, timeline};
