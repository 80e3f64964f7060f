//! View `leniency`: one suspect of a prosecution opinion (起诉意见书): circumstances that speak for the person
//! (自首、立功、坦白、认罪认罚) as papers show them, beside those the opinion writes.
//!
//! Fields: `person` `surrendered` `came_on_call` `waited` `called_police` `caught` `was_under_measure` `has_interrogation`
//! `first_confessed` `first_denied` `ever_denied` `pleaded` `plea_signed` `assisted` `informed` `verified` `disproved`
//! `writes_surrender` `denies_surrender` `writes_merit` `denies_merit` `writes_confession` `writes_plea`.
//! Quotes: `coming` `confession` `merit` `plea` `accused` `facts` `appearance`.

use anjian_core::{
    ActKind, CaseFacts,
    accusation::{Accusation, Accused},
    circumstance::{Circumstance, CircumstanceKind as Kind},
};

use super::titles;
use crate::view::View;

/// One view per person whom an opinion charges.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .accusations
        .iter()
        .filter(|accusation| !accusation.is_indictment)
        .flat_map(|accusation| {
            accusation.accused.iter().map(|accused| view(facts, accusation, accused))
        })
        .collect()
}

fn view(facts: &CaseFacts, accusation: &Accusation, accused: &Accused) -> View {
    let name = &accused.name;
    let mut view = View::of(name);
    let closing = facts.documents.get(accusation.document).and_then(|d| d.closing_date);
    view.judged_on(closing.map(anjian_core::Moment::day));
    let told: Vec<&Circumstance> = facts
        .circumstances
        .iter()
        .filter(|c| &c.person == name)
        .filter(|c| c.day.is_none_or(|day| closing.is_none_or(|closing| day <= closing)))
        .collect();
    let of = |kinds: &[Kind]| {
        told.iter().copied().filter(|c| kinds.contains(&c.kind)).collect::<Vec<&Circumstance>>()
    };
    let has = |kind: Kind| told.iter().any(|c| c.kind == kind);
    for (field, kind) in [
        ("surrendered", Kind::Surrendered),
        ("came_on_call", Kind::CameOnCall),
        ("waited", Kind::WaitedAtScene),
        ("called_police", Kind::CalledPolice),
        ("caught", Kind::Caught),
        ("pleaded", Kind::PleadedGuilty),
        ("assisted", Kind::AssistedArrest),
        ("informed", Kind::Informed),
        ("verified", Kind::MeritVerified),
        ("disproved", Kind::MeritDisproved),
        ("ever_denied", Kind::Denied),
    ] {
        view.set(field, has(kind));
    }
    let coming =
        of(&[Kind::Surrendered, Kind::CameOnCall, Kind::WaitedAtScene, Kind::CalledPolice]);
    let came = coming.iter().filter_map(|c| c.day).min();
    let measures = [
        ActKind::BailStarted,
        ActKind::ResidentialSurveillanceStarted,
        ActKind::DetentionAnnounced,
    ];
    let under = facts.acts.iter().any(|act| {
        measures.contains(&act.kind)
            && act.is_done_to(name)
            && act.from.zip(came).is_some_and(|(from, came)| from.date() < came)
    });
    view.set("was_under_measure", under);
    set_first(&mut view, &of(&[Kind::Confessed, Kind::Denied]));
    let signed = facts.documents_of(&["plea_agreement"]).find(|(_, document)| {
        document.persons.contains(name)
            && document.closing_date.zip(closing).is_some_and(|(signed, closing)| signed <= closing)
    });
    view.set("plea_signed", signed.is_some());
    view.cite("plea", signed.and_then(|(_, document)| document.title_quote.clone()));
    view.cite("plea", of(&[Kind::PleadedGuilty]).iter().filter_map(|c| c.quote.clone()));
    view.cite("coming", coming.iter().filter_map(|c| c.quote.clone()));
    let merit = of(&[Kind::AssistedArrest, Kind::Informed, Kind::MeritVerified]);
    view.cite("merit", merit.iter().filter_map(|c| c.quote.clone()));
    let writes = |word: &str| accused.written.iter().any(|written| written == word);
    let denies = |word: &str| accused.denied.iter().any(|denied| denied == word);
    view.set("writes_surrender", writes("自首"));
    view.set("denies_surrender", denies("自首"));
    view.set("writes_merit", writes("立功"));
    view.set("denies_merit", denies("立功"));
    view.set("writes_confession", writes("坦白"));
    view.set("writes_plea", writes("认罪认罚"));
    view.cite("accused", accused.quote.clone());
    view.cite("appearance", accused.appearance_quote.clone());
    view.cite("written", accused.written_quotes.iter().cloned());
    view.searched = titles(
        facts,
        &["prosecution_opinion", "appearance_account", "interrogation_record", "explanation_note"],
        name,
    );
    view
}

/// What the first interrogation that tells anything of the facts tells.
fn set_first(view: &mut View, said: &[&Circumstance]) {
    let first = said.iter().min_by_key(|c| (c.day, c.document)).map(|c| c.document);
    let of_first = |kind: Kind| said.iter().any(|c| Some(c.document) == first && c.kind == kind);
    view.set("has_interrogation", first.is_some());
    view.set("first_confessed", of_first(Kind::Confessed));
    view.set("first_denied", of_first(Kind::Denied));
    let quotes = said.iter().filter(|c| Some(c.document) == first).filter_map(|c| c.quote.clone());
    view.cite("confession", quotes);
}
