//! Earlier convictions (前科) as the papers tell them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{judgment::Penalty, quote::Quote};

/// One earlier conviction, as one paper tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prior {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who was convicted.
    pub person: String,
    /// Offence (罪名), where told.
    pub offence: String,
    /// When sentenced.
    pub sentenced: Option<Date>,
    /// Main penalty.
    pub penalty: Option<Penalty>,
    /// True where it was suspended (缓刑).
    pub on_probation: bool,
    /// True where the suspension was revoked (撤销缓刑).
    pub is_revoked: bool,
    /// When released at the end of the term (刑满释放), or the last day of the term.
    pub completed: Option<Date>,
    /// True where only the written term says so, not a release.
    pub by_term: bool,
    /// When paroled (假释).
    pub paroled: Option<Date>,
    /// Last day of parole (假释考验期满).
    pub parole_end: Option<Date>,
    /// The words.
    pub quote: Option<Quote>,
}
