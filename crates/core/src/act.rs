//! Acts (诉讼行为、侦查行为): what a paper attests that somebody did.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

macro_rules! act_kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $chinese:literal),* $(,)?) => {
        /// Kind of an act; the code goes into JSON, the Chinese name into timelines.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ActKind {
            $( #[doc = $chinese] #[serde(rename = $code)] $variant, )*
        }

        impl ActKind {
            /// Every kind, in the order of proceedings.
            pub const ALL: &[ActKind] = &[$(ActKind::$variant),*];

            /// Code of the kind, such as `detention_announced`.
            pub fn code(self) -> &'static str {
                match self { $(ActKind::$variant => $code),* }
            }

            /// Legal term of the kind, such as 宣布拘留.
            pub fn chinese(self) -> &'static str {
                match self { $(ActKind::$variant => $chinese),* }
            }
        }
    };
}

act_kinds! {
    OffenceAlleged = "offence_alleged" "案发",
    ReportReceived = "report_received" "接报案",
    CallHandled = "call_handled" "处警",
    CaseAccepted = "case_accepted" "受案登记",
    TransferReceived = "case_transferred_in" "接受移送",
    CompletionAsked = "completion_asked" "通知补正材料",
    MaterialsCompleted = "materials_completed" "补正材料收齐",
    FilingReviewExtended = "filing_review_extended" "延长立案审查",
    CaseFiled = "case_filed" "立案",
    FilingNotified = "filing_notified" "通知移送单位立案",
    FilingRefused = "filing_refused" "不予立案",
    RefusalNotified = "refusal_notified" "送达不予立案通知",
    ReconsiderationAsked = "reconsideration_asked" "申请复议",
    Reconsidered = "reconsidered" "复议决定",
    JurisdictionDesignated = "jurisdiction_designated" "指定管辖",
    CooperationAsked = "cooperation_asked" "请求办案协作",
    FugitiveListed = "fugitive_listed" "上网追逃",
    SeizedAtScene = "seized_at_scene" "抓获",
    Summoned = "summoned" "传唤",
    SummonsExtended = "summons_extended" "延长传唤",
    Arrived = "arrived" "到案",
    Surrendered = "surrendered" "投案",
    Left = "left" "离开",
    DetentionOrdered = "detention_ordered" "决定拘留",
    DetentionAnnounced = "detention_announced" "宣布拘留",
    DeliveredToDetentionHouse = "delivered_to_detention_house" "送看守所",
    IntakeExamined = "intake_examined" "入所体检",
    TakenOut = "taken_out" "提讯提解",
    FamilyNotified = "family_notified" "通知家属",
    DetentionExtended = "detention_extended" "延长拘留",
    ArrestRequested = "arrest_requested" "提请批准逮捕",
    ArrestReviewAccepted = "arrest_review_accepted" "受理审查逮捕",
    ArrestApproved = "arrest_approved" "批准逮捕",
    ArrestRefused = "arrest_refused" "不批准逮捕",
    ArrestDecided = "arrest_decided" "决定逮捕",
    ArrestRefusalServed = "arrest_refusal_served" "送达不批准逮捕决定",
    ReconsiderationRequested = "reconsideration_requested" "要求复议",
    ArrestAnnounced = "arrest_announced" "执行逮捕",
    ArrestFamilyNotified = "arrest_family_notified" "逮捕后通知家属",
    ExecutionReceiptSent = "execution_receipt_sent" "送达执行回执",
    CustodyExtensionRequested = "custody_extension_requested" "提请延长侦查羁押期限",
    CustodyExtended = "custody_extended" "延长侦查羁押",
    CustodyRestarted = "custody_restarted" "重新计算侦查羁押期限",
    PeriodExcluded = "period_excluded" "不计入办案期限",
    NecessityReviewed = "necessity_reviewed" "羁押必要性审查",
    Released = "released" "释放",
    BailStarted = "bail_started" "取保候审",
    BailEnded = "bail_ended" "解除取保候审",
    ResidentialSurveillanceStarted = "residential_surveillance_started" "监视居住",
    ResidentialSurveillanceEnded = "residential_surveillance_ended" "解除监视居住",
    SurveillanceFamilyNotified = "surveillance_family_notified" "监视居住后通知家属",
    Interrogated = "interrogated" "讯问",
    Questioned = "questioned" "询问",
    Identified = "identified" "辨认",
    Searched = "searched" "搜查",
    SceneInspected = "scene_inspected" "勘验检查",
    RightsTold = "rights_told" "权利告知",
    WarrantIssued = "warrant_issued" "签发搜查证",
    WarrantShown = "warrant_shown" "出示搜查证",
    ItemSeized = "item_seized" "扣押",
    ItemReturned = "item_returned" "发还",
    SeizureLifted = "seizure_lifted" "解除扣押",
    AccountFrozen = "account_frozen" "冻结",
    AccountUnfrozen = "account_unfrozen" "解除冻结",
    SampleTaken = "sample_taken" "提取血样",
    SampleSent = "sample_sent" "送检",
    BreathTested = "breath_tested" "呼气检测",
    ExpertEngaged = "expert_engaged" "鉴定聘请",
    ExpertOpined = "expert_opined" "鉴定意见",
    OpinionNotified = "opinion_notified" "鉴定意见告知",
    CaseWithdrawn = "case_withdrawn" "撤销案件",
    WithdrawalTold = "withdrawal_told" "告知撤销案件",
    InvestigationTerminated = "investigation_terminated" "终止侦查",
    CaseChecked = "case_checked" "案件核查",
    SentForProsecution = "sent_for_prosecution" "移送起诉",
    ProsecutionAccepted = "prosecution_accepted" "受理审查起诉",
    CounselRightTold = "counsel_right_told" "告知委托辩护",
    LegalAidNotified = "legal_aid_notified" "通知法律援助",
    CounselEngaged = "counsel_engaged" "委托辩护",
    VictimRightTold = "victim_right_told" "被害人权利告知",
    PleaSigned = "plea_signed" "认罪认罚具结",
    ReturnedForInvestigation = "returned_for_investigation" "退回补充侦查",
    SupplementReceived = "supplement_received" "接收退回补充侦查",
    Resubmitted = "resubmitted" "重新移送",
    ReviewExtended = "review_extended" "延长审查起诉",
    CustodyEndTold = "custody_end_told" "变更强制措施（他文书提及）",
    ReviewAcceptanceTold = "review_acceptance_told" "移送审查起诉（他文书提及）",
    Indicted = "indicted" "提起公诉",
    NotProsecuted = "not_prosecuted" "不起诉",
    OpinionSent = "administrative_opinion_sent" "检察意见（行政处罚）",
    PenaltyReported = "penalty_reported" "反馈处理结果",
    PenaltyImposed = "penalty_imposed" "行政处罚",
    TrialAccepted = "trial_accepted" "法院受理",
    Tried = "tried" "开庭",
    ProcedureChanged = "procedure_changed" "转换审理程序",
    TrialExtended = "trial_extended" "延长审限",
    TrialSuspended = "trial_suspended" "中止审理",
    TrialResumed = "trial_resumed" "恢复审理",
    Sentenced = "sentenced" "宣判",
    JudgmentServed = "judgment_served" "送达判决书",
}

/// Part a person has in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who the act is done to (被拘留人、被讯问人).
    Subject,
    /// Who does it (侦查人员).
    Actor,
    /// Who receives a notice (家属).
    Recipient,
    /// Who is present besides (见证人、法定代理人).
    Attendant,
}

/// A person's part in an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Name as the paper gives it.
    pub name: String,
    /// The part.
    pub role: Role,
}

/// Whether the act took place: a form's blank field and a stated omission are facts too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It took place.
    Done,
    /// The paper says it did not, and why ("未通知家属，因无法通知").
    Omitted {
        /// The reason the paper states.
        reason: String,
    },
    /// The form provides for it and the field is empty.
    Blank,
}

/// How far an act extends a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// By so many days.
    Days(i64),
    /// To so many days in all (延长至三十日).
    ToDays(i64),
    /// By so many months.
    Months(i64),
}

/// One act as one paper attests it; several papers for one act stay several acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What was done.
    pub kind: ActKind,
    /// Who has which part.
    pub participants: Vec<Participant>,
    /// Authority that did or ordered it.
    pub authority: Option<String>,
    /// When, or when it began.
    pub from: Option<Moment>,
    /// When it ended, or the day a limit is extended to.
    pub to: Option<Moment>,
    /// Where.
    pub place: Option<String>,
    /// The attesting document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Number of the instrument (文号).
    pub number: Option<String>,
    /// The reason the paper gives.
    pub reason: Option<String>,
    /// How it was done ("邮寄", "电话").
    pub means: Option<String>,
    /// Whether it took place.
    pub outcome: Outcome,
    /// How far it extends a limit.
    pub extent: Option<Extent>,
    /// The words that attest it.
    pub quotes: Vec<Quote>,
}

impl Act {
    /// An act of `kind` attested by the document with index `document`, all else unknown.
    pub fn new(kind: ActKind, document: usize) -> Self {
        Self {
            kind,
            participants: Vec::new(),
            authority: None,
            from: None,
            to: None,
            place: None,
            document,
            number: None,
            reason: None,
            means: None,
            outcome: Outcome::Done,
            extent: None,
            quotes: Vec::new(),
        }
    }

    /// Name of the first person the act is done to.
    pub fn subject(&self) -> Option<&str> {
        self.names(Role::Subject).next()
    }

    /// Names of those with `role`.
    pub fn names(&self, role: Role) -> impl Iterator<Item = &str> {
        self.participants.iter().filter(move |p| p.role == role).map(|p| p.name.as_str())
    }

    /// True when the act took place and concerns `name`.
    pub fn is_done_to(&self, name: &str) -> bool {
        self.outcome == Outcome::Done && self.names(Role::Subject).any(|n| n == name)
    }
}
