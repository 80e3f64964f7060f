//! View `arrest`: one suspect's custody for investigation after arrest (侦查羁押).
//!
//! Fields: `person arrested ended ended_how extension_count extension_months first_extension
//! extended_until restarted has_psychiatric_opinion excluded_days excluded_told
//! special_extension extension_requested
//! first_interrogation has_interrogations notified notified_by_post notified_undated
//! posted_undated notification_blank has_notice omission_reason receipt decided_by_court after_investigation
//! last_known_day`. Quotes:
//! as the moments, and `extensions excluded omission_reason`.

use anjian_core::{Act, ActKind, CaseFacts, Moment, Outcome, act::Extent, period::days_between};

use super::{
    custody::{earliest, quotes_of},
    titles,
};
use crate::view::{View, day_value};

/// What ends custody for investigation: being sent for prosecution, released or another measure.
const ENDINGS: &[ActKind] = &[
    ActKind::SentForProsecution,
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::CustodyEndTold,
];

/// One view per suspect who was arrested.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts.suspects().filter_map(|person| view(facts, &person.name)).collect()
}

fn view(facts: &CaseFacts, name: &str) -> Option<View> {
    let concerning = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let arrested = earliest(concerning(ActKind::ArrestAnnounced), None)?;
    let start = arrested.from?;
    let mut view = View::of(name);
    view.set_act("arrested", Some(arrested));
    view.judged_on(arrested.from);
    let ended = ENDINGS
        .iter()
        .filter_map(|kind| earliest(concerning(*kind), Some(start)))
        .min_by_key(|act| act.from.map(|m| m.earliest()));
    view.set_act("ended", ended);
    view.set("ended_how", ended.map_or("", |act| act.kind.chinese()));

    // Each decision may be filed twice (decision and notice): one of each article or month count.
    let mut extensions: Vec<&Act> = concerning(ActKind::CustodyExtended).collect();
    extensions.sort_by_key(|act| act.from.map(|from| from.earliest()));
    extensions.dedup_by(|a, b| a.extent == b.extent && a.to == b.to);
    view.set("extension_count", extensions.len());
    let months: i64 = extensions
        .iter()
        .map(|act| match act.extent {
            Some(Extent::Months(months)) => months,
            _ => 0,
        })
        .sum();
    view.set("extension_months", months);
    view.set_act("first_extension", extensions.first().copied());
    let until = extensions.iter().filter_map(|act| act.to).max_by_key(|to| to.latest());
    view.set_moment("extended_until", until);
    let special =
        |act: &&Act| act.reason.as_deref().is_some_and(|reason| reason.contains("第一百五十七条"));
    view.set("special_extension", extensions.iter().any(special));
    view.cite("extensions", quotes_of(extensions));

    let restarted = concerning(ActKind::CustodyRestarted)
        .filter(|act| act.from.is_some())
        .max_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("restarted", restarted);
    set_exclusion(&mut view, facts, name, start);
    set_duties(&mut view, facts, name, start);
    let requested = earliest(concerning(ActKind::CustodyExtensionRequested), Some(start));
    view.set_act("extension_requested", requested);
    view.set(
        "has_psychiatric_opinion",
        facts.documents.iter().any(|document| {
            document.title.contains("精神病") || document.title.contains("刑事责任能力")
        }),
    );
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "arrest_warrant",
            "custody_extension_decision",
            "custody_period_change_notice",
            "prosecution_opinion",
            "release_notice",
        ],
        name,
    );
    Some(view)
}

/// The days of a psychiatric examination, which do not count (刑诉法第一百四十九条), and whether the
/// detention house was told.
fn set_exclusion(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let acts: Vec<&Act> = facts
        .acts_of(ActKind::PeriodExcluded)
        .filter(|act| act.is_done_to(name))
        .filter(|act| act.from.is_some_and(|from| from.date() >= start.date()))
        .collect();
    let from = acts.iter().filter_map(|act| act.from).min_by_key(|from| from.earliest());
    let to = acts.iter().filter_map(|act| act.to).max_by_key(|to| to.earliest());
    let days = from.zip(to).map_or(0, |(from, to)| days_between(from.date(), to.date()).max(0));
    view.set("excluded_days", days);
    view.set("excluded_told", acts.iter().any(|act| act.means.as_deref() != Some("鉴定意见")));
    view.cite("excluded", quotes_of(acts));
}

/// What must be done within a day of the arrest: interrogation, telling of the family; the receipt.
fn set_duties(view: &mut View, facts: &CaseFacts, name: &str, start: Moment) {
    let interrogated = || {
        [ActKind::Interrogated, ActKind::TakenOut]
            .iter()
            .flat_map(|kind| facts.acts_of(*kind))
            .filter(|act| act.subject() == Some(name))
    };
    let first = interrogated()
        .filter(|act| act.from.is_some_and(|from| from.latest() > start.earliest()))
        .min_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("first_interrogation", first);
    view.set("has_interrogations", interrogated().next().is_some());

    let told =
        || facts.acts_of(ActKind::ArrestFamilyNotified).filter(|act| act.subject() == Some(name));
    let first = earliest(told(), Some(start));
    view.set_act("notified", first);
    view.set("notified_by_post", first.is_some_and(|act| act.means.as_deref() == Some("邮寄")));
    view.set("has_notice", told().next().is_some());
    view.set(
        "notified_undated",
        told().any(|act| act.outcome == Outcome::Done && act.from.is_none()),
    );
    let posted = |act: &Act| act.means.as_deref() == Some("邮寄");
    let undated = told().any(|act| posted(act) && act.from.is_none());
    let dated = told().any(|act| posted(act) && act.from.is_some());
    view.set("posted_undated", undated && !dated);
    let blank = told().find(|act| act.outcome == Outcome::Blank);
    view.set("notification_blank", blank.is_some());
    view.cite("notification_blank", quotes_of(blank));
    let omitted = told().find(|act| matches!(act.outcome, Outcome::Omitted { .. }));
    view.set("omission_reason", omitted.and_then(|act| act.reason.clone()).unwrap_or_default());
    view.cite("omission_reason", quotes_of(omitted));

    let receipt = facts.acts_of(ActKind::ExecutionReceiptSent).filter(|act| act.is_done_to(name));
    view.set_act("receipt", earliest(receipt, Some(start)));
    // A court or procuratorate that decides on its own interrogates itself (公安执行).
    let decided = facts.acts_of(ActKind::ArrestDecided).any(|act| act.is_done_to(name));
    view.set("decided_by_court", decided);
    // Arrested after the investigation: its custody is not the investigation's.
    let after = [ActKind::SentForProsecution, ActKind::ProsecutionAccepted, ActKind::Indicted]
        .iter()
        .flat_map(|kind| facts.acts_of(*kind))
        .filter(|act| act.is_done_to(name))
        .any(|act| act.from.is_some_and(|from| from.date() < start.date()));
    view.set("after_investigation", decided || after);
}
