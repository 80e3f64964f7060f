//! View `jurisdiction`: the competence of the police who filed the case (管辖).
//!
//! Fields: `organ`, `case_name`, `offence_places`, `residences` (as text), `has_own_tie` (offence,
//! residence or victim in the own county), `has_offence_place`, `has_residence`, `is_special`
//! (railway, sea, customs …), `is_designated`, `supervisory_contact`, `has_transfer` (移送案件
//! 通知书), `has_official_duty`, `duty_documented`, `withdrawn_for_it` (the police withdrew it as not
//! theirs). Quotes: `filed`, `offence`, `residence`, `duty`, `withdrawn`.

use anjian_core::{
    ActKind, CaseFacts,
    field_action::{Connection, ConnectionKind},
    place::Apart,
};

use super::titles;
use crate::view::View;

/// One view per case with a filing.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let jurisdiction = &facts.jurisdiction;
    let Some(filing) = facts.filing_decisions.iter().find(|decision| decision.filed) else {
        return Vec::new();
    };
    if jurisdiction.organ.is_empty() {
        return Vec::new();
    }
    let mut view = View::of("");
    view.judged_on(filing.decided);
    view.set("organ", jurisdiction.organ.as_str());
    view.set("case_name", filing.case_name.as_str());
    view.cite("filed", filing.decision_quote.clone());
    let own = &jurisdiction.organ_place;
    let of = |what: ConnectionKind| {
        jurisdiction.connections.iter().filter(move |tie| tie.what == what).collect::<Vec<_>>()
    };
    let (offences, residences) = (of(ConnectionKind::Offence), of(ConnectionKind::Residence));
    let is_near =
        |tie: &&Connection| matches!(own.apart(&tie.place), Apart::Same) && !tie.place.is_unknown();
    // Calls answered and scenes inspected by the police are where it happened.
    let local = ["scene_inspection_record", "call_handling_register", "accident_determination"];
    let has_scene = facts.documents.iter().any(|document| local.contains(&document.kind.as_str()));
    view.set("has_own_tie", has_scene || jurisdiction.connections.iter().any(|tie| is_near(&tie)));
    // Only a place that is surely elsewhere counts against the police.
    let is_far = |tie: &&&Connection| {
        matches!(own.apart(&tie.place), Apart::OtherProvince | Apart::OtherCity)
    };
    let far = |ties: &[&Connection]| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for tie in ties.iter().filter(is_far) {
            let place = &tie.place;
            let name: String = [&place.province, &place.city, &place.county]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    view.set("offence_places", far(&offences).join("、"));
    view.set("residences", far(&residences).join("、"));
    view.set("has_offence_place", offences.iter().any(|tie| is_far(&tie)));
    view.set("has_residence", residences.iter().any(|tie| is_far(&tie)));
    view.cite("offence", offences.iter().filter(is_far).take(3).filter_map(|t| t.quote.clone()));
    view.cite(
        "residence",
        residences.iter().filter(is_far).take(2).filter_map(|t| t.quote.clone()),
    );
    let special = ["铁路", "海关", "民航", "海警", "森林", "长航", "港航", "机场"];
    view.set("is_special", special.iter().any(|word| jurisdiction.organ.contains(word)));
    view.set("is_designated", jurisdiction.designated);
    view.set("supervisory_contact", jurisdiction.supervisory_contact);
    let transferred =
        facts.documents.iter().any(|document| document.kind.as_str() == "case_transfer_notice");
    view.set("has_transfer", transferred);
    view.set("has_official_duty", !jurisdiction.official_duties.is_empty());
    view.set("duty_documented", jurisdiction.duty_documented);
    view.cite("duty", jurisdiction.official_duties.iter().cloned());
    let withdrawn = facts
        .acts_of(ActKind::CaseWithdrawn)
        .find(|act| act.reason.as_deref().is_some_and(|reason| reason.contains("管辖")));
    view.set("withdrawn_for_it", withdrawn.is_some());
    view.cite("withdrawn", withdrawn.into_iter().flat_map(|act| act.quotes.clone()));
    view.searched = titles(
        facts,
        &[
            "jurisdiction_designation_decision",
            "case_transfer_notice",
            "case_acceptance_register",
            "case_filing_decision",
        ],
        "",
    );
    vec![view]
}
