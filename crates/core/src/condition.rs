//! What the law asks to know of a person (生理、语言状况): deaf, blind, of limited capacity, a language.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// A state of a person to which the law ties duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// 聋、哑、听力残疾、言语残疾
    Deaf,
    /// 盲人、视力残疾
    Blind,
    /// 尚未完全丧失辨认或者控制能力（限制刑事责任能力）
    LimitedCapacity,
    /// 不通晓当地通用的语言文字
    NoLocalLanguage,
    /// 外国籍、无国籍
    Foreign,
}

impl Condition {
    /// Code, as conditions of supervision points name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Deaf => "deaf",
            Self::Blind => "blind",
            Self::LimitedCapacity => "limited_capacity",
            Self::NoLocalLanguage => "no_local_language",
            Self::Foreign => "foreign",
        }
    }

    /// The word for people.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Deaf => "聋哑（听力、言语残疾）",
            Self::Blind => "盲（视力残疾）",
            Self::LimitedCapacity => "限制刑事责任能力",
            Self::NoLocalLanguage => "不通晓当地通用语言文字",
            Self::Foreign => "外国籍",
        }
    }
}

/// A paper's words that a person is in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCondition {
    /// Who.
    pub person: String,
    /// The state.
    pub condition: Condition,
    /// The paper, an index into `CaseFacts::documents`.
    pub document: usize,
    /// When the authority could know it from this paper.
    pub known: Option<Moment>,
    /// The words.
    pub quote: Option<Quote>,
}

/// How a record bridges language: an interpreter, or why none is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLanguage {
    /// The record's document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Name of the interpreter (翻译人员).
    pub interpreter: Option<String>,
    /// True where the interpreter signed.
    pub interpreter_signed: bool,
    /// The words that no interpreter is needed (普通话熟练、不需要翻译).
    pub waiver: Option<Quote>,
    /// The words that the person writes (笔谈).
    pub writing: Option<Quote>,
}
