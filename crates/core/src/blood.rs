//! Blood samples and alcohol values (血样、酒精含量) of drunk driving cases.

use serde::{Deserialize, Serialize};

use crate::{moment::Moment, quote::Quote};

/// A taking of blood (血样提取登记表、提取笔录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BloodSample {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Whose blood.
    pub person: Option<String>,
    /// Numbers of the tubes or the seal (封装编号).
    pub numbers: Vec<String>,
    /// When it was taken.
    pub taken: Option<Moment>,
    /// The words of it.
    pub taken_quote: Option<Quote>,
    /// When the driver was stopped, where the form says.
    pub stopped: Option<Moment>,
    /// Whether who took it is medical staff (医护人员、法医); `None` where it is not said.
    pub taker_is_medical: Option<bool>,
    /// The words on who took it.
    pub taker_quote: Option<Quote>,
    /// The words on the disinfectant.
    pub disinfectant: Option<String>,
    /// Where.
    pub disinfectant_quote: Option<Quote>,
    /// Whether it contains alcohol; `None` where that is not sure.
    pub disinfectant_has_alcohol: Option<bool>,
    /// True where the person whose blood it is signed, or refused on record.
    pub is_signed: bool,
    /// The words of the person's empty place.
    pub empty_place: Option<Quote>,
    /// The words on who signed the seal (封条).
    pub seal_quote: Option<Quote>,
    /// Police officers named.
    pub officers: Vec<String>,
    /// True where auxiliary police are named.
    pub has_auxiliary: bool,
    /// True where it was recorded (录像).
    pub recorded: bool,
}

/// A delivery of samples to an institution (送检).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleDelivery {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Numbers of the samples.
    pub numbers: Vec<String>,
    /// People whom it names.
    pub persons: Vec<String>,
    /// When they were sent in.
    pub sent: Option<Moment>,
    /// The words of it.
    pub quote: Option<Quote>,
}

/// How an alcohol value was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlcoholTest {
    /// 血液
    Blood,
    /// 呼气
    Breath,
}

/// A measured alcohol value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlcoholValue {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Whose.
    pub person: Option<String>,
    /// How measured.
    pub test: AlcoholTest,
    /// Tenths of mg/100ml, other units converted (1 mg/mL = 100, breath 1 mg/L = 220 mg/100ml).
    pub tenths: i64,
    /// When measured, where that is a moment of its own.
    pub at: Option<Moment>,
    /// When the police got the report (领取、收到).
    pub received: Option<Moment>,
    /// The words of the value.
    pub quote: Option<Quote>,
}

/// What the file says of a driver's case besides the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriverNote {
    /// Who.
    pub person: String,
    /// What it says: `drives`, `fled`, `explained`, `aggravated`.
    pub topic: DriverTopic,
    /// The words.
    pub text: String,
    /// Where.
    pub quote: Option<Quote>,
}

/// Topics of notes on a driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverTopic {
    /// Drove a motor vehicle after drinking.
    Drives,
    /// Fled, drank afterwards or had another stand in (脱逃、再饮酒、顶替).
    Fled,
    /// Dealt with: filed, explained, punished (立案、说明、处罚).
    Explained,
    /// A circumstance that weighs against leniency (从重情节).
    Aggravated,
}
