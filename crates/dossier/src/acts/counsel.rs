//! Telling of rights outside records: by notice, by phone, by receipt of service.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{form::Form, moments, people};

/// Means of a telling that only the paper's closing dates: made then, told at a time unknown.
const CLOSING_ONLY: &str = "落款";

static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本告知书|本告知|以上内容)[^。\n]{0,6}于[^。\n]{4,40}(?:告知|宣读|送达|收到)|(?:本告知书|以上告知|上述(?:权利|内容|告知)|以上(?:权利|内容)|告知书)[^。\n]{0,20}(?:已?收到|已?阅|知悉|收悉|清楚|看过|宣读|明白)[\s\S]{0,100}|(?:被告知人|犯罪嫌疑人|受送达人|被讯问人|签收人)(?:（[^）\n]{1,10}）|签名|签收)?\s*：[\s\S]{0,80}|(?:告知时间|告知日期|签收时间|送达时间|签收日期|送达日期|通话时间|通知时间)\s*[： ][^\n]{4,40}")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    // A victim's right to an agent (诉讼代理人) is another's right.
    if form.document.title.contains("诉讼代理人") {
        return Vec::new();
    }
    let is_procuratorate =
        form.document.authority.as_deref().is_some_and(|name| name.contains("检察院"))
            || text.contains("审查起诉");
    let kind = match form.kind() {
        "suspect_rights_notice" if !is_procuratorate => ActKind::RightsTold,
        "counsel_right_notice" | "suspect_rights_notice" => ActKind::CounselRightTold,
        "phone_record" | "service_receipt" if tells_counsel(text) && is_procuratorate => {
            ActKind::CounselRightTold
        }
        _ => return Vec::new(),
    };
    let Some(subject) = people::subject(form, suspects) else { return Vec::new() };
    let mut act = act_on(form, kind, Some(subject));
    act.reason =
        Some(if text.contains("法律援助") { "含法律援助" } else { "不含法律援助" }.to_owned());
    act.means = Some(if form.kind() == "phone_record" { "电话" } else { "书面" }.to_owned());
    let signed = read_signing(form);
    vec![match signed {
        Some((moment, quote)) => at(act, moment, quote),
        None => match closed(form, Act { means: Some(CLOSING_ONLY.to_owned()), ..act.clone() }) {
            Some(closed) => closed,
            // Signed without a date: told, at a time unknown.
            None => undated(act, form.document.title_quote.clone()),
        },
    }]
}

fn undated(mut act: Act, quote: Option<anjian_core::Quote>) -> Act {
    act.quotes.extend(quote);
    act
}

fn tells_counsel(text: &str) -> bool {
    text.contains("委托辩护") || text.contains("辩护人")
}

/// The moment of signing: the most exact one among the signatures' parts.
fn read_signing(form: &Form<'_>) -> Option<(Moment, Option<anjian_core::Quote>)> {
    let mut best: Option<(Moment, std::ops::Range<usize>)> = None;
    for found in SIGNED.find_iter(form.text()) {
        for stated in moments::find_moments(found.as_str(), form.reference()) {
            let range = found.start()..found.start() + stated.range.end;
            let more_exact = best
                .as_ref()
                .is_none_or(|(known, _)| known.time().is_none() && stated.moment.time().is_some());
            if more_exact {
                best = Some((stated.moment, range));
            }
        }
    }
    best.map(|(moment, range)| (moment, form.reading.quote(range)))
}
