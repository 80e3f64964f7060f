//! Certificates for taking a person out of the detention house (提讯提解证): each line is a time.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, at, clock::clock_moments};
use crate::{form::Form, people};

/// What somebody is taken out for, the rarer reason first.
static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"辨认[\p{Han}]{0,4}|指认[\p{Han}]{0,4}|起赃|起获[\p{Han}]{0,4}|就医|就诊|治疗|体检|鉴定|搜查|出庭|开庭|提解|讯问|提讯")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    let mut acts = Vec::new();
    let mut start = 0;
    for line in form.text().split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        let stated = clock_moments(line, form.reference());
        let Some(first) = stated.first() else { continue };
        let mut act =
            at(act_on(form, ActKind::TakenOut, subject), first.moment, form.reading.quote(range));
        act.to = stated.get(1).map(|stated| stated.moment);
        let reasons: Vec<&str> = REASON.find_iter(line).map(|found| found.as_str()).collect();
        let rare = reasons.iter().find(|reason| !["提解", "讯问", "提讯"].contains(reason));
        act.reason = rare.or(reasons.last()).map(|reason| (*reason).to_owned());
        acts.push(act);
    }
    acts
}
