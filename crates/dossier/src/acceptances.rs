//! Registers of cases taken in (受案登记表) and decisions to file or not (立案、不予立案).

use std::sync::LazyLock;

use anjian_core::{Acceptance, CaseNature, FilingDecision, Moment, Quote};
use regex::Regex;

use crate::{
    dated::{after_label, issued},
    form::Form,
    moments,
    names::{SHORTEST_NAME, is_name},
};

/// Labels of when a case was taken in, then of when it was reported.
const ACCEPTED_LABELS: &[&str] = &[
    "受案登记时间",
    "受案登记日期",
    "受案时间",
    "受案日期",
    "受理时间",
    "受理日期",
    "登记时间",
    "登记日期",
    "接报时间",
    "接报案时间",
    "报案时间",
    "接案时间",
    "发现时间",
    "查获时间",
    "接警时间",
];

static CHOSEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[■☑☒√✓✔▣]\s*(?P<before>[\p{Han}、（）]{2,24})|(?P<after>[\p{Han}]{2,8})[√✓✔☑■]")
        .expect("the pattern is a constant")
});

static NATURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:案件(?:类别|性质|类型)|受案性质|性质)[ ：]*(?P<nature>刑事|行政|治安)")
        .expect("the pattern is a constant")
});

static CRIMINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"刑事案件|刑事立案|立刑事|立案侦查|刑事受案|立为刑事|转为刑事")
        .expect("the pattern is a constant")
});

static ADMINISTRATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"受案登记表（(?:行政|治安)|行受字|行政受案|属[^。\n]{0,10}行政案件|作为?(?:行政|治安)案件|按(?:行政|治安)案件|立为行政案件|以行政案件|受理为(?:行政|治安)案件")
        .expect("the pattern is a constant")
});

static TRANSFERRED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"行政执法机关移送|行政机关移送|(?:■|☑|√)\s*移送|移送√|案件来源[ ：]*移送|移送单位[ ：]*\p{Han}{2,20}(?:局|委员会|厅|署|海关|大队|支队)")
        .expect("the pattern is a constant")
});

static REPORTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<standing>控告人|报案人|报警人|举报人|扭送人|投案人|移送人)(?:姓名)?\s*[： ]\s*(?P<name>{SHORTEST_NAME})(?:[ ，,、（等]|$|\n)"
    ))
    .expect("the pattern is a constant")
});

static BRIEF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:简要案情(?:或者?报案记录)?|简要情况|案情摘要|报案内容|主要案情|(?:^|\n)案情)[ ：]*(?P<brief>[^\n]+)")
        .expect("the pattern is a constant")
});

static CASE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:决定对|对|控告的|举报的|报案的|报称的|提出的|移送的)(?P<name>[^，。；\n]{2,60}?案)(?:件)?(?:立案|[^\p{Han}]|我局|，|不予|$)")
        .expect("the pattern is a constant")
});

static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|\n)\s*(?P<name>[\p{Han}·（）]{2,30})(?:（先生|女士）)?\s*：\s*(?:\n|$|[你您贵])",
    )
    .expect("the pattern is a constant")
});

static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:你|您|贵|你单位|你局)[^。\n]{0,40}(?:控告|报案|举报|提出|移送|报称)")
        .expect("the pattern is a constant")
});

/// The register that `form` is.
pub fn read_acceptance(form: &Form<'_>) -> Option<Acceptance> {
    if form.kind() != "case_acceptance_register" {
        return None;
    }
    let text = form.text();
    let dated = after_label(form, ACCEPTED_LABELS).or_else(|| {
        let field = form.field(&["受案民警", "受案人", "受理民警"])?;
        Some((form.moment_in(field.range.clone())?, field.range))
    });
    let dated = dated.or_else(|| issued(form));
    let (nature, nature_quote) = read_nature(form);
    let reporter = REPORTER.captures_iter(text).find(|captures| is_name(&captures["name"]));
    let accuses = reporter.as_ref().is_some_and(|captures| &captures["standing"] == "控告人");
    let chosen = chosen(text);
    Some(Acceptance {
        document: form.index,
        number: form.document.number.clone(),
        accepted: dated.as_ref().map(|(moment, _)| *moment),
        nature,
        transferred: TRANSFERRED.is_match(text)
            || chosen.iter().any(|word| word.starts_with("移送")),
        reporter: reporter.map(|captures| captures["name"].to_owned()),
        accused: accuses
            || chosen.iter().any(|word| word.starts_with("控告"))
            || text.contains("控告称")
            || form.field(&["案件来源"]).is_some_and(|field| field.value.starts_with("控告")),
        brief: read_brief(text),
        quote: dated.and_then(|(_, range)| form.reading.quote(range)),
        nature_quote,
    })
}

/// Who reported what: the reporter's line and the brief.
fn read_brief(text: &str) -> String {
    let reporter = REPORTER.find(text).map(|found| {
        let rest = &text[found.start()..];
        rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()
    });
    let brief = BRIEF.captures(text).and_then(|found| found.name("brief"));
    let parts = reporter.into_iter().chain(brief.map(|found| found.as_str()));
    parts.collect::<Vec<_>>().join("\n")
}

/// The decision that `form` is.
pub fn read_decision(form: &Form<'_>) -> Option<FilingDecision> {
    let filed = match form.kind() {
        "case_filing_decision" => true,
        "filing_refusal_notice" => false,
        _ => return None,
    };
    let text = form.text();
    let dated = issued(form);
    let name = CASE_NAME.captures_iter(text).last();
    let addressee = ADDRESSEE.captures(text).map(|captures| captures["name"].to_owned());
    let reported = REPORTED.find(text);
    let quote = |at: usize| form.reading.quote(form.reading.sentence_range(at));
    Some(FilingDecision {
        document: form.index,
        number: form.document.number.clone(),
        filed,
        decided: dated.as_ref().map(|(moment, _)| *moment),
        case_name: name.as_ref().map_or_else(String::new, |found| found["name"].to_owned()),
        addressee,
        reported: reported.and_then(|found| reported_day(form, found.range())),
        answers_accusation: reported.is_some_and(|found| found.as_str().contains("控告")),
        quote: dated.and_then(|(_, range)| form.reading.quote(range)),
        decision_quote: name
            .and_then(|found| found.get(0))
            .and_then(|found| quote(found.start()))
            .or_else(|| form.document.title_quote.clone()),
    })
}

fn reported_day(form: &Form<'_>, range: std::ops::Range<usize>) -> Option<Moment> {
    moments::first_moment(&form.text()[range], form.reference())
}

/// What ticked boxes say.
fn chosen(text: &str) -> Vec<&str> {
    CHOSEN
        .captures_iter(text)
        .filter_map(|captures| captures.name("before").or_else(|| captures.name("after")))
        .map(|found| found.as_str())
        .collect()
}

/// Criminal or administrative, as ticked, labelled or written. An administrative register that is
/// to become a criminal case (转为刑事) says so itself.
fn read_nature(form: &Form<'_>) -> (CaseNature, Option<Quote>) {
    let text = form.text();
    let ticked = CHOSEN.captures_iter(text).find_map(|captures| {
        let found = captures.name("before").or_else(|| captures.name("after"))?;
        let word = found.as_str();
        let nature = if word.contains("刑事") {
            CaseNature::Criminal
        } else if word.contains("行政") || word.contains("治安") {
            CaseNature::Administrative
        } else {
            return None;
        };
        // A source (■行政执法机关移送) is no nature.
        (!word.contains("移送")).then(|| (nature, captures.get(0).map(|whole| whole.range())))
    });
    let (nature, range) = ticked
        .or_else(|| {
            let captures = NATURE.captures(text)?;
            let nature = if &captures["nature"] == "刑事" {
                CaseNature::Criminal
            } else {
                CaseNature::Administrative
            };
            Some((nature, captures.get(0).map(|whole| whole.range())))
        })
        .or_else(|| {
            // Boxes of both kinds are printed; where none is ticked, neither is said.
            let unticked = text.contains('□') || text.contains('☐');
            let administrative = ADMINISTRATIVE.find(text).filter(|_| !unticked);
            let criminal = CRIMINAL.find(text).filter(|_| !unticked);
            match (criminal, administrative) {
                (_, Some(found)) => Some((CaseNature::Administrative, Some(found.range()))),
                (Some(found), None) => Some((CaseNature::Criminal, Some(found.range()))),
                _ => None,
            }
        })
        .unwrap_or((CaseNature::Unstated, None));
    (nature, range.and_then(|range| form.reading.quote(range)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn acceptance(text: &str) -> Acceptance {
        let mut read = None;
        form(text, |form| read = read_acceptance(form));
        read.expect("a register")
    }

    #[test]
    fn registers_say_what_they_take_in_and_when() {
        let ticked = acceptance(
            "受案登记表\n案件来源 □110指令 ■控告 □移送\n控告人 张三丰 性别 男\n接报时间 2023年5月29日10时15分 接报地点 本局\n受案意见 ■属本单位管辖的刑事案件 □属本单位管辖的行政案件",
        );
        assert_eq!(ticked.nature, CaseNature::Criminal);
        assert!(ticked.accused && !ticked.transferred);
        assert_eq!(ticked.reporter.as_deref(), Some("张三丰"));
        assert_eq!(ticked.accepted.map(|at| at.to_iso()).as_deref(), Some("2023-05-29T10:15"));
        let administrative = acceptance(
            "受案登记表（行政案件）\n接报时间 2024年3月20日9时40分\n受案意见 属行政案件受理",
        );
        assert_eq!(administrative.nature, CaseNature::Administrative);
        let plain = acceptance("受案登记表\n案件性质 □刑事 √行政\n受案时间：2024-03-20 09:40");
        assert_eq!(plain.nature, CaseNature::Administrative);
        let transferred =
            acceptance("受案登记表\n案件来源 移送（某县林业局）\n接报时间 2023年9月15日15时20分");
        assert!(transferred.transferred);
    }
}
