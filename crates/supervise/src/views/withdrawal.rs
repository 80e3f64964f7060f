//! View `withdrawal`: one suspect of a case withdrawn (撤销案件), with what had to follow.
//!
//! Fields: `withdrawn` (moment), `reason`, `is_held` (in custody when withdrawn), `is_arrested`,
//! `released`, `measure` (`取保候审`, `监视居住`, empty), `measure_ended`, `told` (the latest telling),
//! `told_whom`, `told_count`, `victim_told`, `procuratorate_told`, `punished` (moments),
//! `not_punished` (a paper says nobody was), `last_known_day`.
//! Quotes: `withdrawn`, `released`, `measure_ended`, `told`, `not_punished`, `arrested`.

use anjian_core::{Act, ActKind, CaseFacts, Moment, Outcome, Role};

use super::titles;
use crate::view::{View, day_value};

/// One view per withdrawal and suspect under a measure, or one for the case.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    for act in facts.acts_of(ActKind::CaseWithdrawn) {
        let named: Vec<&str> = act.names(Role::Subject).collect();
        let subject = match named.first() {
            Some(name) => *name,
            // A decision that names the case alone is about its only suspect.
            None => {
                let mut suspects = facts.suspects();
                match (suspects.next(), suspects.next()) {
                    (Some(only), None) => only.name.as_str(),
                    _ => "",
                }
            }
        };
        views.push(view(facts, act, subject));
    }
    views
}

fn view(facts: &CaseFacts, withdrawal: &Act, name: &str) -> View {
    let mut view = View::of(name);
    view.judged_on(withdrawal.from);
    view.set_act("withdrawn", Some(withdrawal));
    view.set("reason", withdrawal.reason.clone().unwrap_or_default());
    let day = withdrawal.from.map(|at| at.date());
    let own = |kinds: &[ActKind], after: bool| {
        facts
            .acts
            .iter()
            .filter(|act| kinds.contains(&act.kind) && act.is_done_to(name))
            .filter(|act| (act.from.map(|at| at.date()) >= day) == after)
            .collect::<Vec<&Act>>()
    };
    let latest = |acts: &[&Act]| acts.iter().filter_map(|act| act.from.map(|at| at.latest())).max();
    let taken = own(&[ActKind::DetentionAnnounced, ActKind::ArrestAnnounced], false);
    let measures = own(&[ActKind::BailStarted, ActKind::ResidentialSurveillanceStarted], false);
    let ended =
        own(&[ActKind::Released, ActKind::BailEnded, ActKind::ResidentialSurveillanceEnded], false);
    let before = latest(&measures).max(latest(&ended));
    let is_held = !taken.is_empty() && before.is_none_or(|at| latest(&taken) > Some(at));
    view.set("is_held", is_held);
    let arrested = taken.iter().find(|act| act.kind == ActKind::ArrestAnnounced);
    view.set("is_arrested", arrested.is_some());
    view.cite("arrested", arrested.into_iter().flat_map(|act| act.quotes.clone()));
    view.set_act("released", last(&own(&[ActKind::Released], true)));
    let lifted = latest(&ended).is_some_and(|at| latest(&measures).is_none_or(|from| from <= at));
    let measure = measures.iter().max_by_key(|act| act.from.map(|at| at.latest()));
    let kind = measure.filter(|_| !lifted && !is_held).map(|act| act.kind);
    view.set(
        "measure",
        match kind {
            Some(ActKind::BailStarted) => "取保候审",
            Some(_) => "监视居住",
            None => "",
        },
    );
    view.set_act(
        "measure_ended",
        first(&own(&[ActKind::BailEnded, ActKind::ResidentialSurveillanceEnded], true)),
    );
    set_told(&mut view, facts);
    set_punished(&mut view, facts, name, withdrawal.from);
    view.fields.insert("last_known_day".to_owned(), day_value(facts.last_known_day()));
    view.searched = titles(
        facts,
        &[
            "case_withdrawal_decision",
            "withdrawal_notice",
            "release_notice",
            "release_certificate",
            "bail_lifting_decision",
            "service_receipt",
            "administrative_penalty_decision",
        ],
        "",
    );
    view
}

fn set_told(view: &mut View, facts: &CaseFacts) {
    let told: Vec<&Act> = facts.acts_of(ActKind::WithdrawalTold).collect();
    let is_procuratorate = |act: &&Act| {
        act.names(Role::Recipient).any(|name| name.contains("检察院"))
            || act.means.as_deref().is_some_and(|means| means.contains("检察"))
    };
    let parties: Vec<&Act> = told.iter().copied().filter(|act| !is_procuratorate(act)).collect();
    let latest = last(&parties);
    view.set_act("told", latest);
    view.set("told_whom", latest.and_then(|act| act.names(Role::Recipient).next()).unwrap_or(""));
    view.set("told_count", parties.len());
    view.set("procuratorate_told", told.iter().any(is_procuratorate));
}

fn set_punished(view: &mut View, facts: &CaseFacts, name: &str, withdrawn: Option<Moment>) {
    let penalties = facts.acts_of(ActKind::PenaltyImposed);
    let (done, omitted): (Vec<&Act>, Vec<&Act>) =
        penalties.partition(|act| act.outcome == Outcome::Done);
    let own: Vec<&Act> = done
        .into_iter()
        .filter(|act| {
            let named = act.names(Role::Subject).next().is_none()
                || act.names(Role::Subject).any(|other| other == name);
            named && act.from.map(|at| at.date()) >= withdrawn.map(|at| at.date())
        })
        .collect();
    view.set_act("punished", first(&own));
    let omitted: Vec<&Act> =
        omitted.into_iter().filter(|act| act.subject().is_none_or(|other| other == name)).collect();
    view.set("not_punished", !omitted.is_empty());
    view.cite("not_punished", omitted.into_iter().flat_map(|act| act.quotes.clone()));
}

fn first<'a>(acts: &[&'a Act]) -> Option<&'a Act> {
    acts.iter().copied().min_by_key(|act| act.from.map(|at| at.earliest()))
}

fn last<'a>(acts: &[&'a Act]) -> Option<&'a Act> {
    acts.iter().copied().max_by_key(|act| act.from.map(|at| at.earliest()))
}
