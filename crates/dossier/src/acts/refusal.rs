//! Refusal of arrest (不批准逮捕) and what must follow: service, release, receipt of execution.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments, people};

static SERVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n]*(?:签收|收到|收件|送达|接收)[^\n]*").expect("the pattern is a constant")
});

static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"不构成犯罪|没有犯罪事实|无犯罪事实|不应当?追究刑事责任|情节显著轻微|第十六条|证据不足|事实不清|无?社会危险性|罪行较轻|情节轻微|无逮捕必要|没有逮捕必要|不予追究")
        .expect("the pattern is a constant")
});

/// The decision (不批准逮捕决定书): made on its closing, served when the police signed for it.
pub(super) fn read_decision(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let reasons: Vec<&str> = REASON.find_iter(text).map(|found| found.as_str()).collect();
    let reason = (!reasons.is_empty()).then(|| reasons.join("、"));
    let mut acts = Vec::new();
    for subject in subjects {
        let decided = closed(form, act_on(form, ActKind::ArrestRefused, Some(subject)));
        acts.extend(decided.map(|mut act| {
            act.reason.clone_from(&reason);
            let words = REASON.find(text).map(|found| form.reading.sentence_range(found.start()));
            act.quotes.extend(words.and_then(|range| form.reading.quote(range)));
            act
        }));
        let served = SERVED
            .find_iter(text)
            .filter_map(|found| Some((last_moment(form, found.range())?, found.range())))
            .last();
        acts.extend(served.map(|(moment, range)| {
            let act = act_on(form, ActKind::ArrestRefusalServed, Some(subject));
            at(act, moment, form.reading.quote(range))
        }));
    }
    acts
}

/// A receipt of service (送达回证) for a refusal: whom it concerns is known by the decision's number.
pub(super) fn read_service(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    if !["不批准逮捕", "不予批准逮捕"].iter().any(|title| text.contains(title)) {
        return Vec::new();
    }
    let served = SERVED
        .find_iter(text)
        .filter_map(|found| Some((last_moment(form, found.range())?, found.range())))
        .next();
    let Some((moment, range)) = served else { return Vec::new() };
    let mut act =
        at(act_on(form, ActKind::ArrestRefusalServed, None), moment, form.reading.quote(range));
    act.number = NUMBER.find(text).map(|found| found.as_str().replace(' ', ""));
    vec![act]
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\p{Han}{1,6}检\p{Han}{0,6}捕\p{Han}{0,4}[〔\[（]\d{4}[〕\]）]\s*第?\s*\d{1,6}\s*号",
    )
    .expect("the pattern is a constant")
});

/// A receipt of execution (执行回执): sent on its closing, or when the procuratorate took it in.
pub(super) fn read_receipt(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    people::subjects(form, suspects)
        .into_iter()
        .filter_map(|subject| {
            closed(form, act_on(form, ActKind::ExecutionReceiptSent, Some(subject)))
        })
        .collect()
}

static NOTED_RECEIPT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"执行回执[^\n]*").expect("the pattern is a constant"));

/// A receipt of execution that another paper only notes ("执行回执已于4月15日送达…").
pub(super) fn read_noted_receipt(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let noted = NOTED_RECEIPT
        .find_iter(form.text())
        .find_map(|found| Some((last_moment(form, found.range())?, found.range())));
    let Some((moment, range)) = noted else { return Vec::new() };
    subjects
        .iter()
        .map(|subject| {
            at(
                act_on(form, ActKind::ExecutionReceiptSent, Some(subject)),
                moment,
                form.reading.quote(range.clone()),
            )
        })
        .collect()
}

/// Withdrawal, end of the investigation, request for reconsideration: each on its closing.
pub(super) fn read_follow_up(form: &Form<'_>, kind: ActKind, suspects: &[String]) -> Vec<Act> {
    let subjects = people::subjects(form, suspects);
    if subjects.is_empty() {
        return closed(form, act_on(form, kind, None)).into_iter().collect();
    }
    subjects
        .into_iter()
        .filter_map(|subject| closed(form, act_on(form, kind, Some(subject))))
        .collect()
}

fn last_moment(form: &Form<'_>, range: Range<usize>) -> Option<Moment> {
    let text = form.text().get(range)?;
    moments::find_moments(text, form.reference()).last().map(|stated| stated.moment)
}
