//! Views of expert opinions (鉴定意见).
//!
//! `opinion`, one an opinion: `person` (empty: it is about the case), `title`, `number`, `institution`,
//! `field` (text), `opined` (moment), `signer_count`, `signers`, `empty_place_count`,
//! `has_signature_place`, `is_electronic`, `is_police`, `has_qualification`, `scope`, `in_scope`,
//! `scope_is_partial`, `valid_from`, `valid_until` (ISO or empty). Quotes: `title`, `closing`,
//! `empty_places`, `qualification`, `scope`, `category`, `conclusion`.
//!
//! `opinion_telling`, one an opinion of a case sent for prosecution: `person` (who was not told),
//! `title`, `number`, `field`, `opined`, `sent`, `suspects_untold`, `victims_untold`, `told` (texts),
//! `has_any_telling`, `late` (texts: told more than so many days after), `slowest_days`,
//! `slowest_person`. Quotes: `title`, `closing`, `conclusion`, `told`, `sent`.

use anjian_core::{
    Act, ActKind, CaseFacts, Role,
    facts::Victim,
    opinion::{ExpertOpinion, OpinionField, OpinionTelling},
    period,
};

use super::{custody::earliest, titles};
use crate::view::{View, day_value};

/// Words by which a scope of business (业务范围) covers a field.
fn scope_words(field: OpinionField) -> &'static [&'static str] {
    match field {
        OpinionField::BloodAlcohol => &["毒物", "理化", "化学", "毒化"],
        OpinionField::Injury => &["临床"],
        OpinionField::Death => &["病理", "尸体", "临床"],
        OpinionField::Mental => &["精神"],
        OpinionField::Dna => &["物证", "DNA", "遗传", "生物"],
        OpinionField::Print => &["痕迹", "指纹", "物证"],
        OpinionField::Trace => &["痕迹", "物证"],
        OpinionField::Speed => &["交通", "车速", "痕迹", "机动车", "车辆"],
        OpinionField::Vehicle => &["机动车", "车辆", "交通", "痕迹"],
        OpinionField::Drug => &["毒品", "毒物", "理化", "化学", "微量"],
        OpinionField::Accounting => &["会计", "审计"],
        OpinionField::Species => &["植物", "动物", "林", "物种", "野生"],
        OpinionField::Quality => &["质量", "产品", "检验", "检测", "烟", "药", "食品", "油"],
        OpinionField::Document => &["文书", "文件", "物证"],
        OpinionField::Electronic => &["电子", "声像"],
    }
}

fn field_text(field: OpinionField) -> &'static str {
    match field {
        OpinionField::BloodAlcohol => "法医毒物（血液酒精）",
        OpinionField::Injury => "法医临床（损伤程度）",
        OpinionField::Death => "法医病理（死因）",
        OpinionField::Mental => "法医精神病",
        OpinionField::Dna => "DNA",
        OpinionField::Print => "指印",
        OpinionField::Trace => "痕迹",
        OpinionField::Speed => "交通事故车速",
        OpinionField::Vehicle => "车辆属性",
        OpinionField::Drug => "毒品",
        OpinionField::Accounting => "司法会计",
        OpinionField::Species => "动植物种类",
        OpinionField::Quality => "质量、真伪",
        OpinionField::Document => "文书",
        OpinionField::Electronic => "电子数据",
    }
}

/// One view an opinion, on its form.
pub(super) fn forms(facts: &CaseFacts) -> Vec<View> {
    facts.opinions.iter().map(|opinion| form(facts, opinion)).collect()
}

fn head(facts: &CaseFacts, opinion: &ExpertOpinion, subject: &str) -> View {
    let mut view = View::of(subject);
    let document = facts.documents.get(opinion.document);
    view.judged_on(opinion.opined);
    view.set("title", document.map_or("", |document| document.title.as_str()));
    view.set("number", opinion.number.clone().unwrap_or_default());
    view.set("field", opinion.fields.first().map_or("", |field| field_text(*field)));
    view.set_moment("opined", opinion.opined);
    view.cite("title", document.and_then(|document| document.title_quote.clone()));
    view.cite("closing", opinion.closing_quote.clone());
    view.cite("conclusion", opinion.conclusion_quote.clone());
    view
}

fn form(facts: &CaseFacts, opinion: &ExpertOpinion) -> View {
    let mut view = head(facts, opinion, "");
    view.set("institution", opinion.institution.clone().unwrap_or_default());
    view.set("signer_count", opinion.signers.len());
    view.set("signers", opinion.signers.clone());
    view.set("empty_place_count", opinion.empty_places.len());
    view.set("has_signature_place", opinion.has_signature_place);
    view.set("is_electronic", opinion.is_electronic);
    view.set("is_police", opinion.is_police);
    // A licence filed with one opinion of an institution stands for its other ones.
    let fellow = facts
        .opinions
        .iter()
        .filter(|other| other.institution.is_some() && other.institution == opinion.institution);
    let fellow: Vec<&ExpertOpinion> = fellow.collect();
    let qualified =
        opinion.qualification.is_some() || fellow.iter().any(|other| other.qualification.is_some());
    view.set("has_qualification", qualified);
    let scoped = std::iter::once(&opinion).chain(&fellow).find(|other| other.scope.is_some());
    let scope = scoped.and_then(|other| other.scope.clone()).unwrap_or_default();
    let covered = opinion
        .fields
        .iter()
        .any(|field| scope_words(*field).iter().any(|word| scope.contains(word)));
    view.set("in_scope", scope.is_empty() || opinion.fields.is_empty() || covered);
    view.set("scope", scope);
    view.set("scope_is_partial", scoped.is_some_and(|other| other.scope_is_partial));
    view.cite("scope", scoped.and_then(|other| other.scope_quote.clone()));
    let valid = scoped.and_then(|other| other.valid).or(opinion.valid);
    view.set("valid_from", day_value(valid.map(|(from, _)| from)));
    view.set("valid_until", day_value(valid.map(|(_, until)| until)));
    view.cite("empty_places", opinion.empty_places.iter().cloned());
    view.cite("qualification", opinion.qualification.clone());
    view.cite("category", opinion.category_quote.clone());
    view.searched =
        titles(facts, &["expert_opinion", "blood_alcohol_report", "expert_qualification"], "");
    view
}

/// One view an opinion of a case sent for prosecution, on whom it was told.
pub(super) fn tellings(facts: &CaseFacts) -> Vec<View> {
    let Some(sent) = earliest(facts.acts_of(ActKind::SentForProsecution), None) else {
        return Vec::new();
    };
    facts.opinions.iter().map(|opinion| telling(facts, opinion, sent)).collect()
}

fn telling(facts: &CaseFacts, opinion: &ExpertOpinion, sent: &Act) -> View {
    let day = sent.from.map(|from| from.date());
    let matching: Vec<&OpinionTelling> = facts
        .opinion_tellings
        .iter()
        .filter(|told| is_about(facts, told, opinion))
        .filter(|told| {
            told.told.is_none()
                || day.is_none_or(|day| told.told.is_some_and(|told| told.date() <= day))
        })
        .collect();
    let is_told = |name: &str| matching.iter().any(|told| told.person == name);
    let subjects: Vec<&str> =
        facts.acts_of(ActKind::SentForProsecution).filter_map(Act::subject).collect();
    let suspects: Vec<&str> = facts
        .suspects()
        .filter(|person| !person.at_large)
        .map(|person| person.name.as_str())
        .filter(|name| subjects.is_empty() || subjects.contains(name))
        .collect();
    let untold: Vec<&str> = suspects.iter().copied().filter(|name| !is_told(name)).collect();
    let is_stranger = |told: &&&OpinionTelling| {
        !suspects.contains(&told.person.as_str())
            && facts.victims.iter().all(|victim| victim.name != told.person)
    };
    let victims: Vec<&Victim> = facts
        .victims
        .iter()
        .filter(|victim| facts.victims.len() == 1 || opinion.persons.contains(&victim.name))
        .filter(|victim| !is_told(&victim.name))
        .filter(|victim| {
            let stands_for = facts.victims.len() == 1 || victim.is_dead;
            !(stands_for
                && matching.iter().filter(is_stranger).any(|told| !is_party(facts, told, victim)))
        })
        .collect();
    let victim_names: Vec<String> = victims.iter().map(|victim| whom(facts, victim)).collect();
    let mut people: Vec<String> = untold.iter().map(|name| (*name).to_owned()).collect();
    people.extend(victim_names.iter().cloned());
    let mut view = head(facts, opinion, &people.join("、"));
    view.set_act("sent", Some(sent));
    view.set("suspects_untold", untold.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    let described: Vec<String> = victims
        .iter()
        .zip(&victim_names)
        .map(|(victim, name)| match (victim.is_dead, *name == victim.name) {
            (true, true) => format!("{}（已死亡）的近亲属", victim.name),
            (true, false) => format!("{}（已死亡）的近亲属{name}", victim.name),
            _ => name.clone(),
        })
        .collect();
    view.set("victims_untold", described);
    view.set("has_any_telling", !matching.is_empty());
    let texts = matching.iter().map(|told| {
        let when = told.told.map_or(String::new(), |told| told.to_chinese());
        format!("{}{when}", told.person)
    });
    view.set("told", texts.collect::<Vec<_>>());
    view.cite("told", matching.iter().filter_map(|told| told.quote.clone()).take(4));
    let first_told = |name: &str| {
        let own = matching.iter().filter(|told| told.person == name);
        own.filter_map(|told| told.told).min_by_key(|told| told.date())
    };
    let slowest = suspects
        .iter()
        .filter(|name| was_there(facts, opinion, name))
        .filter_map(|name| {
            let days = period::days_between(opinion.opined?.date(), first_told(name)?.date());
            Some((days, (*name).to_owned()))
        })
        .max();
    view.set("slowest_days", slowest.as_ref().map_or(0, |(days, _)| *days));
    view.set("slowest_person", slowest.map_or(String::new(), |(_, person)| person));
    view.searched =
        titles(facts, &["expert_opinion_notice", "service_receipt", "interrogation_record"], "");
    view
}

/// The person had been interrogated before the opinion was given, so that he could be told at once.
fn was_there(facts: &CaseFacts, opinion: &ExpertOpinion, person: &str) -> bool {
    facts.acts_of(ActKind::Interrogated).any(|act| {
        act.is_done_to(person)
            && act
                .from
                .zip(opinion.opined)
                .is_some_and(|(from, opined)| from.date() <= opined.date())
    })
}

/// Who signed is no stranger standing for the victim but a party of his own (the other driver, say).
fn is_party(facts: &CaseFacts, told: &OpinionTelling, victim: &Victim) -> bool {
    let known = facts.acts_of(ActKind::VictimRightTold).filter(|act| act.is_done_to(&victim.name));
    let recipients: Vec<&str> = known.flat_map(|act| act.names(Role::Recipient)).collect();
    !recipients.is_empty() && !recipients.contains(&told.person.as_str())
}

/// The victim, or the relative who was told in a dead victim's place before.
fn whom(facts: &CaseFacts, victim: &Victim) -> String {
    let relative = facts
        .acts_of(ActKind::VictimRightTold)
        .filter(|act| victim.is_dead && act.is_done_to(&victim.name))
        .find_map(|act| act.names(Role::Recipient).next().map(str::to_owned));
    relative.unwrap_or_else(|| victim.name.clone())
}

/// A telling is about an opinion whose field or number it names; one that names neither is about those
/// filed with it, or about all where it was made orally.
fn is_about(facts: &CaseFacts, told: &OpinionTelling, opinion: &ExpertOpinion) -> bool {
    if told.is_price {
        return false;
    }
    let number = opinion.number.as_deref().unwrap_or("");
    let tail = number.find(['〔', '[', '（', '［']).map_or("", |at| &number[at..]);
    if !tail.is_empty() && told.numbers.iter().any(|own| own == tail) && told.fields.is_empty() {
        return true;
    }
    if told.fields.is_empty() || opinion.fields.is_empty() {
        let file = |document: usize| facts.documents.get(document).map(|document| &document.file);
        let is_oral = facts.records.iter().any(|record| record.document == told.document);
        return is_oral
            || told.document != opinion.document
                && (file(told.document) == file(opinion.document) || facts.opinions.len() == 1);
    }
    told.fields.iter().any(|field| opinion.fields.contains(field))
}
