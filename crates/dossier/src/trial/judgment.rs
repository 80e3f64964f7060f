//! Judgments (刑事判决书): head, procedure, what was found, reasons, decision.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Moment,
    judgment::{Bench, Judgment, Procedure, Pronouncement},
};
use regex::Regex;

use super::{
    found,
    reasons::read_findings,
    sentences::{read_disposals, read_sentences},
};
use crate::{form::Form, moments};

static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:判决|裁定)如下\s*：|判决结果\s*：|判决\s*：")
        .expect("the pattern is a constant")
});

static APPEAL_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"如不服本判决|本判决为终审|审\s*判\s*长\s|审\s*判\s*员\s")
        .expect("the pattern is a constant")
});

static LIST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"附件[：:\d一二 ]|清单(?:附后|所列|见附)|附[^。，\n]{0,12}清单|(?:详见|见)[^。，\n]{0,10}清单|按[^。，\n]{0,10}清单").expect("the pattern is a constant")
});

static AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"当庭(?:公开)?(?:宣告|宣判|宣布判决|作出判决)").expect("the pattern is a constant")
});

static LATER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:定期|择期)(?:公开)?(?:宣告|宣判)").expect("the pattern is a constant")
});

static PROCEDURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:转为|转换为|变更为|改为|改用|转|适用|按照?|依照)[^，。；\n]{0,8}?(?P<name>普通|简易|速裁)程序|(?P<bare>普通|简易|速裁)程序")
        .expect("the pattern is a constant")
});

static GRAVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"数额特别巨大|数额巨大|数额较大|情节特别严重|情节严重|其他严重情节|特别严重情节|入户|致人死亡|致人重伤|轻伤[一二]级|重伤[一二]级|以上十年以下|以上七年以下|十年以上|三年以下|五年以下")
        .expect("the pattern is a constant")
});

/// Reads the judgment that `form` is. `is_earlier` says that it is of an earlier offence.
pub fn read_judgment(form: &Form<'_>) -> Judgment {
    let text = form.text();
    let decided = decided_range(text);
    let reasons = reasons_range(text, decided.start);
    let mut sentences = read_sentences(form, decided.clone());
    read_findings(form, reasons.clone(), &mut sentences);
    let (procedure, bench, procedure_quote) = read_procedure(form, decided.start);
    let (pronounced, pronounced_quote) = read_pronounced(form, decided.start);
    let body = &text[..decided.start.min(text.len())];
    let manner = if AT_ONCE.is_match(body) {
        Some(Pronouncement::AtOnce)
    } else if LATER.is_match(body) {
        Some(Pronouncement::Later)
    } else {
        None
    };
    let mut disposals = read_disposals(form, decided.start..text.len());
    // "庞立新的手机已发还" may stand in the reasons alone.
    disposals.extend(read_disposals(form, reasons.clone()).into_iter().filter(|disposal| {
        ["已发还", "已退还", "已返还", "已由", "扣押的", "随案移送的"]
            .iter()
            .any(|w| disposal.text.contains(w))
    }));
    let (found, found_quote) = read_found(form, decided.start);
    found::attribute(&found, &mut sentences);
    Judgment {
        document: form.index,
        is_earlier: form.document.title.contains("前罪"),
        is_appeal: body.contains("上诉人")
            || text.contains("本判决为终审")
            || text.contains("本裁定为终审"),
        pronounced,
        pronounced_quote,
        manner,
        procedure,
        procedure_quote,
        bench,
        sentences,
        found_quote,
        has_list: LIST.is_match(text.get(decided).unwrap_or_default()),
        disposals,
    }
}

/// From 判决如下 to the end of the decision, annexes included.
fn decided_range(text: &str) -> Range<usize> {
    let Some(begin) = DECIDED.find_iter(text).last() else {
        // Extracts of earlier judgments have the decision alone.
        return 0..text.len();
    };
    let rest = &text[begin.end()..];
    let end = APPEAL_NOTE.find(rest).map_or(rest.len(), |found| found.start());
    begin.end()..begin.end() + end
}

fn reasons_range(text: &str, decided: usize) -> Range<usize> {
    let start =
        text[..decided].rfind("本院认为").or_else(|| text[..decided].rfind("认为")).unwrap_or(0);
    start..decided
}

fn read_procedure(
    form: &Form<'_>,
    decided: usize,
) -> (Option<Procedure>, Bench, Option<anjian_core::Quote>) {
    let text = form.text();
    let end = ["经审理查明", "审理查明", "本院认为"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()
        .unwrap_or(decided);
    let head = &text[..end];
    let last = PROCEDURE.captures_iter(head).last();
    let named = last.as_ref().and_then(|c| c.name("name").or_else(|| c.name("bare")));
    let procedure = named.and_then(|name| procedure_named(name.as_str()));
    let bench = bench_of(head);
    let place = named
        .map(|name| name.start())
        .or_else(|| head.find("合议庭"))
        .or_else(|| head.find("独任"));
    let quote = place.and_then(|at| form.reading.quote(form.reading.sentence_range(at)));
    (procedure, bench, quote)
}

/// The procedure that a word names.
pub(super) fn procedure_named(word: &str) -> Option<Procedure> {
    if word.contains("普通") {
        Some(Procedure::Ordinary)
    } else if word.contains("简易") {
        Some(Procedure::Summary)
    } else if word.contains("速裁") {
        Some(Procedure::FastTrack)
    } else {
        None
    }
}

/// Who tries the case, as `text` says.
pub(super) fn bench_of(text: &str) -> Bench {
    if text.contains("合议庭") || text.contains("审判长") {
        Bench::Panel
    } else if text.contains("独任") {
        Bench::Single
    } else {
        Bench::Unknown
    }
}

/// The day of pronouncement that the body tells ("于…公开开庭并当庭宣判"), or else the closing.
fn read_pronounced(
    form: &Form<'_>,
    decided: usize,
) -> (Option<Moment>, Option<anjian_core::Quote>) {
    let text = form.text();
    if let Some(found) = AT_ONCE.find(&text[..decided]) {
        let sentence = form.reading.sentence_range(found.start());
        let before = moments::find_moments(&text[sentence.start..found.start()], form.reference());
        if let Some(stated) = before.last() {
            let start = sentence.start + stated.range.start;
            return (
                Some(Moment::day(stated.moment.date())),
                form.reading.quote(start..found.end()),
            );
        }
    }
    if let Some((moment, quote)) = form.closing_moment() {
        return (Some(moment), quote);
    }
    // The clerk may sign on the same line: the last day below the decision.
    match moments::find_moments(&text[decided..], form.reference()).into_iter().last() {
        Some(stated) => {
            let range = decided + stated.range.start..decided + stated.range.end;
            (Some(Moment::day(stated.moment.date())), form.reading.quote(range))
        }
        None => (None, None),
    }
}

/// The court's findings on how grave the offence is: facts and reasons without what parties say.
fn read_found(form: &Form<'_>, decided: usize) -> (String, Option<anjian_core::Quote>) {
    let text = form.text();
    let start = ["经审理查明", "审理查明", "本院认为"]
        .iter()
        .filter_map(|word| text[..decided].find(word))
        .min()
        .unwrap_or(decided);
    let mut found = String::new();
    let mut quote = None;
    let mut at = start;
    for part in text[start..decided].split_inclusive(['。', '；', '，']) {
        let told = [
            "辩护人",
            "辩称",
            "公诉机关",
            "指控的",
            "不属于",
            "不属",
            "不构成",
            "不认定",
            "不是",
            "不予",
        ];
        if !told.iter().any(|word| part.contains(word)) {
            if quote.is_none() && GRAVE.is_match(part) {
                quote = form.reading.quote(at..at + part.len());
            }
            found.push_str(part);
        }
        at += part.len();
    }
    (found, quote)
}
