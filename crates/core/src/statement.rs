//! Statements (陈述): who tells in which record about whom, and of what event.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{person::Standing, quote::Quote};

/// A telling of a person's part (角色) in what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who tells.
    pub teller: String,
    /// Standing of the teller.
    pub standing: Standing,
    /// About whom, by name; an alias that another statement explains is already resolved.
    pub person: String,
    /// Words of the part: 望风, 驾车 …; empty where the person is only named.
    pub roles: Vec<String>,
    /// True where the telling clears the person (不知情).
    pub clears: bool,
    /// The words.
    pub quote: Option<Quote>,
}

/// An event told in a record (笔录反映的犯罪事实).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldEvent {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who tells.
    pub teller: String,
    /// Standing of the teller.
    pub standing: Standing,
    /// The day.
    pub day: Date,
    /// True where the words are of a loss or a deal that one suffers or sees oneself: they corroborate.
    pub corroborates: bool,
    /// The words.
    pub quote: Option<Quote>,
}

/// What somebody questioned as a witness says of an own part in receiving or moving proceeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dealing {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who.
    pub person: String,
    /// 收购, 提供银行卡, 转移 …
    pub conduct: String,
    /// The words of the conduct.
    pub conduct_quote: Option<Quote>,
    /// The words by which the person admits knowing (明知).
    pub knowing_quote: Option<Quote>,
    /// True where a regular business with registration (登记、台账、市场价) is told.
    pub is_regular: bool,
    /// True where the person says not to have known.
    pub is_unknowing: bool,
}
