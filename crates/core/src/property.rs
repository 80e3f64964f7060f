//! Property of a case (涉案财物): what is frozen, and how seized things go on.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What a freezing is of; the law sets its longest term by it (程序规定第二百四十三至二百四十五条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asset {
    /// 存款、汇款等资金
    Cash,
    /// 债券、股票、基金份额
    Securities,
    /// 股权、保单、其他投资权益
    Equity,
}

/// How high an approval stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// A head of the police of a city with districts or above (设区的市一级以上公安机关负责人).
    City,
    /// The head of the county's police (县级公安机关主要负责人).
    Head,
    /// Another head of the county's police (县级公安机关负责人).
    County,
    /// A squad, station or officer (大队、派出所、办案人).
    Lower,
    /// The form has a place for it, and it is empty.
    Blank,
    /// The paper does not say.
    Unstated,
}

/// One paper that freezes (协助冻结财产通知书) or ends a freezing (协助解除冻结).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freezing {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// True for a paper that ends a freezing.
    pub lifts: bool,
    /// Account or policy number, digits and letters alone.
    pub account: Option<String>,
    /// What is frozen.
    pub asset: Asset,
    /// Day the paper was issued.
    pub ordered: Option<Moment>,
    /// When the bank carried it out (回执).
    pub executed: Option<Moment>,
    /// Term in months.
    pub months: Option<i64>,
    /// Last day that paper or receipt states (届满日).
    pub until: Option<Moment>,
    /// Whose approval the paper states.
    pub approval: Approval,
    /// True where it continues a freezing (续冻).
    pub renews: bool,
    /// True where it waits for another's to end (轮候冻结).
    pub waits: bool,
    /// True for an urgent stop of payment (紧急止付、快速冻结).
    pub is_urgent: bool,
    /// The words of the execution, else of the paper's day.
    pub quote: Option<Quote>,
    /// The words of the term.
    pub term_quote: Option<Quote>,
    /// The words of the approval.
    pub approval_quote: Option<Quote>,
}

/// What happens to seized property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Found to have nothing to do with the case (查明与案件无关).
    FoundUnrelated,
    /// 解除扣押、查封
    Lifted,
    /// 发还
    Returned,
    /// 变卖、拍卖、出售
    Sold,
    /// 销毁
    Destroyed,
}

/// One step of seized property, as one paper tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyStep {
    /// The document.
    pub document: usize,
    /// The step.
    pub turn: Turn,
    /// When.
    pub day: Option<Moment>,
    /// Names and plates of the things that the paper names.
    pub things: Vec<String>,
    /// Who received them.
    pub recipient: Option<String>,
    /// Whose approval the paper states.
    pub approval: Approval,
    /// Papers of the step that it says are there (审批、照片、估价 …).
    pub papers: Vec<String>,
    /// Papers whose place is empty.
    pub blanks: Vec<String>,
    /// True for things that spoil, lose value or are dangerous, and for contraband.
    pub cannot_be_kept: bool,
    /// True where the owner agreed or asked.
    pub owner_agreed: bool,
    /// True where the money went into a special account (涉案款专户、国库).
    pub into_special_account: bool,
    /// True where it went into an account of the police unit or of a person.
    pub into_own_account: bool,
    /// True where things are handed over against a debt (抵货款、抵债).
    pub settles_debt: bool,
    /// True where the paper says why the thing must stay or is handed on (另案、权属争议、公告认领).
    pub explained: bool,
    /// The words of the step.
    pub quotes: Vec<Quote>,
    /// The words of approval, blanks and account.
    pub approval_quotes: Vec<Quote>,
    /// Where the holder or another objects.
    pub objections: Vec<Quote>,
}
