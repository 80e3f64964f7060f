//! What stands below a record's text: 核对语, signatures, notes on those who do not sign.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Officer, Quote, RecordKind, Signature, facts::SignaturePlace, record::RecordTail,
};
use regex::Regex;

use super::{fields::labelled, officers, subject};
use crate::{
    form::Form,
    names::{first_clause, parse_names},
};

static CONFIRMED: LazyLock<Regex> = LazyLock::new(|| {
    let read = "看过|看了|看完|看清|阅过|阅看|阅读|已阅|核对|核实|听过|听了|宣读|念给|念过|念了|读给|读过|翻译|比划|手语";
    let right =
        "相符|一样|一致|相同|属实|无误|没有?错|没有?误|无异议|没有?意见|是我[说讲]|对的|都对";
    Regex::new(&format!(
        r"(?:以上|上述|本|此|该|这份)(?:次|份)?(?:\d+页)?(?:[讯询]问)?(?:笔录|记录|内容|材料|陈述|供述)[^。\n]{{0,24}}(?:{read}|{right})[^。\n]{{0,40}}|(?:{read})[^。\n]{{0,24}}(?:{right}|，对)[^。\n]{{0,12}}|和我(?:们)?(?:所)?[说讲述陈][^。\n]{{0,6}}(?:{right})|(?:以上|上述|笔录|记录)[^。\n]{{0,8}}(?:属实|无误|相符)|(?:笔录|记录)[^。\n]{{0,12}}(?:{read})"
    ))
    .expect("the pattern is a constant")
});

/// Words after which a record's signatures follow.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:以上|上述|本次|此份|该)(?:\d+页)?(?:[讯询]问)?(?:笔录|记录|内容|材料)|以上[^。\n]{0,6}(?:属实|听|看|念)")
        .expect("the pattern is a constant")
});

static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,40}(?:拒绝|拒不|不愿|不肯|不同意)(?:在[^。，\n]{0,12})?(?:签名|签字|签署|捺|按手印|按印)[^。\n]{0,40}|[^。\n]{0,30}拒签[^。\n]{0,20}")
        .expect("the pattern is a constant")
});

static UNABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,30}(?:不识字|文盲|不会写字|不会书写|不能书写|无法书写|不能签名|无法签名|不能写字|没有阅读能力|无阅读能力|不能阅读|代为签名|代签|电子签名|电子签章|签名板|签字板|手写板|捺印板|系统留痕)[^。\n]{0,60}")
        .expect("the pattern is a constant")
});

static FINGERPRINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"捺[^，。）\n]{0,8}印|[指手]印|按[^，。）\n]{0,4}印")
        .expect("the pattern is a constant")
});

/// Nothing but blanks and a date: an empty place for a signature.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[ _—\-/]|（(?:空白?|签名|签字|捺指?印|盖章|无)?）|空白|年|月|日|[\d.]|时|分)*$",
    )
    .expect("the pattern is a constant")
});

/// Reads the tail of a record of `kind` about `name`.
pub(super) fn read_tail(
    form: &Form<'_>,
    kind: RecordKind,
    name: Option<&str>,
    tail: &Range<usize>,
    known: &[Officer],
) -> RecordTail {
    let note = read_note(form, tail);
    let (officers, recorders) = officers::signed(form, tail, known);
    RecordTail {
        confirmation: read_confirmation(form, tail),
        subject: read_signature(form, kind, name, tail, &officers),
        note,
        officers,
        recorders,
    }
}

/// Where the tail begins, seen from the closing words: they may stand in the last answer's line.
pub(super) fn closing_start(text: &str) -> Option<usize> {
    CLOSING.find_iter(text).last().map(|found| found.start())
}

fn read_confirmation(form: &Form<'_>, tail: &Range<usize>) -> Option<Quote> {
    let text = form.text();
    let found = CONFIRMED
        .find(&text[tail.clone()])
        .map(|found| tail.start + found.start()..tail.start + found.end());
    let range = found.or_else(|| {
        // "问：笔录请你核对。答：看过了，和我说的一样。"
        let question = text[..tail.start].rfind("问：")?;
        let turn = &text[question..tail.start];
        let asks = turn.split('\n').next().is_some_and(|line| {
            ["笔录", "记录", "核对", "念给你", "看一下"].iter().any(|word| line.contains(word))
        });
        let found = CONFIRMED.find(turn)?;
        asks.then_some(question + found.start()..question + found.end())
    })?;
    form.reading.quote(range)
}

fn read_note(form: &Form<'_>, tail: &Range<usize>) -> Option<Quote> {
    let text = &form.text()[tail.clone()];
    let found = REFUSED.find(text).or_else(|| UNABLE.find(text))?;
    form.reading.quote(tail.start + found.start()..tail.start + found.end())
}

fn read_signature(
    form: &Form<'_>,
    kind: RecordKind,
    name: Option<&str>,
    tail: &Range<usize>,
    officers: &[String],
) -> SignaturePlace {
    let text = &form.text()[tail.clone()];
    let place = |signature, name: Option<&str>, quote| SignaturePlace {
        name: name.map(str::to_owned),
        signature,
        quote,
    };
    if let Some(found) = REFUSED.find(text) {
        let range = tail.start + found.start()..tail.start + found.end();
        return place(Signature::Refused, name, form.reading.quote(range));
    }
    if let Some(name) = name
        && let Some(at) = text.rfind(name)
    {
        let quote = form.reading.quote_line(tail.start + at);
        return place(Signature::Present, Some(name), quote);
    }
    let mut empty = None;
    for label in subject::labels(kind) {
        for field in labelled(form, label, tail.clone()) {
            let whole = &form.text()[field.range.start..field.value_range.end];
            if FINGERPRINT.is_match(&field.value) && !BLANK.is_match(&field.value) {
                return place(Signature::Present, name, form.reading.quote(field.range));
            }
            if let Some(entry) = parse_names(first_clause(&field.value)).first()
                && !officers.contains(&entry.name)
            {
                let quote = form.reading.quote(field.range);
                return place(Signature::Present, Some(&entry.name), quote);
            }
            if BLANK.is_match(&field.value) && empty.is_none() {
                let trimmed = field.range.start..field.range.start + whole.trim_end().len();
                empty = form.reading.quote(trimmed);
            } else if !field.value.is_empty() && !BLANK.is_match(&field.value) {
                // Something stands there: "（不在场，见上）".
                return place(Signature::Present, None, form.reading.quote(field.range));
            }
        }
    }
    if let Some(found) = UNABLE.find(text).filter(|found| FINGERPRINT.is_match(found.as_str())) {
        let range = tail.start + found.start()..tail.start + found.end();
        return place(Signature::Present, name, form.reading.quote(range));
    }
    place(Signature::Absent, None, empty)
}
