//! Investigative actions by where they were done (侦查活动的地点), and the case's own police.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, place::Place, quote::Quote};

/// One action that the law wants done with the local police where it is done elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldAction {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// 搜查、扣押、勘验、检查、讯问
    pub what: String,
    /// When it began.
    pub started: Option<Moment>,
    /// Where, as divisions.
    pub place: Place,
    /// Where, as written.
    pub place_text: String,
    /// True in a detention house (看守所).
    pub in_detention_house: bool,
    /// True where the record names local police who take part.
    pub local_help: bool,
    /// True where the record tells of pursuit or urgency (紧急追捕、现行犯).
    pub is_urgent: bool,
    /// The words of place and officers.
    pub quotes: Vec<Quote>,
}

/// A request for cooperation (办案协作函).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CooperationLetter {
    /// The document.
    pub document: usize,
    /// Day of the letter.
    pub sent: Option<Moment>,
    /// To whose police.
    pub addressee: String,
    /// Its whole text names these divisions.
    pub places: Vec<Place>,
    /// The words of the day.
    pub quote: Option<Quote>,
}

/// A place that ties the case to a jurisdiction (管辖连接点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The document.
    pub document: usize,
    /// 行为地、居住地、被害人所在地 …
    pub what: ConnectionKind,
    /// Where.
    pub place: Place,
    /// The words.
    pub quote: Option<Quote>,
}

/// What ties a place to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    /// Where it was done or took effect (犯罪地).
    Offence,
    /// Where a suspect lives or is registered (居住地).
    Residence,
    /// Where a victim or reporter lives.
    Victim,
}

/// What the file says of the police's competence (管辖).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jurisdiction {
    /// The police who filed the case, as written.
    pub organ: String,
    /// Their place.
    pub organ_place: Place,
    /// Ties to places.
    pub connections: Vec<Connection>,
    /// True where a paper designates the police or joins cases (指定管辖、并案侦查).
    pub designated: bool,
    /// True where the supervisory commission (监察委员会) transferred it or was asked.
    pub supervisory_contact: bool,
    /// Papers that say the suspect helped the government with public affairs (协助人民政府从事行政管理工作).
    pub official_duties: Vec<Quote>,
    /// True where such a paper is no mere statement but a document of an authority.
    pub duty_documented: bool,
    /// The words of who filed it.
    pub quote: Option<Quote>,
}
