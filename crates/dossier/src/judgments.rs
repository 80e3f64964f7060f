//! Judgments (刑事判决书): who was held when, for what offence, and what the court imposed.
//!
//! Reading order: [`head`] finds the defendants and what they are charged with, [`measures`] the
//! days of their detention, arrest and bail, [`ruling`] what a court imposed and what the
//! procuratorate recommended. Absent on purpose: the facts of the case and the reasoning.

use anjian_core::{Page, Quote};
use jiff::civil::Date;
use serde::Serialize;

use crate::{reading::Reading, split::Part};

mod charges;
mod days;
mod durations;
mod head;
mod measures;
mod offences;
mod penalties;
mod ruling;
mod stance;

pub use penalties::ToldPenalty;

/// A value with the words that say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The words.
    pub quote: Quote,
}

/// What a court imposes or a procuratorate recommends for one defendant, all counts together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldSentence {
    /// The penalty to be served: of 决定执行 where there are several counts.
    #[serde(flatten)]
    pub penalty: ToldPenalty,
    /// The words, in the order of the text.
    pub quotes: Vec<Quote>,
}

/// One defendant (被告人、被告单位) of a judgment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defendant {
    /// Name as the judgment gives it, often masked ("王某甲").
    pub name: String,
    /// Offences (罪名) convicted of, or charged with where the text has no ruling.
    pub offences: Vec<Stated<String>>,
    /// First detention (刑事拘留).
    pub detained: Option<Stated<Date>>,
    /// First arrest (执行逮捕; where only 批准 or 决定 is dated, that day).
    pub arrested: Option<Stated<Date>>,
    /// First bail (取保候审).
    pub bail: Option<Stated<Date>>,
    /// First residential surveillance (监视居住).
    pub residential: Option<Stated<Date>>,
    /// The last ruling that the text tells: this court's, or the one appealed against.
    pub sentence: Option<ToldSentence>,
    /// The procuratorate's recommendation (量刑建议) where it is a definite penalty.
    pub recommended: Option<ToldSentence>,
}

impl Defendant {
    fn named(name: String) -> Self {
        Self {
            name,
            offences: Vec::new(),
            detained: None,
            arrested: None,
            bail: None,
            residential: None,
            sentence: None,
            recommended: None,
        }
    }
}

/// Reads one judgment; its defendants are in the order in which the text after the title first
/// names them.
pub fn read_judgment(pages: &[Page]) -> Vec<Defendant> {
    let reading = Reading::of(pages, &Part::whole(pages));
    let head = head::read(reading.text());
    let mut defendants: Vec<Defendant> =
        head.names.iter().map(|name| Defendant::named(name.clone())).collect();
    measures::read(&reading, &head, &mut defendants);
    let rulings = ruling::read(&reading, &head);
    for (at, defendant) in defendants.iter_mut().enumerate() {
        let Some(ruling) = rulings.get(at) else { continue };
        defendant.sentence = ruling.imposed.clone();
        defendant.recommended = ruling.recommended.clone();
        defendant.offences.clone_from(&ruling.offences);
        if defendant.offences.is_empty() {
            defendant.offences = head.charged(at, &reading);
        }
    }
    defendants
}

/// More defendants than any judgment has; a hostile text stops here.
const MOST_DEFENDANTS: usize = 300;

/// The first `chars` chars of `text`.
fn limit(text: &str, chars: usize) -> &str {
    &text[..text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)]
}

/// The last `chars` chars of `text`.
fn tail(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[start..]
}

#[cfg(test)]
mod tests;
