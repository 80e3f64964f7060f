//! Things and experts: warrants, seizures, samples, tests, opinions and their notices.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments, people};

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:本通知书已?收到|已收到本通知书|收到)[^\n]{0,80}(?:\n[^\n]{0,40}\d[^\n]{0,12})?|\n(?:犯罪嫌疑人|被告人|被害人|被通知人|被告知人|法定代理人)\s*：[^\n]{4,80}",
    )
    .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    let one = |act: Option<Act>| act.into_iter().collect();
    match form.kind() {
        "search_warrant" => one(closed(form, act_on(form, ActKind::WarrantIssued, subject))),
        "seizure_decision" => one(closed(form, act_on(form, ActKind::ItemSeized, subject))),
        "return_list" => one(closed(form, act_on(form, ActKind::ItemReturned, None))),
        "expert_engagement_letter" => one(closed(form, act_on(form, ActKind::ExpertEngaged, None))),
        "breath_test_result" => one(labelled(
            form,
            ActKind::BreathTested,
            subject,
            &["测试时间", "检测时间", "测试日期时间", "测试日期"],
        )),
        "extraction_record" => {
            let kind =
                if form.text().contains('血') { ActKind::SampleTaken } else { return Vec::new() };
            one(labelled(
                form,
                kind,
                subject,
                &["提取时间", "抽血时间", "采血时间", "时间", "提取血样时间", "开始时间"],
            ))
        }
        "sample_receipt" => one(labelled(
            form,
            ActKind::SampleSent,
            None,
            &["送检时间", "送检日期", "收样时间", "受理时间", "受理日期", "收检时间"],
        )),
        "expert_opinion_notice" => read_notice(form, suspects),
        _ => one(closed(form, act_on(form, ActKind::ExpertOpined, None))),
    }
}

fn labelled(form: &Form<'_>, kind: ActKind, subject: Option<&str>, labels: &[&str]) -> Option<Act> {
    let act = act_on(form, kind, subject);
    let stated = labels.iter().find_map(|label| {
        let field = form.field(&[label])?;
        let moment = moments::first_moment(&field.value, form.reference())?;
        Some((moment, field.range))
    });
    match stated {
        Some((moment, range)) => Some(at(act, moment, form.reading.quote(range))),
        None => closed(form, act),
    }
}

/// Each receipt on an expert opinion's notice is an act of its own; without any, the notice's
/// closing dates the act.
fn read_notice(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for found in RECEIVED.find_iter(form.text()) {
        let Some(stated) =
            moments::find_moments(found.as_str(), form.reference()).into_iter().next()
        else {
            continue;
        };
        let subject = suspects.iter().find(|name| found.as_str().contains(name.as_str()));
        let range = found.start()..found.start() + stated.range.end;
        acts.push(at(
            act_on(form, ActKind::OpinionNotified, subject.map(String::as_str)),
            stated.moment,
            form.reading.quote(range),
        ));
    }
    if acts.is_empty() {
        acts.extend(closed(form, act_on(form, ActKind::OpinionNotified, None)));
    }
    acts
}
