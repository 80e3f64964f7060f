//! Circumstances (情节) of a person that papers tell: how they came in, what they said, what speaks
//! against custody.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CircumstanceKind {
    /// 主动投案
    Surrendered,
    /// 电话通知后自行到案
    CameOnCall,
    /// 在现场等候
    WaitedAtScene,
    /// 自行报警
    CalledPolice,
    /// 抓获、当场查获
    Caught,
    /// 讯问中承认
    Confessed,
    /// 讯问中否认
    Denied,
    /// 讯问中表示认罪认罚
    PleadedGuilty,
    /// 协助抓捕同案人
    AssistedArrest,
    /// 检举揭发他人
    Informed,
    /// 协助、检举经查属实
    MeritVerified,
    /// 检举查否、未查实
    MeritDisproved,
    /// 怀孕、哺乳、严重疾病等不宜羁押
    UnfitForCustody,
    /// 文书认为可能判处徒刑以上刑罚
    LikelyImprisonment,
}

/// One circumstance as one paper tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// What is told.
    pub kind: CircumstanceKind,
    /// Of whom.
    pub person: String,
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Day, where told.
    pub day: Option<Date>,
    /// The words.
    pub quote: Option<Quote>,
}
