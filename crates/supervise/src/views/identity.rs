//! View `identity`: one suspect's birth and ID number over all papers.
//!
//! Fields: `person` `birth` (as the household register or most papers have it) `birth_source` `other_birth`
//! `other_source` `conflicts` `crosses` `boundary` `crime_day` `age` `other_age` `is_slip` `is_corroborated`
//! `bad_id` `bad_id_source` `bad_id_reason` `good_id` `many_bad_ids` `bad_id_birth` `self_told` `has_fingerprints`.
//! Quotes: `birth` `other_birth` `bad_id` `good_id` `crime`.

use std::collections::BTreeMap;

use anjian_core::{
    CaseFacts,
    identity::{IdentityStatement, birth_of_id, has_valid_checksum},
    period,
};
use jiff::civil::Date;

use super::convictions::offence_days;
use crate::view::{View, day_value};

/// Ages at which responsibility or penalty changes (刑法第十七条、第十七条之一、第四十九条).
const BOUNDARIES: &[i64] = &[12, 14, 16, 18, 75];

/// One view per suspect of whom a birth or ID number is stated.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let stated: Vec<&IdentityStatement> =
        facts.identities.iter().filter(|statement| statement.person == name).collect();
    let births: Vec<&&IdentityStatement> =
        stated.iter().filter(|s| s.birth.is_some() && !s.is_lunar && !s.is_corrected).collect();
    let reference = reference(facts, &births)?;
    let birth = reference.birth?;
    let mut view = View::of(name);
    view.fields.insert("birth".into(), day_value(Some(birth)));
    view.set("birth_source", source(facts, reference));
    view.cite("birth", reference.birth_quote.clone());
    view.cite(
        "birth",
        births.iter().filter(|s| s.birth == Some(birth)).filter_map(|s| s.birth_quote.clone()),
    );
    let same = births.iter().filter(|s| s.birth == Some(birth));
    view.set("is_corroborated", same.clone().any(|s| s.is_corroborated));
    // A birth many years off is another person's, taken along by the reading.
    let other = births.iter().find(|s| {
        s.birth.is_some_and(|day| day != birth && period::days_between(day, birth).abs() <= 1500)
    });
    let days = offence_days(facts);
    let crime = days.map(|(first, _)| first);
    view.judged_on(crime.map(anjian_core::Moment::day));
    view.fields.insert("crime_day".into(), day_value(crime));
    let age = |birth: Date| crime.map_or(0, |day| period::age_on(birth, day));
    view.set("age", age(birth));
    view.set("conflicts", other.is_some());
    let other_birth = other.and_then(|s| s.birth);
    view.fields.insert("other_birth".into(), day_value(other_birth));
    view.set("other_age", other_birth.map_or(0, age));
    view.set("other_source", other.map_or(String::new(), |s| source(facts, s)));
    view.cite("other_birth", other.into_iter().filter_map(|s| s.birth_quote.clone()));
    let crossed = other_birth.zip(days).and_then(|(other, (first, last))| {
        BOUNDARIES.iter().find(|boundary| {
            [first, last].iter().any(|day| {
                (period::age_on(birth, *day) < **boundary)
                    != (period::age_on(other, *day) < **boundary)
            })
        })
    });
    view.set("crosses", crossed.is_some());
    view.set("boundary", crossed.copied().unwrap_or(0));
    // The number beside it carries the register's birth: a slip of the pen.
    let slip = other.is_some_and(|s| s.id_number.as_deref().and_then(birth_of_id) == Some(birth));
    view.set("is_slip", slip);
    set_number(&mut view, facts, &stated, birth);
    let accused = facts.accusations.iter().find(|a| {
        a.accused.iter().any(|accused| accused.name == name)
            && a.text.contains(&format!("{name}（自报"))
    });
    view.set("self_told", accused.is_some());
    let prints = facts.documents.iter().any(|document| {
        ["指纹", "DNA", "人像比对"].iter().any(|word| document.title.contains(word))
    });
    view.set("has_fingerprints", prints);
    Some(view)
}

/// The statement of the household register, else of the most papers.
fn reference<'f>(
    facts: &CaseFacts,
    births: &[&&'f IdentityStatement],
) -> Option<&'f IdentityStatement> {
    let is_register = |s: &IdentityStatement| {
        facts.documents.get(s.document).is_some_and(|d| d.kind.as_str() == "household_certificate")
    };
    if let Some(registered) = births.iter().find(|s| is_register(s)) {
        return Some(registered);
    }
    let mut counted: BTreeMap<Date, usize> = BTreeMap::new();
    for birth in births.iter().filter_map(|s| s.birth) {
        *counted.entry(birth).or_default() += 1;
    }
    let (day, _) = counted.into_iter().max_by_key(|(_, count)| *count)?;
    births.iter().find(|s| s.birth == Some(day)).map(|s| **s)
}

fn set_number(view: &mut View, facts: &CaseFacts, stated: &[&IdentityStatement], birth: Date) {
    // Numbers of the person: those whose birth lies near.
    let own =
        |id: &str| birth_of_id(id).is_none_or(|day| period::days_between(day, birth).abs() <= 1500);
    let numbers: Vec<(&IdentityStatement, &str)> = stated
        .iter()
        .filter_map(|s| Some((*s, s.id_number.as_deref()?)))
        .filter(|(_, id)| own(id))
        .collect();
    let is_good = |id: &str| has_valid_checksum(id) && birth_of_id(id) == Some(birth);
    let good = numbers.iter().find(|(_, id)| is_good(id));
    let off = numbers.iter().find(|(_, id)| birth_of_id(id) != Some(birth));
    let bad = off.or_else(|| numbers.iter().find(|(_, id)| !has_valid_checksum(id)));
    view.set("good_id", good.map_or("", |(_, id)| *id));
    view.set("bad_id", bad.map_or("", |(_, id)| *id));
    view.set("bad_id_source", bad.map_or(String::new(), |(s, _)| source(facts, s)));
    let reason = bad.map_or(String::new(), |(_, id)| {
        let birth_differs = birth_of_id(id) != Some(birth);
        match (birth_differs, has_valid_checksum(id)) {
            (true, true) => "出生日期码与登记的出生日期不符".to_owned(),
            (true, false) => "出生日期码与登记的出生日期不符，校验位也不合".to_owned(),
            _ => "校验位不合".to_owned(),
        }
    });
    view.set("bad_id_reason", reason);
    view.set("bad_id_birth_differs", bad.is_some_and(|(_, id)| birth_of_id(id) != Some(birth)));
    if let Some((_, bad_number)) = bad {
        view.cite(
            "bad_id",
            numbers
                .iter()
                .filter(|(_, id)| id == bad_number)
                .filter_map(|(s, _)| s.id_quote.clone()),
        );
    }
    view.cite("good_id", good.into_iter().filter_map(|(s, _)| s.id_quote.clone()));
    // Where most numbers of the dossier fail, they were masked or made up in copying.
    let mut all: Vec<&str> =
        facts.identities.iter().filter_map(|s| s.id_number.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    let failing = all.iter().filter(|id| !has_valid_checksum(id)).count();
    view.set("many_bad_ids", failing * 2 > all.len());
}

fn source(facts: &CaseFacts, statement: &IdentityStatement) -> String {
    facts.documents.get(statement.document).map_or(String::new(), |document| document.title.clone())
}
