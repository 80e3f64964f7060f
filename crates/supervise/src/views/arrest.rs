//! View `arrest`: one suspect's custody for investigation after arrest (侦查羁押).

use anjian_core::{Act, ActKind, CaseFacts, act::Extent};

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
    view.cite("extensions", quotes_of(extensions));

    let restarted = concerning(ActKind::CustodyRestarted)
        .filter(|act| act.from.is_some())
        .max_by_key(|act| act.from.map(|from| from.earliest()));
    view.set_act("restarted", restarted);
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
