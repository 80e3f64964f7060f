//! View `held_interrogation`: an interrogation of a suspect who had been delivered to the detention
//! house (送看守所羁押后的讯问) and not let out yet.
//!
//! Fields: `person title delivered from to place has_place is_remote is_procuratorate is_taken_out
//! taken_out_reason taken_out taken_out_to has_taking_out_papers`; quotes `delivered from place
//! taken_out subject`.

use anjian_core::{Act, ActKind, CaseFacts, Outcome, Record, RecordKind};

use super::{custody::earliest, titles};
use crate::view::View;

/// What ends custody.
const ENDINGS: &[ActKind] = &[
    ActKind::Released,
    ActKind::BailStarted,
    ActKind::ResidentialSurveillanceStarted,
    ActKind::ArrestRefused,
    ActKind::NotProsecuted,
];

/// One view per interrogation record of somebody in custody.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .records
        .iter()
        .filter(|record| record.kind == RecordKind::Interrogation)
        .filter_map(|record| view(facts, record))
        .collect()
}

fn view(facts: &CaseFacts, record: &Record) -> Option<View> {
    let name = record.subject.as_deref()?;
    let from = record.from?;
    let concerning = |kind: ActKind| facts.acts_of(kind).filter(move |act| act.is_done_to(name));
    let delivered = earliest(concerning(ActKind::DeliveredToDetentionHouse), None)?;
    let entered = delivered.from?;
    // On the same day without clock times nothing is told of what came first.
    if from.earliest() <= entered.latest() {
        return None;
    }
    let is_out = ENDINGS.iter().flat_map(|kind| concerning(*kind)).any(|act| {
        act.from.is_some_and(|out| out.date() >= entered.date() && out.date() <= from.date())
    });
    if is_out {
        return None;
    }
    let mut view = View::of(name);
    view.judged_on(record.from);
    let title = facts.documents.get(record.document).map_or("", |document| document.title.as_str());
    view.set("title", title);
    view.set_act("delivered", Some(delivered));
    view.set_moment("from", record.from);
    view.set_moment("to", record.to);
    view.cite("from", record.time_quote.clone());
    let place = record.place.as_deref().unwrap_or("");
    view.set("place", place);
    view.set("has_place", !place.is_empty());
    view.cite("place", record.place_quote.clone());
    view.set("is_remote", ["远程", "视频"].iter().any(|word| place.contains(word)));
    view.set(
        "is_procuratorate",
        ["检察院", "法院", "本院"].iter().any(|word| place.contains(word)),
    );
    let during = |act: &&Act| {
        let out = act
            .from
            .is_some_and(|out| out.date() == from.date() || out.earliest() <= from.earliest());
        let back = act.to.is_none_or(|back| back.latest() >= from.earliest());
        out && back
            && act.from.is_some_and(|out| out.date() <= from.date())
            && act.to.is_some_and(|back| back.date() >= from.date())
    };
    let taken = concerning(ActKind::TakenOut)
        .filter(|act| act.outcome == Outcome::Done)
        .filter(during)
        .find(|act| {
            act.reason.as_deref().is_some_and(|reason| reason != "提讯" && reason != "讯问")
        });
    view.set("is_taken_out", taken.is_some());
    view.set("taken_out_reason", taken.and_then(|act| act.reason.clone()).unwrap_or_default());
    view.set_act("taken_out", taken);
    view.set_moment("taken_out_to", taken.and_then(|act| act.to));
    let papers = facts.documents_of(&["taking_out_certificate"]).next().is_some();
    view.set("has_taking_out_papers", papers);
    view.cite("subject", record.subject_quote.clone());
    view.searched = titles(facts, &["taking_out_certificate", "release_certificate"], name);
    Some(view)
}
