//! What decides whether an act is a crime at all (入罪标准): injury, alcohol, value; and disputes.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What an opinion measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// 损伤程度: 0 轻微伤或者更轻, 1 轻伤, 2 重伤, 3 死亡
    Injury,
    /// 血液乙醇含量, hundredths of mg/100ml
    Alcohol,
    /// 价格认定, yuan
    Value,
}

/// One result that an expert's paper states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// What.
    pub measured: Measured,
    /// How much; see [`Measured`].
    pub amount: i64,
    /// Day of the opinion.
    pub day: Option<Moment>,
    /// The words of the result.
    pub quote: Option<Quote>,
}

/// A judgment or award of a civil court (民事判决、仲裁) in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CivilJudgment {
    /// The document.
    pub document: usize,
    /// Day of the judgment.
    pub day: Option<Moment>,
    /// True where the file says that it is in force.
    pub is_effective: bool,
    /// True where the debtor paid under it or the contract.
    pub is_performed: bool,
    /// True where it finds a contract valid or a breach.
    pub finds_contract: bool,
    /// The words of the finding.
    pub quotes: Vec<Quote>,
}

/// What the file says of a civil dispute (经济纠纷) behind the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Civil judgments.
    pub judgments: Vec<CivilJudgment>,
    /// Words of dispute that occur (合同、货款、借条 …), each once.
    pub words: Vec<String>,
    /// Words of deceit that the authorities' papers use (虚构、隐瞒、挥霍 …).
    pub deceit_words: Vec<String>,
    /// Where a witness or victim says that the aim is the money.
    pub quotes: Vec<Quote>,
}
