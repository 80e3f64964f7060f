//! Withdrawal of a case (撤销案件) and end of an investigation (终止侦查): decided, told.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind, Outcome, Participant, Role};
use regex::Regex;

use super::{act_on, at};
use crate::{
    dated::{after_label, issued, stated_with},
    form::Form,
    moments,
    names::{NAME, SHORTEST_NAME, is_name, parse_names},
    people,
};

static GROUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,200}(?:决定[^。\n]{0,24}(?:撤销|终止)|撤销[此本该]案|予以撤销|终止对[^。\n]{0,12}侦查)[^。\n]*")
        .expect("the pattern is a constant")
});

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\s*(?:(?P<standing>(?:原案件|原)?犯罪嫌疑人|嫌疑人|被害人|控告人|报案人|近亲属|法定代理人|移送单位|移送机关|被告知人)[^：\n]{{0,8}}：\s*)?(?P<name>{NAME}|[\p{{Han}}（）]{{2,24}})"
    ))
    .expect("the pattern is a constant")
});

static NOT_PUNISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,80}(?:未再?(?:作|给予|予以|进行)[^。\n，]{0,8}(?:治安|行政)?(?:处罚|处理)|未移(?:交|送)[^。\n，]{0,12}(?:治安|行政|处理|处罚)|没有移(?:交|送)[^。\n，]{0,12}行政|未作行政处罚)[^。\n]*")
        .expect("the pattern is a constant")
});

static PENALISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:当事人|被处罚人|违法行为人|被处罚单位|对)\s*[：]?\s*(?P<name>{SHORTEST_NAME})(?:（|，| |处|作出|给予|没收|予以|罚款|行政|吊销|处以|$)"
    ))
    .expect("the pattern is a constant")
});

/// What a check finds not to be there.
static STATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:未移送|未撤销|未撤案|未终止侦查|未见|未处理|未制发|未处罚|未吊销|未移交|没有检察意见|无检察意见|无其他侦查文书|：无)[^。\n]*")
        .expect("the pattern is a constant")
});

pub(super) fn read(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    match form.kind() {
        "case_withdrawal_decision" => {
            let mut acts = decide(form, suspects, ActKind::CaseWithdrawn);
            let after = issued(form).map_or(form.text().len(), |(_, range)| range.end);
            acts.extend(told(form, after));
            acts
        }
        "investigation_termination_decision" => {
            decide(form, suspects, ActKind::InvestigationTerminated)
        }
        "withdrawal_notice" => told(form, 0),
        "service_receipt" => served(form).into_iter().collect(),
        "administrative_penalty_decision" => penalties(form),
        _ => not_punished(form, suspects),
    }
}

fn decide(form: &Form<'_>, suspects: &[String], kind: ActKind) -> Vec<Act> {
    let Some((moment, range)) = issued(form) else { return Vec::new() };
    let mut subjects = people::subjects(form, suspects);
    if kind == ActKind::InvestigationTerminated {
        // "终止对某某的侦查": others named are not those it ends for.
        let named: Vec<&str> = subjects
            .iter()
            .copied()
            .filter(|name| form.text().contains(&format!("终止对{name}")))
            .collect();
        if !named.is_empty() {
            subjects = named;
        }
    }
    let ground = GROUND.find(form.text());
    let build = |subject: Option<&str>| {
        let mut act = at(act_on(form, kind, subject), moment, form.reading.quote(range.clone()));
        act.reason = ground.map(|found| found.as_str().trim().to_owned());
        act.quotes.extend(ground.and_then(|found| form.reading.quote(found.range())));
        act
    };
    if subjects.is_empty() {
        vec![build(None)]
    } else {
        subjects.into_iter().map(|name| build(Some(name))).collect()
    }
}

/// Lines below the decision, or of a notice: who was told when. `means` says in what standing.
fn told(form: &Form<'_>, from: usize) -> Vec<Act> {
    let text = form.text();
    let mut acts = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let range = start..start + line.len();
        start += line.len() + 1;
        if range.start < from {
            continue;
        }
        let officer = ["告知人", "告知民警", "民警", "办案", "送达人", "承办"];
        if officer.iter().any(|word| line.trim_start().starts_with(word)) {
            continue;
        }
        let own = moments::find_moments(line, form.reference()).into_iter().next();
        // The date may stand on a line of its own below the signature.
        let below = || {
            let next = text.get(start..)?.lines().next()?;
            let stated = moments::find_moments(next, form.reference()).into_iter().next()?;
            let rest = next.len() - (stated.range.end - stated.range.start);
            (next[..stated.range.start].trim().is_empty() && rest <= 3).then_some(stated)
        };
        let is_signed = line.contains('捺') || line.contains("签名") || line.contains("指印");
        let Some(stated) = own.or_else(|| below().filter(|_| is_signed)) else { continue };
        let Some(captures) = TOLD.captures(line) else { continue };
        let signed = ["捺", "印", "签", "收"].iter().any(|word| line.contains(word));
        let standing = captures.name("standing").map(|found| found.as_str());
        if !signed && standing.is_none() {
            continue;
        }
        let name = parse_names(&captures["name"])
            .into_iter()
            .next()
            .map_or_else(|| captures["name"].to_owned(), |entry| entry.name);
        let mut act = at(
            act_on(form, ActKind::WithdrawalTold, None),
            stated.moment,
            form.reading.quote(range),
        );
        act.means = standing
            .or_else(|| {
                ["犯罪嫌疑人", "被害人", "移送单位", "移送机关"]
                    .into_iter()
                    .find(|word| line.contains(word))
            })
            .map(str::to_owned);
        act.participants.push(Participant { name, role: Role::Recipient });
        acts.push(act);
    }
    acts
}

/// A receipt of service (送达回证) for the decision.
fn served(form: &Form<'_>) -> Option<Act> {
    const LABELS: &[&str] =
        &["收到时间", "收到日期", "送达时间", "送达日期", "签收时间", "签收日期", "收件时间"];
    let whole = 0..form.text().len();
    let (moment, range) = after_label(form, LABELS).or_else(|| {
        stated_with(form, whole, &["签收", "收到", "签名", "捺印"], &[]).into_iter().next()
    })?;
    let mut act =
        at(act_on(form, ActKind::WithdrawalTold, None), moment, form.reading.quote(range));
    let field = form.field(&["受送达人", "受送达单位", "被告知人", "收件人"])?;
    let name = parse_names(&field.value)
        .into_iter()
        .next()
        .map_or_else(|| field.value.clone(), |entry| entry.name);
    act.participants.push(Participant { name, role: Role::Recipient });
    Some(act)
}

fn penalties(form: &Form<'_>) -> Vec<Act> {
    let Some((moment, range)) = issued(form) else { return Vec::new() };
    let mut names: Vec<String> = Vec::new();
    for captures in PENALISED.captures_iter(form.text()) {
        let name = captures["name"].to_owned();
        if is_name(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    let mut act =
        at(act_on(form, ActKind::PenaltyImposed, None), moment, form.reading.quote(range));
    act.participants
        .extend(names.into_iter().map(|name| Participant { name, role: Role::Subject }));
    vec![act]
}

/// A check of the case by others (调阅案卷、核查): what is known of it, is known up to that day.
pub(super) fn read_check(form: &Form<'_>) -> Vec<Act> {
    const LABELS: &[&str] = &[
        "核查日期",
        "核查时间",
        "评查日期",
        "评查时间",
        "检查日期",
        "调阅日期",
        "查询时间",
        "查询日期",
        "复核时间",
        "复核日期",
        "核对时间",
        "核对日期",
        "归档时间",
        "归档日期",
        "制表时间",
        "打印时间",
        "统计时间",
        "日期",
    ];
    after_label(form, LABELS)
        .or_else(|| issued(form))
        .map(|(moment, range)| {
            let mut act =
                at(act_on(form, ActKind::CaseChecked, None), moment, form.reading.quote(range));
            let stated = STATE.find_iter(form.text()).take(3);
            act.quotes.extend(stated.filter_map(|found| form.reading.quote(found.range())));
            act
        })
        .into_iter()
        .collect()
}

static ASKED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"检察意见|不起诉后|(?:行政|治安)处罚(?:情况|记录|决定)|驾驶证状态|违法处理记录|吊销",
    )
    .expect("the pattern is a constant")
});

/// A later query or check of any title (复核单、查询单、归档核对) that says whether the penalty followed.
pub(super) fn read_later_check(form: &Form<'_>) -> Vec<Act> {
    if ASKED_AFTER.is_match(form.text()) { read_check(form) } else { Vec::new() }
}

/// An explanation that says nobody was punished (未作处罚) states an omission.
fn not_punished(form: &Form<'_>, suspects: &[String]) -> Vec<Act> {
    let Some(found) = NOT_PUNISHED.find(form.text()) else { return Vec::new() };
    let subject = suspects.iter().find(|name| found.as_str().contains(name.as_str()));
    let mut act = act_on(form, ActKind::PenaltyImposed, subject.map(String::as_str));
    act.outcome = Outcome::Omitted { reason: found.as_str().trim().to_owned() };
    act.quotes.extend(form.reading.quote(found.range()));
    vec![act]
}
