//! View `count`: one offence of one defendant's sentence, measured by the statutory range (法定刑).
//!
//! Fields: `person` `offence` `offences` (how many the defendant has) `penalty` `months` `is_fixed`
//! `is_exempted` `is_life` `article` `tier_known` `tier_certain` `tier_words` `tier_min` `tier_max`
//! `next_tier_min` (−1 where there is no lighter tier) `offence_max` `mitigated` `mitigating`
//! `mitigating_count` `approved` `fined` `fine` `fine_known` `confiscated` `fine_rule` `fine_minimum`
//! `fine_minimum_words` `amount` `is_juvenile`. Quotes: `count` `findings` `found`.

use anjian_core::{
    CaseFacts,
    judgment::{Count, Judgment, PenaltyKind, Sentence},
    period,
};
use jiff::civil::Date;

use super::{convictions::offence_days, courts::own_judgments};
use crate::{
    statutes::{self, FineRule, Offence, Tier},
    view::View,
};

/// Circumstances by which the law allows or asks a penalty below the range (减轻).
const MITIGATING: &[&str] = &[
    "自首",
    "重大立功",
    "立功",
    "从犯",
    "胁从犯",
    "未遂",
    "中止",
    "预备",
    "未成年",
    "老年",
    "过当",
    "限制责任能力",
    "聋哑",
];

/// One view per offence of each sentence of the case's own judgments.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    own_judgments(facts)
        .flat_map(|judgment| {
            judgment.sentences.iter().flat_map(move |sentence| {
                sentence
                    .counts
                    .iter()
                    .filter_map(move |count| view(facts, judgment, sentence, count))
            })
        })
        .collect()
}

fn view(
    facts: &CaseFacts,
    judgment: &Judgment,
    sentence: &Sentence,
    count: &Count,
) -> Option<View> {
    let penalty = count.penalty?;
    let day = offence_days(facts).map(|(first, _)| first);
    let offence = statutes::find_offence(&count.offence, day);
    let mut view = View::of(&sentence.defendant);
    view.judged_on(judgment.pronounced);
    view.set("offence", count.offence.as_str());
    view.set("offences", sentence.counts.len());
    view.set("penalty", penalty.kind.chinese());
    view.set("months", penalty.months);
    view.set("is_fixed", penalty.kind == PenaltyKind::FixedTerm);
    view.set("is_timed", penalty.months > 0);
    view.set("is_exempted", penalty.kind == PenaltyKind::Exempted);
    view.set("is_life", matches!(penalty.kind, PenaltyKind::Life | PenaltyKind::Death));
    view.set("term_words", words_of(penalty.months));
    view.set("article", offence.map_or("", |offence| offence.article.as_str()));
    view.set("amount", count.amount.unwrap_or(0));
    set_tier(&mut view, offence, count);
    let mitigating: Vec<String> = MITIGATING
        .iter()
        .filter(|word| sentence.has(word))
        .map(|word| (*word).to_owned())
        .collect();
    view.set("mitigated", sentence.has("减轻处罚") || sentence.has("免除处罚"));
    view.set("mitigating_count", mitigating.len());
    view.set("mitigating", mitigating.join("、"));
    view.set("approved", sentence.has("核准"));
    // Young at the judgment is young at the offence, where no paper dates it.
    let known = day.or(judgment.pronounced.map(|pronounced| pronounced.date()));
    set_fine(&mut view, facts, sentence, count, offence, known);
    view.cite("count", count.quote.clone());
    view.cite("sentence", sentence.quote.clone());
    view.cite("findings", sentence.finding_quotes.iter().cloned());
    view.cite("found", judgment.found_quote.clone());
    if let Some(document) = facts.documents.get(judgment.document) {
        view.searched = vec![format!("{}（{}）", document.title, document.file)];
    }
    Some(view)
}

fn set_tier(view: &mut View, offence: Option<&Offence>, count: &Count) {
    let tiers: &[Tier] = offence.map_or(&[], |offence| offence.tiers.as_slice());
    let stated = count.stated_years.and_then(|years| {
        let at = tiers.iter().position(|tier| tier.min == years * 12)?;
        Some((at, format!("应处{years}年以上")))
    });
    let worded = || {
        tiers.iter().enumerate().rev().find_map(|(at, tier)| {
            let word = tier.words.iter().find(|word| count.grounds.contains(word.as_str()))?;
            Some((at, word.clone()))
        })
    };
    // From its high end on a tier is open in every province.
    let counted = || {
        let amount = count.amount?;
        tiers.iter().enumerate().rev().find_map(|(at, tier)| {
            let (_, high) = tier.amount?;
            (amount >= high).then(|| (at, format!("数额{amount}元")))
        })
    };
    let found_tier = stated.or_else(worded).or_else(counted);
    let only = tiers.len() == 1;
    let chosen = found_tier.or_else(|| only.then(|| (0, String::new())));
    let tier = chosen.as_ref().and_then(|(at, _)| tiers.get(*at));
    view.set("tier_known", tier.is_some());
    view.set("tier_words", chosen.as_ref().map_or("", |(_, words)| words.as_str()));
    view.set("tier_min", tier.map_or(0, |tier| tier.min));
    view.set("tier_max", tier.map_or(0, |tier| tier.max));
    view.set("tier_reaches_life", tier.is_some_and(|tier| tier.life || tier.death));
    let below = chosen.as_ref().and_then(|(at, _)| tiers.get(at.checked_sub(1)?));
    view.set("next_tier_min", below.map_or(-1, |tier| tier.min));
    view.set("tier_min_words", words_of(tier.map_or(0, |tier| tier.min)));
    view.set("tier_max_words", words_of(tier.map_or(0, |tier| tier.max)));
    view.set("next_tier_words", words_of(below.map_or(0, |tier| tier.min)));
    let most = tiers.iter().map(|tier| if tier.life || tier.death { 180 } else { tier.max }).max();
    view.set("offence_max", most.unwrap_or(0));
    view.set("offence_max_words", words_of(most.unwrap_or(0)));
}

fn set_fine(
    view: &mut View,
    facts: &CaseFacts,
    sentence: &Sentence,
    count: &Count,
    offence: Option<&Offence>,
    day: Option<Date>,
) {
    let months = count.penalty.map_or(0, |penalty| penalty.months);
    let heavy = count
        .penalty
        .is_some_and(|penalty| matches!(penalty.kind, PenaltyKind::Life | PenaltyKind::Death));
    let short = count
        .penalty
        .is_some_and(|p| matches!(p.kind, PenaltyKind::ShortDetention | PenaltyKind::Control));
    // The tiers the penalty can come from; where all ask for a fine it must be there.
    let open: Vec<FineRule> = offence
        .into_iter()
        .flat_map(|offence| offence.tiers.iter())
        .filter(|tier| {
            if heavy {
                tier.life || tier.death
            } else if short {
                tier.min == 0
            } else {
                tier.min <= months && months <= tier.max
            }
        })
        .map(|tier| tier.fine)
        .collect();
    // Mitigated below every range: the lightest tier's rule.
    let open = if open.is_empty() {
        offence.and_then(|o| o.tiers.first()).map(|tier| tier.fine).into_iter().collect()
    } else {
        open
    };
    let all = |rule: FineRule| !open.is_empty() && open.iter().all(|other| *other == rule);
    let rule = if all(FineRule::Must) {
        "must"
    } else if open.contains(&FineRule::Must) {
        "unsure"
    } else if open.is_empty() {
        "unknown"
    } else {
        "free"
    };
    view.set("fine_rule", rule);
    view.set("fined", count.is_fined);
    view.set("fine_known", count.fine.is_some());
    view.set("fine", count.fine.unwrap_or(0));
    view.set("confiscated", count.is_confiscated);
    let birth = sentence
        .birth
        .or_else(|| facts.find_person(&sentence.defendant).and_then(|person| person.birth));
    let is_juvenile = sentence.has("未成年")
        || birth.zip(day).is_some_and(|(birth, day)| period::age_on(birth, day) < 18);
    view.set("is_juvenile", is_juvenile);
    let bare = count.offence.trim_end_matches('罪');
    view.set("is_graft", matches!(bare, "贪污" | "受贿"));
    view.set("is_extortion", bare == "敲诈勒索");
    view.set("is_capped", matches!(bare, "盗窃" | "敲诈勒索"));
}

/// `九年六个月` as papers say it, in digits: `9年6个月`.
pub(super) fn words_of(months: i64) -> String {
    match (months / 12, months % 12) {
        (0, months) => format!("{months}个月"),
        (years, 0) => format!("{years}年"),
        (years, months) => format!("{years}年{months}个月"),
    }
}
