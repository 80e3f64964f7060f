//! Judgments (裁判): what a court decided about whom, and what its reasons say.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// Kind of a main penalty (主刑), or what stands in its place; the lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyKind {
    /// 宣告无罪
    Acquitted,
    /// 免予刑事处罚
    Exempted,
    /// 单处罚金
    FineAlone,
    /// 管制
    Control,
    /// 拘役
    ShortDetention,
    /// 有期徒刑
    FixedTerm,
    /// 无期徒刑
    Life,
    /// 死刑缓期执行
    SuspendedDeath,
    /// 死刑
    Death,
}

impl PenaltyKind {
    /// The legal term.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Acquitted => "无罪",
            Self::Exempted => "免予刑事处罚",
            Self::FineAlone => "单处罚金",
            Self::Control => "管制",
            Self::ShortDetention => "拘役",
            Self::FixedTerm => "有期徒刑",
            Self::Life => "无期徒刑",
            Self::SuspendedDeath => "死刑缓期执行",
            Self::Death => "死刑",
        }
    }
}

/// A main penalty; `months` is 0 where it has no term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty {
    /// Kind.
    pub kind: PenaltyKind,
    /// Term (刑期) in months.
    pub months: i64,
    /// Days beyond them (一个月十五日, 一个半月).
    pub days: i64,
}

/// One offence of a sentence with its own penalty (数罪并罚前的一罪).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// 罪名
    pub offence: String,
    /// Main penalty.
    pub penalty: Option<Penalty>,
    /// Fine (罚金) in yuan.
    pub fine: Option<i64>,
    /// True where a fine stands there at all, its sum read or not.
    pub is_fined: bool,
    /// 没收财产
    pub is_confiscated: bool,
    /// What was found about this offence and defendant, without what the parties say.
    pub grounds: String,
    /// The largest sum in it, in yuan.
    pub amount: Option<i64>,
    /// Years at which the range begins that the judgment names (应处三年以上…).
    pub stated_years: Option<i64>,
    /// The words.
    pub quote: Option<Quote>,
}

/// What a judgment decides about one defendant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// 被告人
    pub defendant: String,
    /// Offences, in order.
    pub counts: Vec<Count>,
    /// The penalty that is carried out (决定执行的刑罚): that of the only offence, or the joined one.
    pub penalty: Option<Penalty>,
    /// Probation (缓刑考验期) in months.
    pub probation_months: Option<i64>,
    /// First and last day of the term (刑期起止).
    pub term: Option<(Date, Date)>,
    /// The words of the term.
    pub term_quote: Option<Quote>,
    /// Custody before the judgment, as its head tells it.
    pub custody: Vec<CustodySpan>,
    /// Days of administrative detention (行政拘留) that the judgment tells.
    pub administrative_days: i64,
    /// True where the judgment ties that detention to the same conduct (同一行为).
    pub same_conduct: bool,
    /// What the reasons affirm of the defendant: 自首, 从犯, 累犯, 减轻处罚 …
    pub findings: Vec<String>,
    /// What the reasons say is not so: 累犯 in 不构成累犯.
    pub denials: Vec<String>,
    /// The words of the reasons about the defendant.
    pub finding_quotes: Vec<Quote>,
    /// Birth, as the judgment gives it.
    pub birth: Option<Date>,
    /// The words of the sentence.
    pub quote: Option<Quote>,
}

impl Sentence {
    /// True where the reasons affirm `word` of the defendant.
    pub fn has(&self, word: &str) -> bool {
        self.findings.iter().any(|finding| finding == word)
    }
}

/// A stretch of custody; `to` is the day it ended, `None` where it ran on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodySpan {
    /// First day.
    pub from: Date,
    /// Day of release.
    pub to: Option<Date>,
}

/// Procedure of a trial (审理程序).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 普通程序
    Ordinary,
    /// 简易程序
    Summary,
    /// 速裁程序
    FastTrack,
}

impl Procedure {
    /// The legal term.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Ordinary => "普通程序",
            Self::Summary => "简易程序",
            Self::FastTrack => "速裁程序",
        }
    }
}

/// Who tries a case (审判组织).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bench {
    /// Not said.
    #[default]
    Unknown,
    /// 独任审判
    Single,
    /// 合议庭
    Panel,
}

/// How a judgment was pronounced (宣判方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pronouncement {
    /// 当庭宣判
    AtOnce,
    /// 定期宣判
    Later,
}

impl Pronouncement {
    /// The legal term.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::AtOnce => "当庭宣判",
            Self::Later => "定期宣判",
        }
    }
}

/// A passage on seized property (涉案财物处理).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// Its text, white space as joined.
    pub text: String,
    /// The words.
    pub quote: Option<Quote>,
}

/// One judgment (刑事判决书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgment {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// True for the judgment of an earlier offence (前罪) that is filed as evidence.
    pub is_earlier: bool,
    /// True for the second instance (二审).
    pub is_appeal: bool,
    /// When pronounced, as the judgment itself says or is dated.
    pub pronounced: Option<Moment>,
    /// The words of that.
    pub pronounced_quote: Option<Quote>,
    /// How it was pronounced.
    pub manner: Option<Pronouncement>,
    /// The procedure that was last used.
    pub procedure: Option<Procedure>,
    /// The words of procedure and bench.
    pub procedure_quote: Option<Quote>,
    /// Who tried the case.
    pub bench: Bench,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The words of the gravest amount or circumstance found.
    pub found_quote: Option<Quote>,
    /// Passages on seized property.
    pub disposals: Vec<Disposal>,
    /// True where a list (清单) is joined to the judgment.
    pub has_list: bool,
}

/// What somebody did at a hearing that matters for the procedure, with the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRemark {
    /// Who.
    pub person: String,
    /// The words.
    pub quote: Option<Quote>,
}

/// One hearing (庭审笔录), or what the judgment tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who sits.
    pub bench: Bench,
    /// The procedure named last.
    pub procedure: Option<Procedure>,
    /// The words of procedure and bench.
    pub procedure_quote: Option<Quote>,
    /// Defendants who do not admit guilt (不认罪), or whose counsel pleads not guilty.
    pub not_admitting: Vec<HearingRemark>,
    /// Defendants who object to the procedure (对适用程序有异议).
    pub objecting: Vec<HearingRemark>,
    /// True where civil claims are joined (附带民事诉讼).
    pub has_civil_claim: bool,
    /// The words that the claims were not settled (未达成调解、和解).
    pub unsettled_quote: Option<Quote>,
    /// True where the claims were settled or withdrawn.
    pub is_settled: bool,
}
