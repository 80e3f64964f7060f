//! Compulsory measures (强制措施) with their days, in the head or told by the evidence.

use std::{ops::Range, sync::LazyLock};

use jiff::civil::Date;
use regex::Regex;

use super::{
    Defendant, Stated,
    days::{self, StatedDay},
    head::Head,
    tail,
};
use crate::reading::Reading;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Detained,
    ArrestApproved,
    Arrested,
    Bail,
    Residential,
    /// 判处, 刑满释放: what stands before belongs to an earlier case.
    EarlierCase,
    /// Takes its day away from what follows.
    Other,
}

#[derive(Debug, Clone)]
struct Event {
    measure: Measure,
    /// Day and the bytes from the day to the measure's word.
    stated: Option<(Date, Range<usize>)>,
}

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"拘留|逮捕|取保[候侯]审|监视居住|执行|判处|刑满|假释|劳动教养|强制隔离戒毒|释放|罚款|抓获",
    )
    .expect("the pattern is a constant")
});

/// Papers and periods named after a measure.
const NO_MEASURE_AFTER: &[&str] = &[
    "证",
    "决定书",
    "通知书",
    "期间",
    "期限",
    "保证金",
    "申请",
    "条件",
    "手续",
    "必要",
    "措施期间",
    "的申请",
    "材料",
    "审批",
];

/// What undoes or only asks for a measure.
const NO_MEASURE_BEFORE: &[&str] = &[
    "行政",
    "司法",
    "治安",
    "解除",
    "撤销",
    "不批准",
    "不予批准",
    "不予",
    "提请批准",
    "提请",
    "申请",
    "建议",
    "未",
    "解除对其",
    "符合",
    "要求",
    "提请批准对其",
];

/// Fills in the measures of `defendants`.
pub(super) fn read(reading: &Reading<'_>, head: &Head, defendants: &mut [Defendant]) {
    let text = reading.text();
    for (at, paragraph) in &head.paragraphs {
        let Some(defendant) = defendants.get_mut(*at) else { continue };
        let events = find_events(text, paragraph.clone());
        // The current case is what follows the last sentence for an earlier one.
        let current = events.rsplit(|event| event.measure == Measure::EarlierCase).find(|group| {
            group.iter().any(|event| event.stated.is_some() && is_fact(event.measure))
        });
        for event in current.unwrap_or(&[]) {
            record(reading, defendant, event);
        }
    }
    if defendants.iter().all(|defendant| !has_measure(defendant)) {
        read_told(reading, head, defendants);
    }
}

/// How far before a day, in chars, its sentence is looked at.
const SENTENCE_CHARS: usize = 300;

/// Judgments without paragraphs on people tell measures among the facts and the evidence.
fn read_told(reading: &Reading<'_>, head: &Head, defendants: &mut [Defendant]) {
    let text = reading.text();
    for event in find_events(text, 0..text.len()) {
        let Some((_, range)) = &event.stated else { continue };
        if !is_fact(event.measure) || !is_direct(&text[range.clone()], &head.names) {
            continue;
        }
        let lead = tail(&text[..range.start], SENTENCE_CHARS);
        let lead = lead.rsplit(['。', '；', '\n']).next().unwrap_or(lead);
        let before = &text[range.start - lead.len()..range.end];
        if ["曾因", "另案", "同案", "前科"].iter().any(|word| before.contains(word)) {
            continue;
        }
        let mut named: Vec<usize> = (0..head.names.len())
            .filter(|at| head.names.get(*at).is_some_and(|name| before.contains(name.as_str())))
            .collect();
        if named.is_empty() && head.names.len() == 1 {
            named.push(0);
        }
        for at in named {
            if let Some(defendant) = defendants.get_mut(at) {
                record(reading, defendant, &event);
            }
        }
    }
}

fn find_events(text: &str, span: Range<usize>) -> Vec<Event> {
    let days = days::find_days(&text[span.clone()]);
    let mut events: Vec<Event> = Vec::new();
    let mut consumed = 0;
    for word in WORD.find_iter(&text[span.clone()]) {
        let (before, after) =
            (&text[span.start..span.start + word.start()], &text[span.start + word.end()..]);
        let Some(measure) = measure_of(word.as_str(), before, after) else { continue };
        let told = days.partition_point(|day| day.range.end <= word.start());
        let day = told.checked_sub(1).and_then(|at| days.get(at));
        let fresh = day.filter(|day| {
            day.range.start >= consumed
                && !text[span.clone()][day.range.end..word.start()].contains('。')
        });
        let stated = fresh.map(|StatedDay { range, date }| {
            (*date, span.start + range.start..span.start + word.end())
        });
        // "经决定逮捕，同日被执行": only a fresh day makes of 执行 more than what it follows.
        if word.as_str() == "执行"
            && !(stated.is_some()
                && events.last().is_some_and(|last| last.measure == Measure::ArrestApproved))
        {
            continue;
        }
        consumed = word.end();
        events.push(Event { measure, stated });
    }
    events
}

fn measure_of(word: &str, before: &str, after: &str) -> Option<Measure> {
    if !matches!(word, "判处" | "刑满" | "执行")
        && (NO_MEASURE_AFTER.iter().any(|end| after.starts_with(end))
            || NO_MEASURE_BEFORE.iter().any(|start| before.ends_with(start)))
    {
        return Some(Measure::Other);
    }
    match word {
        // "拘留十日" is a penalty for a public order offence.
        "拘留" if after.starts_with(|c: char| c.is_numeric() || "一二三五七十".contains(c)) => {
            Some(Measure::Other)
        }
        "拘留" => Some(Measure::Detained),
        "逮捕"
            if ["批准", "决定", "批准对其", "决定对其"].iter().any(|end| before.ends_with(end)) =>
        {
            Some(Measure::ArrestApproved)
        }
        "逮捕" => Some(Measure::Arrested),
        "执行"
            if ["逮捕", "拘留", "取保", "监视", "死刑"]
                .iter()
                .any(|next| after.starts_with(next)) =>
        {
            None
        }
        "执行" => Some(Measure::Arrested),
        "监视居住" => Some(Measure::Residential),
        "判处" | "刑满" | "假释" | "劳动教养" | "强制隔离戒毒" => {
            Some(Measure::EarlierCase)
        }
        "释放" | "罚款" | "抓获" => Some(Measure::Other),
        _ => Some(Measure::Bail),
    }
}

fn is_fact(measure: Measure) -> bool {
    !matches!(measure, Measure::EarlierCase | Measure::Other)
}

fn has_measure(defendant: &Defendant) -> bool {
    [&defendant.detained, &defendant.arrested, &defendant.bail, &defendant.residential]
        .iter()
        .any(|fact| fact.is_some())
}

fn record(reading: &Reading<'_>, defendant: &mut Defendant, event: &Event) {
    let Some((date, range)) = &event.stated else { return };
    let slot = match event.measure {
        Measure::Detained => &mut defendant.detained,
        Measure::ArrestApproved | Measure::Arrested => &mut defendant.arrested,
        Measure::Bail => &mut defendant.bail,
        Measure::Residential => &mut defendant.residential,
        Measure::EarlierCase | Measure::Other => return,
    };
    // An executed arrest says more than the approval that came before it.
    let says_more = slot.as_ref().is_none_or(|known| {
        let words = known.quote.text();
        let is_approval =
            ["批准逮捕", "决定逮捕", "对其逮捕"].iter().any(|end| words.ends_with(end));
        event.measure == Measure::Arrested && is_approval
    });
    if says_more && let Some(quote) = reading.quote(range.clone()) {
        *slot = Some(Stated { value: *date, quote });
    }
}

/// True when nobody but an authority or a defendant stands between day and measure: "…日，甲某
/// 协助抓捕乙某，乙某被取保候审" says nothing of 甲某.
fn is_direct(words: &str, names: &[String]) -> bool {
    words.split(['，', '；', '：']).skip(1).all(|clause| {
        ["因", "经", "由", "被", "将", "对", "于", "并", "依法", "决定", "本院", "我院"]
            .iter()
            .any(|start| clause.starts_with(start))
            || ["公安", "检察院", "法院", "公安局", "分局", "国家安全局", "监察"]
                .iter()
                .any(|word| clause.contains(word))
            || names.iter().any(|name| clause.contains(name.as_str()))
            || clause.chars().count() <= 6
    })
}
