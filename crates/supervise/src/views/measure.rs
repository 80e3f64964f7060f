//! Views `bail` (取保候审), `surveillance` (监视居住) and `measure` (both): one suspect's measure by one
//! organ, all its periods added up.
//!
//! Fields: `measure` (取保候审, 监视居住), `person organ organ_name started ended ended_how has_end
//! last_day total_days period_count authority_days`; of a surveillance also `place designated
//! notified notified_by_post omission_reason has_notice`. Quotes: `started ended periods place
//! notified omission_reason status`.

use anjian_core::{Act, ActKind, CaseFacts, Outcome, Quote, period::days_between};
use jiff::civil::Date;

use super::{custody::earliest, titles};
use crate::view::{View, day_value, moment_value};

/// A kind of measure that limits a person without custody.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Measure {
    chinese: &'static str,
    started: ActKind,
    ended: ActKind,
    /// The other measure, whose beginning ends this one.
    other: ActKind,
    papers: &'static [&'static str],
}

const BAIL: Measure = Measure {
    chinese: "取保候审",
    started: ActKind::BailStarted,
    ended: ActKind::BailEnded,
    other: ActKind::ResidentialSurveillanceStarted,
    papers: &[
        "bail_decision",
        "bail_execution_notice",
        "bail_lifting_decision",
        "prosecution_opinion",
        "indictment",
    ],
};

const SURVEILLANCE: Measure = Measure {
    chinese: "监视居住",
    started: ActKind::ResidentialSurveillanceStarted,
    ended: ActKind::ResidentialSurveillanceEnded,
    other: ActKind::BailStarted,
    papers: &[
        "residential_surveillance_decision",
        "residential_surveillance_notice",
        "residential_surveillance_lifting_decision",
        "prosecution_opinion",
        "indictment",
    ],
};

/// Organs that order bail, each with a limit of its own (检察规则第一百零三条, 解释第一百六十二条).
const ORGANS: &[(&str, &str)] =
    &[("police", "公安机关"), ("procuratorate", "检察院"), ("court", "法院")];

/// One view of bail per suspect and organ.
pub(super) fn bail_views(facts: &CaseFacts) -> Vec<View> {
    of_measure(facts, BAIL)
}

/// One view of surveillance per suspect and organ.
pub(super) fn surveillance_views(facts: &CaseFacts) -> Vec<View> {
    of_measure(facts, SURVEILLANCE)
}

/// Views of both.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut views = bail_views(facts);
    views.extend(surveillance_views(facts));
    views
}

fn of_measure(facts: &CaseFacts, measure: Measure) -> Vec<View> {
    facts
        .suspects()
        .flat_map(|person| {
            ORGANS
                .iter()
                .filter_map(|(organ, chinese)| view(facts, measure, &person.name, (organ, chinese)))
        })
        .collect()
}

fn view(
    facts: &CaseFacts,
    measure: Measure,
    name: &str,
    (organ, chinese): (&str, &str),
) -> Option<View> {
    let mut starts: Vec<&Act> = facts
        .acts_of(measure.started)
        .filter(|act| act.is_done_to(name) && organ_of(act) == organ && act.from.is_some())
        .collect();
    starts.sort_by_key(|act| act.from.map(|from| from.earliest()));
    let first = starts.first()?;
    let last_known = facts.last_known_day()?;

    let mut total_days = 0;
    let mut open_until: Option<Date> = None;
    let mut last_end: Option<&Act> = None;
    let mut has_end = false;
    let mut period_count = 0;
    for start in &starts {
        let from = start.from?.date();
        // Decision and execution notice of one bail overlap: a start inside a running period adds nothing.
        if open_until.is_some_and(|until| from <= until) {
            continue;
        }
        let end = find_end(facts, measure, (name, organ), from);
        let until = end.and_then(|act| act.from).map_or(last_known, |moment| moment.date());
        total_days += days_between(from, until).max(0);
        period_count += 1i64;
        open_until = Some(until);
        has_end = end.is_some();
        last_end = end.or(last_end);
    }

    let mut view = View::of(name);
    view.set("measure", measure.chinese);
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
    view.set("period_count", period_count);
    view.cite("periods", starts.iter().flat_map(|act| act.quotes.iter().cloned()));
    view.cite("status", status_quotes(facts, measure, name));
    if measure == SURVEILLANCE {
        set_place(&mut view, facts, name, first);
    }
    view.searched = titles(facts, measure.papers, name);
    Some(view)
}

/// The last papers of the organ that say how the person is held: the case's words of the measure.
fn status_quotes(facts: &CaseFacts, measure: Measure, name: &str) -> Vec<Quote> {
    facts
        .acts_of(measure.ended)
        .filter(|act| act.is_done_to(name))
        .flat_map(|act| act.quotes.iter().cloned())
        .collect()
}

/// Where it is carried out and whether the family was told: asked only of a designated place
/// (刑诉法第七十五条第二款).
fn set_place(view: &mut View, facts: &CaseFacts, name: &str, first: &Act) {
    let placed = facts
        .acts_of(ActKind::ResidentialSurveillanceStarted)
        .find(|act| act.is_done_to(name) && act.place.is_some())
        .unwrap_or(first);
    view.set("place", placed.place.clone().unwrap_or_default());
    view.cite("place", placed.quotes.iter().cloned());
    let designated = facts
        .acts_of(ActKind::ResidentialSurveillanceStarted)
        .any(|act| act.is_done_to(name) && act.means.as_deref() == Some("指定居所"));
    view.set("designated", designated);
    let acts = || {
        facts.acts_of(ActKind::SurveillanceFamilyNotified).filter(|act| act.subject() == Some(name))
    };
    let told = earliest(acts(), first.from);
    view.set_act("notified", told);
    view.set("notified_by_post", told.is_some_and(|act| act.means.as_deref() == Some("邮寄")));
    view.set("has_notice", acts().next().is_some());
    let omitted = acts().find_map(|act| match &act.outcome {
        Outcome::Omitted { reason } => Some((reason.clone(), act)),
        _ => None,
    });
    view.set("omission_reason", omitted.as_ref().map_or("", |(reason, _)| reason.as_str()));
    view.cite(
        "omission_reason",
        omitted.into_iter().flat_map(|(_, act)| act.quotes.iter().cloned()),
    );
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
fn find_end<'f>(
    facts: &'f CaseFacts,
    measure: Measure,
    (name, organ): (&str, &str),
    from: Date,
) -> Option<&'f Act> {
    facts
        .acts
        .iter()
        .filter(|act| act.outcome == Outcome::Done && act.is_done_to(name))
        .filter(|act| act.from.is_some_and(|moment| moment.date() >= from))
        .filter(|act| match act.kind {
            kind if kind == measure.ended => true,
            kind if kind == measure.started => organ_of(act) != organ,
            kind if kind == measure.other => act.from.is_some_and(|moment| moment.date() > from),
            ActKind::DetentionAnnounced | ActKind::ArrestAnnounced => {
                act.from.is_some_and(|moment| moment.date() > from)
            }
            ActKind::CaseWithdrawn | ActKind::InvestigationTerminated => true,
            ActKind::SentForProsecution => organ == "police",
            ActKind::Indicted | ActKind::NotProsecuted => organ == "procuratorate",
            ActKind::Sentenced => organ == "court",
            _ => false,
        })
        .min_by_key(|act| act.from.map(|moment| moment.earliest()))
}
