//! Expert opinions (鉴定意见): who signed, by what qualification, whom they were told.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// Field of an expert opinion (鉴定类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpinionField {
    /// 血液酒精、毒物
    BloodAlcohol,
    /// 损伤程度
    Injury,
    /// 死亡原因
    Death,
    /// 精神状态、刑事责任能力
    Mental,
    /// DNA
    Dna,
    /// 指印、指纹
    Print,
    /// 工具、车辆痕迹
    Trace,
    /// 车速、事故
    Speed,
    /// 车辆属性
    Vehicle,
    /// 毒品
    Drug,
    /// 司法会计、审计
    Accounting,
    /// 动植物
    Species,
    /// 产品质量、真伪
    Quality,
    /// 文书、笔迹、印章
    Document,
    /// 电子数据
    Electronic,
}

/// One expert opinion, a price appraisal (价格认定) left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpertOpinion {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Number (文号).
    pub number: Option<String>,
    /// Institution (鉴定机构).
    pub institution: Option<String>,
    /// Fields that its words name, the stated category first.
    pub fields: Vec<OpinionField>,
    /// Day of the opinion.
    pub opined: Option<Moment>,
    /// The words of institution and day.
    pub closing_quote: Option<Quote>,
    /// Experts whose signatures were read.
    pub signers: Vec<String>,
    /// Places for an expert's signature that stand empty.
    pub empty_places: Vec<Quote>,
    /// False where no place for an expert's signature was recognised.
    pub has_signature_place: bool,
    /// True where a check code stands for an electronic signature (防伪校验码).
    pub is_electronic: bool,
    /// True of an institution of the police (公安机关内设鉴定机构).
    pub is_police: bool,
    /// The words on licences and qualifications.
    pub qualification: Option<Quote>,
    /// 业务范围, with what fields it covers.
    pub scope: Option<String>,
    /// The words of the scope.
    pub scope_quote: Option<Quote>,
    /// True where the scope's words only say what it includes (业务范围含…).
    pub scope_is_partial: bool,
    /// First and last day of the licence.
    pub valid: Option<(Date, Date)>,
    /// The words of the category (鉴定类别).
    pub category_quote: Option<Quote>,
    /// The conclusion's words.
    pub conclusion_quote: Option<Quote>,
    /// People of the case whom it names.
    pub persons: Vec<String>,
}

/// A person told of opinions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionTelling {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who was told.
    pub person: String,
    /// When.
    pub told: Option<Moment>,
    /// Fields the notice names; empty where it names none.
    pub fields: Vec<OpinionField>,
    /// Numbers of opinions it names.
    pub numbers: Vec<String>,
    /// True where the notice names a price appraisal only.
    pub is_price: bool,
    /// The words.
    pub quote: Option<Quote>,
}
