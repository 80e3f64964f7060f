//! View `sentence`: one defendant's sentence: probation (缓刑) and the days of the term (刑期起止).
//!
//! Fields: `person` `offence` `penalty` `months` `term_words` `is_timed` `probation_months`
//! `probation_words` `has_probation` `found_recidivist` `denied_recidivist` `is_ringleader`
//! `computed_recidivist` `prior` `prior_end` `prior_end_words` `prior_doubt` `new_offence`
//! `has_term` `term_from` `term_to` `custody_known` `custody_from` `custody_words`
//! `right_earliest` `right_latest` `over_days` `under_days` `start_late_days` `credit_least` `credit_most`
//! `has_unclear_credit`. Quotes: `sentence` `term` `findings` `prior` `custody`.

use anjian_core::{
    Act, ActKind, CaseFacts, Quote,
    judgment::{CustodySpan, Judgment, PenaltyKind, Sentence},
    period,
};
use jiff::{ToSpan, civil::Date};

use super::{
    convictions::{convictions, offence_days, recidivism},
    count::words_of,
    courts::own_judgments,
};
use crate::{
    statutes,
    view::{View, day_value},
};

/// Years after which an earlier penalty no longer makes a recidivist (刑法第六十五条第一款).
const YEARS: i64 = 5;

/// One view per defendant of the case's own judgments.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    own_judgments(facts)
        .flat_map(|judgment| {
            judgment.sentences.iter().map(move |sentence| view(facts, judgment, sentence))
        })
        .collect()
}

fn view(facts: &CaseFacts, judgment: &Judgment, sentence: &Sentence) -> View {
    let mut view = View::of(&sentence.defendant);
    view.judged_on(judgment.pronounced);
    let offence = sentence.counts.first().map_or("", |count| count.offence.as_str());
    view.set("offence", offence);
    view.set("penalty", sentence.penalty.map_or("", |penalty| penalty.kind.chinese()));
    let months = sentence.penalty.map_or(0, |penalty| penalty.months);
    view.set("months", months);
    view.set("term_words", words_of(months));
    view.set("has_probation", sentence.probation_months.is_some());
    view.set("probation_months", sentence.probation_months.unwrap_or(0));
    view.set("probation_words", words_of(sentence.probation_months.unwrap_or(0)));
    view.set("found_recidivist", sentence.has("累犯"));
    view.set("denied_recidivist", sentence.denials.iter().any(|denial| denial == "累犯"));
    view.set("is_ringleader", sentence.has("犯罪集团首要分子"));
    set_recidivism(&mut view, facts, sentence);
    set_term(&mut view, facts, judgment, sentence);
    view.cite("sentence", sentence.quote.clone());
    view.cite("term", sentence.term_quote.clone());
    view.cite("findings", sentence.finding_quotes.iter().cloned());
    view
}

fn set_recidivism(view: &mut View, facts: &CaseFacts, sentence: &Sentence) {
    let name = &sentence.defendant;
    let told = convictions(facts, name);
    let days = offence_days(facts);
    let is_intent = sentence.counts.iter().all(|count| !statutes::is_negligent(&count.offence));
    let is_imprisoned = sentence.penalty.is_some_and(|p| p.kind == PenaltyKind::FixedTerm);
    let found = days
        .filter(|_| is_intent && is_imprisoned)
        .and_then(|(first, last)| Some((recidivism(&told, first, YEARS)?, first, last)));
    let birth = facts.find_person(name).and_then(|person| person.birth).or(sentence.birth);
    let age = |day: Option<Date>| birth.zip(day).map(|(birth, day)| period::age_on(birth, day));
    let was_adult = |conviction: &super::convictions::Conviction| {
        age(conviction.sentenced).is_none_or(|age| age >= 18)
    };
    let found = found.filter(|((conviction, _), _, _)| was_adult(conviction));
    view.set("computed_recidivist", found.is_some());
    let doubt = found.as_ref().is_some_and(|((conviction, end), _, last)| {
        // Sentenced at eighteen or nineteen the offence may be a minor's; later offences may lie outside.
        age(conviction.sentenced).is_some_and(|age| age < 20)
            || *last > period::last_day_after_months(*end, YEARS * 12)
    });
    view.set("prior_doubt", doubt);
    let prior = found.as_ref().map(|((conviction, _), _, _)| {
        let term = conviction.penalty.map_or(0, |penalty| penalty.months);
        format!("{}罪有期徒刑{}", conviction.offence.trim_end_matches('罪'), words_of(term))
    });
    view.set("prior", prior.unwrap_or_default());
    let end = found.as_ref().map(|((_, end), _, _)| *end);
    view.fields.insert("prior_end".into(), day_value(end));
    view.set("prior_end_words", found.as_ref().map_or("", |((c, _), _, _)| c.end_words()));
    view.fields.insert("new_offence".into(), day_value(found.as_ref().map(|(_, first, _)| *first)));
    view.cite("prior", found.into_iter().flat_map(|((c, _), _, _)| c.quotes.clone()));
}

fn set_term(view: &mut View, facts: &CaseFacts, judgment: &Judgment, sentence: &Sentence) {
    let kind = sentence.penalty.map(|penalty| penalty.kind);
    let months = sentence.penalty.map_or(0, |penalty| penalty.months);
    let is_timed = months > 0
        && matches!(
            kind,
            Some(PenaltyKind::FixedTerm | PenaltyKind::ShortDetention | PenaltyKind::Control)
        );
    view.set("is_timed", is_timed);
    view.set("has_term", sentence.term.is_some());
    let (custody, quotes) = custody_of(facts, judgment, sentence);
    view.cite("custody", quotes);
    view.set("custody_known", !custody.is_empty());
    let first = custody.iter().map(|span| span.from).min();
    view.fields.insert("custody_from".into(), day_value(first));
    let Some((from, to)) = sentence.term.filter(|_| is_timed) else {
        for name in ["over_days", "under_days", "credit_least", "credit_most", "start_late_days"] {
            view.set(name, 0i64);
        }
        for name in ["term_from", "term_to", "right_earliest", "right_latest", "custody_words"] {
            view.set(name, "");
        }
        view.set("has_unclear_credit", false);
        return;
    };
    view.fields.insert("term_from".into(), day_value(Some(from)));
    view.fields.insert("term_to".into(), day_value(Some(to)));
    // One day of custody counts double towards 管制 (刑法第四十一条).
    let factor = if kind == Some(PenaltyKind::Control) { 2 } else { 1 };
    let (mut least, mut most) = (0, 0);
    let mut words = Vec::new();
    for span in &custody {
        if span.from >= from {
            continue;
        }
        let ran_on = span.to.is_none_or(|end| end >= from);
        let days = if ran_on {
            period::days_between(span.from, from)
        } else {
            // Whether the day of release counts differs between courts.
            span.to.map_or(0, |end| period::days_between(span.from, end))
        };
        least += days * factor;
        most += (days + i64::from(!ran_on)) * factor;
        let end = if ran_on {
            "持续羁押".to_owned()
        } else {
            span.to.map_or(String::new(), day_words)
        };
        words.push(format!("{}至{end}", day_words(span.from)));
    }
    let administrative = sentence.administrative_days * factor;
    if sentence.same_conduct {
        least += administrative;
    }
    most += administrative;
    if administrative > 0 {
        words.push(format!("行政拘留{}日", sentence.administrative_days));
    }
    view.set("has_unclear_credit", administrative > 0 && !sentence.same_conduct);
    let extra = sentence.penalty.map_or(0, |penalty| penalty.days);
    let (early, late) = ends_of_term(from, months);
    let (early, late) = (early.saturating_add(extra.days()), late.saturating_add(extra.days()));
    let right_earliest = early.saturating_sub(most.days());
    let right_latest = late.saturating_sub(least.days());
    view.fields.insert("right_earliest".into(), day_value(Some(right_earliest)));
    view.fields.insert("right_latest".into(), day_value(Some(right_latest)));
    view.set("over_days", period::days_between(right_latest, to).max(0));
    view.set("under_days", period::days_between(to, right_earliest).max(0));
    view.set("credit_least", least);
    view.set("credit_most", most);
    view.set("custody_words", words.join("；"));
    // The term may begin with the custody that runs on to the judgment, or at the judgment.
    let running = custody.iter().filter(|span| span.to.is_none()).map(|span| span.from).min();
    let late_start = running.map_or(0, |running| period::days_between(running, from).max(0));
    view.set("start_late_days", late_start);
}

/// The last days that a term of `months` from `from` may have: the day before the same day, or before
/// the month's last day where `from` is itself a last day (解释第二百零二条第二款).
fn ends_of_term(from: Date, months: i64) -> (Date, Date) {
    let same = from.saturating_add(months.months());
    let last = period::last_day_after_months(from, months);
    let before = |day: Date| day.yesterday().unwrap_or(day);
    (before(same.min(last)), before(same.max(last)))
}

/// Custody as the judgment's head tells it, else as warrants and releases do.
fn custody_of(
    facts: &CaseFacts,
    judgment: &Judgment,
    sentence: &Sentence,
) -> (Vec<CustodySpan>, Vec<Quote>) {
    let name = &sentence.defendant;
    let day = judgment.pronounced.map(|pronounced| pronounced.date());
    let taken = [ActKind::DetentionAnnounced, ActKind::ArrestAnnounced];
    let freed = [ActKind::Released, ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted];
    let mut acts: Vec<&Act> = facts
        .acts
        .iter()
        .filter(|act| {
            act.is_done_to(name) && (taken.contains(&act.kind) || freed.contains(&act.kind))
        })
        .filter(|act| act.from.is_some_and(|from| day.is_none_or(|day| from.date() <= day)))
        .collect();
    acts.sort_by_key(|act| act.from.map(|from| (from.date(), freed.contains(&act.kind))));
    let quotes =
        || acts.iter().filter_map(|act| act.quotes.first().cloned()).collect::<Vec<Quote>>();
    if !sentence.custody.is_empty() {
        return (sentence.custody.clone(), quotes());
    }
    let mut spans: Vec<CustodySpan> = Vec::new();
    for act in &acts {
        let Some(at) = act.from.map(|from| from.date()) else { continue };
        let open = spans.last().is_some_and(|span| span.to.is_none());
        if taken.contains(&act.kind) {
            if !open {
                spans.push(CustodySpan { from: at, to: None });
            }
        } else if open && let Some(last) = spans.last_mut() {
            last.to = Some(at);
        }
    }
    let quotes = quotes();
    (spans, quotes)
}

fn day_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_term_ends_the_day_before() {
        for (from, months, early, late) in [
            (date(2023, 5, 10), 12, date(2024, 5, 9), date(2024, 5, 9)),
            (date(2024, 5, 31), 9, date(2025, 2, 27), date(2025, 2, 27)),
            (date(2024, 2, 29), 96, date(2032, 2, 28), date(2032, 2, 28)),
            (date(2023, 2, 28), 12, date(2024, 2, 27), date(2024, 2, 28)),
        ] {
            assert_eq!(ends_of_term(from, months), (early, late), "{from} + {months}");
        }
    }
}
