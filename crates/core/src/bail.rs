//! Security for bail (保证方式): a guarantor (保证人) or a deposit (保证金), and what became of it.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What a paper says of a security.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityEvent {
    /// A guarantor is ordered or accepted (保证人), or signs a letter (取保候审保证书).
    Guarantor,
    /// A deposit is ordered by the decision (责令交纳保证金).
    DepositOrdered,
    /// A deposit is collected (收取保证金).
    DepositCollected,
    /// A deposit already collected stays with the next organ (沿用、不再重新收取).
    DepositKept,
    /// A deposit is returned (退还保证金).
    DepositReturned,
    /// A paper says that the deposit has not been returned (未退还).
    DepositNotReturned,
    /// A deposit is forfeited (没收保证金).
    DepositForfeited,
    /// The way of security changes (变更保证方式).
    SecurityChanged,
}

/// One security as one paper attests it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BailSecurity {
    /// What the paper says.
    pub event: SecurityEvent,
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Person on bail (被取保候审人).
    pub subject: String,
    /// Name of the guarantor.
    pub guarantor: Option<String>,
    /// Amount in yuan.
    pub amount_yuan: Option<i64>,
    /// Name of the account it is paid into (存入户名).
    pub account: Option<String>,
    /// Number of the bail decision that the paper names, or its own where it is the decision.
    pub decision: Option<String>,
    /// Organ that ordered the bail (公安机关、检察院、法院), as the paper's authority.
    pub authority: Option<String>,
    /// Day of the paper or of the payment.
    pub date: Option<Moment>,
    /// The words.
    pub quotes: Vec<Quote>,
}
