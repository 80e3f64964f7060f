//! How a case began: report, acceptance, filing, appearance of suspects.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Participant, Role};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments};

static CAUGHT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"抓获|查获|当场控制|捕获").expect("the pattern is a constant"));

static SURRENDERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"投案").expect("the pattern is a constant"));

static SUMMONED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"传唤").expect("the pattern is a constant"));

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    match form.kind() {
        "case_acceptance_register" => read_acceptance(form),
        "call_handling_register" => labelled(
            form,
            ActKind::ReportReceived,
            &["接警时间", "报警时间", "接处警时间", "接报时间"],
        )
        .into_iter()
        .collect(),
        "case_filing_decision" => {
            closed(form, act_on(form, ActKind::CaseFiled, None)).into_iter().collect()
        }
        _ => read_appearance(form, suspects),
    }
}

fn labelled(form: &Form<'_>, kind: ActKind, labels: &[&str]) -> Option<Act> {
    let field = labels.iter().find_map(|label| {
        form.field(&[label])
            .filter(|field| !moments::find_moments(&field.value, form.reference()).is_empty())
    })?;
    let moment = moments::first_moment(&field.value, form.reference())?;
    Some(at(act_on(form, kind, None), moment, form.reading.quote(field.range)))
}

fn read_acceptance(form: &Form<'_>) -> Vec<Act> {
    let reported = labelled(
        form,
        ActKind::ReportReceived,
        &["接报时间", "报案时间", "接报案时间", "接警时间", "接案时间"],
    );
    let accepted = labelled(
        form,
        ActKind::CaseAccepted,
        &["受案时间", "受案登记时间", "受案日期", "登记时间", "受案登记日期"],
    )
    .or_else(|| {
        let act = act_on(form, ActKind::CaseAccepted, None);
        let field = form.field(&["受案民警", "受案人", "受理民警"]);
        let stated =
            field.and_then(|field| Some((form.moment_in(field.range.clone())?, field.range)));
        match stated {
            Some((moment, range)) => Some(at(act, moment, form.reading.quote(range))),
            None => closed(form, act),
        }
    });
    reported.into_iter().chain(accepted).collect()
}

/// An account of how suspects came in (到案经过): the sentences that say caught, surrendered or
/// summoned, with the suspects they name.
fn read_appearance(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    // Days told relatively (当日) resolve against the whole account.
    let mut stated = super::clock::clock_moments(form.text(), form.reference());
    let days = moments::find_moments(form.text(), form.reference());
    stated.extend(days.into_iter().filter(|stated| stated.moment.time().is_none()));
    stated.sort_by_key(|stated| stated.range.start);
    for (pattern, kind) in [
        (&CAUGHT, ActKind::SeizedAtScene),
        (&SURRENDERED, ActKind::Surrendered),
        (&SUMMONED, ActKind::Summoned),
    ] {
        for found in pattern.find_iter(form.text()) {
            let sentence = form.reading.sentence_range(found.start());
            let text = &form.text()[sentence.clone()];
            if is_denied(text) {
                continue;
            }
            let Some(moment) = stated
                .iter()
                .filter(|stated| sentence.contains(&stated.range.start))
                .take_while(|stated| stated.range.start <= found.start())
                .filter(|stated| !is_birth(&form.text()[stated.range.end..]))
                .last()
                .map(|stated| stated.moment)
            else {
                continue;
            };
            let named: Vec<&String> =
                suspects.iter().filter(|name| text.contains(name.as_str())).collect();
            let mut act =
                at(act_on(form, kind, None), moment, form.reading.quote(sentence.clone()));
            act.participants = named
                .iter()
                .map(|name| Participant { name: (*name).clone(), role: Role::Subject })
                .collect();
            let is_known = acts.iter().any(|known| known.kind == kind && known.from == act.from);
            if !is_known
                && (!named.is_empty() || suspects.is_empty() || kind == ActKind::SeizedAtScene)
            {
                acts.push(act);
            }
        }
    }
    acts.extend(super::arrivals::read(form, suspects));
    acts
}

/// "未能抓获" tells that somebody was not caught.
fn is_denied(sentence: &str) -> bool {
    ["未能抓获", "未抓获", "未查获", "没有抓获", "未能查获"]
        .iter()
        .any(|words| sentence.contains(words))
}

/// A day followed by 出生 is a birth.
fn is_birth(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with("出生") || rest.starts_with('生')
}
