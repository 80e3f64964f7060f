//! View `recidivism`: one charged person with earlier convictions (前科) beside what the accusation writes.
//!
//! Fields: `person` `paper` `prior_count` `priors` `computed` `prior` `prior_end` `prior_end_words` `new_offence`
//! `doubt` `charge` `is_negligent` `is_short` `written` `denied` `says_clean` `was_juvenile`
//! `any_adult_prior` `is_later_written`. Quotes: `priors` `accused` `clean_record`.

use anjian_core::{CaseFacts, accusation::Accusation, judgment::PenaltyKind, period};
use jiff::civil::Date;

use super::{
    convictions::{Conviction, convictions, offence_days, recidivism},
    count::words_of,
    titles,
};
use crate::{
    statutes,
    view::{View, day_value},
};

/// Years after which an earlier penalty no longer makes a recidivist (刑法第六十五条第一款).
const YEARS: i64 = 5;

/// One view per person whom an opinion (起诉意见书) or, without one, an indictment charges and of whom a
/// conviction is told.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let has_opinion = facts.accusations.iter().any(|accusation| !accusation.is_indictment);
    facts
        .accusations
        .iter()
        .filter(|accusation| !has_opinion || !accusation.is_indictment)
        .flat_map(|accusation| {
            accusation.accused.iter().filter_map(|accused| view(facts, accusation, &accused.name))
        })
        .collect()
}

fn view(facts: &CaseFacts, accusation: &Accusation, name: &str) -> Option<View> {
    let accused = accusation.accused.iter().find(|accused| accused.name == name)?;
    let told = convictions(facts, name);
    if told.is_empty() {
        return None;
    }
    let mut view = View::of(name);
    let document = facts.documents.get(accusation.document);
    let day = document.and_then(|document| document.closing_date);
    view.judged_on(day.map(anjian_core::Moment::day));
    view.set("paper", document.map_or("", |document| document.kind_name.as_str()));
    let charge = if accused.charge.is_empty() {
        facts.charge.clone().unwrap_or_default()
    } else {
        accused.charge.clone()
    };
    view.set("is_negligent", statutes::is_negligent(&charge));
    view.set("is_short", statutes::is_short_only(&charge));
    view.set("charge", charge);
    view.set("prior_count", told.len());
    view.set("priors", told.iter().map(describe).collect::<Vec<String>>());
    view.set("written", accused.written.iter().any(|word| word == "累犯"));
    view.set("denied", accused.denied.iter().any(|word| word == "累犯"));
    view.set("says_clean", accused.clean_record.is_some());
    let birth = facts.find_person(name).and_then(|person| person.birth);
    let age = |day: Option<Date>| birth.zip(day).map(|(birth, day)| period::age_on(birth, day));
    let adult = |conviction: &&Conviction| age(conviction.sentenced).is_none_or(|age| age >= 18);
    view.set("any_adult_prior", told.iter().any(|conviction| adult(&conviction)));
    let days = offence_days(facts);
    let found =
        days.and_then(|(first, last)| Some((recidivism(&told, first, YEARS)?, first, last)));
    let juvenile = found.as_ref().is_some_and(|((conviction, _), _, _)| !adult(conviction));
    view.set("was_juvenile", juvenile);
    let young = |conviction: &Conviction| age(conviction.sentenced).is_some_and(|age| age < 20);
    let doubt = found.as_ref().is_some_and(|((conviction, end), _, last)| {
        young(conviction) || *last > period::last_day_after_months(*end, YEARS * 12)
    });
    view.set("doubt", doubt);
    view.set("computed", found.is_some());
    view.set("prior", found.as_ref().map_or(String::new(), |((c, _), _, _)| describe(c)));
    view.set("prior_end_words", found.as_ref().map_or("", |((c, _), _, _)| c.end_words()));
    view.set(
        "by_parole",
        found.as_ref().is_some_and(|((c, _), _, _)| c.paroled.is_some() || c.parole_end.is_some()),
    );
    view.fields.insert("prior_end".into(), day_value(found.as_ref().map(|((_, end), _, _)| *end)));
    view.fields.insert("new_offence".into(), day_value(found.as_ref().map(|(_, first, _)| *first)));
    // Imprisonment was carried out for intent, yet no paper tells when it ended.
    // A term ends at the latest its whole length after the judgment: so long ago it no longer matters.
    let may_matter = |conviction: &Conviction| {
        let end = conviction
            .sentenced
            .zip(conviction.penalty)
            .map(|(day, penalty)| period::last_day_after_months(day, penalty.months + YEARS * 12));
        end.zip(days).is_none_or(|(end, (first, _))| end >= first)
    };
    let open = told.iter().any(|c| c.counts_for_recidivism() && c.end().is_none() && may_matter(c));
    view.set("end_unknown", found.is_none() && open);
    view.cite("accused", accused.quote.clone());
    view.cite("clean_record", accused.clean_record.clone());
    view.cite("priors", told.into_iter().flat_map(|conviction| conviction.quotes));
    view.searched = titles(
        facts,
        &[
            "criminal_record_check",
            "release_certificate",
            "criminal_judgment",
            "household_certificate",
        ],
        name,
    );
    Some(view)
}

fn describe(conviction: &Conviction) -> String {
    let day = conviction.sentenced.map_or(String::new(), |day| format!("{}年", day.year()));
    let penalty = conviction.penalty.map_or(String::new(), |penalty| match penalty.kind {
        PenaltyKind::Life => "无期徒刑".to_owned(),
        kind => format!("{}{}", kind.chinese(), words_of(penalty.months)),
    });
    let probation = if conviction.on_probation { "（缓刑）" } else { "" };
    format!("{day}{}罪{penalty}{probation}", conviction.offence.trim_end_matches('罪'))
}
