//! Decisions not to prosecute (不起诉), with what they say of penalties.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// On what ground a case is not prosecuted (不起诉的种类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DroppingGround {
    /// 法定不起诉 (刑诉法第一百七十七条第一款)
    Statutory,
    /// 相对不起诉、酌定不起诉 (第一百七十七条第二款)
    Discretionary,
    /// 存疑不起诉 (第一百七十五条第四款)
    Insufficient,
    /// 附条件不起诉 (第二百八十二条), or not said.
    Other,
}

impl DroppingGround {
    /// Chinese term.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Statutory => "法定不起诉",
            Self::Discretionary => "相对不起诉",
            Self::Insufficient => "存疑不起诉",
            Self::Other => "不起诉",
        }
    }
}

/// A decision not to prosecute one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonProsecution {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// 被不起诉人
    pub name: String,
    /// Day of the decision.
    pub decided: Option<Moment>,
    /// Ground.
    pub ground: DroppingGround,
    /// What the person was suspected of, as the paper says.
    pub offence: String,
    /// True where the decision itself says that a penalty is due (应由某机关处罚).
    pub asks_penalty: bool,
    /// True where it orders what is seized or frozen to be released.
    pub releases_property: bool,
    /// When the police received the decision, where it says.
    pub police_received: Option<Moment>,
    /// Why no penalty is needed, where a paper says so (已训诫、已受处罚、死亡、未成年).
    pub no_penalty_reason: Option<String>,
    /// The words of the decision.
    pub quote: Option<Quote>,
    /// The words of the day.
    pub day_quote: Option<Quote>,
    /// The words about the penalty.
    pub penalty_quote: Option<Quote>,
    /// The words about property.
    pub property_quote: Option<Quote>,
}
