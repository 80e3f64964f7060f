//! The dispositive part (判决主文): sentences of defendants, and what becomes of seized property.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Moment,
    judgment::{Count, CustodySpan, Disposal, Sentence},
};
use regex::Regex;

use super::terms::{SUM, TERM, find_penalty, parse_money, parse_months};
use crate::{form::Form, moments, names::SHORTEST_NAME, people::find_birth};

static CONVICTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:被告人|上诉人|原审被告人)\s*(?P<names>{SHORTEST_NAME}(?:、{SHORTEST_NAME})*)\s*(?:（[^）\n]{{1,20}}）)?\s*(?:犯|无罪)"
    ))
    .expect("the pattern is a constant")
});

static OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"犯\s*(?P<offence>[\p{Han}、]{2,30}?罪)\s*(?:（[^）\n]{1,20}）)?\s*[，,；]")
        .expect("the pattern is a constant")
});

static NEXT_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\n|。|；|）)\s*[一二三四五六七八九十]{1,3}[、.．]")
        .expect("the pattern is a constant")
});

static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:决定执行|合并执行|数罪并罚[^。；]{0,12}?执行)")
        .expect("the pattern is a constant")
});

static PROBATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"缓刑(?:考验期限?)?\s*(?P<term>{TERM})"))
        .expect("the pattern is a constant")
});

static FINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"罚金\s*(?:计|为)?\s*(?:人民币)?\s*[¥￥]?\s*(?P<sum>{SUM})\s*元"))
        .expect("the pattern is a constant")
});

static CUSTODY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<taken>刑事拘留|(?:被|予以|决定|执行)\s*拘留|拘留|逮捕|收监|羁押|留置)|(?P<freed>取保候审|监视居住|释放)").expect("the pattern is a constant")
});

static ADMINISTRATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"行政拘留\s*(?P<days>[\d一二三四五六七八九十]{1,3})\s*[日天]")
        .expect("the pattern is a constant")
});

static PROPERTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"扣押|查封|冻结|没收|发还|返还|退还|上缴|销毁|存卷|依法处理|予以处理|随案移送|追缴|退赔|变价|附件|清单|作案工具")
        .expect("the pattern is a constant")
});

/// The sentences in `range` of the form: what the judgment decides.
pub(super) fn read_sentences(form: &Form<'_>, range: Range<usize>) -> Vec<Sentence> {
    let text = form.text();
    let Some(decided) = text.get(range.clone()) else { return Vec::new() };
    let starts: Vec<(Range<usize>, Vec<String>)> = CONVICTED
        .captures_iter(decided)
        .filter_map(|captures| {
            let names = captures.name("names")?.as_str();
            let whole = captures.get(0)?.range();
            Some((whole, names.split('、').map(|name| name.trim().to_owned()).collect()))
        })
        .collect();
    let mut sentences: Vec<Sentence> = Vec::new();
    for (at, (begin, names)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(decided.len(), |(next, _)| next.start);
        let rest = &decided[begin.start..next];
        let end = NEXT_ITEM.find(rest).map_or(rest.len(), |found| found.start() + 3);
        let end =
            (0..=end.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
        let part = begin.start + range.start..begin.start + range.start + end;
        for name in names {
            if sentences.iter().all(|known| &known.defendant != name) {
                sentences.extend(read_sentence(form, name, part.clone()));
            }
        }
    }
    sentences
}

fn read_sentence(form: &Form<'_>, name: &str, part: Range<usize>) -> Option<Sentence> {
    let text = form.text().get(part.clone())?;
    let joined = JOINED.find(text);
    let single = joined.as_ref().map_or(text, |found| &text[..found.start()]);
    let offences: Vec<(Range<usize>, String)> = OFFENCE
        .captures_iter(single)
        .filter_map(|captures| Some((captures.get(0)?.range(), captures["offence"].to_owned())))
        .collect();
    let mut counts = Vec::new();
    for (at, (range, offence)) in offences.iter().enumerate() {
        let end = offences.get(at + 1).map_or(single.len(), |(next, _)| next.start);
        let words = &single[range.end..end];
        counts.push(Count {
            offence: offence.clone(),
            penalty: find_penalty(words).map(|(penalty, _)| penalty),
            fine: read_fine(words),
            is_fined: words.contains("罚金"),
            is_confiscated: is_confiscation(words),
            grounds: String::new(),
            amount: None,
            stated_years: None,
            quote: form.reading.quote(part.start + range.start..part.start + end),
        });
    }
    if counts.is_empty() {
        return None;
    }
    let executed = match &joined {
        Some(found) => find_penalty(&text[found.end()..]).map(|(penalty, _)| penalty),
        None => counts.iter().find_map(|count| count.penalty),
    };
    let (term, term_quote) = read_term(form, part.clone());
    let probation = PROBATION.captures(text).and_then(|c| parse_months(&c["term"]));
    let mut sentence = Sentence {
        defendant: name.to_owned(),
        counts,
        penalty: executed,
        probation_months: probation,
        term,
        term_quote,
        custody: Vec::new(),
        administrative_days: 0,
        same_conduct: false,
        findings: Vec::new(),
        denials: Vec::new(),
        finding_quotes: Vec::new(),
        birth: None,
        quote: form.reading.quote(first_line(form, part)),
    };
    read_head(form, &mut sentence);
    Some(sentence)
}

/// The words of a sentence up to the bracket that gives the term.
fn first_line(form: &Form<'_>, part: Range<usize>) -> Range<usize> {
    let text = &form.text()[part.clone()];
    let end = text.find(['。', '（']).unwrap_or(text.len());
    part.start..part.start + end
}

fn read_fine(words: &str) -> Option<i64> {
    FINE.captures(words).and_then(|captures| parse_money(&captures["sum"]))
}

fn is_confiscation(words: &str) -> bool {
    words.contains("没收财产") || words.contains("没收个人")
}

/// The first and last day of the term (即自…起至…止).
fn read_term(
    form: &Form<'_>,
    part: Range<usize>,
) -> (Option<(jiff::civil::Date, jiff::civil::Date)>, Option<anjian_core::Quote>) {
    let text = &form.text()[part.clone()];
    let spans = moments::find_spans(&text.replace('起', " "), None);
    // 起 is replaced by a blank of another length: find the place again in the text itself.
    let span = spans.into_iter().find(|span| span.to.is_some());
    let Some((from, to)) = span.and_then(|span| Some((span.from, span.to?))) else {
        return (None, None);
    };
    let stated = moments::find_moments(text, None);
    let place = |wanted: Moment| stated.iter().find(|s| s.moment.date() == wanted.date());
    let quote = place(from).zip(place(to)).and_then(|(a, b)| {
        let start = text[..a.range.start].rfind('自').filter(|at| a.range.start - at <= 6);
        let start = start.unwrap_or(a.range.start);
        let after = &text[b.range.end..];
        let stop = if after.trim_start().starts_with('止') {
            b.range.end + after.find('止').map_or(0, |at| at + '止'.len_utf8())
        } else {
            b.range.end
        };
        form.reading.quote(part.start + start..part.start + stop)
    });
    (Some((from.date(), to.date())), quote)
}

/// What the head of the judgment says of the defendant: birth, custody, administrative detention.
fn read_head(form: &Form<'_>, sentence: &mut Sentence) {
    let text = form.text();
    let head_end = ["经审理查明", "审理查明", "指控", "本院认为"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()
        .unwrap_or(text.len());
    let head = &text[..head_end];
    let Some(at) = head.find(&format!("被告人{}", sentence.defendant)) else {
        // 被告人：张某 or a list of names.
        return;
    };
    let start = at + "被告人".len() + sentence.defendant.len();
    let rest = &head[start..];
    let end = ["被告人", "辩护人", "公诉机关", "\n本院", "检察院以"]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let described = &rest[..end];
    sentence.birth = find_birth(described).map(|(birth, _)| birth);
    read_custody(described, sentence);
}

fn read_custody(described: &str, sentence: &mut Sentence) {
    if let Some(captures) = ADMINISTRATIVE.captures(described) {
        let days = crate::numerals::parse_numeral(&captures["days"]).map_or(0, i64::from);
        sentence.administrative_days = days;
        let whole = captures.get(0).map_or(0, |m| m.start());
        let before = &described[..whole];
        let clause = before.rfind(['。', '；', '\n']).map_or(before, |at| &before[at..]);
        sentence.same_conduct = ["同一", "本案", "该行为", "此行为", "上述行为"]
            .iter()
            .any(|word| clause.contains(word));
    }
    let stated = moments::find_moments(described, None);
    for found in &stated {
        let after = &described[found.range.end..];
        let clause: &str = after.split(['，', '。', '；', '、', '\n']).next().unwrap_or(after);
        if clause.contains("行政拘留")
            || clause.contains("司法拘留")
            || clause.contains("判处")
            || clause.contains("刑满")
        {
            continue;
        }
        let Some(captures) = CUSTODY.captures(clause) else { continue };
        let day = found.moment.date();
        let open = sentence.custody.last().is_some_and(|span| span.to.is_none());
        if captures.name("taken").is_some() {
            if !open {
                sentence.custody.push(CustodySpan { from: day, to: None });
            }
        } else if open && let Some(last) = sentence.custody.last_mut() {
            last.to = Some(day);
        }
    }
}

/// The passages of `range` that say what becomes of property.
pub(super) fn read_disposals(form: &Form<'_>, range: Range<usize>) -> Vec<Disposal> {
    let text = form.text();
    let Some(decided) = text.get(range.clone()) else { return Vec::new() };
    let mut disposals = Vec::new();
    let mut start = range.start;
    for line in decided.split_inclusive(['。', '\n', '；']) {
        if PROPERTY.is_match(line) {
            let part = start..start + line.len();
            disposals
                .push(Disposal { text: line.trim().to_owned(), quote: form.reading.quote(part) });
        }
        start += line.len();
    }
    disposals
}
