//! Extensions of a detention (延长拘留期限): for whom, how far, when approved, when told.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind, Moment, act::Extent};
use regex::Regex;

use super::{
    act_on, at, closed,
    sections::{is_signature, signers},
};
use crate::{form::Form, moments, numerals::parse_numeral, people};

/// Means of an extension that another paper only mentions: its own papers are not in the file.
pub const MENTIONED: &str = "提及";

static EXTENDED: LazyLock<Regex> = LazyLock::new(|| {
    let days = r"\d{1,2}|[一二三四五六七八九十]{1,3}";
    Regex::new(&format!(
        r"延长[^。；\n日月年]{{0,36}}?(?:至\s*(?P<to>{days})\s*[日天]|(?P<by>{days})\s*[日天]|(?:期限|时间)?至\s*(?P<until>\d{{4}}\s*年|\d{{1,2}}\s*月))"
    ))
    .expect("the pattern is a constant")
});

static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:审批意见|领导批示|批示|负责人意见|局领导意见|审批人意见|领导意见|审核意见|领导审批|批准意见)[^\n]{0,10}[：\s][^\n]{0,20}(?:同意|准予|批准)[^\n]*(?:\n[^\n]{0,40})?").expect("the pattern is a constant")
});

static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n，：]{0,30}(?:流窜|多次|结伙)[^。；\n，]{0,20}")
        .expect("the pattern is a constant")
});

static OTHER_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"因\s*(?P<reason>[^。\n]{4,60}?)[，。]").expect("the pattern is a constant")
});

/// A notice (延长拘留期限通知书): the approval of each person it is for, and when each was told.
pub(super) fn read_notice(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let mut acts = Vec::new();
    for subject in persons(form, suspects) {
        let act = || extended(form, subject);
        let approved = closed(form, act());
        let told = told(form, subject);
        let announced = told.map(|(moment, range)| at(act(), moment, form.reading.quote(range)));
        match (approved, announced) {
            (None, None) => acts.push(Act {
                quotes: form.document.title_quote.clone().into_iter().collect(),
                ..act()
            }),
            (approved, announced) => acts.extend(approved.into_iter().chain(announced)),
        }
    }
    acts
}

/// A report (呈请) extends nothing until it is approved; one without a dated approval is no act.
pub(super) fn read_report(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(approval) = APPROVED.find(form.text()) else { return Vec::new() };
    let Some(moment) = form.moment_in(approval.range()) else { return Vec::new() };
    people::subjects(form, suspects)
        .into_iter()
        .take(1)
        .map(|subject| {
            at(
                extended(form, subject),
                Moment::day(moment.date()),
                form.reading.quote(approval.range()),
            )
        })
        .collect()
}

static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:延长[^。；\n]{0,20}(?:拘留|提请(?:审查)?批准逮捕)|拘留[^。；\n]{0,30}延长|延长[^。；\n]{0,6}至三十日|延长至\s*\d{1,2}\s*月)[^。；\n]*")
        .expect("the pattern is a constant")
});

/// A request for arrest or an opinion that mentions an extension of the detention: no approval,
/// but a sign that there was one whose paper is missing from the file.
pub(super) fn read_mention(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let mut acts = Vec::new();
    for found in MENTION.find_iter(text) {
        if found.as_str().contains("侦查羁押") {
            continue;
        }
        let before = &text[..found.end()];
        // The person last introduced before the sentence is meant.
        let nearest = subjects
            .iter()
            .filter_map(|name| before.rfind(name).map(|at| (at, *name)))
            .max()
            .map(|(_, name)| name);
        let Some(subject) = nearest else { continue };
        let mut act = act_on(form, ActKind::DetentionExtended, Some(subject));
        extent_of(found.as_str(), &mut act);
        act.means = Some(MENTIONED.to_owned());
        act.quotes.extend(form.reading.quote(found.range()));
        acts.push(act);
    }
    acts
}

/// For whom the notice is: those who sign it; else those it names, without accomplices named
/// after 与, 和, 伙同 beside the person.
fn persons<'n>(form: &Form<'_>, suspects: &'n [String]) -> Vec<&'n str> {
    let signed = signers(form, suspects);
    if !signed.is_empty() {
        return signed;
    }
    let text = form.text();
    let named = people::subjects(form, suspects);
    let is_beside = |name: &str| {
        text.match_indices(name).all(|(at, _)| {
            let before = text[..at].trim_end();
            ["与", "伙同", "同案", "同伙"].iter().any(|word| before.ends_with(word))
        })
    };
    let meant: Vec<&str> = named.iter().copied().filter(|name| !is_beside(name)).collect();
    if meant.is_empty() { named } else { meant }
}

/// The extension of `subject`: where the paper extends several, the one in the person's own clause.
fn extended(form: &Form<'_>, subject: &str) -> Act {
    let text = form.text();
    let mut act = act_on(form, ActKind::DetentionExtended, Some(subject));
    let found: Vec<Range<usize>> = EXTENDED.find_iter(text).map(|found| found.range()).collect();
    let own = match text.find(subject) {
        Some(at) if found.len() > 1 => {
            found.iter().position(|range| range.end >= at).unwrap_or(found.len() - 1)
        }
        _ => 0,
    };
    let clause = match found.get(own) {
        // The period stands after the days, up to the next person's.
        Some(range) => {
            let end = found.get(own + 1).map_or(text.len(), |next| next.start);
            range.start..end
        }
        None => 0..text.len(),
    };
    extent_of(&text[clause.clone()], &mut act);
    if act.extent.is_none() {
        extent_of(text, &mut act);
    }
    let end = own_end(form, &clause);
    if let Some((until, words)) = end {
        act.to = Some(until);
        act.quotes.extend(form.reading.quote(words));
    }
    // The person's own sentence says why; the reason of the law stands in it.
    let sentence = text.find(subject).map_or(0..text.len(), |at| form.reading.sentence_range(at));
    let reason = REASON.find(&text[sentence.clone()]).or_else(|| REASON.find(text));
    act.quotes.extend(
        reason
            .and_then(|found| REASON.find_iter(text).find(|other| other.as_str() == found.as_str()))
            .and_then(|found| form.reading.quote(found.range())),
    );
    act.reason = reason
        .map(|found| found.as_str().trim().to_owned())
        .or_else(|| OTHER_REASON.captures(text).map(|captures| captures["reason"].to_owned()));
    act
}

fn extent_of(text: &str, act: &mut Act) {
    for captures in EXTENDED.captures_iter(text) {
        let number =
            |name: &str| captures.name(name).and_then(|m| parse_numeral(m.as_str())).map(i64::from);
        // Extended to the thirtieth or seventh day of the detention, not to a day of the month.
        if let Some(days) = number("to").filter(|days| matches!(days, 7 | 30 | 37)) {
            act.extent = Some(Extent::ToDays(days));
            return;
        }
        if let Some(days) = number("by") {
            act.extent = Some(Extent::Days(days));
            return;
        }
    }
}

static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"至\s*(?P<until>(?:\d{4}\s*年|\d{1,2}\s*月)[^。，；）\n]{1,12}日)")
        .expect("the pattern is a constant")
});

/// The last day of the extended period inside `clause`.
fn own_end(form: &Form<'_>, clause: &Range<usize>) -> Option<(Moment, Range<usize>)> {
    let text = form.text().get(clause.clone())?;
    let span = moments::find_spans(text, form.reference())
        .into_iter()
        .find(|span| span.to.is_some_and(|to| to.date() > span.from.date()));
    if let Some(span) = span {
        let words = clause.start + span.range.start..clause.start + span.range.end;
        return Some((Moment::day(span.to?.date()), words));
    }
    let until = UNTIL.captures(text)?.name("until")?;
    let words = clause.start + until.start()..clause.start + until.end();
    Some((Moment::day(form.moment_in(words.clone())?.date()), words))
}

/// Longest line that is only signatures and a date.
const SIGNING_LINE_CHARS: usize = 45;

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:宣布|告知)[^。；\n]*").expect("the pattern is a constant")
});

/// When `subject` was told: the moment right behind the signature, before it, or in the words
/// "于…向我宣布".
fn told(form: &Form<'_>, subject: &str) -> Option<(Moment, Range<usize>)> {
    let text = form.text();
    let at = text.rfind(subject)?;
    let line = form.reading.line_range(at);
    let announced = TOLD
        .find_iter(text)
        .filter_map(|found| Some((form.moment_in(found.range())?, found.range())))
        .last();
    let stated = moments::find_moments(&text[line.clone()], form.reference());
    // A moment behind a name that does not sign is a birth or the paper's own story.
    let signs = is_signature(text, at, at + subject.len())
        || text[line.clone()].trim().chars().count() <= SIGNING_LINE_CHARS;
    let after =
        stated.iter().filter(|_| signs).find(|moment| line.start + moment.range.start >= at);
    let own = after
        .filter(|moment| !text[at..line.start + moment.range.start].contains("延长"))
        .map(|moment| (moment.moment, at..line.start + moment.range.end));
    let signed_day = stated
        .iter()
        .rev()
        .find(|moment| line.start + moment.range.end <= at)
        .filter(|moment| text[line.start + moment.range.end..at].trim().is_empty())
        .map(|moment| (moment.moment, line.start + moment.range.start..at + subject.len()));
    announced.or(own).or(signed_day)
}
