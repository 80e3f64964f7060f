//! Arrest (逮捕) and the custody that follows: request, decision, execution, extension.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, act::Extent};
use regex::Regex;

use super::{act_on, at, closed, custody::filled, extension, notices, refusal, sections::signers};
use crate::{form::Form, moments, numerals::parse_numeral, people};

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本证|此证)?[^。；\n]{0,10}已?于[^。；，\n]{0,40}?(?:向我宣布|向其宣布|向本人宣布|宣布)|[分时\d]\s*[^。；，\n\d]{0,24}(?:向我|向其|向本人|向被逮捕人)[\p{Han}]{0,4}宣布|(?:宣布(?:逮捕)?(?:执行)?时间|宣布逮捕时间|执行逮捕时间)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"延长[^。\n]{0,40}?(?P<months>[一二两三四五六\d])\s*个?月")
        .expect("the pattern is a constant")
});

static RESTARTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"重新计算[^。\n]{0,30}").expect("the pattern is a constant"));

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subjects = people::introduced(form, suspects);
    let subject = people::subject(form, suspects);
    match form.kind() {
        "arrest_request" => {
            let mut acts = per_subject(form, ActKind::ArrestRequested, &subjects);
            if FOREIGNER.is_match(form.text()) {
                for act in &mut acts {
                    act.reason = Some("外国人".to_owned());
                }
            }
            acts.extend(extension::read_mention(form, &subjects));
            acts
        }
        "arrest_approval_decision" => per_subject(form, ActKind::ArrestApproved, &subjects),
        "arrest_refusal_decision" => refusal::read_decision(form, &subjects),
        "arrest_decision" => per_subject(form, ActKind::ArrestDecided, &subjects),
        "arrest_warrant" => {
            let signed = signers(form, suspects);
            let held = if signed.is_empty() { subject.into_iter().collect() } else { signed };
            let mut acts: Vec<Act> = held
                .iter()
                .filter_map(|name| filled(form, ActKind::ArrestAnnounced, Some(name), &ANNOUNCED))
                .collect();
            acts.extend(notices::read_embedded(form, ActKind::ArrestFamilyNotified, &held));
            acts.extend(noted_interrogation(form, &held));
            acts
        }
        "custody_period_change_notice" if RESTARTED.is_match(form.text()) => {
            read_restart(form, &subjects)
        }
        _ => read_extension(form, &subjects),
    }
}

static FOREIGNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"外国人|无国籍|外国籍|护照号|国籍(?:[：为是]\s*)?\p{Han}{1,6}(?:国|联邦)")
        .expect("the pattern is a constant")
});

static INTERROGATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；，\n]{4,30}(?:讯问)[^。；，\n]{0,10}").expect("the pattern is a constant")
});

/// An interrogation that a warrant only notes ("法院8月16日9时在看守所讯问").
fn noted_interrogation(form: &Form<'_>, held: &[&str]) -> Vec<Act> {
    let noted = INTERROGATED.find_iter(form.text()).find_map(|found| {
        let moment = form.moment_in(found.range())?;
        moment.time().map(|_| (moment, found.range()))
    });
    let Some((moment, range)) = noted else { return Vec::new() };
    held.iter()
        .map(|name| {
            let act = act_on(form, ActKind::Interrogated, Some(name));
            at(act, moment, form.reading.quote(range.clone()))
        })
        .collect()
}

pub(super) fn per_subject(form: &Form<'_>, kind: ActKind, subjects: &[&str]) -> Vec<Act> {
    subjects.iter().filter_map(|name| closed(form, act_on(form, kind, Some(name)))).collect()
}

/// An extension of custody (延长侦查羁押期限): dated by its closing, with months and last day.
fn read_extension(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let text = form.text();
    let mut acts = per_subject(form, ActKind::CustodyExtended, subjects);
    let period = moments::find_spans(text, form.reference())
        .into_iter()
        .rfind(|span| span.to.is_some_and(|to| to.date() > span.from.date()));
    for act in &mut acts {
        act.extent = MONTHS
            .captures(text)
            .and_then(|captures| parse_numeral(&captures["months"]))
            .map(|months| Extent::Months(i64::from(months)));
        if let Some(span) = &period {
            act.to = span.to.map(|to| Moment::day(to.date()));
            act.quotes.extend(form.reading.quote(span.range.clone()));
        }
        act.reason = ["第一百五十六条", "第一百五十八条", "第一百五十九条", "第一百五十七条"]
            .iter()
            .find(|article| text.contains(*article))
            .map(|article| format!("刑事诉讼法{article}"));
    }
    acts
}

/// A restart (重新计算侦查羁押期限): runs from the day the paper says, else from its closing.
fn read_restart(form: &Form<'_>, subjects: &[&str]) -> Vec<Act> {
    let stated = RESTARTED.find_iter(form.text()).find_map(|found| {
        Some((form.moment_in(form.reading.sentence_range(found.start()))?, found.range()))
    });
    subjects
        .iter()
        .filter_map(|name| {
            let act = act_on(form, ActKind::CustodyRestarted, Some(name));
            match &stated {
                Some((moment, range)) => {
                    let sentence = form.reading.sentence_range(range.start);
                    Some(at(act, *moment, form.reading.quote(sentence)))
                }
                None => closed(form, act),
            }
        })
        .collect()
}
