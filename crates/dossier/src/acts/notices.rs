//! Notices to the family (拘留通知书、逮捕通知书): told when, how, or why not.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Moment, Outcome, Participant, Quote, Role};
use regex::Regex;

use super::{act_on, at, blank};
use crate::{form::Form, moments, names::parse_names, people};

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本通知书已?收到|已收到本通知书|收到本通知|已收悉|签收时间|收件时间|签收日期|收到时间|(?:被拘留人|被逮捕人)?家属(?:签名|签收)?)[\s\S]{0,120}").expect("the pattern is a constant")
});

static POSTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:邮寄|挂号|交邮|寄出|寄送|寄往|邮政|特快专递|EMS|快递)[^。；\n]*")
        .expect("the pattern is a constant")
});

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:于[^。；，\n]{2,40}通知(?:其|了其|到其)?(?:父|母|妻|夫|儿|女|兄|姐|弟|妹|家属|亲属|配偶)|电话通知|短信通知|当面通知|口头通知|电话告知|通知时间|通知家属时间|已通知|已于[^。；\n]{4,40}(?:通知|告知|送达))[^。；\n]*").expect("the pattern is a constant")
});

static NOT_TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[^。；\n]*(?:未在二十四小时|未在24小时|未能在|无法在|无法通知|有碍侦查|暂不通知|不予通知|未通知)[^。\n]*|(?:未通知|不通知|未在[^。；\n]{2,16}通知[^。；\n]{0,12})(?:的)?(?:原因|理由)[^\n：]{0,10}：[^\n]{2,60})").expect("the pattern is a constant")
});

static EMPTY_REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:原因|理由)[^\n：]{0,10}：\s*(?:无|/|—|_*)?\s*(?:[。；\n]|$)")
        .expect("the pattern is a constant")
});

static TIME_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:通知时间|通知家属时间|送达时间|签收时间|交邮时间|寄出时间|收到时间|签收日期)")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let kind = if form.kind() == "detention_notice" {
        ActKind::FamilyNotified
    } else {
        ActKind::ArrestFamilyNotified
    };
    // The addressee stands above; the person in custody is the suspect that the text names.
    let subject = people::subjects(form, suspects).into_iter().next();
    let mut acts = Vec::new();
    if let Some((reason, quote)) = read_reason(form) {
        let mut act = act_on(form, kind, subject);
        act.reason = Some(reason.clone());
        act.outcome = Outcome::Omitted { reason };
        act.quotes.extend(quote);
        acts.push(act);
    }
    if let Some((moment, quote)) = read_posting(form) {
        let mut act = at(act_on(form, kind, subject), moment, quote);
        act.means = Some("邮寄".to_owned());
        acts.push(act);
    }
    for (pattern, means) in [(&TOLD, "通知"), (&RECEIVED, "签收")] {
        if let Some((moment, quote)) = read_receipt(form, pattern) {
            let mut act = at(act_on(form, kind, subject), moment, quote);
            act.means = Some(means.to_owned());
            act.participants.extend(recipient(form));
            acts.push(act);
        }
    }
    if acts.is_empty() {
        let quote = RECEIVED
            .find(form.text())
            .and_then(|found| form.reading.quote_line(found.start()))
            .or_else(|| form.document.title_quote.clone());
        acts.push(blank(act_on(form, kind, subject), quote));
    }
    acts
}

/// Why the family was not told, where the paper says so.
fn read_reason(form: &Form<'_>) -> Option<(String, Option<Quote>)> {
    let found = NOT_TOLD
        .find_iter(form.text())
        .find(|found| !EMPTY_REASON.is_match(found.as_str()) && !is_form_text(found.as_str()))?;
    Some((found.as_str().trim().to_owned(), form.reading.quote(found.range())))
}

/// The printed rule on the form is no reason of this case.
fn is_form_text(text: &str) -> bool {
    text.contains("除无法通知") || text.contains("应当在")
}

fn read_posting(form: &Form<'_>) -> Option<(Moment, Option<Quote>)> {
    POSTED.find_iter(form.text()).find_map(|found| {
        let moment = form.moment_in(found.range())?;
        Some((moment, form.reading.quote(found.range())))
    })
}

/// The moment of a receipt: in its own line, or in the line below it, where forms put the date.
fn read_receipt(form: &Form<'_>, pattern: &Regex) -> Option<(Moment, Option<Quote>)> {
    let closing = form.closing().map(|(_, range)| range);
    pattern.find_iter(form.text()).find_map(|found| {
        let stated = moments::find_moments(found.as_str(), form.reference());
        // "10时30分查明身份，于11时20分通知其父": the moment before the telling is meant.
        let told = found.as_str().rfind("通知").unwrap_or(0);
        let nearest = stated.iter().rposition(|moment| moment.range.end <= told).unwrap_or(0);
        let stated: Vec<_> = stated.into_iter().skip(nearest).collect();
        // The date of the closing (落款) is when the paper was made, not when it was served,
        // unless a label or the same line says otherwise.
        let stated = stated.into_iter().find(|moment| {
            let start = found.start() + moment.range.start;
            let is_closing = closing.as_ref().is_some_and(|closing| closing.contains(&start));
            let line = form.reading.line_range(start);
            !is_closing
                || line.contains(&found.start())
                || TIME_LABEL.is_match(&form.text()[line])
                || is_below_receipt(form, found.start(), start)
        })?;
        let range = found.start()..found.start() + stated.range.end;
        Some((stated.moment, form.reading.quote(range)))
    })
}

/// True when the date at `date` stands right below the receipt that begins at `receipt`: the
/// receipt is below the authority's closing, so its date is the last of the paper.
fn is_below_receipt(form: &Form<'_>, receipt: usize, date: usize) -> bool {
    let between = &form.text()[receipt..date];
    date > receipt
        && between.matches('\n').count() <= 2
        && !between.contains("公安局")
        && !between.contains("分局")
}

fn recipient(form: &Form<'_>) -> Option<Participant> {
    let found = RECEIVED.find(form.text())?;
    let line = form.reading.line_range(found.start());
    let after_colon = form.text()[line].rsplit('：').next().unwrap_or("").to_owned();
    let entry = parse_names(&after_colon).into_iter().next()?;
    Some(Participant { name: entry.name, role: Role::Recipient })
}
