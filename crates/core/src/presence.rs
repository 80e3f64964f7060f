//! Windows in which a person was at the disposal of the investigators: a summons from arrival to end
//! (传唤), a taking out of the detention house (提讯提解).

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What opens the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// 传唤证
    Summons,
    /// 到达、离开时间 that the head of a record has the person write.
    Head,
    /// 提讯提解证
    TakingOut,
}

/// One window, both ends stated to the minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceWindow {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who.
    pub person: String,
    /// What opens it.
    pub kind: WindowKind,
    /// Beginning.
    pub from: Moment,
    /// End.
    pub to: Moment,
    /// The words of both ends.
    pub quotes: Vec<Quote>,
}
