//! People of a case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// What a person is in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 犯罪嫌疑人、被告人
    Suspect,
    /// 被害人
    Victim,
    /// 证人
    Witness,
    /// 侦查人员、民警
    Officer,
}

/// 性别
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// 男
    Male,
    /// 女
    Female,
}

impl Gender {
    /// The gender that 男 or 女 says.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "男" => Some(Self::Male),
            "女" => Some(Self::Female),
            _ => None,
        }
    }
}

/// A person named by the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name as the papers give it.
    pub name: String,
    /// What the person is in the case; several where papers differ.
    pub standings: Vec<Standing>,
    /// Day of birth (出生日期), where a paper states it or the ID number carries it.
    pub birth: Option<Date>,
    /// Where the birth is stated.
    pub birth_quote: Option<Quote>,
    /// Gender (性别), where a paper states it.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// 公民身份号码
    pub id_number: Option<String>,
    /// Where the person is first described.
    pub quote: Option<Quote>,
    /// True when a paper says the person is at large (在逃).
    pub at_large: bool,
}

impl Person {
    /// True for a suspect or defendant.
    pub fn is_suspect(&self) -> bool {
        self.standings.contains(&Standing::Suspect)
    }
}
