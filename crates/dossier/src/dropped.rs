//! Decisions not to prosecute (不起诉决定书) and what the procuratorate and organs did afterwards.

use std::sync::LazyLock;

use anjian_core::{
    Act, ActKind, Moment, Outcome, Participant, Role,
    dropped::{DroppingGround, NonProsecution},
};
use regex::Regex;

use crate::{
    dated::{issued, stated_with},
    form::Form,
    names::{SHORTEST_NAME, is_name},
};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|\n)\s*被不起诉人[：\s]*(?P<name>{SHORTEST_NAME})(?:（[^）\n]{{0,40}}）)?[，,、 ]"
    ))
    .expect("the pattern is a constant")
});

static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*决定(?:对[^。\n，]{1,24})?不起诉[^。\n]*")
        .expect("the pattern is a constant")
});

static OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"涉嫌(?P<offence>[\p{Han}、]{2,24}?)(?:罪|一案|案|，|。)")
        .expect("the pattern is a constant")
});

static ASKS_PENALTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:应由|应当由|移送|建议|移交|依法由)[^。\n]{0,40}(?:行政处罚|处罚|处理|处分|吊销)[^。\n]*|[^。\n]*(?:应当?给予|应受|需要给予|需给予)[^。\n]{0,10}(?:行政处罚|治安处罚)[^。\n]*")
        .expect("the pattern is a constant")
});

static RELEASES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[^。\n]*(?:解除(?:对[^。\n]{0,30})?(?:扣押|查封|冻结)|予以(?:退还|返还|发还))[^。\n]*",
    )
    .expect("the pattern is a constant")
});

static NO_PENALTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:(?:无需|无须|不需要?|不必|不再)[^。；\n，]{0,12}(?:行政处罚|处罚|移送)|已(?:因同一事实|因本案|经)?[^。；\n，]{0,24}(?:行政处罚|治安处罚|行政拘留|吊销)|已死亡|不予行政处罚)[^。；\n]*")
        .expect("the pattern is a constant")
});

/// The decisions of `forms`.
pub fn read_decisions(forms: &[Form<'_>]) -> Vec<NonProsecution> {
    let mut decisions: Vec<NonProsecution> = Vec::new();
    for form in forms.iter().filter(|form| form.kind() == "non_prosecution_decision") {
        decisions.extend(read_decision(form));
    }
    for form in forms {
        // Papers after the decision may say why nothing was sent on.
        let can_tell = matches!(
            form.kind(),
            "explanation_note"
                | "case_check"
                | "procuratorial_opinion"
                | "non_prosecution_review"
                | "phone_record"
                | "service_receipt"
        ) || (form.kind() == "unrecognised" && form.text().contains("不起诉"));
        if !can_tell {
            continue;
        }
        for decision in decisions.iter_mut().filter(|d| form.text().contains(&d.name)) {
            if decision.no_penalty_reason.is_none() {
                decision.no_penalty_reason = no_penalty(form);
            }
        }
    }
    decisions
}

fn no_penalty(form: &Form<'_>) -> Option<String> {
    NO_PENALTY
        .find_iter(form.text())
        .map(|found| found.as_str().trim())
        // "无需处罚说明：无" is a blank, not a reason.
        .find(|words| {
            let tail = words.rsplit('：').next().unwrap_or_default().trim();
            !(words.contains('：') && matches!(tail, "无" | "未见" | "缺" | "没有" | "/" | ""))
        })
        .map(str::to_owned)
}

fn read_decision(form: &Form<'_>) -> Vec<NonProsecution> {
    let text = form.text();
    let dated = issued(form);
    let decided = DECIDED.find(text);
    let ground = ground(text);
    let offence = OFFENCE.captures(text).map_or_else(String::new, |f| f["offence"].to_owned());
    let asks = ASKS_PENALTY.find(text);
    let releases = RELEASES.find(text);
    let after = dated.as_ref().map_or(text.len(), |(_, range)| range.end);
    let police = police_received(form, after);
    let mut names: Vec<String> = Vec::new();
    for captures in NAMED.captures_iter(text) {
        let name = captures["name"].to_owned();
        if is_name(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| NonProsecution {
            document: form.index,
            name,
            decided: dated.as_ref().map(|(moment, _)| *moment),
            ground,
            offence: offence.clone(),
            asks_penalty: asks.is_some(),
            releases_property: releases.is_some(),
            police_received: police,
            no_penalty_reason: no_penalty(form).filter(|_| asks.is_none()),
            quote: decided.and_then(|found| form.reading.quote(found.range())),
            day_quote: dated.clone().and_then(|(_, range)| form.reading.quote(range)),
            penalty_quote: asks.and_then(|found| form.reading.quote(found.range())),
            property_quote: releases.and_then(|found| form.reading.quote(found.range())),
        })
        .collect()
}

fn police_received(form: &Form<'_>, after: usize) -> Option<Moment> {
    let text = form.text();
    let at = text.get(after..)?.find("公安")? + after;
    crate::moments::find_moments(&text[at..], form.reference())
        .into_iter()
        .next()
        .map(|stated| stated.moment)
}

fn ground(text: &str) -> DroppingGround {
    if text.contains("附条件不起诉") {
        DroppingGround::Other
    } else if text.contains("第一百七十五条第四款") || text.contains("证据不足") {
        DroppingGround::Insufficient
    } else if text.contains("第一百七十七条第二款")
        || text.contains("犯罪情节轻微")
        || text.contains("不需要判处刑罚")
    {
        DroppingGround::Discretionary
    } else if text.contains("第一百七十七条第一款")
        || text.contains("第十六条")
        || text.contains("显著轻微")
    {
        DroppingGround::Statutory
    } else {
        DroppingGround::Other
    }
}

/// What followed for those `names` not prosecuted: an opinion sent (检察意见), its answer.
pub fn read_after(form: &Form<'_>, names: &[String]) -> Vec<Act> {
    let kind = match form.kind() {
        "procuratorial_opinion" => ActKind::OpinionSent,
        "penalty_report" => ActKind::PenaltyReported,
        _ => return Vec::new(),
    };
    let text = form.text();
    if kind == ActKind::OpinionSent
        && !["处罚", "处理", "处分", "没收", "吊销"].iter().any(|word| text.contains(word))
    {
        return Vec::new();
    }
    let subjects: Vec<&String> = names.iter().filter(|name| text.contains(name.as_str())).collect();
    let Some((day, range)) = issued(form) else { return Vec::new() };
    let mut act = Act::new(kind, form.index);
    act.authority.clone_from(&form.document.authority);
    act.participants.extend(
        subjects.iter().map(|name| Participant { name: (*name).clone(), role: Role::Subject }),
    );
    act.outcome = Outcome::Done;
    act.from = Some(day);
    act.means = Some("落款".to_owned());
    act.quotes.extend(form.reading.quote(range.clone()));
    let mut acts = vec![act.clone()];
    if let Some((moment, range)) =
        stated_with(form, range.end..text.len(), &["签收", "收到", "送达", "回执"], &[])
            .into_iter()
            .next()
    {
        act.from = Some(moment);
        act.means = Some("送达".to_owned());
        act.quotes = form.reading.quote(range).into_iter().collect();
        acts.push(act);
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn a_decision_says_ground_and_penalty() {
        let text = "某县人民检察院\n不起诉决定书\n某检刑不诉〔2025〕6号\n被不起诉人张三丰，男，1996年1月15日出生。\n本案由某县公安局侦查终结，以张三丰涉嫌非法经营罪移送。\n依照《中华人民共和国刑事诉讼法》第一百七十七条第二款之规定，决定对张三丰不起诉。\n对其承运行为，应由烟草专卖行政主管部门依法处罚。\n某县人民检察院（院印）\n二〇二五年二月十八日\n宣布送达：张三丰（捺印）2025年2月18日 某县公安局：李某 2025年2月20日";
        form(text, |form| {
            let found = read_decision(form).remove(0);
            assert_eq!((found.name.as_str(), found.offence.as_str()), ("张三丰", "非法经营"));
            assert_eq!(found.ground, DroppingGround::Discretionary);
            assert!(found.asks_penalty && !found.releases_property);
            assert_eq!(found.decided.map(|at| at.to_iso()).as_deref(), Some("2025-02-18"));
            assert_eq!(found.police_received.map(|at| at.to_iso()).as_deref(), Some("2025-02-20"));
        });
    }

    #[test]
    fn a_blank_is_no_reason() {
        form("案件核查单\n检察意见书：无；无需处罚说明：无", |form| {
            assert_eq!(no_penalty(form), None);
        });
        form("情况说明\n张三丰已因同一事实被行政处罚五百元。", |form| {
            assert!(no_penalty(form).is_some());
        });
    }
}
