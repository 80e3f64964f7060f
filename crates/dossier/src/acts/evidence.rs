//! Things and experts: warrants, seizures, samples, tests, opinions and their notices.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Act, ActKind};
use jiff::civil::Date;
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments, people};

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:本通知书已?收到|已收到本通知书|收到)[^\n]{0,80}(?:\n[^\n]{0,40}\d[^\n]{0,12})?|\n(?:犯罪嫌疑人|被告人|被害人|被通知人|被告知人|法定代理人)\s*：[^\n]{4,80}",
    )
    .expect("the pattern is a constant")
});

/// Words with which a receipt of its own begins.
static RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"本通知书已?收到|已收到本通知书").expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let subject = people::subject(form, suspects);
    let one = |act: Option<Act>| act.into_iter().collect();
    match form.kind() {
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
    for receipt in receipts(form.text(), form.reference()) {
        let words = &form.text()[receipt.clone()];
        let Some(stated) = moments::find_moments(words, form.reference()).into_iter().next() else {
            continue;
        };
        let subject = suspects.iter().find(|name| words.contains(name.as_str()));
        let range = receipt.start..receipt.start + stated.range.end;
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

/// Where the receipts stand: each to its date, which may be on the line below, and never into the
/// next receipt.
fn receipts(text: &str, reference: Option<Date>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(receipt) = RECEIVED.find_at(text, from) {
        let own =
            RECEIPT.find_at(text, receipt.start()).filter(|own| own.start() == receipt.start());
        let first = receipt.as_str().chars().next().map_or(1, char::len_utf8);
        let after = own.map_or(receipt.start() + first, |own| own.end());
        let next = RECEIPT.find_at(text, after).map_or(text.len(), |next| next.start());
        let mut end = receipt.end().min(next);
        let first_line = after..text[after..end].find('\n').map_or(end, |place| after + place);
        if !moments::find_moments(&text[first_line.clone()], reference).is_empty() {
            end = first_line.end;
        }
        found.push(receipt.start()..end);
        from = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        receipts(text, None).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn each_receipt_on_a_page_is_found() {
        let text = "鉴定意见通知书\n本通知书已收到。犯罪嫌疑人：马占林 2024年4月20日\n\
                    本通知书已收到。被害人：李桂英 2024年4月21日\n已收到本通知书。法定代理人：马建国 2024年4月22日";
        assert_eq!(
            words(text),
            [
                "本通知书已收到。犯罪嫌疑人：马占林 2024年4月20日",
                "本通知书已收到。被害人：李桂英 2024年4月21日",
                "已收到本通知书。法定代理人：马建国 2024年4月22日",
            ]
        );
    }

    #[test]
    fn a_date_may_stand_below_its_receipt() {
        let text = "本通知书已收到。被告知人：马占林\n2024年4月20日\n本通知书已收到。被告知人：李桂英\n\
                    2024年4月21日";
        assert_eq!(
            words(text),
            [
                "本通知书已收到。被告知人：马占林\n2024年4月20日",
                "本通知书已收到。被告知人：李桂英\n2024年4月21日",
            ]
        );
    }

    #[test]
    fn several_sign_beneath_one_sentence() {
        let text =
            "本通知书已收到。\n犯罪嫌疑人：马占林 2024年4月20日\n被害人：李桂英 2024年4月21日";
        assert_eq!(
            words(text),
            ["本通知书已收到。\n犯罪嫌疑人：马占林 2024年4月20日", "被害人：李桂英 2024年4月21日"]
        );
    }
}
