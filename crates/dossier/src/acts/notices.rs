//! Notices to the family (拘留通知书、逮捕通知书、监视居住通知书): told when, how, or why not.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind, Moment, Outcome, Participant, Role};
use regex::Regex;

use super::{
    act_on, at, blank,
    sections::{Section, sections},
};
use crate::{
    form::Form,
    moments::{self, StatedMoment},
    names::NAME,
    people,
};

mod proof;
mod reasons;

pub(super) use proof::read_proof;

static POSTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"邮寄|挂号|交邮|付邮|投邮|寄出|寄送|寄往|寄至|寄给|寄达|邮政|特快|EMS|快递|速递|快件|寄发|交寄|投寄|函寄|寄件|收寄|揽收|邮局|信函|平信|邮件编号|邮单")
        .expect("the pattern is a constant")
});

static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"妥投|签收|收到|收悉|回执|投递|投妥").expect("the pattern is a constant")
});

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"通知|告知|告诉|转告|送达|电话|短信|微信").expect("the pattern is a constant")
});

static FAILED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"未接|无人接|关机|停机|空号|占线|不通|无法接通|未果|联系不上|未能联系|无法联系|未联系|来电|查明|比对|确认身份|核实")
        .expect("the pattern is a constant")
});

/// What the notice is about: the moment of this is no moment of telling.
static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"拘留|逮捕|监视居住|羁押|抓获").expect("the pattern is a constant")
});

static RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"收到|签收|收悉|家属|亲属|被通知人|受送达人|收件人|收信人|接收人|签名|签字|捺|指印|手印|之[父母妻夫子女兄弟姐妹]|父亲|母亲|妻子|丈夫|（[父母妻夫子女儿兄弟姐妹]|送达人|送达时间|签收时间|收到时间|通知时间|告知时间|交邮时间")
        .expect("the pattern is a constant")
});

static OFFICER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"民警|经办|办案(?:人|单位|机关)|承办|办理人|执行人|制作人|填发|批准人|审批")
        .expect("the pattern is a constant")
});

static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?m)^(?P<name>{NAME})(?:（[^）\n]{{1,12}}）)?(?:同志|女士|先生)?："))
        .expect("the pattern is a constant")
});

static EMBEDDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^.{0,12}(?:(?:逮捕|拘留|监视居住)通知(?:书|情况)?|通知家属|家属通知)(?:[^。\n]*(?:。|$))+").expect("the pattern is a constant")
});

static AWAY_FROM_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[。；]").expect("the pattern is a constant"));

/// Chars before a moment in which the words are looked for that say what it is the moment of.
const BEFORE_CHARS: usize = 70;

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let kind = match form.kind() {
        "detention_notice" => ActKind::FamilyNotified,
        "residential_surveillance_notice" => ActKind::SurveillanceFamilyNotified,
        _ => ActKind::ArrestFamilyNotified,
    };
    let subjects = held(form, suspects);
    let found: Vec<Section<'_>> = sections(form, &subjects);
    // A line for all of them ("甲、乙已于…被执行逮捕") stands above those of each.
    let alone = |section: &&Section<'_>| section.subjects.len() <= 1;
    let several = found.iter().filter(alone).count() > 1;
    found
        .iter()
        .filter(|section| !several || alone(section))
        .flat_map(|section| {
            section
                .subjects
                .iter()
                .flat_map(|subject| read_section(form, kind, Some(subject), &section.range))
                .collect::<Vec<Act>>()
        })
        .collect()
}

/// The people in custody that a notice names, not the addressee and not accomplices beside them.
fn held<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let named = people::subjects(form, suspects);
    let is_addressee =
        |name: &str| ADDRESSEE.captures_iter(form.text()).any(|captures| &captures["name"] == name);
    let held: Vec<&str> = named.iter().copied().filter(|name| !is_addressee(name)).collect();
    if held.is_empty() { named } else { held }
}

/// Acts of telling that another paper notes beside its own subject: a warrant's last lines, a
/// receipt of service, a note of a phone call.
pub(super) fn read_embedded(form: &Form<'_>, kind: ActKind, subjects: &[&str]) -> Vec<Act> {
    let mut acts = Vec::new();
    for found in EMBEDDED.find_iter(form.text()) {
        let named: Vec<&str> =
            subjects.iter().copied().filter(|name| found.as_str().contains(name)).collect();
        let meant = if named.is_empty() { subjects } else { &named };
        let moments = tellings(form, &found.range());
        // "潘秋菊2023年6月22日8时30分签收；石桂英同日8时45分签收": one telling for each, in order.
        let paired = meant.len() > 1 && moments.len() == meant.len();
        for (index, subject) in meant.iter().enumerate() {
            let own = moments.iter().enumerate().filter(|(at, _)| !paired || *at == index);
            acts.extend(own.map(|(_, telling)| telling.act(form, kind, Some(subject))));
        }
    }
    acts
}

fn read_section(
    form: &Form<'_>,
    kind: ActKind,
    subject: Option<&str>,
    range: &Range<usize>,
) -> Vec<Act> {
    let mut acts = Vec::new();
    if let Some((reason, words)) = reasons::find(form.text(), range) {
        let mut act = act_on(form, kind, subject);
        act.reason = Some(reason.clone());
        act.outcome = Outcome::Omitted { reason };
        act.quotes.extend(form.reading.quote(words));
        acts.push(act);
    }
    let told = tellings(form, range);
    acts.extend(told.iter().map(|telling| telling.act(form, kind, subject)));
    // Posted, nobody knows when: the day it arrived is not the day of telling.
    let posted = POSTED.find(&form.text()[range.clone()]);
    if let Some(found) = posted.filter(|_| told.iter().any(|telling| telling.means == "签收"))
        && told.iter().all(|telling| telling.means != "邮寄")
    {
        let mut act = act_on(form, kind, subject);
        act.means = Some("邮寄".to_owned());
        act.quotes.extend(form.reading.quote_line(range.start + found.start()));
        acts.push(act);
    }
    if acts.is_empty() {
        let (outcome_known, quote) = receipt_line(form, range);
        let quote = quote.or_else(|| form.document.title_quote.clone());
        let mut act = act_on(form, kind, subject);
        if outcome_known {
            // Signed without a time: told, at a time unknown.
            act.quotes.extend(quote);
            acts.push(act);
        } else {
            acts.push(blank(act, quote));
        }
    }
    acts
}

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"[^\n]*(?:家属|签收|收到|被通知人|受送达人)[^\n]{{0,12}}[：。 ]\s*{NAME}\s*(?:（|$)[^\n]*"
    ))
    .expect("the pattern is a constant")
});

static UNSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n]*(?:家属|签收|收到|被通知人|受送达人)[^\n]*")
        .expect("the pattern is a constant")
});

/// Whether somebody signed for the paper, and the words of the place for it.
fn receipt_line(form: &Form<'_>, range: &Range<usize>) -> (bool, Option<anjian_core::Quote>) {
    let text = &form.text()[range.clone()];
    let quote = |found: regex::Match<'_>| {
        form.reading.quote(range.start + found.start()..range.start + found.end())
    };
    match SIGNED.find(text) {
        Some(found) => (true, quote(found)),
        None => (false, UNSIGNED.find(text).and_then(quote)),
    }
}

/// One telling of the family.
struct Telling {
    moment: Moment,
    range: Range<usize>,
    means: &'static str,
    recipient: Option<String>,
}

impl Telling {
    fn act(&self, form: &Form<'_>, kind: ActKind, subject: Option<&str>) -> Act {
        let mut act =
            at(act_on(form, kind, subject), self.moment, form.reading.quote(self.range.clone()));
        act.means = Some(self.means.to_owned());
        act.participants.extend(
            self.recipient
                .iter()
                .map(|name| Participant { name: name.clone(), role: Role::Recipient }),
        );
        act
    }
}

/// The moments inside `range` at which the family was told, each judged by the words around it.
fn tellings(form: &Form<'_>, range: &Range<usize>) -> Vec<Telling> {
    let text = form.text();
    let Some(inside) = text.get(range.clone()) else { return Vec::new() };
    // Days alone ("当日", "4月4日") take their year from what stands above.
    let stated: Vec<StatedMoment> = moments::find_moments(inside, form.reference())
        .into_iter()
        .map(|found| StatedMoment {
            range: range.start + found.range.start..range.start + found.range.end,
            moment: found.moment,
        })
        .collect();
    let addressee = ADDRESSEE.captures(text).map(|captures| captures["name"].to_owned());
    let mut tellings = Vec::new();
    for (index, found) in stated.iter().enumerate() {
        let previous = index.checked_sub(1).map_or(range.start, |before| stated[before].range.end);
        let next = stated.get(index + 1).map_or(range.end, |after| after.range.start);
        let line = form.reading.line_range(found.range.start);
        let before = before_words(text, previous, found.range.start, &line);
        if is_closing_line(text, found, &line, &stated) {
            continue;
        }
        let after = after_words(text, found.range.end, next.min(line.end));
        if let Some(means) = means_of(before, after, addressee.as_deref()) {
            let own = before.rsplit(['。', '；', '\n']).next().unwrap_or("");
            let start = found.range.start - own.len();
            tellings.push(Telling {
                moment: found.moment,
                range: start.max(line.start)..found.range.end + after_clause(after).len(),
                means,
                recipient: addressee.clone(),
            });
        }
    }
    tellings
}

/// The words between the moment before and this one, at most those of its line and, where the date
/// stands alone, of the line above.
fn before_words<'t>(text: &'t str, previous: usize, start: usize, line: &Range<usize>) -> &'t str {
    let alone = text[line.start..start].trim().is_empty();
    let floor = if alone && line.start > 0 {
        text[..line.start - 1].rfind('\n').map_or(0, |found| found + 1)
    } else {
        line.start
    };
    let window = text[floor.max(previous).min(start)..start]
        .char_indices()
        .rev()
        .nth(BEFORE_CHARS)
        .map_or(0, |(at, _)| at);
    &text[floor.max(previous).min(start) + window..start]
}

/// A date alone on its line below a line that has its own moment, or that says why nobody was told:
/// the paper's closing, not a receipt.
fn is_closing_line(
    text: &str,
    found: &StatedMoment,
    line: &Range<usize>,
    stated: &[StatedMoment],
) -> bool {
    let alone = text[line.start..found.range.start].trim().is_empty()
        && found.moment.time().is_none()
        && line.start > 0;
    if !alone {
        return false;
    }
    let above_start = text[..line.start - 1].rfind('\n').map_or(0, |at| at + 1);
    let above = above_start..line.start - 1;
    stated.iter().any(|other| above.contains(&other.range.start))
        || reasons::find(text, &above).is_some()
}

fn after_words(text: &str, end: usize, limit: usize) -> &str {
    let rest = text.get(end..limit.max(end)).unwrap_or("");
    AWAY_FROM_LINE.find(rest).map_or(rest, |found| &rest[..found.start()])
}

/// The clause up to a comma.
fn after_clause(after: &str) -> &str {
    after.split(['，', ' ']).next().unwrap_or(after)
}

fn means_of(before: &str, after: &str, addressee: Option<&str>) -> Option<&'static str> {
    let clause = after_clause(after);
    // "被拘留人户籍地" names a person, not the measure.
    let bare = ["被拘留人", "被逮捕人", "被监视居住人"]
        .iter()
        .fold(clause.to_owned(), |text, word| text.replace(word, ""));
    if MEASURE.is_match(&bare) && !TOLD.is_match(clause) && !POSTED.is_match(clause) {
        return None;
    }
    // "于…将涉嫌盗窃罪的张某刑事拘留" may have spaces or commas inside.
    if after.starts_with('将') && MEASURE.is_match(after) && !POSTED.is_match(after) {
        return None;
    }
    if FAILED.is_match(after) {
        return None;
    }
    let label = before.rsplit(['。', '；', '，']).next().unwrap_or(before);
    if POSTED.is_match(clause) || (POSTED.is_match(label) && !DELIVERED.is_match(label)) {
        return Some(if DELIVERED.is_match(clause) { "签收" } else { "邮寄" });
    }
    if DELIVERED.is_match(clause) || clause.contains("送达") {
        return Some("签收");
    }
    if TOLD.is_match(clause) {
        return Some("通知");
    }
    let ends = ["电话", "短信", "微信", "当面", "口头"];
    if ends.iter().any(|word| label.trim_end().ends_with(word)) {
        return Some("通知");
    }
    let officer = OFFICER.find_iter(before).last().map(|found| found.start());
    let receipt = RECEIPT
        .find_iter(before)
        .map(|found| found.start())
        .chain(addressee.and_then(|name| before.rfind(name)))
        .max();
    let is_receipt = receipt.is_some_and(|at| officer.is_none_or(|officer| officer < at));
    if is_receipt {
        let told = TOLD.is_match(label) && !DELIVERED.is_match(label);
        return Some(if told { "通知" } else { "签收" });
    }
    None
}

#[cfg(test)]
mod tests;
