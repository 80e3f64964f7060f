//! Refusals to file (不予立案): served on the accuser, reconsidered at request.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, Participant, Role};
use regex::Regex;

use super::{act_on, at, blank};
use crate::{
    dated::{after_label, issued, stated_with},
    form::Form,
    names::parse_names,
};

const POSTED: &[&str] =
    &["交邮", "邮寄", "寄出", "寄送", "挂号", "特快专递", "投邮", "EMS", "邮政"];

const SERVED_LABELS: &[&str] = &[
    "签收时间",
    "签收日期",
    "收到时间",
    "收到日期",
    "送达时间",
    "送达日期",
    "收件时间",
    "收件日期",
    "受送达人签收时间",
];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}A-Z]{1,10}(?:[（〔\[][\p{Han}]{1,8}[）〕\]])?[\p{Han}]{0,4}不立[\p{Han}]{0,4}[〔（\[]\d{4}[〕）\]]\p{Han}{0,3} ?\d{1,6} ?号")
        .expect("the pattern is a constant")
});

static UNSERVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:拒收|拒绝签收|拒绝接收|拒绝签名|下落不明|无法联系|联系不上|留置送达|公告送达|查无此人)[^。\n]*")
        .expect("the pattern is a constant")
});

/// A refusal's own service note, or a receipt (送达回证) of one.
pub(super) fn read_service(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let is_notice = form.kind() == "filing_refusal_notice";
    if !is_notice && !text.contains("不予立案") {
        return Vec::new();
    }
    let from = if is_notice { issued(form).map_or(text.len(), |(_, range)| range.end) } else { 0 };
    let base = || {
        let mut act = act_on(form, ActKind::RefusalNotified, None);
        act.number = NUMBER
            .find(text)
            .map(|found| found.as_str().chars().filter(|c| !c.is_whitespace()).collect());
        let name = form
            .field(&["受送达人", "被通知人", "控告人", "收件人"])
            .and_then(|field| parse_names(&field.value).into_iter().next());
        if let Some(entry) = name {
            act.participants.push(Participant { name: entry.name, role: Role::Recipient });
        }
        act
    };
    let mut acts: Vec<Act> = Vec::new();
    let mut add = |moment: Moment, range: std::ops::Range<usize>, means: &str| {
        let mut act = at(base(), moment, form.reading.quote(range));
        act.means = Some(means.to_owned());
        acts.push(act);
    };
    let labelled = after_label(
        form,
        &["交邮时间", "邮寄时间", "寄出时间", "投邮时间", "交邮日期", "邮寄日期"],
    );
    let posted =
        labelled.or_else(|| stated_with(form, from..text.len(), POSTED, &[]).into_iter().next());
    if let Some((moment, range)) = &posted {
        add(*moment, range.clone(), "邮寄");
    }
    let served = after_label(form, SERVED_LABELS).or_else(|| {
        let words = ["签收", "收到", "捺印", "捺指印", "指印", "签名", "受送达人"];
        stated_with(form, from..text.len(), &words, POSTED).into_iter().next()
    });
    if let Some((moment, range)) = served {
        add(moment, range, "签收");
    }
    if let Some(found) = UNSERVED.find(text) {
        let mut act = base();
        act.reason = Some(found.as_str().trim().to_owned());
        act.outcome = anjian_core::Outcome::Omitted { reason: found.as_str().trim().to_owned() };
        act.quotes.extend(form.reading.quote(found.range()));
        acts.push(act);
    }
    if acts.is_empty() && !is_notice {
        acts.push(blank(base(), form.document.title_quote.clone()));
    }
    acts
}

/// A request for reconsideration, or the decision on it.
pub(super) fn read_reconsideration(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let is_request = form.kind() == "reconsideration_request";
    if !text.contains("立案") {
        return Vec::new();
    }
    let letter = issued(form);
    let taken = stated_with(
        form,
        0..text.len(),
        &["收到", "收件", "收悉", "签收", "申请复议", "提出复议", "复议申请"],
        &["如不服", "不服本"],
    );
    let before = |moment: &Moment| {
        letter.as_ref().is_none_or(|(day, _)| is_request || moment.date() < day.date())
    };
    let asked = taken.into_iter().find(|(moment, _)| before(moment));
    let asked = if is_request { asked.or_else(|| letter.clone()) } else { asked };
    let mut acts: Vec<Act> = asked
        .map(|(moment, range)| {
            at(act_on(form, ActKind::ReconsiderationAsked, None), moment, form.reading.quote(range))
        })
        .into_iter()
        .collect();
    if let Some((moment, range)) = letter.filter(|_| !is_request) {
        let mut act =
            at(act_on(form, ActKind::Reconsidered, None), moment, form.reading.quote(range));
        act.reason = text
            .contains("延长")
            .then(|| "复议期限延长".to_owned())
            .filter(|_| text.contains("重大") || text.contains("复杂"));
        acts.push(act);
    }
    acts
}
