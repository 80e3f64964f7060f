//! Detention (拘留): order, announcement, delivery to the detention house, extension, release.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{
    act_on, at, blank,
    blanks::{Filled, read_moment},
    closed, extension, notices, signed,
};
use crate::{form::Form, people};

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本证|本通知书|本决定书|此证|该证)?[^。；\n]{0,10}已?于[^。；，\n]{0,40}?(?:向我宣布|向其宣布|向本人宣布|宣布)|[分时\d]\s*[^。；，\n\d]{0,24}(?:向我|向其|向本人|向被拘留人|向[\p{Han}·]{2,6}?)[\p{Han}]{0,4}宣布|(?:宣布(?:拘留)?(?:执行)?时间|拘留宣布时间|宣布拘留时间|执行拘留时间)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"已?于[^。；，\n]{0,40}?(?:送至我所|送至本所|送达我所|送达本所|送到我所|到达我所|到达看守所|送至[\p{Han}]{2,12}看守所|送[\p{Han}]{2,12}看守所|收押|送押|入所)|[分时\d]\s*[^。；，\n\d]{0,14}(?:送至|送到|送达|送往|收押|入所|到所|送[\p{Han}]{2,12}看守所)|(?:送达看守所时间|到达看守所时间|送押时间|送所时间|收押时间|入所时间|收押日期|送达时间|羁押时间|入所日期|收所时间)\s*[： ][^\n]{0,40}|我所于[^。；，\n]{4,40}?(?:收押|接收|收到)")
        .expect("the pattern is a constant")
});

static EXAMINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:检查时间|体检时间|检查日期|体检日期)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static RELEASED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"已?于[^。；，\n]{0,40}?(?:释放|出所)|(?:释放时间|释放日期|出所时间)\s*[： ][^\n]{4,40}",
    )
    .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    match form.kind() {
        "detention_warrant" => read_warrant(form, subject),
        "detention_intake_receipt" => read_delivery(form, subject),
        "intake_examination" => read_intake_examination(form, subject),
        "detention_extension_notice" => extension::read_notice(form, suspects),
        "detention_extension_report" => extension::read_report(form, suspects),
        "release_notice" | "release_certificate" => {
            read_release(form, subject).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn read_warrant(form: &Form<'_>, subject: Option<&str>) -> Vec<Act> {
    let mut acts: Vec<Act> =
        closed(form, act_on(form, ActKind::DetentionOrdered, subject)).into_iter().collect();
    acts.extend(filled(form, ActKind::DetentionAnnounced, subject, &ANNOUNCED));
    acts.extend(filled(form, ActKind::DeliveredToDetentionHouse, subject, &DELIVERED));
    let subjects: Vec<&str> = subject.into_iter().collect();
    acts.extend(notices::read_embedded(form, ActKind::FamilyNotified, &subjects));
    acts
}

fn read_delivery(form: &Form<'_>, subject: Option<&str>) -> Vec<Act> {
    filled(form, ActKind::DeliveredToDetentionHouse, subject, &DELIVERED).into_iter().collect()
}

/// The examination often precedes registration by half an hour and is an act of its own; a form
/// that states the intake besides attests that too.
fn read_intake_examination(form: &Form<'_>, subject: Option<&str>) -> Vec<Act> {
    let mut acts: Vec<Act> =
        filled(form, ActKind::IntakeExamined, subject, &EXAMINED).into_iter().collect();
    acts.extend(filled(form, ActKind::DeliveredToDetentionHouse, subject, &DELIVERED));
    if acts.is_empty() {
        acts.extend(closed(form, act_on(form, ActKind::IntakeExamined, subject)));
    }
    acts
}

pub(super) fn filled(
    form: &Form<'_>,
    kind: ActKind,
    subject: Option<&str>,
    pattern: &Regex,
) -> Option<Act> {
    let act = act_on(form, kind, subject);
    match read_moment(form, pattern)? {
        Filled::Moment(moment, range) => Some(at(act, moment, form.reading.quote(range))),
        Filled::Blank(range) => Some(blank(act, form.reading.quote(range))),
    }
}

fn read_release(form: &Form<'_>, subject: Option<&str>) -> Option<Act> {
    let act = act_on(form, ActKind::Released, subject);
    match read_moment(form, &RELEASED) {
        Some(Filled::Moment(moment, range)) => Some(at(act, moment, form.reading.quote(range))),
        _ => signed(form, act.clone()).or_else(|| closed(form, act)),
    }
}
