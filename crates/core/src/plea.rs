//! A plea agreement (认罪认罚具结书): who signed it, and when.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What the lawyer at a plea is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounselKind {
    /// 辩护人
    Defender,
    /// 值班律师
    Duty,
    /// 律师, not said which.
    Unknown,
}

/// One plea agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PleaAgreement {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who pleads.
    pub person: Option<String>,
    /// When the suspect signed.
    pub signed: Option<Moment>,
    /// The words of it.
    pub signed_quote: Option<Quote>,
    /// False where no place for a lawyer's signature was recognised.
    pub has_counsel_place: bool,
    /// The lawyer who signed.
    pub counsel: Option<String>,
    /// What the lawyer is.
    pub counsel_kind: CounselKind,
    /// When the lawyer signed.
    pub counsel_signed: Option<Moment>,
    /// The words of the lawyer's place, also of an empty one.
    pub counsel_quote: Option<Quote>,
    /// Guardian or appropriate adult who signed (法定代理人、合适成年人).
    pub adult: Option<String>,
    /// A note that the lawyer signed later or was not there (补签、不在场).
    pub note: Option<String>,
    /// The words of that note.
    pub note_quote: Option<Quote>,
    /// True where it was witnessed by video (远程视频).
    pub is_remote: bool,
}
