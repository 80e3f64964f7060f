//! Bail (取保候审) and residential surveillance (监视居住): begun, ended, by which organ.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::{
    act_on, at,
    blanks::{Filled, read_moment},
    closed,
};
use crate::{form::Form, moments, people};

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本决定书|本决定|此决定)[^。；\n]{0,10}已?于[^。；，\n]{0,40}?(?:宣布|收到|送达)|(?:本决定书|本决定)已?(?:收到|向我宣布)[^\n]{0,60}(?:\n[^\n]{0,30})?|(?:宣布时间|执行时间|宣布日期)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:期限|期间|自|从)[^。\n]{0,30}").expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    let act = match form.kind() {
        "bail_decision" | "bail_execution_notice" => start(form, ActKind::BailStarted, subject),
        "bail_lifting_decision" => end(form, ActKind::BailEnded, subject),
        "residential_surveillance_decision" => {
            start(form, ActKind::ResidentialSurveillanceStarted, subject)
        }
        _ => end(form, ActKind::ResidentialSurveillanceEnded, subject),
    };
    act.into_iter().collect()
}

/// The measure runs from its announcement, else from the day the decision says, else from the
/// closing; a decision's date is not its execution's (目录 QZ-07).
fn start(form: &Form<'_>, kind: ActKind, subject: Option<&str>) -> Option<Act> {
    let act = act_on(form, kind, subject);
    let mut act = match read_moment(form, &ANNOUNCED) {
        Some(Filled::Moment(moment, range)) => at(act, moment, form.reading.quote(range)),
        _ => match stated_start(form) {
            Some((moment, range)) => at(act, moment, form.reading.quote(range)),
            None => closed(form, act)?,
        },
    };
    let until = moments::find_spans(form.text(), form.reference())
        .into_iter()
        .find(|span| span.to.is_some_and(|to| to.date() > span.from.date()));
    act.to = until.and_then(|span| span.to).map(|to| Moment::day(to.date()));
    Some(act)
}

fn stated_start(form: &Form<'_>) -> Option<(Moment, std::ops::Range<usize>)> {
    PERIOD.find_iter(form.text()).find_map(|found| {
        if !["起", "至", "计算"].iter().any(|word| found.as_str().contains(word)) {
            return None;
        }
        Some((form.moment_in(found.range())?, found.range()))
    })
}

fn end(form: &Form<'_>, kind: ActKind, subject: Option<&str>) -> Option<Act> {
    let act = act_on(form, kind, subject);
    match read_moment(form, &ANNOUNCED) {
        Some(Filled::Moment(moment, range)) => Some(at(act, moment, form.reading.quote(range))),
        _ => closed(form, act),
    }
}
