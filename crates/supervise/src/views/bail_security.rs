//! View `bail_security`: the securities (保证方式) of one suspect's bail by one organ.
//!
//! Fields: `person organ organ_name decision has_guarantor guarantor has_deposit deposit_yuan
//! deposit_collected deposit_day guarantor_day account changed bail_ended returned is_returned
//! refund_days forfeited
//! not_returned_noted detained_again bail_goes_on is_police is_minor deposit_kept last_known_day same_decision
//! different_decisions days_apart`. Quotes: `guarantor deposit account bail_ended returned not_returned changed`.

use anjian_core::{
    ActKind, BailSecurity, CaseFacts, Moment, SecurityEvent,
    period::{age_on, days_between},
};

use super::{custody::earliest, titles};
use crate::view::{View, day_value};

const ORGANS: &[(&str, &str)] =
    &[("police", "公安机关"), ("procuratorate", "检察院"), ("court", "法院")];

/// One view per suspect and organ with a security.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .suspects()
        .flat_map(|person| {
            ORGANS.iter().filter_map(|(organ, chinese)| view(facts, &person.name, organ, chinese))
        })
        .collect()
}

fn view(facts: &CaseFacts, name: &str, organ: &str, chinese: &str) -> Option<View> {
    let own: Vec<&BailSecurity> = facts
        .bail_securities
        .iter()
        .filter(|security| security.subject == name && organ_of(facts, security) == organ)
        .collect();
    let of = |event: SecurityEvent| own.iter().copied().filter(move |one| one.event == event);
    let guarantor = of(SecurityEvent::Guarantor).next();
    let collected = of(SecurityEvent::DepositCollected).next();
    let ordered = of(SecurityEvent::DepositOrdered).next();
    let deposit = collected.or(ordered);
    guarantor.or(deposit)?;

    let mut view = View::of(name);
    view.set("organ", organ);
    view.set("organ_name", chinese);
    let day = guarantor
        .into_iter()
        .chain(deposit)
        .filter_map(|one| one.date)
        .min_by_key(Moment::earliest);
    view.judged_on(day);
    view.set("decision", own.iter().find_map(|one| one.decision.clone()).unwrap_or_default());
    view.set("has_guarantor", guarantor.is_some());
    view.set("guarantor", guarantor.and_then(|one| one.guarantor.clone()).unwrap_or_default());
    view.cite("guarantor", of(SecurityEvent::Guarantor).flat_map(|one| one.quotes.iter().cloned()));
    view.set("has_deposit", deposit.is_some());
    view.set("deposit_collected", collected.is_some());
    let amount =
        collected.and_then(|one| one.amount_yuan).or(ordered.and_then(|one| one.amount_yuan));
    view.set("deposit_yuan", amount.unwrap_or(0));
    view.set_moment("deposit_day", deposit.and_then(|one| one.date));
    view.set_moment("guarantor_day", guarantor.and_then(|one| one.date));
    let deposits = || ordered.into_iter().chain(collected);
    view.cite("deposit", deposits().flat_map(|one| one.quotes.iter().cloned()));
    let account = deposits().find_map(|one| one.account.clone());
    view.set("account", account.unwrap_or_default());
    view.cite(
        "account",
        deposits().filter(|one| one.account.is_some()).flat_map(|one| one.quotes.iter().cloned()),
    );
    set_pair(&mut view, guarantor, &own);
    let changed = of(SecurityEvent::SecurityChanged).next();
    view.set("changed", changed.is_some());
    view.cite("changed", changed.into_iter().flat_map(|one| one.quotes.iter().cloned()));
    set_return(&mut view, facts, name, organ);
    set_person(&mut view, facts, name, day);
    view.searched = titles(
        facts,
        &[
            "bail_decision",
            "bail_guarantee_letter",
            "deposit_notice",
            "deposit_return_decision",
            "deposit_forfeit_decision",
            "bail_lifting_decision",
        ],
        name,
    );
    Some(view)
}

/// Whether guarantor and deposit belong to one decision: by its number, else by their days.
fn set_pair(view: &mut View, guarantor: Option<&BailSecurity>, own: &[&BailSecurity]) {
    let is_deposit = |one: &&&BailSecurity| {
        matches!(one.event, SecurityEvent::DepositCollected | SecurityEvent::DepositOrdered)
    };
    let numbers = |event: fn(&SecurityEvent) -> bool| -> Vec<&str> {
        own.iter()
            .filter(|one| event(&one.event))
            .filter_map(|one| one.decision.as_deref())
            .collect()
    };
    let guaranteed = numbers(|event| *event == SecurityEvent::Guarantor);
    let deposited = numbers(|event| {
        matches!(event, SecurityEvent::DepositCollected | SecurityEvent::DepositOrdered)
    });
    let same = guaranteed
        .iter()
        .any(|a| deposited.iter().any(|b| a == b || a.ends_with(b) || b.ends_with(a)));
    view.set("same_decision", same);
    view.set("different_decisions", !same && !guaranteed.is_empty() && !deposited.is_empty());
    let apart = own
        .iter()
        .filter(is_deposit)
        .filter_map(|deposit| {
            let (a, b) = (guarantor?.date?, deposit.date?);
            Some(days_between(a.date(), b.date()).abs())
        })
        .min();
    view.set("days_apart", apart.unwrap_or(-1));
}

fn set_return(view: &mut View, facts: &CaseFacts, name: &str, organ: &str) {
    let of = |event: SecurityEvent| {
        facts.bail_securities.iter().find(|one| one.subject == name && one.event == event)
    };
    let returned = of(SecurityEvent::DepositReturned);
    view.set("is_returned", returned.is_some());
    view.set_moment("returned", returned.and_then(|one| one.date));
    view.cite("returned", returned.into_iter().flat_map(|one| one.quotes.iter().cloned()));
    view.set("forfeited", of(SecurityEvent::DepositForfeited).is_some());
    let noted = of(SecurityEvent::DepositNotReturned);
    view.set("not_returned_noted", noted.is_some());
    view.cite("not_returned", noted.into_iter().flat_map(|one| one.quotes.iter().cloned()));
    view.set("deposit_kept", of(SecurityEvent::DepositKept).is_some());
    let ended =
        earliest(facts.acts_of(ActKind::BailEnded).filter(|act| act.is_done_to(name)), None);
    view.set_act("bail_ended", ended);
    // A later bail of another organ takes the deposit over (程序规定: 不再重新收取).
    let goes_on = facts.acts_of(ActKind::BailStarted).any(|act| {
        act.is_done_to(name)
            && act
                .from
                .zip(ended.and_then(|act| act.from))
                .is_some_and(|(start, end)| start.date() >= end.date())
    });
    view.set("bail_goes_on", goes_on);
    view.set("is_police", organ == "police");
    // Suspected of a new crime on bail: the deposit waits for the judgment (程序规定第一百零二条).
    let bailed =
        earliest(facts.acts_of(ActKind::BailStarted).filter(|act| act.is_done_to(name)), None);
    let again = facts.acts_of(ActKind::DetentionAnnounced).any(|act| {
        act.is_done_to(name)
            && act
                .from
                .zip(bailed.and_then(|act| act.from))
                .is_some_and(|(on, start)| on.date() > start.date())
    });
    view.set("detained_again", again);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    let days = ended
        .and_then(|act| act.from)
        .zip(returned.and_then(|one| one.date))
        .map_or(0, |(end, back)| days_between(end.date(), back.date()));
    view.set("refund_days", days);
}

fn set_person(view: &mut View, facts: &CaseFacts, name: &str, day: Option<Moment>) {
    let birth = facts.find_person(name).and_then(|person| person.birth);
    let age = birth.zip(day).map(|(birth, day)| age_on(birth, day.date()));
    view.set("is_minor", age.is_some_and(|age| age < 18));
}

/// The organ that ordered the bail: by the decision's number, else by the paper's authority. The
/// deposit of a procuratorate's or court's decision is collected by the police (执行机关).
fn organ_of(facts: &CaseFacts, security: &BailSecurity) -> &'static str {
    let number = security.decision.as_deref().unwrap_or_default();
    if number.contains('检') {
        return "procuratorate";
    }
    let by_authority = |authority: Option<&str>| match authority {
        Some(name) if name.contains("检察院") => "procuratorate",
        Some(name) if name.contains("法院") => "court",
        _ => "police",
    };
    // A letter names no organ: it belongs to the decision of the organ next in time.
    let is_bare = security.decision.is_none()
        && security.authority.as_deref().is_none_or(|name| {
            !["公安局", "分局", "检察院", "法院", "派出所"].iter().any(|word| name.contains(word))
        });
    if !is_bare {
        return by_authority(security.authority.as_deref());
    }
    let day = security.date.map(|date| date.date());
    facts
        .acts_of(ActKind::BailStarted)
        .filter(|act| act.is_done_to(&security.subject))
        .min_by_key(|act| {
            day.zip(act.from).map_or(0, |(day, from)| days_between(from.date(), day).abs())
        })
        .map_or("police", |act| by_authority(act.authority.as_deref()))
}
