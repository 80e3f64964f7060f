//! Accusations (起诉意见书、起诉书): whom and what they charge, and what they say of each.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// A person an accusation names without charging (另案处理、在逃、另处).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Name.
    pub name: String,
    /// The note: 另案处理, 在逃, 不够刑事处罚 …
    pub note: String,
    /// The words.
    pub quote: Option<Quote>,
}

/// A charged person with what the accusation says of circumstances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// Name.
    pub name: String,
    /// Charge (罪名) of this person, where told.
    pub charge: String,
    /// Circumstances written: 自首, 立功, 坦白, 认罪认罚, 累犯 …
    pub written: Vec<String>,
    /// Circumstances written as not so (不构成累犯).
    pub denied: Vec<String>,
    /// The words of those.
    pub written_quotes: Vec<Quote>,
    /// The words that say there is no earlier conviction (无前科).
    pub clean_record: Option<Quote>,
    /// The description of the person.
    pub quote: Option<Quote>,
    /// How the paper says the person came in.
    pub appearance_quote: Option<Quote>,
}

/// One prosecution opinion (起诉意见书) or indictment (起诉书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accusation {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// True for an indictment.
    pub is_indictment: bool,
    /// Whom it charges.
    pub accused: Vec<Accused>,
    /// Whom it sets aside.
    pub set_aside: Vec<SetAside>,
    /// Days of the offences it charges; a bare month or a range gives first and last day.
    pub offence_days: Vec<(Date, Date)>,
    /// The words of the facts.
    pub facts_quote: Option<Quote>,
    /// Its whole text, to ask whether it names somebody at all.
    pub text: String,
}
