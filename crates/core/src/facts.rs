//! Everything a dossier says, in the shapes that rules, timeline and summary read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    accusation::Accusation,
    act::{Act, ActKind},
    bail::BailSecurity,
    blood::{AlcoholValue, BloodSample, DriverNote, SampleDelivery},
    circumstance::Circumstance,
    condition::{PersonCondition, RecordLanguage},
    document::Document,
    dropped::NonProsecution,
    field_action::{CooperationLetter, FieldAction, Jurisdiction},
    filing::{Acceptance, FilingDecision},
    health::{ArrestNote, HealthExam},
    identification::Identification,
    identity::IdentityStatement,
    judgment::{Hearing, Judgment},
    likeness::RecordLikeness,
    mitigation::Mitigation,
    moment::Moment,
    offence_count::OffenceCount,
    opinion::{ExpertOpinion, OpinionTelling},
    person::{Gender, Person},
    plea::PleaAgreement,
    presence::PresenceWindow,
    prior::Prior,
    property::{Freezing, PropertyStep},
    quote::Quote,
    record::{Officer, Record, Signature},
    statement::{Dealing, Mention, ToldEvent},
    threshold::{Dispute, Measurement},
};

/// A line of a seizure list (扣押清单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedItem {
    /// 名称
    pub name: String,
    /// 数量
    pub quantity: Option<String>,
    /// 特征
    pub features: Option<String>,
    /// The line.
    pub quote: Option<Quote>,
}

/// A person's place for a signature on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturePlace {
    /// Who signed, where somebody did.
    pub name: Option<String>,
    /// Whether signed.
    pub signature: Signature,
    /// The words of the place, also of an empty one.
    pub quote: Option<Quote>,
}

/// A seizure list (扣押清单) with its signatures (刑诉法第一百四十二条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeizureList {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Number of the list.
    pub number: Option<String>,
    /// From whom, as the text or the holder's signature says.
    pub holder_name: Option<String>,
    /// Day of the list.
    pub date: Option<Moment>,
    /// Items.
    pub items: Vec<ListedItem>,
    /// Officers who signed (办案民警).
    pub officers: Vec<Officer>,
    /// 见证人
    pub witness: SignaturePlace,
    /// 持有人
    pub holder: SignaturePlace,
    /// A note that the holder was absent, unknown or refused.
    pub holder_note: Option<String>,
    /// A note that no witness could be had and the seizure was recorded (程序规定第一百九十四条).
    pub recording_note: Option<String>,
    /// False where no place for the officers' signatures was recognised on the list.
    #[serde(default = "recognised")]
    pub has_officer_place: bool,
    /// The words of the signatures' part.
    pub quote: Option<Quote>,
    /// The title.
    pub title_quote: Option<Quote>,
}

fn recognised() -> bool {
    true
}

/// A list of property that goes on with the case or back to its owner (随案移送清单、发还清单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyList {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// True for a list of what was returned (发还).
    pub is_return: bool,
    /// Items.
    pub items: Vec<ListedItem>,
    /// Its whole text.
    pub text: String,
}

/// What a paper shows was done about a person (处理依据): filed, detained, wanted, punished, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// The person.
    pub person: String,
    /// What was done: 立案, 拘留, 追逃, 行政处罚, 说明 …
    pub what: String,
    /// The words.
    pub quote: Option<Quote>,
}

/// What an explanation (情况说明) or a medical paper is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 送押、入所
    Delivery,
    /// 讯问
    Interrogation,
    /// 通知家属
    Notification,
    /// 就医、抢救、不予收押
    Medical,
    /// 路途、押解、异地
    Travel,
    /// 录音录像
    Recording,
    /// 等待鉴定、境外取证、另案结果，中止、并案侦查
    Waiting,
}

/// A paper that explains an irregularity or documents a medical cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// People it names.
    pub persons: Vec<String>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Its first words on the matter.
    pub quote: Option<Quote>,
}

/// What a paper does with seized things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposal {
    /// 随案移送
    Transferred,
    /// 发还、退还
    Returned,
    /// 解除扣押、先行处置、情况说明: says where things went.
    Told,
}

/// A paper that says where seized things went (随案移送清单、发还清单、处置审批 …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyPaper {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// What it does.
    pub disposal: Disposal,
    /// Its rows.
    pub items: Vec<ListedItem>,
    /// Its words: what a note below the rows says counts too.
    pub text: String,
    /// The title.
    pub title_quote: Option<Quote>,
}

/// What a paper says of somebody on the staff: a roster (名册), an explanation, a record's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffNote {
    /// Name.
    pub name: String,
    /// Police number (警号), where it is given.
    pub number: Option<String>,
    /// Gender, where it is told; never guessed from a name.
    pub gender: Option<Gender>,
    /// True where the paper calls the person auxiliary (辅警、协管员).
    pub is_auxiliary: bool,
    /// The words.
    pub quote: Option<Quote>,
}

/// A recording of an interrogation (讯问录音录像) as a list of recordings has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingEntry {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Number of the recording.
    pub number: Option<String>,
    /// Who is interrogated.
    pub person: Option<String>,
    /// Beginning.
    pub from: Option<Moment>,
    /// End.
    pub to: Option<Moment>,
    /// The line.
    pub quote: Option<Quote>,
}

/// A victim (被害人) whom the police's opinion or the procuratorate's register lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Victim {
    /// Name.
    pub name: String,
    /// The paper that lists the victim, an index into `CaseFacts::documents`.
    pub document: usize,
    /// True where a paper says that the victim died: relatives (近亲属) are told instead.
    pub is_dead: bool,
    /// The words that list the victim.
    pub quote: Option<Quote>,
}

/// Cities that are provinces (直辖市).
const MUNICIPALITIES: &[&str] = &["北京市", "天津市", "上海市", "重庆市"];

/// What a dossier says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Documents in filed order.
    pub documents: Vec<Document>,
    /// People, suspects first.
    pub people: Vec<Person>,
    /// Acts in filed order.
    pub acts: Vec<Act>,
    /// Records in filed order.
    pub records: Vec<Record>,
    /// Seizure lists in filed order.
    pub seizure_lists: Vec<SeizureList>,
    /// Papers that say where seized things went.
    #[serde(default)]
    pub property_papers: Vec<PropertyPaper>,
    /// Explanations and medical papers.
    pub explanations: Vec<Explanation>,
    /// Registers of cases taken in.
    pub acceptances: Vec<Acceptance>,
    /// Decisions to file or not to file.
    pub filing_decisions: Vec<FilingDecision>,
    /// Decisions not to prosecute.
    pub non_prosecutions: Vec<NonProsecution>,
    /// Papers that freeze property or end a freezing.
    pub freezings: Vec<Freezing>,
    /// How seized property went on.
    pub property_steps: Vec<PropertyStep>,
    /// Investigative actions by where they were done.
    pub field_actions: Vec<FieldAction>,
    /// Requests for cooperation.
    pub cooperation_letters: Vec<CooperationLetter>,
    /// What the file says of the police's competence.
    pub jurisdiction: Jurisdiction,
    /// Results that decide whether an act is a crime.
    pub measurements: Vec<Measurement>,
    /// What the file says of a civil dispute.
    pub dispute: Dispute,
    /// What papers say of staff.
    #[serde(default)]
    pub staff: Vec<StaffNote>,
    /// Words of death, grave injury (重伤) or a large amount of drugs.
    #[serde(default)]
    pub consequences: Vec<Quote>,
    /// Lines of lists of recordings (同步录音录像说明、光盘目录).
    #[serde(default)]
    pub recordings: Vec<RecordingEntry>,
    /// Victims whom the police's opinion or the procuratorate's register lists.
    #[serde(default)]
    pub victims: Vec<Victim>,
    /// What papers say of people's hearing, sight, capacity and language.
    #[serde(default)]
    pub conditions: Vec<PersonCondition>,
    /// How records bridge language.
    #[serde(default)]
    pub languages: Vec<RecordLanguage>,
    /// Identifications.
    #[serde(default)]
    pub identifications: Vec<Identification>,
    /// Expert opinions, price appraisals left out.
    #[serde(default)]
    pub opinions: Vec<ExpertOpinion>,
    /// Tellings of expert opinions.
    #[serde(default)]
    pub opinion_tellings: Vec<OpinionTelling>,
    /// Takings of blood.
    #[serde(default)]
    pub blood_samples: Vec<BloodSample>,
    /// Deliveries of samples.
    #[serde(default)]
    pub sample_deliveries: Vec<SampleDelivery>,
    /// Words by which papers other than lists and decisions say that a list of seizure was made
    /// (当场开列清单).
    #[serde(default)]
    pub seizure_list_notes: Vec<Quote>,
    /// Words on deliveries put off with leave (延期送检、不收检).
    #[serde(default)]
    pub sample_delays: Vec<Quote>,
    /// Alcohol values.
    #[serde(default)]
    pub alcohol_values: Vec<AlcoholValue>,
    /// Notes on drivers with a value.
    #[serde(default)]
    pub driver_notes: Vec<DriverNote>,
    /// Health examinations in custody.
    #[serde(default)]
    pub health_exams: Vec<HealthExam>,
    /// What papers on the arrest say of resistance.
    #[serde(default)]
    pub arrest_notes: Vec<ArrestNote>,
    /// Summonses and takings out, from beginning to end.
    #[serde(default)]
    pub presence_windows: Vec<PresenceWindow>,
    /// Records whose answers share long runs.
    #[serde(default)]
    pub likenesses: Vec<RecordLikeness>,
    /// Plea agreements.
    #[serde(default)]
    pub pleas: Vec<PleaAgreement>,
    /// Guarantors and deposits (保证方式) in filed order.
    #[serde(default)]
    pub bail_securities: Vec<BailSecurity>,
    /// What speaks for and against custody (羁押必要性的因素) in filed order.
    #[serde(default)]
    pub mitigations: Vec<Mitigation>,
    /// How often, where and with whom suspects acted, in filed order.
    #[serde(default)]
    pub offence_counts: Vec<OffenceCount>,
    /// Charge (罪名) as the latest paper names it.
    pub charge: Option<String>,
    /// Judgments, also of earlier offences.
    #[serde(default)]
    pub judgments: Vec<Judgment>,
    /// Hearings, as their records and the judgments tell them.
    #[serde(default)]
    pub hearings: Vec<Hearing>,
    /// Earlier convictions, one a paper that tells them.
    #[serde(default)]
    pub priors: Vec<Prior>,
    /// Prosecution opinions and indictments.
    #[serde(default)]
    pub accusations: Vec<Accusation>,
    /// What papers say of births and ID numbers.
    #[serde(default)]
    pub identities: Vec<IdentityStatement>,
    /// Lists of property sent on or returned (随案移送清单、发还清单).
    #[serde(default)]
    pub property_lists: Vec<PropertyList>,
    /// Tellings of people's parts.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Events that records tell.
    #[serde(default)]
    pub told_events: Vec<ToldEvent>,
    /// Dealings with proceeds that people tell of themselves.
    #[serde(default)]
    pub dealings: Vec<Dealing>,
    /// Circumstances of suspects.
    #[serde(default)]
    pub circumstances: Vec<Circumstance>,
    /// Papers that show what was done about a person: kind, name, words.
    #[serde(default)]
    pub treatments: Vec<Treatment>,
}

impl CaseFacts {
    /// The suspects.
    pub fn suspects(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_suspect())
    }

    /// The person called `name`.
    pub fn find_person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.name == name)
    }

    /// The province (省、自治区、直辖市) that the name of an organ of the case begins with.
    pub fn province(&self) -> Option<&str> {
        let of = |authority: &str| {
            let end = |word: &str| authority.find(word).map(|at| at + word.len());
            let municipality = |name: &&&str| authority.starts_with(**name);
            end("自治区")
                .or_else(|| end("省").filter(|end| *end <= 12))
                .or_else(|| MUNICIPALITIES.iter().find(municipality).map(|name| name.len()))
        };
        self.documents
            .iter()
            .filter_map(|document| document.authority.as_deref())
            .find_map(|authority| of(authority).map(|end| &authority[..end]))
    }

    /// Acts of `kind`, in filed order.
    pub fn acts_of(&self, kind: ActKind) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(move |act| act.kind == kind)
    }

    /// Documents of the kinds `codes`, with their indexes.
    pub fn documents_of<'a>(
        &'a self,
        codes: &'a [&str],
    ) -> impl Iterator<Item = (usize, &'a Document)> {
        self.documents
            .iter()
            .enumerate()
            .filter(move |(_, document)| codes.contains(&document.kind.as_str()))
    }

    /// The last day any act or closing of the dossier is dated: what is still running is
    /// measured up to it, never up to today (数据截止日).
    pub fn last_known_day(&self) -> Option<Date> {
        let acts = self.acts.iter().filter_map(|act| act.from.map(|from| from.date()));
        let closings = self.documents.iter().filter_map(|document| document.closing_date);
        acts.chain(closings).max()
    }
}
