//! The words of the field and the rules of time (期间计算), shared by every other crate.
//!
//! Knows: pages, quotes, moments, periods, documents (文书), acts (诉讼行为), records (笔录),
//! people, findings (监督线索). Must not know: files on disk, SQL, HTTP, models. Pure values:
//! no I/O, no clock, no environment; what a rule needs (a calendar, say) is passed in.

pub mod access;
pub mod layout;
pub mod order;
pub mod page;
pub mod problem;
pub mod quote;

pub mod calendar;
pub mod moment;
pub mod period;

pub mod accusation;
pub mod act;
pub mod bail;
pub mod blood;
pub mod circumstance;
pub mod condition;
pub mod document;
pub mod dropped;
pub mod facts;
pub mod field_action;
pub mod filing;
pub mod health;
pub mod identification;
pub mod identity;
pub mod judgment;
pub mod likeness;
pub mod mitigation;
pub mod offence_count;
pub mod opinion;
pub mod person;
pub mod place;
pub mod plea;
pub mod presence;
pub mod prior;
pub mod property;
pub mod record;
pub mod statement;
pub mod threshold;

pub mod finding;

pub use access::{CaseId, CaseScope};
pub use act::{Act, ActKind, Outcome, Participant, Role};
pub use bail::{BailSecurity, SecurityEvent};
pub use document::{Document, DocumentKind};
pub use facts::CaseFacts;
pub use filing::{Acceptance, CaseNature, FilingDecision};
pub use finding::{Finding, LegalBasis, Level, Origin, Severity};
pub use layout::{
    Bookmark, Bounds, Line, LineRole, PageLayout, PageNote, PageNoteKind, TextSource,
};
pub use mitigation::{Factor, Mitigation};
pub use moment::{Moment, Precision};
pub use offence_count::OffenceCount;
pub use page::{FilePages, Page};
pub use person::Person;
pub use problem::{Problem, ProblemCode};
pub use quote::Quote;
pub use record::{Attendance, Attendant, Officer, Record, RecordKind, Signature};
