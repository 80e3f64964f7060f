//! How a case was taken in and filed (受案、立案), where an act says too little.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// What a register takes a case in as (案件性质).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseNature {
    /// 刑事案件
    Criminal,
    /// 行政案件、治安案件
    Administrative,
    /// The register does not say.
    Unstated,
}

/// One register of a case taken in (受案登记表).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Number of the register (受案登记表文号).
    pub number: Option<String>,
    /// When the case was taken in (受案登记), else reported.
    pub accepted: Option<Moment>,
    /// Criminal or administrative.
    pub nature: CaseNature,
    /// True where an administrative organ transferred the case (行政执法机关移送).
    pub transferred: bool,
    /// Who reported or accused.
    pub reporter: Option<String>,
    /// True where the reporter is one who accuses (控告人).
    pub accused: bool,
    /// The brief of the case (简要案情).
    pub brief: String,
    /// The words of the moment.
    pub quote: Option<Quote>,
    /// The words of the nature.
    pub nature_quote: Option<Quote>,
}

/// One decision on whether to file (立案决定书、不予立案通知书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingDecision {
    /// The document.
    pub document: usize,
    /// Number of the paper (文号).
    pub number: Option<String>,
    /// True for 立案, false for 不予立案.
    pub filed: bool,
    /// Day of the decision.
    pub decided: Option<Moment>,
    /// The case as the paper names it (某某涉嫌某某案).
    pub case_name: String,
    /// To whom a refusal is addressed.
    pub addressee: Option<String>,
    /// Days of a report or accusation that the paper names (你于某日提出控告).
    pub reported: Option<Moment>,
    /// True where a refusal answers an accusation (控告), not a mere report (报案、举报).
    pub answers_accusation: bool,
    /// The words of the decision's day.
    pub quote: Option<Quote>,
    /// The words that decide.
    pub decision_quote: Option<Quote>,
}
