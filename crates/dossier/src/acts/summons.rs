//! Extension of a summons (延长传唤): the report counts when somebody approved it at a stated time.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, at, clock::clock_moments};
use crate::{form::Form, people};

static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:领导批示|批示|审批意见|审批|负责人意见|部门意见|审核意见|局领导意见|办案部门(?:负责人)?意见)[^\n]{0,8}[：\s]\s*(?:经审[^，。]{0,6}，?)?(?:拟)?同意[^\n]*(?:\n[^\n]{0,40})?")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(subject) = people::subject(form, suspects) else { return Vec::new() };
    let Some(approval) = APPROVED
        .find_iter(form.text())
        .find(|found| !found.as_str().lines().next().is_some_and(|line| line.contains("拟同意")))
    else {
        return Vec::new();
    };
    let stated = clock_moments(approval.as_str(), form.reference()).into_iter().next();
    let moment = stated
        .map(|stated| stated.moment)
        .or_else(|| form.moment_in(approval.range()))
        .or_else(|| form.closing_moment().map(|(moment, _)| moment));
    let act = act_on(form, ActKind::SummonsExtended, Some(subject));
    moment.map(|moment| at(act, moment, form.reading.quote(approval.range()))).into_iter().collect()
}
