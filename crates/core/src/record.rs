//! Records (笔录): acts with structure.

use serde::{Deserialize, Serialize};

use crate::{facts::SignaturePlace, moment::Moment, quote::Quote};

/// Kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// 讯问笔录
    Interrogation,
    /// 询问笔录
    Questioning,
    /// 辨认笔录
    Identification,
    /// 搜查笔录
    Search,
    /// 扣押笔录
    Seizure,
    /// 勘验、检查笔录
    SceneInspection,
    /// 提取笔录
    Extraction,
}

impl RecordKind {
    /// Code of the kind, as conditions of supervision points name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Interrogation => "interrogation",
            Self::Questioning => "questioning",
            Self::Identification => "identification",
            Self::Search => "search",
            Self::Seizure => "seizure",
            Self::SceneInspection => "scene_inspection",
            Self::Extraction => "extraction",
        }
    }
}

/// Whether a person signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Signed or left a fingerprint (签名、捺指印).
    Present,
    /// The place for it is empty, or there is none.
    Absent,
    /// Refused, and the paper says so (拒绝签名).
    Refused,
}

/// What an officer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficerStatus {
    /// 民警、检察人员, or not said otherwise.
    Sworn,
    /// 辅警、协管员: does not count as 侦查人员.
    Auxiliary,
}

/// An officer named by a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Name.
    pub name: String,
    /// Unit (工作单位), where the record gives it.
    pub unit: Option<String>,
    /// Police number (警号), where the record gives it.
    pub number: Option<String>,
    /// Whether the officer counts as investigator.
    pub status: OfficerStatus,
    /// The words that name the officer.
    pub quote: Option<Quote>,
}

/// Why a person besides officers and subject is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// 法定代理人
    Guardian,
    /// 合适成年人 (其他成年亲属、学校、社工、妇联、居委会)
    AppropriateAdult,
    /// 见证人
    Witness,
    /// 翻译人员
    Interpreter,
    /// 辩护人、值班律师
    Counsel,
    /// 在场女工作人员 (刑诉法第二百八十一条第三款)
    FemaleStaff,
}

/// A person present besides officers and subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendant {
    /// Name.
    pub name: String,
    /// Why present.
    pub attendance: Attendance,
    /// Relation to the subject or office, as written.
    pub relation: Option<String>,
    /// Whether the person signed.
    pub signature: Signature,
    /// The words that name the person.
    pub quote: Option<Quote>,
}

/// A telling of rights inside a record: which of the law's words stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightsTold {
    /// The words found, such as 诉讼权利, 申请回避, 法律援助.
    pub keywords: Vec<String>,
    /// Where.
    pub quotes: Vec<Quote>,
}

/// What stands below a record's text: that it was read and found right, and who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordTail {
    /// 核对语: "以上笔录我看过，和我说的相符".
    pub confirmation: Option<Quote>,
    /// The subject's signature; the quote is the place's, also of an empty one, and there is none
    /// where the paper has no place for it.
    pub subject: SignaturePlace,
    /// Why the subject did not sign, or how: 拒绝签名, 不识字, 电子签名.
    pub note: Option<Quote>,
    /// Officers who signed.
    pub officers: Vec<String>,
    /// Those of them who signed as recorder (记录人).
    pub recorders: Vec<String>,
}

/// What the record of a search (搜查笔录) says of its lawfulness.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchNotes {
    /// That there was no warrant (未用搜查证), or an empty field for its number.
    pub no_warrant: Option<Quote>,
    /// That the warrant was shown.
    pub warrant_shown: Option<Quote>,
    /// An urgent situation (程序规定第二百二十四条): hidden weapons, evidence about to be destroyed.
    pub urgency: Option<Quote>,
    /// That no proper witness could be had.
    pub no_witness: Option<Quote>,
    /// That the person searched was absent, and why.
    pub absence: Option<Quote>,
    /// That a body was searched (人身).
    pub body: Option<Quote>,
    /// That no woman of the staff was there.
    pub no_woman: Option<Quote>,
    /// That somebody witnessed it (见证).
    pub witnessed: Option<Quote>,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Kind.
    pub kind: RecordKind,
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Which time it is (第几次), where the record says.
    pub sequence: Option<u32>,
    /// Who is interrogated, questioned, searched or identifies.
    pub subject: Option<String>,
    /// Beginning.
    pub from: Option<Moment>,
    /// End; on the next day where the record runs across midnight.
    pub to: Option<Moment>,
    /// Place.
    pub place: Option<String>,
    /// The words of the place.
    pub place_quote: Option<Quote>,
    /// Notes of a search; empty in other records.
    #[serde(default)]
    pub search: SearchNotes,
    /// Others questioned in the same record, besides the subject (未个别进行).
    #[serde(default)]
    pub other_subjects: Vec<String>,
    /// The line that describes the subject: gender, birth, work, address.
    #[serde(default)]
    pub description: String,
    /// Officers of head and signatures, each once.
    pub officers: Vec<Officer>,
    /// Names of officers that the head gives.
    pub head_officers: Vec<String>,
    /// Those of them whom the head calls recorder (记录人).
    pub head_recorders: Vec<String>,
    /// Officers who introduce themselves in the first question (我们是…民警张某、李某).
    pub introduced_officers: Vec<String>,
    /// True where an officer's field holds what is no name: 等人, □, 字迹不清.
    pub has_unclear_officers: bool,
    /// Others present.
    pub attendants: Vec<Attendant>,
    /// Why the guardian could not be told or come, where the record says so.
    pub guardian_absence_reason: Option<String>,
    /// Words of a guardian's or adult's presence outside head and signatures ("你妈妈在场陪你").
    #[serde(default)]
    pub company_quote: Option<Quote>,
    /// Words of head or first questions that the officers showed who they are (出示证件、表明身份).
    #[serde(default)]
    pub card_shown_quote: Option<Quote>,
    /// Words of head or first questions on a notice of questioning (询问通知书).
    #[serde(default)]
    pub notice_told_quote: Option<Quote>,
    /// Words with which the record says that no policewoman was there ("女民警外出培训").
    #[serde(default)]
    pub female_absence_quote: Option<Quote>,
    /// Telling of rights.
    pub rights: RightsTold,
    /// True where the record says it was recorded throughout (全程录音录像).
    pub recorded: bool,
    /// The words that give the recording's number (录音录像编号) or say that there is one.
    pub recording_quote: Option<Quote>,
    /// The words that say it was not recorded, or an empty field for the number.
    #[serde(default)]
    pub unrecorded_quote: Option<Quote>,
    /// The first question.
    pub first_question: Option<Quote>,
    /// Words of somebody else who spoke: "（李某补充：…）".
    pub interjections: Vec<Quote>,
    /// What stands below the text.
    pub tail: RecordTail,
    /// Pages the record has; 0 where the format has none.
    pub page_count: usize,
    /// Pages at whose foot the subject's name stands (逐页签名).
    pub signed_page_count: usize,
    /// The words of the time.
    pub time_quote: Option<Quote>,
    /// The words that name the subject.
    pub subject_quote: Option<Quote>,
    /// The words of the signatures' part.
    pub signature_quote: Option<Quote>,
    /// The document's title, for records whose head is missing.
    pub title_quote: Option<Quote>,
}
