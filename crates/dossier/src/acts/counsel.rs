//! Telling of rights outside records: by notice, by phone, by receipt of service.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, RecordKind};
use regex::Regex;

use super::{act_on, at, closed};
use crate::{
    form::Form,
    moments, people,
    records::read_record,
    signings::{Signing, find_signings},
};

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
        "phone_record" if tells_counsel(text) => ActKind::CounselRightTold,
        "service_receipt" if tells_counsel(text) && is_procuratorate => ActKind::CounselRightTold,
        _ => return Vec::new(),
    };
    let named: Vec<String> =
        people::subjects(form, suspects).into_iter().map(str::to_owned).collect();
    let signings: Vec<Signing> = find_signings(form, &named);
    let base = |subject: &str| {
        let mut act = act_on(form, kind, Some(subject));
        act.reason = Some(
            if text.contains("法律援助") { "含法律援助" } else { "不含法律援助" }.to_owned(),
        );
        act.means = Some(if form.kind() == "phone_record" { "电话" } else { "书面" }.to_owned());
        act
    };
    // Each who signed was told when he signed; one of several whom only the heading names was not.
    let own: Vec<Act> = named
        .iter()
        .filter_map(|name| Some(told_at(form, base(name), first_of(&signings, name)?)))
        .collect();
    if !own.is_empty() {
        return own;
    }
    let several = addressees(form, &named);
    let subjects = if several.len() > 1 {
        several
    } else {
        people::subject(form, suspects).map(str::to_owned).into_iter().collect()
    };
    let signed = read_signing(form);
    subjects
        .iter()
        .map(|subject| match &signed {
            Some((moment, quote)) => at(base(subject), *moment, quote.clone()),
            None => {
                let act = base(subject);
                match closed(form, Act { means: Some(CLOSING_ONLY.to_owned()), ..act.clone() }) {
                    Some(closed) => closed,
                    // Signed without a date: told, at a time unknown.
                    None => undated(act, form.document.title_quote.clone()),
                }
            }
        })
        .collect()
}

fn first_of<'s>(signings: &'s [Signing], name: &str) -> Option<&'s Signing> {
    signings
        .iter()
        .filter(|signing| signing.name == name)
        .min_by_key(|signing| (signing.moment.date(), signing.moment.earliest()))
}

fn told_at(form: &Form<'_>, act: Act, signing: &Signing) -> Act {
    at(act, signing.moment, form.reading.quote(signing.range.clone()))
}

/// Whom the heading addresses ("彭俊、向磊：").
fn addressees(form: &Form<'_>, named: &[String]) -> Vec<String> {
    let head = form.text().lines().take(6).find(|line| {
        line.trim_end().ends_with('：') && named.iter().any(|name| line.contains(name.as_str()))
    });
    let in_head = |name: &&String| head.is_some_and(|head| head.contains(name.as_str()));
    named.iter().filter(in_head).cloned().collect()
}

static TOLD_IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；，\n]{0,30}告知(?:了)?(?:被告人|犯罪嫌疑人|被不起诉人|其)?[^。；，\n]{0,16}(?:有权委托辩护|委托辩护人|辩护权利|可以委托辩护)")
        .expect("the pattern is a constant")
});

static RIGHT_TO_COUNSEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"委托(?:律师|辩护人|他人)?[^。\n]{0,6}辩护|委托辩护|委托律师")
        .expect("the pattern is a constant")
});

/// Tellings by the procuratorate that other papers attest: its own interrogation, a note in the
/// register, what the indictment says of itself.
pub(super) fn read_elsewhere(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let text = form.text();
    let is_procuratorate =
        form.document.authority.as_deref().is_some_and(|name| name.contains("检察院"));
    if !is_procuratorate || !RIGHT_TO_COUNSEL.is_match(text) {
        return Vec::new();
    }
    let base = |subject: &str, means: &str| {
        let mut act = act_on(form, ActKind::CounselRightTold, Some(subject));
        act.reason = Some(
            if text.contains("法律援助") { "含法律援助" } else { "不含法律援助" }.to_owned(),
        );
        act.means = Some(means.to_owned());
        act
    };
    match form.kind() {
        "interrogation_record" => {
            let record = read_record(form, RecordKind::Interrogation);
            let told = text.split('\n').any(|line| {
                line.starts_with("问：")
                    && RIGHT_TO_COUNSEL.is_match(line)
                    && (line.contains("权") || line.contains("告知"))
            });
            match (record.subject.filter(|_| told), record.from) {
                (Some(name), Some(from)) => vec![at(base(&name, "笔录"), from, record.time_quote)],
                _ => Vec::new(),
            }
        }
        "procuratorate_prosecution_register" | "procuratorate_acceptance_register" => {
            let named: Vec<String> =
                people::subjects(form, suspects).into_iter().map(str::to_owned).collect();
            let signings = find_signings(form, &named);
            named
                .iter()
                .filter_map(|name| {
                    Some(told_at(form, base(name, "登记表"), first_of(&signings, name)?))
                })
                .collect()
        }
        "indictment" | "non_prosecution_decision" => {
            let stated = TOLD_IN_TEXT.find_iter(text).find_map(|found| {
                let before = form.reading.sentence_range(found.start()).start;
                let stated = moments::find_moments(&text[before..found.end()], form.reference());
                let moment = stated.into_iter().next_back()?;
                Some((moment.moment, before + moment.range.start..found.end()))
            });
            let Some((moment, range)) = stated else { return Vec::new() };
            people::introduced(form, suspects)
                .into_iter()
                .map(|name| at(base(name, "文书叙明"), moment, form.reading.quote(range.clone())))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn undated(mut act: Act, quote: Option<anjian_core::Quote>) -> Act {
    act.quotes.extend(quote);
    act
}

fn tells_counsel(text: &str) -> bool {
    text.contains("委托辩护") || text.contains("辩护人")
}

/// The moment of signing: the most exact one among the signatures' parts; of a call, when it was.
fn read_signing(form: &Form<'_>) -> Option<(Moment, Option<anjian_core::Quote>)> {
    if form.kind() == "phone_record" {
        let stated = moments::find_moments(form.text(), form.reference());
        let called =
            stated.iter().find(|stated| stated.moment.time().is_some()).or(stated.first())?;
        return Some((called.moment, form.reading.quote(called.range.clone())));
    }
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
