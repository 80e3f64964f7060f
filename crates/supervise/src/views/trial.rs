//! View `trial`: one trial of the case, from acceptance (受理) to service of the judgment (送达).
//!
//! Fields: `procedure` `procedure_known` `bench` (`single`, `panel` or empty) `is_appeal` `accepted` `started`
//! `is_restarted` `changed_to` `pronounced` `manner` (当庭, 定期 or empty) `heaviest_months` `heaviest_words` `was_mitigated` `is_held`
//! `extended` `extension_months` `extended_until` `suspended_days` `suspension_open` `has_psychiatric_examination`
//! `is_supplemented`; `services` (list of `who date way procuratorate`) `has_service` `unserved`; `things` `unhandled`
//! `unlisted` `is_vague` `is_generic` `has_list` `names_property`; `juveniles` `were_juveniles` `disabled` `not_admitting` `objecting`
//! `defendant_count` `has_civil_claim` `is_unsettled` `is_settled` `without_plea`.
//! Quotes: `accepted` `started` `pronounced` `procedure` `sentences` `extended` `suspended` `services` `property`
//! `unhandled` `vague` `remarks` `civil`.

use std::collections::BTreeMap;

use anjian_core::{
    Act, ActKind, CaseFacts, Moment, Role,
    act::Extent,
    judgment::{Bench, Judgment, PenaltyKind, Procedure, Pronouncement},
    period,
};
use jiff::civil::Date;

use super::{
    convictions::offence_days, count::words_of, courts::own_judgments, custody::quotes_of,
    property::disposition, titles,
};
use crate::{
    value::Value,
    view::{View, day_value},
};

/// One view per own judgment of the case.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    own_judgments(facts).map(|judgment| view(facts, judgment)).collect()
}

fn view(facts: &CaseFacts, judgment: &Judgment) -> View {
    let mut view = View::of("");
    let pronounced = set_pronouncement(&mut view, facts, judgment);
    view.judged_on(pronounced);
    set_course(&mut view, facts, judgment, pronounced);
    set_service(&mut view, facts, judgment, pronounced);
    set_property(&mut view, facts, judgment);
    set_people(&mut view, facts, judgment, pronounced);
    view.set("is_appeal", judgment.is_appeal);
    view.cite("sentences", judgment.sentences.iter().filter_map(|s| s.quote.clone()));
    view.searched = titles(
        facts,
        &[
            "criminal_judgment",
            "trial_record",
            "trial_extension",
            "service_receipt",
            "transfer_list",
        ],
        "",
    );
    view
}

/// The record of pronouncement counts before the judgment, whose date is often an earlier one.
fn set_pronouncement(view: &mut View, facts: &CaseFacts, judgment: &Judgment) -> Option<Moment> {
    let recorded = facts
        .acts_of(ActKind::Sentenced)
        .filter(|act| act.means.is_some() && act.document != judgment.document)
        .filter(|act| act.from.is_some())
        .max_by_key(|act| act.from.map(|from| from.date()));
    let manner = recorded
        .and_then(|act| act.means.clone())
        .or_else(|| {
            judgment.manner.map(|manner| match manner {
                Pronouncement::AtOnce => "当庭".to_owned(),
                Pronouncement::Later => "定期".to_owned(),
            })
        })
        .unwrap_or_default();
    view.set("manner", manner);
    match recorded {
        Some(act) => {
            view.set_act("pronounced", Some(act));
            view.cite("pronounced", judgment.pronounced_quote.clone());
            act.from
        }
        None => {
            view.set_moment("pronounced", judgment.pronounced);
            view.cite("pronounced", judgment.pronounced_quote.clone());
            judgment.pronounced
        }
    }
}

fn set_course(view: &mut View, facts: &CaseFacts, judgment: &Judgment, pronounced: Option<Moment>) {
    let end = pronounced.map(|moment| moment.date());
    let before = |act: &&Act| act.from.is_some_and(|from| end.is_none_or(|end| from.date() <= end));
    let latest = |kind: ActKind| {
        facts.acts_of(kind).filter(before).max_by_key(|act| act.from.map(|from| from.date()))
    };
    // After a change of jurisdiction or a return the last acceptance counts (解释第二百一十四条).
    let accepted = latest(ActKind::TrialAccepted);
    view.set_act("accepted", accepted);
    let changed = latest(ActKind::ProcedureChanged);
    let started = [accepted, changed]
        .into_iter()
        .flatten()
        .max_by_key(|act| act.from.map(|from| from.date()))
        .filter(|_| accepted.is_some());
    view.set_act("started", started);
    view.set("is_restarted", changed.is_some());
    view.set("changed_to", changed.and_then(|act| act.reason.clone()).unwrap_or_default());
    let hearing = facts.hearings.iter().rev().find_map(|hearing| hearing.procedure);
    let procedure = changed
        .and_then(|act| act.reason.as_deref())
        .and_then(named)
        .or(judgment.procedure)
        .or(hearing);
    let bench = [judgment.bench]
        .into_iter()
        .chain(facts.hearings.iter().map(|hearing| hearing.bench))
        .find(|bench| *bench != Bench::Unknown)
        .unwrap_or_default();
    view.set("procedure", procedure.map_or("", Procedure::chinese));
    view.set("procedure_known", procedure.is_some());
    view.set(
        "bench",
        match bench {
            Bench::Single => "single",
            Bench::Panel => "panel",
            Bench::Unknown => "",
        },
    );
    view.cite("procedure", judgment.procedure_quote.clone());
    view.cite("procedure", facts.hearings.iter().filter_map(|h| h.procedure_quote.clone()));
    view.cite("procedure", changed.into_iter().flat_map(|act| act.quotes.iter().cloned()));
    let penalties = judgment.sentences.iter().filter_map(|sentence| sentence.penalty);
    let heaviest = penalties
        .map(|penalty| match penalty.kind {
            PenaltyKind::Life | PenaltyKind::Death => 1200,
            PenaltyKind::FixedTerm => penalty.months,
            _ => 0,
        })
        .max()
        .unwrap_or(0);
    view.set("heaviest_months", heaviest);
    view.set("heaviest_words", words_of(heaviest));
    let held = judgment.sentences.iter().any(|sentence| {
        sentence.custody.last().is_some_and(|span| span.to.is_none()) || sentence.term.is_some()
    });
    view.set("is_held", held);
    view.set("was_mitigated", judgment.sentences.iter().any(|s| s.has("减轻处罚")));
    set_extension(view, facts, end);
}

fn named(words: &str) -> Option<Procedure> {
    [Procedure::Ordinary, Procedure::Summary, Procedure::FastTrack]
        .into_iter()
        .find(|procedure| procedure.chinese() == words)
}

fn set_extension(view: &mut View, facts: &CaseFacts, end: Option<Date>) {
    let extended: Vec<&Act> = facts.acts_of(ActKind::TrialExtended).collect();
    view.set("extended", !extended.is_empty());
    let months = extended.iter().filter_map(|act| match act.extent {
        Some(Extent::Months(months)) => Some(months),
        _ => None,
    });
    view.set("extension_months", months.max().unwrap_or(0));
    let until = extended.iter().filter_map(|act| act.to).map(|to| to.date()).max();
    view.fields.insert("extended_until".into(), day_value(until));
    view.cite("extended", quotes_of(extended));
    let dates = |kind: ActKind| {
        let mut dates: Vec<Date> = facts
            .acts_of(kind)
            .filter_map(|act| act.from.map(|from| from.date()))
            .filter(|day| end.is_none_or(|end| *day <= end))
            .collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    };
    let suspended = dates(ActKind::TrialSuspended);
    let resumed = dates(ActKind::TrialResumed);
    let mut days = 0;
    let mut open = false;
    for (at, from) in suspended.iter().enumerate() {
        let next = suspended.get(at + 1).copied();
        let back = resumed.iter().find(|day| *day >= from && next.is_none_or(|next| **day <= next));
        match back {
            Some(day) => days += period::days_between(*from, *day),
            None => open = true,
        }
    }
    view.set("suspended_days", days);
    view.set("suspension_open", open);
    view.cite("suspended", quotes_of(facts.acts_of(ActKind::TrialSuspended)));
    let titled = |words: &[&str]| {
        facts
            .documents
            .iter()
            .any(|document| words.iter().any(|word| document.title.contains(word)))
    };
    view.set("has_psychiatric_examination", titled(&["精神病", "刑事责任能力", "精神疾病"]));
    view.set("is_supplemented", titled(&["延期审理", "补充侦查建议", "建议延期"]));
}

fn set_service(
    view: &mut View,
    facts: &CaseFacts,
    judgment: &Judgment,
    pronounced: Option<Moment>,
) {
    let day = pronounced.map(|moment| moment.date());
    let served: Vec<&Act> = facts
        .acts_of(ActKind::JudgmentServed)
        .filter(|act| act.from.is_some_and(|from| day.is_none_or(|day| from.date() >= day)))
        .collect();
    let services: Vec<Value> = served
        .iter()
        .map(|act| {
            let who: Vec<&str> =
                act.participants.iter().map(|participant| participant.name.as_str()).collect();
            let to_organ = act.names(Role::Recipient).any(|name| name.contains("检察院"));
            let date = act.from.map(|from| from.date().to_string()).unwrap_or_default();
            let words = act.from.map(|from| from.to_chinese()).unwrap_or_default();
            Value::Map(BTreeMap::from([
                ("who".to_owned(), Value::from(who.join("、"))),
                ("date".to_owned(), Value::from(date)),
                ("words".to_owned(), Value::from(words)),
                ("way".to_owned(), Value::from(act.means.clone().unwrap_or_default())),
                ("procuratorate".to_owned(), Value::from(to_organ)),
            ]))
        })
        .collect();
    view.set("has_service", !services.is_empty());
    view.fields.insert("services".into(), Value::List(services));
    let unserved: Vec<String> = judgment
        .sentences
        .iter()
        .map(|sentence| sentence.defendant.clone())
        .filter(|name| {
            !served.iter().any(|act| act.names(Role::Subject).any(|served| served == name))
        })
        .collect();
    view.set("unserved", unserved);
    view.cite("services", quotes_of(served));
}

fn set_property(view: &mut View, facts: &CaseFacts, judgment: &Judgment) {
    let found = disposition(facts, judgment);
    view.set("names_property", !found.quotes.is_empty());
    view.set("has_list", judgment.has_list);
    view.set("is_vague", found.is_vague);
    view.set("is_generic", found.is_generic);
    view.set("things", found.listed);
    view.set("unhandled", found.unhandled);
    view.set("unlisted", found.unlisted);
    view.cite("unhandled", found.unhandled_quotes);
    view.cite("vague", found.vague_quotes);
    view.cite("property", found.quotes);
}

fn set_people(view: &mut View, facts: &CaseFacts, judgment: &Judgment, pronounced: Option<Moment>) {
    let names: Vec<&str> = judgment.sentences.iter().map(|s| s.defendant.as_str()).collect();
    let end = pronounced.map(|moment| moment.date());
    let offence = offence_days(facts).map(|(first, _)| first);
    let age = |name: &str, day: Option<Date>| {
        let sentence = judgment.sentences.iter().find(|s| s.defendant == name)?;
        let birth =
            sentence.birth.or_else(|| facts.find_person(name).and_then(|person| person.birth))?;
        Some(period::age_on(birth, day?))
    };
    let young = |day: Option<Date>| -> Vec<String> {
        names
            .iter()
            .filter(|name| age(name, day).is_some_and(|age| age < 18))
            .map(|name| (*name).to_owned())
            .collect()
    };
    view.set("juveniles", young(end));
    view.set("were_juveniles", young(offence));
    let disabled: Vec<String> = judgment
        .sentences
        .iter()
        .filter(|sentence| sentence.has("聋哑") || sentence.has("限制责任能力"))
        .map(|sentence| sentence.defendant.clone())
        .collect();
    view.set("disabled", disabled);
    view.set("defendant_count", names.len());
    let remarks = |pick: fn(
        &anjian_core::judgment::Hearing,
    ) -> &Vec<anjian_core::judgment::HearingRemark>| {
        let mut people: Vec<String> = Vec::new();
        for remark in facts.hearings.iter().flat_map(pick) {
            if names.contains(&remark.person.as_str()) && !people.contains(&remark.person) {
                people.push(remark.person.clone());
            }
        }
        people
    };
    view.set("not_admitting", remarks(|hearing| &hearing.not_admitting));
    view.set("objecting", remarks(|hearing| &hearing.objecting));
    let quotes = facts
        .hearings
        .iter()
        .flat_map(|hearing| hearing.not_admitting.iter().chain(&hearing.objecting))
        .filter_map(|remark| remark.quote.clone());
    view.cite("remarks", quotes);
    let civil = facts.hearings.iter().any(|hearing| hearing.has_civil_claim)
        || facts.documents.iter().any(|document| document.title.contains("附带民事"));
    view.set("has_civil_claim", civil);
    view.set("is_unsettled", facts.hearings.iter().any(|h| h.unsettled_quote.is_some()));
    view.set("is_settled", facts.hearings.iter().any(|hearing| hearing.is_settled));
    view.cite("civil", facts.hearings.iter().filter_map(|h| h.unsettled_quote.clone()));
    let signed: Vec<&str> = facts
        .documents_of(&["plea_agreement"])
        .flat_map(|(_, document)| document.persons.iter().map(String::as_str))
        .collect();
    let without: Vec<String> = judgment
        .sentences
        .iter()
        .filter(|sentence| {
            !signed.contains(&sentence.defendant.as_str()) && !sentence.has("认罪认罚")
        })
        .map(|sentence| sentence.defendant.clone())
        .collect();
    view.set("without_plea", without);
}
