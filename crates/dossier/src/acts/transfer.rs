//! Transfers by administrative organs (行政执法机关移送): received, completed, answered; and the
//! extension of the review whether to file (延长立案审查).

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind, Moment, act::Extent};
use regex::Regex;

use super::{act_on, at};
use crate::{
    dated::{Dated, after_label, issued, stated_with},
    form::Form,
    moments,
    numerals::parse_numeral,
};

const RECEIVED: &[&str] = &["签收", "收到", "收讫", "收悉", "接收", "收件", "接受"];

const RECEIVED_LABELS: &[&str] = &[
    "签收日期",
    "签收时间",
    "接收日期",
    "接收时间",
    "收到日期",
    "收到时间",
    "收件日期",
    "收件时间",
];

const COMPLETED: &[&str] =
    &["收齐", "补齐", "补正完毕", "补充完毕", "补正到位", "补交", "补送", "补来", "补正材料已"];

static RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"回执|(?:^|\n)[^\n]{0,12}(?:签收|收到|收件|接收)")
        .expect("the pattern is a constant")
});

static TO_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:延长|延至|期限)[^。\n]{0,24}?(?:至|为|到)\s*(?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日天](?:[^\p{Han}\d]|内|$|（)").expect("the pattern is a constant")
});

static BY_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:再)?延长\s*(?:[\p{Han}]{0,10}?)(?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日天](?:[^\p{Han}\d]|$)").expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>) -> Vec<Act> {
    match form.kind() {
        "suspected_crime_transfer" | "transfer_receipt" => read_transfer(form),
        "supplement_notice" => read_supplement(form),
        "case_filing_notice" => read_filing_notice(form),
        _ => read_extension(form).into_iter().collect(),
    }
}

/// The receipt dates a transfer; the letter's own date only where there is none.
fn read_transfer(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let head: String = text.chars().take(60).collect();
    let is_receipt = form.kind() == "transfer_receipt"
        || form.document.title.contains("回执")
        || head.contains("回执");
    let letter = issued(form);
    let from = if is_receipt {
        0
    } else {
        let end = letter.as_ref().map_or(0, |(_, range)| range.end);
        RECEIPT.find_at(text, end).map_or(text.len(), |found| found.start())
    };
    let mut received: Option<Dated> =
        stated_with(form, from..text.len(), RECEIVED, &["补正", "补充", "补齐", "收齐"])
            .into_iter()
            .next();
    received = after_label(form, RECEIVED_LABELS).or(received);
    if received.is_none() && is_receipt {
        received = first_moment_line(form);
    }
    let mut acts = Vec::new();
    if let Some((moment, range)) = received {
        let mut act =
            at(act_on(form, ActKind::TransferReceived, None), moment, form.reading.quote(range));
        act.means = Some("签收".to_owned());
        acts.push(act);
    } else if let Some((moment, range)) = letter.filter(|_| !is_receipt) {
        let mut act =
            at(act_on(form, ActKind::TransferReceived, None), moment, form.reading.quote(range));
        act.means = Some("移送书落款".to_owned());
        acts.push(act);
    }
    if text.contains("补正") || text.contains("补齐") {
        acts.extend(completed(form));
    }
    acts
}

fn first_moment_line(form: &Form<'_>) -> Option<Dated> {
    let mut start = 0;
    for line in form.text().split('\n') {
        if let Some(stated) = moments::find_moments(line, None).pop()
            && line[stated.range.end..].trim().is_empty()
            && line[..stated.range.start].trim().chars().count() <= 24
        {
            return Some((stated.moment, start + stated.range.start..start + stated.range.end));
        }
        start += line.len() + 1;
    }
    None
}

fn read_supplement(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let letter = issued(form);
    let from = letter.as_ref().map_or(0, |(_, range)| range.end);
    let signed = stated_with(form, from..text.len(), &["签收", "收到"], COMPLETED)
        .into_iter()
        .next()
        .or(letter);
    let asked = signed.map(|(moment, range)| {
        at(act_on(form, ActKind::CompletionAsked, None), moment, form.reading.quote(range))
    });
    asked.into_iter().chain(completed(form)).collect()
}

fn completed(form: &Form<'_>) -> Option<Act> {
    let (moment, range) =
        stated_with(form, 0..form.text().len(), COMPLETED, &["请于", "应当"]).into_iter().next()?;
    Some(at(act_on(form, ActKind::MaterialsCompleted, None), moment, form.reading.quote(range)))
}

/// Told in writing: when it was signed for, else when it was made.
fn read_filing_notice(form: &Form<'_>) -> Vec<Act> {
    let text = form.text();
    let letter = issued(form);
    let from = letter.as_ref().map_or(text.find('：').unwrap_or(0), |(_, range)| range.end);
    let signed: Option<Dated> =
        stated_with(form, from..text.len(), RECEIVED, &[]).into_iter().next();
    let (dated, means) = match (signed, letter) {
        (Some(signed), _) => (signed, "签收"),
        (None, Some(letter)) => (letter, "落款"),
        (None, None) => return Vec::new(),
    };
    let (moment, range) = dated;
    let mut act =
        at(act_on(form, ActKind::FilingNotified, None), moment, form.reading.quote(range));
    act.means = Some(means.to_owned());
    vec![act]
}

/// An extension counts from its approval; a report that nobody approved extends nothing.
fn read_extension(form: &Form<'_>) -> Option<Act> {
    let text = form.text();
    let (moment, range) = approval(form)?;
    let days = |pattern: &Regex| {
        pattern.captures_iter(text).filter_map(|found| parse_numeral(&found["days"])).max()
    };
    let mut act =
        at(act_on(form, ActKind::FilingReviewExtended, None), moment, form.reading.quote(range));
    act.extent = days(&TO_DAYS)
        .map(|days| Extent::ToDays(i64::from(days)))
        .or_else(|| days(&BY_DAYS).map(|days| Extent::Days(i64::from(days))));
    Some(act)
}

fn approval(form: &Form<'_>) -> Option<Dated> {
    const LABELS: &[&str] = &[
        "领导批示",
        "审批意见",
        "批示",
        "领导审批",
        "局领导意见",
        "负责人意见",
        "局领导批示",
        "公安机关负责人意见",
        "审批人意见",
    ];
    let labelled = LABELS.iter().find_map(|label| {
        let field = form.field(&[label])?;
        let agreed = field.value.contains("同意") && !field.value.contains("不同意");
        let moment = agreed.then(|| form.moment_in(field.range.clone())).flatten()?;
        Some((moment, field.range))
    });
    labelled
        .or_else(|| {
            let whole: Range<usize> = 0..form.text().len();
            let stated: Vec<(Moment, Range<usize>)> = stated_with(
                form,
                whole,
                &["同意", "批准"],
                &["不同意", "拟同意", "同意呈报", "不批准", "请批准"],
            );
            stated.into_iter().last()
        })
        .or_else(|| after_label(form, &["批准时间", "批准日期", "审批时间", "审批日期"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn acts(text: &str) -> Vec<(ActKind, String, Option<String>)> {
        let mut found = Vec::new();
        form(text, |form| {
            found = read(form)
                .into_iter()
                .filter_map(|act| Some((act.kind, act.from?.to_iso(), act.means)))
                .collect();
        });
        found
    }

    #[test]
    fn a_transfer_is_received_when_signed_for() {
        let letter =
            "涉嫌犯罪案件移送书\n某县公安局：\n现将该案移送你局。\n某县林业局（印）\n2023年9月14日";
        assert_eq!(acts(letter)[0].2.as_deref(), Some("移送书落款"));
        for receipt in [
            "涉嫌犯罪案件移送书回执\n你局移送的材料齐全，我局已于2024年3月4日10时30分签收。",
            "移送书回执\n今收到某局移送的材料71页，材料齐全。\n某县公安局 邵某\n2024年3月4日10时30分",
            "涉嫌犯罪案件移送书\n某县公安局：\n现移送你局。\n（印）2024年3月1日\n【回执】2024年3月4日（周一）10时30分收到。收件人：曲某",
        ] {
            let found = acts(receipt);
            assert_eq!(found[0].1, "2024-03-04T10:30", "{receipt}");
            assert_eq!(found[0].2.as_deref(), Some("签收"), "{receipt}");
        }
    }

    #[test]
    fn supplements_are_asked_and_completed() {
        let found = acts(
            "补正通知书\n某县林业局：\n请于三日内补正。\n2023年9月16日\n签收：凌某 2023年9月16日9时30分\n补正材料已于2023年9月18日16时收齐。",
        );
        assert_eq!(found[0].0, ActKind::CompletionAsked);
        assert_eq!(found[1].1, "2023-09-18T16:00");
    }

    #[test]
    fn an_extension_needs_an_approval() {
        let found = acts(
            "呈请延长立案审查期限报告书\n领导批示 同意延长立案审查期限至三十日。 黄某 2023.6.2\n办案单位意见 同意呈报。 程某 2023.6.1\n2023年5月31日",
        );
        assert_eq!(found[0].1, "2023-06-02");
        assert!(
            acts("呈请延长立案审查期限报告书\n领导批示\n特呈请延长至三十日。\n2023年5月31日")
                .is_empty()
        );
    }
}
