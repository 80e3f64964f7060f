//! An identification (辨认): of whom or what, among how many, under whom.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What is identified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifiedKind {
    /// 人
    Person,
    /// 物品
    Thing,
    /// 场所、尸体: no number is asked for.
    Place,
}

/// One identification record (辨认笔录) with its annex (附件、照片说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identification {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who identifies (辨认人).
    pub witness: Option<String>,
    /// The suspect who is identified, where one is.
    pub identified: Option<String>,
    /// What is identified.
    pub kind: IdentifiedKind,
    /// True for photographs, false for the person or thing itself.
    pub by_photographs: bool,
    /// How many the record says were shown.
    pub stated: Option<u32>,
    /// The words of it.
    pub stated_quote: Option<Quote>,
    /// How many the annex holds.
    pub attached: Option<u32>,
    /// The words of it.
    pub attached_quote: Option<Quote>,
    /// When.
    pub from: Option<Moment>,
    /// Who presides (主持人、侦查人员).
    pub presiders: Vec<String>,
    /// The words that name them.
    pub presiders_quote: Option<Quote>,
    /// The witness to the act (见证人).
    pub attesting: Option<String>,
    /// False where the record has no place for the witness.
    pub has_attesting_place: bool,
    /// The words of the witness's place.
    pub attesting_quote: Option<Quote>,
    /// True where the record was recorded throughout (录像).
    pub recorded: bool,
    /// The words that a thing has marks of its own (独有特征).
    pub features: Option<Quote>,
    /// The words that the object was shown before, or that a hint was given.
    pub shown_before: Option<Quote>,
    /// True where the procuratorate conducted it.
    pub by_procuratorate: bool,
}
