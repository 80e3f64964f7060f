//! View `legal_aid`: one suspect for whom the legal aid centre may have to be notified
//! (未成年人, 盲聋哑, 限制责任能力; possible life sentence).
//!
//! Fields: `person`, `trigger` (text, empty where only the charge speaks for it), `is_minor`, `age`,
//! `learned` (moment: when the police could know), `learned_by`, `notified` (moment), `has_notice`,
//! `engaged` (moment: own counsel by contract), `has_own_counsel`, `assigned` (moment),
//! `sent` (moment: sent for prosecution). Quotes: `trigger`, `learned`, `notified`, `engaged`, `sent`.

use anjian_core::{
    Act, ActKind, CaseFacts, Moment, Person, Quote, RecordKind, condition::Condition, period,
};

use super::{custody::earliest, titles};
use crate::view::View;

const DUTIES: &[Condition] = &[Condition::Deaf, Condition::Blind, Condition::LimitedCapacity];

/// One view per suspect.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter(|person| !person.at_large).map(|person| view(facts, person)).collect()
}

struct Trigger {
    text: String,
    learned: Option<Moment>,
    by: String,
    quotes: Vec<Quote>,
}

fn view(facts: &CaseFacts, person: &Person) -> View {
    let name = person.name.as_str();
    let mut view = View::of(name);
    let first = facts
        .records
        .iter()
        .filter(|record| record.kind == RecordKind::Interrogation)
        .filter(|record| record.subject.as_deref() == Some(name))
        .filter_map(|record| Some((record.from?, record)))
        .min_by_key(|(from, _)| from.earliest());
    let age = first.as_ref().and_then(|(from, _)| Some(period::age_on(person.birth?, from.date())));
    let minor = age.filter(|age| *age < 18).map(|age| Trigger {
        text: format!("讯问时{age}周岁，系未成年人"),
        learned: first.as_ref().map(|(from, _)| *from),
        by: "首次讯问".to_owned(),
        quotes: person
            .birth_quote
            .iter()
            .cloned()
            .chain(first.as_ref().and_then(|(_, record)| record.time_quote.clone()))
            .collect(),
    });
    let trigger = minor.or_else(|| condition(facts, name));
    view.set("is_minor", age.is_some_and(|age| age < 18));
    view.set("age", age.unwrap_or(-1));
    view.set("trigger", trigger.as_ref().map_or("", |trigger| trigger.text.as_str()));
    view.set_moment("learned", trigger.as_ref().and_then(|trigger| trigger.learned));
    view.set("learned_by", trigger.as_ref().map_or("", |trigger| trigger.by.as_str()));
    view.judged_on(trigger.as_ref().and_then(|trigger| trigger.learned));
    view.cite("trigger", trigger.into_iter().flat_map(|trigger| trigger.quotes));
    let own = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let notices = || own(ActKind::LegalAidNotified);
    view.set("has_notice", notices().next().is_some());
    view.set_act("notified", earliest(notices(), None));
    let by = |means: &'static str| {
        own(ActKind::CounselEngaged).filter(move |act: &&Act| act.means.as_deref() == Some(means))
    };
    view.set("has_own_counsel", by("委托").next().is_some());
    view.set_act("engaged", earliest(by("委托"), None));
    view.set_act("assigned", earliest(by("指派"), None));
    let sent = earliest(own(ActKind::SentForProsecution), None)
        .or_else(|| earliest(facts.acts_of(ActKind::SentForProsecution), None));
    view.set_act("sent", sent);
    view.searched = titles(facts, &["legal_aid_notice", "counsel_papers"], "");
    view
}

/// The earliest a paper says that the person is deaf, blind or of limited capacity.
fn condition(facts: &CaseFacts, name: &str) -> Option<Trigger> {
    let stated: Vec<_> = facts
        .conditions
        .iter()
        .filter(|stated| stated.person == name && DUTIES.contains(&stated.condition))
        .collect();
    let first = stated
        .iter()
        .filter(|stated| stated.known.is_some())
        .min_by_key(|stated| stated.known.map(|known| known.earliest()))
        .or(stated.first())?;
    let title = facts.documents.get(first.document).map_or("", |document| document.title.as_str());
    Some(Trigger {
        text: first.condition.chinese().to_owned(),
        learned: first.known,
        by: title.to_owned(),
        quotes: first.quote.iter().cloned().collect(),
    })
}
