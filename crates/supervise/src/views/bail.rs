//! View `bail`: one suspect's bail (取保候审) by one organ, all its periods added up.

use anjian_core::{Act, ActKind, CaseFacts, Outcome, period::days_between};
use jiff::civil::Date;

use super::titles;
use crate::view::{View, day_value, moment_value};

/// Organs that order bail, each with a limit of its own (检察规则第一百零三条, 解释第一百六十二条).
const ORGANS: &[(&str, &str)] =
    &[("police", "公安机关"), ("procuratorate", "检察院"), ("court", "法院")];

/// One view per suspect and organ.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .suspects()
        .flat_map(|person| {
            ORGANS.iter().filter_map(|(organ, chinese)| view(facts, &person.name, organ, chinese))
        })
        .collect()
}

fn view(facts: &CaseFacts, name: &str, organ: &str, chinese: &str) -> Option<View> {
    let mut starts: Vec<&Act> = facts
        .acts_of(ActKind::BailStarted)
        .filter(|act| act.is_done_to(name) && organ_of(act) == organ && act.from.is_some())
        .collect();
    starts.sort_by_key(|act| act.from.map(|from| from.earliest()));
    let first = starts.first()?;
    let last_known = facts.last_known_day()?;

    let mut total_days = 0;
    let mut open_until: Option<Date> = None;
    let mut last_end: Option<&Act> = None;
    let mut has_end = false;
    for start in &starts {
        let from = start.from?.date();
        // Decision and execution notice of one bail overlap: a start inside a running period adds nothing.
        if open_until.is_some_and(|until| from <= until) {
            continue;
        }
        let end = find_end(facts, name, organ, from);
        let until = end.and_then(|act| act.from).map_or(last_known, |moment| moment.date());
        total_days += days_between(from, until).max(0);
        open_until = Some(until);
        has_end = end.is_some();
        last_end = end.or(last_end);
    }

    let mut view = View::of(name);
    view.set("organ", organ);
    view.set("organ_name", chinese);
    view.set_act("started", Some(first));
    view.judged_on(first.from);
    view.fields.insert("ended".to_owned(), moment_value(last_end.and_then(|act| act.from)));
    view.cite("ended", last_end.into_iter().flat_map(|act| act.quotes.iter().cloned()));
    view.set("has_end", has_end);
    view.set("ended_how", last_end.map_or("", |act| act.kind.chinese()));
    view.fields.insert("last_day".to_owned(), day_value(open_until));
    view.set("total_days", total_days);
    view.set("period_count", starts.len());
    view.searched = titles(
        facts,
        &[
            "bail_decision",
            "bail_execution_notice",
            "bail_lifting_decision",
            "prosecution_opinion",
            "indictment",
        ],
        name,
    );
    Some(view)
}

fn organ_of(act: &Act) -> &'static str {
    match act.authority.as_deref() {
        Some(name) if name.contains("检察院") => "procuratorate",
        Some(name) if name.contains("法院") => "court",
        _ => "police",
    }
}

/// The first act after `from` that ends this organ's bail: lifting, a harsher measure, the next
/// organ's own decision, or the case leaving the organ.
fn find_end<'f>(facts: &'f CaseFacts, name: &str, organ: &str, from: Date) -> Option<&'f Act> {
    facts
        .acts
        .iter()
        .filter(|act| act.outcome == Outcome::Done && act.is_done_to(name))
        .filter(|act| act.from.is_some_and(|moment| moment.date() >= from))
        .filter(|act| match act.kind {
            ActKind::BailEnded
            | ActKind::DetentionAnnounced
            | ActKind::ArrestAnnounced
            | ActKind::ResidentialSurveillanceStarted => {
                act.from.is_some_and(|moment| moment.date() > from)
                    || act.kind == ActKind::BailEnded
            }
            ActKind::BailStarted => organ_of(act) != organ,
            ActKind::SentForProsecution => organ == "police",
            ActKind::Indicted | ActKind::NotProsecuted => organ == "procuratorate",
            ActKind::Sentenced => organ == "court",
            _ => false,
        })
        .min_by_key(|act| act.from.map(|moment| moment.earliest()))
}
