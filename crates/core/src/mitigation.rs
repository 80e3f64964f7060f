//! What speaks for or against keeping a person in custody (羁押必要性的因素), as papers say it.

use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// A factor of the assessment (检察规则第五百七十八条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// 认罪认罚
    Plea,
    /// 和解、谅解
    Forgiven,
    /// 初犯、偶犯、无前科
    FirstOffender,
    /// 从犯、胁从犯
    Accessory,
    /// 严重疾病、怀孕、哺乳、生活不能自理
    Illness,
    /// 累犯、前科
    Prior,
    /// 不认罪
    Denial,
    /// 串供、毁证、逃跑、报复的危险
    Danger,
    /// 建议的刑罚; its length is in `months`, `probation` says 缓刑.
    Penalty,
}

/// A factor that one paper states of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mitigation {
    /// Of whom.
    pub person: String,
    /// What.
    pub factor: Factor,
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Months of the longest penalty proposed, for `Factor::Penalty`.
    pub months: Option<i64>,
    /// True where probation (缓刑) or 管制 is proposed.
    pub probation: bool,
    /// The words.
    pub quote: Option<Quote>,
}
