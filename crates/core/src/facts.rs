//! Everything a dossier says, in the shapes that rules, timeline and summary read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    act::{Act, ActKind},
    bail::BailSecurity,
    document::Document,
    mitigation::Mitigation,
    moment::Moment,
    offence_count::OffenceCount,
    person::Person,
    quote::Quote,
    record::{Officer, Record, Signature},
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
    /// The words of the signatures' part.
    pub quote: Option<Quote>,
    /// The title.
    pub title_quote: Option<Quote>,
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
    /// Explanations and medical papers.
    pub explanations: Vec<Explanation>,
    /// Guarantors and deposits (保证方式) in filed order.
    pub bail_securities: Vec<BailSecurity>,
    /// What speaks for and against custody (羁押必要性的因素) in filed order.
    pub mitigations: Vec<Mitigation>,
    /// How often, where and with whom suspects acted, in filed order.
    pub offence_counts: Vec<OffenceCount>,
    /// Charge (罪名) as the latest paper names it.
    pub charge: Option<String>,
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
