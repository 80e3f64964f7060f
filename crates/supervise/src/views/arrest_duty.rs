//! View `arrest_duty`: one suspect sent for prosecution who was never arrested (应当逮捕而未提请).
//!
//! Fields: `person` `charge` `measure` `measure_since` `requested` `refused` `arrested` `is_negligent` `is_short`
//! `intent_priors` `has_intent_prior` `prior_imprisoned` `likely` (可能判处徒刑以上 is written) `tier_min` `tier_words` `is_lesser`
//! (从犯、自首、未成年 … written) `computed_recidivist` `new_offence` `new_filed` `unfit` `window_days_from`.
//! Quotes: `measure` `priors` `likely` `new_offence` `new_filed` `accused` `unfit` `requests`.

use anjian_core::{
    Act, ActKind, CaseFacts,
    accusation::{Accusation, Accused},
    circumstance::CircumstanceKind as Kind,
    judgment::PenaltyKind,
};
use jiff::civil::Date;

use super::{
    convictions::{convictions, offence_days, recidivism},
    count::words_of,
    custody::quotes_of,
    titles,
};
use crate::{
    statutes,
    view::{View, day_value},
};

/// One view per person whom an opinion charges and who is not in arrest.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    facts
        .accusations
        .iter()
        .filter(|accusation| !accusation.is_indictment)
        .flat_map(|accusation| {
            accusation.accused.iter().filter_map(|accused| view(facts, accusation, accused))
        })
        .collect()
}

fn view(facts: &CaseFacts, accusation: &Accusation, accused: &Accused) -> Option<View> {
    let name = &accused.name;
    let sent = facts.documents.get(accusation.document).and_then(|d| d.closing_date);
    let before =
        |act: &Act| act.from.is_none_or(|from| sent.is_none_or(|sent| from.date() <= sent));
    let done = |kind: ActKind| -> Vec<&Act> {
        facts.acts_of(kind).filter(|act| act.is_done_to(name) && before(act)).collect()
    };
    let arrested =
        !done(ActKind::ArrestAnnounced).is_empty() || !done(ActKind::ArrestApproved).is_empty();
    // The opinion tells an arrest whose papers may not be bound in.
    let told_arrested = accused.quote.as_ref().is_some_and(|quote| {
        let text: String = quote.text().chars().filter(|c| !c.is_whitespace()).collect();
        text.contains("逮捕") && !text.contains("不批准逮捕") && !text.contains("未提请")
    });
    let mut view = View::of(name);
    view.judged_on(sent.map(anjian_core::Moment::day));
    view.set("arrested", arrested || told_arrested);
    view.set("requested", !done(ActKind::ArrestRequested).is_empty());
    view.set("refused", !done(ActKind::ArrestRefused).is_empty());
    let mut measures: Vec<&Act> = done(ActKind::BailStarted);
    measures.extend(done(ActKind::ResidentialSurveillanceStarted));
    measures.sort_by_key(|act| act.from.map(|from| from.date()));
    let first = measures.first().copied();
    let last = measures.last().copied();
    let described = accused.quote.as_ref().map_or(String::new(), |quote| {
        quote.text().chars().filter(|c| !c.is_whitespace()).collect::<String>()
    });
    let written = ["取保候审", "监视居住"].into_iter().find(|word| described.contains(word));
    view.set("measure", last.map(|act| act.kind.chinese()).or(written).unwrap_or(""));
    view.fields.insert(
        "measure_since".into(),
        day_value(first.and_then(|act| act.from).map(|from| from.date())),
    );
    view.cite("measure", quotes_of(measures.iter().copied()));
    let charge = if accused.charge.is_empty() {
        facts.charge.clone().unwrap_or_default()
    } else {
        accused.charge.clone()
    };
    view.set("is_negligent", statutes::is_negligent(&charge));
    view.set("is_short", statutes::is_short_only(&charge));
    set_priors(&mut view, facts, name);
    set_tier(&mut view, accusation, accused, &charge, offence_days(facts).map(|(day, _)| day));
    view.set("charge", charge);
    let told = |kind: Kind| {
        facts.circumstances.iter().filter(move |c| c.kind == kind && &c.person == name)
    };
    view.set("likely", told(Kind::LikelyImprisonment).next().is_some());
    view.cite("likely", told(Kind::LikelyImprisonment).filter_map(|c| c.quote.clone()));
    view.set("unfit", told(Kind::UnfitForCustody).next().is_some());
    view.cite("unfit", told(Kind::UnfitForCustody).filter_map(|c| c.quote.clone()));
    set_new_offence(&mut view, facts, accusation, name, first);
    view.cite("accused", accused.quote.clone());
    view.cite(
        "requests",
        facts
            .acts_of(ActKind::ArrestRequested)
            .filter(|act| !act.is_done_to(name))
            .flat_map(|act| act.quotes.first().cloned()),
    );
    view.searched = titles(
        facts,
        &["arrest_request", "arrest_refusal_decision", "bail_decision", "medical_certificate"],
        "",
    );
    Some(view)
}

fn set_priors(view: &mut View, facts: &CaseFacts, name: &str) {
    let told = convictions(facts, name);
    let intent: Vec<_> = told
        .iter()
        .filter(|c| !c.offence.is_empty() && !statutes::is_negligent(&c.offence))
        .collect();
    let words: Vec<String> = intent
        .iter()
        .map(|c| {
            let penalty = c
                .penalty
                .map_or(String::new(), |p| format!("{}{}", p.kind.chinese(), words_of(p.months)));
            format!("{}罪{penalty}", c.offence.trim_end_matches('罪'))
        })
        .collect();
    view.set("has_intent_prior", !intent.is_empty());
    view.set("intent_priors", words);
    let imprisoned = intent.iter().any(|c| {
        c.penalty.is_some_and(|penalty| {
            matches!(penalty.kind, PenaltyKind::FixedTerm | PenaltyKind::Life)
        })
    });
    view.set("prior_imprisoned", imprisoned);
    let days = offence_days(facts);
    let found = days.and_then(|(first, _)| recidivism(&told, first, 5));
    view.set("computed_recidivist", found.is_some());
    view.cite("priors", intent.iter().flat_map(|c| c.quotes.clone()));
}

/// The tier that words of the opinion about this person name.
fn set_tier(
    view: &mut View,
    accusation: &Accusation,
    accused: &Accused,
    charge: &str,
    day: Option<Date>,
) {
    let others: Vec<&str> = accusation
        .accused
        .iter()
        .map(|other| other.name.as_str())
        .filter(|other| *other != accused.name)
        .collect();
    let own: String = accusation
        .text
        .split_inclusive(['。', '；', '\n'])
        .filter(|part| {
            let names_own =
                part.contains(&accused.name) || others.iter().all(|o| !part.contains(o));
            names_own && !part.contains("不属于") && !part.contains("判处")
        })
        .collect();
    let offence = statutes::find_offence(charge, day);
    let tier = offence.and_then(|offence| {
        let named = offence.tiers.iter().rev().find_map(|tier| {
            let word = tier.words.iter().find(|word| own.contains(word.as_str()))?;
            Some((tier.min, word.clone()))
        });
        // An offence whose lightest tier is heavy (抢劫、绑架) is so without words.
        named.or_else(|| offence.tiers.iter().map(|t| t.min).min().map(|min| (min, String::new())))
    });
    view.set("tier_min", tier.as_ref().map_or(0, |(min, _)| *min));
    view.set("tier_min_words", words_of(tier.as_ref().map_or(0, |(min, _)| *min)));
    view.set("tier_words", tier.map_or(String::new(), |(_, words)| words));
    let lesser = [
        "从犯",
        "次要作用",
        "自首",
        "立功",
        "未满十八",
        "不满十八",
        "未成年",
        "未遂",
        "中止",
        "限制刑事责任能力",
        "限定刑事责任能力",
    ];
    view.set("is_lesser", lesser.iter().any(|word| own.contains(word)));
}

/// An offence charged that was committed after bail began, and its filing.
fn set_new_offence(
    view: &mut View,
    facts: &CaseFacts,
    accusation: &Accusation,
    name: &str,
    measure: Option<&Act>,
) {
    let since = measure.and_then(|act| act.from).map(|from| from.date());
    let committed = facts.acts_of(ActKind::OffenceAlleged).find(|act| {
        act.document == accusation.document
            && act.from.zip(since).is_some_and(|(from, since)| from.date() > since)
            && act.quotes.iter().any(|quote| {
                quote
                    .text()
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .collect::<String>()
                    .contains(name)
            })
    });
    view.set_act("new_offence", committed);
    let filed = facts.acts_of(ActKind::CaseFiled).find(|act| {
        let day = committed.and_then(|committed| committed.from).map(|from| from.date());
        act.from.zip(day).is_some_and(|(from, day)| from.date() >= day)
    });
    view.set_act("new_filed", filed);
}
