//! Papers that are an act by themselves: what they order is done on the day they are issued.

use anjian_core::{Act, ActKind};

use super::{act_on, at};
use crate::{
    dated::{after_label, issued},
    form::Form,
    people,
};

/// The act of a paper that needs no more than its day.
pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Option<Act> {
    let (kind, labels): (ActKind, &[&str]) = match form.kind() {
        "filing_refusal_notice" => (ActKind::FilingRefused, &[]),
        "seizure_lifting_decision" => (ActKind::SeizureLifted, &[]),
        "freezing_notice" => (ActKind::AccountFrozen, &[]),
        "unfreezing_notice" => (ActKind::AccountUnfrozen, &[]),
        "cooperation_letter" => (ActKind::CooperationAsked, &[]),
        "jurisdiction_designation_decision" => (ActKind::JurisdictionDesignated, &[]),
        "fugitive_register" => (
            ActKind::FugitiveListed,
            &[
                "登记上网日期",
                "上网日期",
                "上网时间",
                "上网追逃时间",
                "登记日期",
                "登记时间",
                "录入日期",
            ],
        ),
        _ => return None,
    };
    let (moment, range) = after_label(form, labels).or_else(|| issued(form))?;
    let subject = match kind {
        ActKind::FugitiveListed => people::subject(form, suspects),
        _ => None,
    };
    Some(at(act_on(form, kind, subject), moment, form.reading.quote(range)))
}
