//! Detention (拘留): order, announcement, delivery to the detention house, extension, release.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, Outcome, act::Extent};
use regex::Regex;

use super::{
    act_on, at, blank,
    blanks::{Filled, read_moment},
    closed, signed,
};
use crate::{form::Form, moments, numerals::parse_numeral, people};

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本证|本通知书|本决定书|此证|该证)?[^。；\n]{0,10}已?于[^。；，\n]{0,40}?(?:向我宣布|向其宣布|向本人宣布|宣布)|(?:宣布(?:拘留)?(?:执行)?时间|拘留宣布时间|宣布拘留时间|执行拘留时间)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"已?于[^。；，\n]{0,40}?(?:送至我所|送至本所|送达我所|送达本所|送到我所|到达我所|到达看守所|送至[\p{Han}]{2,12}看守所|送[\p{Han}]{2,12}看守所|收押|送押|入所)|(?:送达看守所时间|到达看守所时间|送押时间|送所时间|收押时间|入所时间|收押日期|送达时间|羁押时间|入所日期|收所时间)\s*[： ][^\n]{0,40}|我所于[^。；，\n]{4,40}?(?:收押|接收|收到)")
        .expect("the pattern is a constant")
});

static EXAMINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:检查时间|体检时间|检查日期|体检日期)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

static TO_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:延长|期限)[^。\n]{0,30}?至\s*(?P<days>三十|30|\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日天](?:[^\d]|$)").expect("the pattern is a constant")
});

static BY_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"延长[^。\n至]{0,30}?(?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日天](?:[^\d]|$)",
    )
    .expect("the pattern is a constant")
});

static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:审批意见|领导批示|批示|负责人意见|局领导意见|审批人意见|领导意见)[^\n]{0,10}[：\s][^\n]{0,20}同意[^\n]*(?:\n[^\n]{0,40})?").expect("the pattern is a constant")
});

static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"因\s*(?P<reason>[^。\n]{4,60}?)[，。]").expect("the pattern is a constant")
});

static RELEASED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"已?于[^。；，\n]{0,40}?(?:释放|出所)|(?:释放时间|释放日期|出所时间)\s*[： ][^\n]{4,40}",
    )
    .expect("the pattern is a constant")
});

static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n]*(?:提讯|提解|提出|还押|回所)[^\n]*").expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    match form.kind() {
        "detention_warrant" => read_warrant(form, subject),
        "detention_intake_receipt" => read_delivery(form, subject),
        "intake_examination" => read_intake_examination(form, subject),
        "detention_extension_notice" => {
            let mut acts: Vec<Act> = read_extension(form, subject).into_iter().collect();
            // Told to the person at a clock time; the approval is the paper's own date.
            acts.extend(
                filled(form, ActKind::DetentionExtended, subject, &ANNOUNCED)
                    .filter(|act| act.outcome == Outcome::Done),
            );
            acts
        }
        "detention_extension_report" => read_approved_report(form, subject).into_iter().collect(),
        "release_notice" | "release_certificate" => {
            read_release(form, subject).into_iter().collect()
        }
        _ => read_taking_out(form, subject),
    }
}

fn read_warrant(form: &Form<'_>, subject: Option<&str>) -> Vec<Act> {
    let mut acts: Vec<Act> =
        closed(form, act_on(form, ActKind::DetentionOrdered, subject)).into_iter().collect();
    acts.extend(filled(form, ActKind::DetentionAnnounced, subject, &ANNOUNCED));
    acts.extend(filled(form, ActKind::DeliveredToDetentionHouse, subject, &DELIVERED));
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

fn read_extension(form: &Form<'_>, subject: Option<&str>) -> Option<Act> {
    let mut act = closed(form, act_on(form, ActKind::DetentionExtended, subject))?;
    extend(form, &mut act);
    Some(act)
}

/// A report (呈请) extends nothing until it is approved; one without a dated approval is no act.
fn read_approved_report(form: &Form<'_>, subject: Option<&str>) -> Option<Act> {
    let approval = APPROVED.find(form.text())?;
    let moment = form.moment_in(approval.range())?;
    let mut act = at(
        act_on(form, ActKind::DetentionExtended, subject),
        Moment::day(moment.date()),
        form.reading.quote(approval.range()),
    );
    extend(form, &mut act);
    Some(act)
}

fn extend(form: &Form<'_>, act: &mut Act) {
    let text = form.text();
    let days = |captures: regex::Captures<'_>| parse_numeral(&captures["days"]).map(i64::from);
    if let Some(number) = TO_DAYS.captures(text).and_then(days) {
        act.extent = Some(Extent::ToDays(number));
    } else if let Some(number) = BY_DAYS.captures(text).and_then(days) {
        act.extent = Some(Extent::Days(number));
    }
    let period = moments::find_spans(text, form.reference())
        .into_iter()
        .rfind(|span| span.to.is_some_and(|to| to.date() > span.from.date()));
    if let Some(span) = period {
        act.to = span.to.map(|to| Moment::day(to.date()));
        act.quotes.extend(form.reading.quote(span.range));
    } else if let Some(until) = UNTIL.captures(text).and_then(|captures| captures.name("until"))
        && let Some(moment) = form.moment_in(until.range())
    {
        act.to = Some(Moment::day(moment.date()));
    }
    act.reason = REASON.captures(text).map(|captures| captures["reason"].to_owned());
}

static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"延长[^。\n]{0,20}至\s*(?P<until>\d{4}\s*年[^。，\n]{3,12}日)")
        .expect("the pattern is a constant")
});

fn read_release(form: &Form<'_>, subject: Option<&str>) -> Option<Act> {
    let act = act_on(form, ActKind::Released, subject);
    match read_moment(form, &RELEASED) {
        Some(Filled::Moment(moment, range)) => Some(at(act, moment, form.reading.quote(range))),
        _ => signed(form, act.clone()).or_else(|| closed(form, act)),
    }
}

/// A certificate for taking a person out of the detention house (提讯提解证) lists each time.
fn read_taking_out(form: &Form<'_>, subject: Option<&str>) -> Vec<Act> {
    let mut acts = Vec::new();
    for line in TAKEN_BACK.find_iter(form.text()) {
        let spans = moments::find_spans(line.as_str(), form.reference());
        if let Some(span) = spans.first().filter(|span| span.from.time().is_some()) {
            let mut act = at(
                act_on(form, ActKind::TakenOut, subject),
                span.from,
                form.reading.quote(line.range()),
            );
            act.to = span.to;
            acts.push(act);
        }
    }
    acts
}
