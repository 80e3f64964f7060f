//! Earlier convictions joined over papers, and whether they make a recidivist (累犯, 刑法第六十五条).

use anjian_core::{
    CaseFacts, Quote,
    judgment::{Penalty, PenaltyKind},
    period,
};
use jiff::civil::Date;

use crate::statutes;

/// One earlier conviction as all papers together tell it.
#[derive(Debug, Clone)]
pub(super) struct Conviction {
    pub offence: String,
    pub penalty: Option<Penalty>,
    pub sentenced: Option<Date>,
    pub on_probation: bool,
    pub is_revoked: bool,
    pub completed: Option<Date>,
    pub by_term: bool,
    pub paroled: Option<Date>,
    pub parole_end: Option<Date>,
    pub quotes: Vec<Quote>,
}

impl Conviction {
    /// The day the penalty was carried out (刑罚执行完毕): of a parole its end (第六十五条第二款).
    pub fn end(&self) -> Option<Date> {
        if self.paroled.is_some() || self.parole_end.is_some() {
            return self.parole_end.or(self.completed.filter(|_| self.by_term));
        }
        self.completed
    }

    /// How that day came about, for messages.
    pub fn end_words(&self) -> &'static str {
        if self.paroled.is_some() || self.parole_end.is_some() { "假释期满" } else { "刑满" }
    }

    /// True where imprisonment was carried out for an offence of intent.
    pub fn counts_for_recidivism(&self) -> bool {
        let is_imprisonment = self.penalty.is_some_and(|penalty| {
            matches!(penalty.kind, PenaltyKind::FixedTerm | PenaltyKind::Life)
        });
        is_imprisonment
            && !statutes::is_negligent(&self.offence)
            && (!self.on_probation || self.is_revoked)
    }
}

/// The convictions of `name`, earliest paper first; papers of one conviction joined.
pub(super) fn convictions(facts: &CaseFacts, name: &str) -> Vec<Conviction> {
    let mut convictions: Vec<Conviction> = Vec::new();
    let told = facts.priors.iter().filter(|prior| prior.person == name);
    // Those with a penalty first: a parole notice alone belongs to one of them.
    let (with, without): (Vec<_>, Vec<_>) = told.partition(|prior| prior.penalty.is_some());
    for prior in with.into_iter().chain(without) {
        let same = convictions.iter_mut().find(|known| {
            let penalty = prior.penalty.is_none() || known.penalty == prior.penalty;
            let day = match (known.sentenced, prior.sentenced) {
                (Some(a), Some(b)) => period::days_between(a, b).abs() <= 366,
                _ => true,
            };
            penalty && day
        });
        match same {
            Some(known) => {
                if known.offence.is_empty() {
                    known.offence.clone_from(&prior.offence);
                }
                // The later of two is the more exact: a bare year is read as its first day.
                known.sentenced = known.sentenced.max(prior.sentenced);
                known.on_probation |= prior.on_probation;
                known.is_revoked |= prior.is_revoked;
                if prior.completed.is_some()
                    && (known.completed.is_none() || known.by_term && !prior.by_term)
                {
                    known.completed = prior.completed;
                    known.by_term = prior.by_term;
                }
                known.paroled = known.paroled.or(prior.paroled);
                known.parole_end = known.parole_end.or(prior.parole_end);
                known.quotes.extend(prior.quote.clone());
            }
            None => convictions.push(Conviction {
                offence: prior.offence.clone(),
                penalty: prior.penalty,
                sentenced: prior.sentenced,
                on_probation: prior.on_probation,
                is_revoked: prior.is_revoked,
                completed: prior.completed,
                by_term: prior.by_term,
                paroled: prior.paroled,
                parole_end: prior.parole_end,
                quotes: prior.quote.clone().into_iter().collect(),
            }),
        }
    }
    convictions
}

/// The conviction after whose end `first` day of the new offence lies within `years`, with that end.
pub(super) fn recidivism(
    convictions: &[Conviction],
    first: Date,
    years: i64,
) -> Option<(&Conviction, Date)> {
    convictions
        .iter()
        .filter(|conviction| conviction.counts_for_recidivism())
        .filter_map(|conviction| Some((conviction, conviction.end()?)))
        .filter(|(_, end)| *end < first && first <= period::last_day_after_months(*end, years * 12))
        .max_by_key(|(_, end)| *end)
}

/// First and last day of what the accusations charge; `None` where none is dated. Days long before or
/// after the accusation are something else.
pub(super) fn offence_days(facts: &CaseFacts) -> Option<(Date, Date)> {
    let mut days: Vec<(Date, Date)> = Vec::new();
    for accusation in &facts.accusations {
        let closing = facts.documents.get(accusation.document).and_then(|d| d.closing_date);
        days.extend(accusation.offence_days.iter().filter(|(from, _)| {
            closing.is_none_or(|closing| {
                *from <= closing && period::days_between(*from, closing) < 3650
            })
        }));
    }
    let first = days.iter().map(|(from, _)| *from).min()?;
    let last = days.iter().map(|(from, _)| *from).max()?;
    Some((first, last))
}
