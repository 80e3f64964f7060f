//! Identification records (辨认笔录): object, number, presiding officers, witness.

use std::sync::LazyLock;

use anjian_core::{
    Attendance, Quote, Record,
    identification::{Identification, IdentifiedKind},
};
use regex::Regex;

use crate::{form::Form, names::parse_names, numerals::parse_numeral};

const NUMBER: &str = r"(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,3})";

static PHOTOGRAPHS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"{NUMBER}\s*(?:张|幅|名|人|位|个)[^，。；\n]{{0,24}}(?:照片|相片|图片)|(?:照片|相片)[^，。；\n：0-9一二三四五六七八九十]{{0,10}}(?:共|计|为)?\s*(?P<after>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*(?:张|幅)|(?P<set>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*张[^。\n]{{0,10}}(?:混杂|供|编号|随机)"
    ))
    .expect("the pattern is a constant")
});

static LINE_UP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:将|由|共|安排|组织|混杂|列队)[^。；\n]{{0,30}}?{NUMBER}\s*(?:名|人|个人|位)[^。；\n]{{0,40}}(?:混杂|排列|列队|站|编号|供|辨认)"
    ))
    .expect("the pattern is a constant")
});

static THINGS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:摆放|陈列|排列|放置|混杂|提供|共|将)[^。；\n]{{0,24}}?{NUMBER}\s*(?P<unit>把|件|部|辆|只|台|副|条|根|块|双|顶|套|支|个)|{OTHERS}"
    ))
    .expect("the pattern is a constant")
});

const OTHERS: &str = r"(?:与|和|同|另有|另外|陪衬)[^。；\n0-9]{0,6}?(?P<others>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:把|件|部|辆|只|台|副|条|根|块|双|顶|套|支|个)";

static FEATURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"独有特征|独特(?:的)?(?:特征|标记|划痕)|特有(?:的)?(?:特征|标记)|特殊(?:的)?(?:标记|记号|特征|划痕)|唯一(?:的)?(?:特征|编号)|(?:自己|本人)[^。\n]{0,8}(?:手缝|刻|缝|写|贴|做的记号|焊)|(?:特征|编号|划痕|记号)吻合|(?:车架号|串号|编号|序列号)[^。\n]{0,10}(?:一致|吻合|相符)")
        .expect("the pattern is a constant")
});

static NO_FEATURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"无(?:任何)?(?:特殊|独有|独特|明显)|没有(?:特殊|独有|独特|明显)|未见特殊")
        .expect("the pattern is a constant")
});

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"（现场|指认现场|辨认(?:作案|案发|肇事|犯罪|藏匿|丢弃|抛)[^。\n]{0,6}(?:地点|现场|场所)|指认[^。\n]{0,30}(?:地点|处为|现场|场所|位置)|带领(?:侦查人员|民警|办案人员)|辨认(?:场所|现场|地点|尸体)|尸体")
        .expect("the pattern is a constant")
});

static PRESIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:主持(?:人|辨认人|人员)?|辨认主持人)\s*[： ]\s*(?P<names>[^\n：]{2,40})")
        .expect("the pattern is a constant")
});

static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"辨认(?:之)?前[^。；\n]{0,24}(?:出示|展示|看过|看了|见到了?|让其看|给其看|播放|辨认对象的照片)[^。；\n]{0,30}|(?:民警|警察|侦查员|侦查人员)[^。；\n]{0,14}(?:先|事先|提前)[^。；\n]{0,12}(?:给|让|拿)[^。；\n]{0,10}(?:看|照片|视频)[^。；\n]{0,20}|(?:民警|警察|侦查员|侦查人员)[^。；\n]{0,10}(?:提示|暗示|告诉我|提醒)[^。；\n]{0,20}号[^。；\n]{0,10}")
        .expect("the pattern is a constant")
});

static ANNEX_ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*\d{1,2}[ 号、.．]\s*[\p{Han}·]{2,8}(?:[ ，]|$)")
        .expect("the pattern is a constant")
});

/// Reads the identification that `form` and its `record` are; `None` for an annex alone.
pub fn read_identification(
    form: &Form<'_>,
    record: &Record,
    suspects: &[String],
) -> Option<Identification> {
    if form.kind() != "identification_record" || is_annex(form) {
        return None;
    }
    let text = form.text();
    let head_and_body = body(text);
    let photographs = PHOTOGRAPHS.captures(head_and_body);
    let kind = kind_of(form, photographs.is_some());
    let by_photographs = photographs.is_some() && kind == IdentifiedKind::Person
        || photographs.is_some() && THINGS.captures(head_and_body).is_none();
    let counted = if by_photographs {
        photographs.as_ref().and_then(|captures| number_of(captures))
    } else if kind == IdentifiedKind::Thing {
        things(head_and_body)
    } else {
        LINE_UP.captures(head_and_body).and_then(|captures| number_of(&captures))
    };
    let attached = if by_photographs { annex_of(form) } else { None };
    let presiders = presiders(form, record);
    let attesting = attesting(form, record);
    let features = FEATURES
        .find(text)
        .filter(|_| !NO_FEATURES.is_match(text))
        .and_then(|found| form.reading.quote(form.reading.sentence_range(found.start())));
    let witness = record.subject.clone().or_else(|| told_witness(text));
    // "指认6号（蜂向荣）": the suspect named in brackets, or after the one who identifies.
    let other = |name: &&String| Some(*name) != witness.as_ref() && text.contains(name.as_str());
    let bracketed =
        suspects.iter().find(|name| other(name) && text.contains(&format!("（{name}）")));
    let identified = bracketed.or_else(|| suspects.iter().find(other)).cloned();
    Some(Identification {
        document: form.index,
        witness,
        identified: identified.filter(|_| kind == IdentifiedKind::Person),
        kind,
        by_photographs,
        stated: counted.map(|(number, _)| number),
        stated_quote: counted.and_then(|(_, at)| clause(form, at)),
        attached: attached.as_ref().map(|(number, _)| *number),
        attached_quote: attached.and_then(|(_, quote)| quote),
        from: record.from,
        presiders: presiders.0,
        presiders_quote: presiders.1,
        attesting: attesting.0,
        has_attesting_place: text.contains("见证人"),
        attesting_quote: attesting.1,
        recorded: record.recorded || text.contains("录像"),
        features,
        shown_before: shown_before(form),
        by_procuratorate: form
            .document
            .authority
            .as_deref()
            .is_some_and(|name| name.contains("检察院")),
    })
}

/// True for photographs or their list filed as a paper of their own.
pub fn is_annex(form: &Form<'_>) -> bool {
    ["附件", "附页", "照片说明", "照片一览", "照片列表"]
        .iter()
        .any(|word| form.document.title.contains(word))
}

/// How many an annex shows, by its rows or its own words, and the words.
pub fn annex_of(form: &Form<'_>) -> Option<(u32, Option<Quote>)> {
    let text = form.text();
    let part = if is_annex(form) { 0 } else { body(text).len() };
    let annex = text.get(part..)?;
    let rows = ANNEX_ROW.find_iter(annex).count();
    let told = PHOTOGRAPHS.captures(annex).and_then(|captures| number_of(&captures));
    match told {
        Some((number, at)) => Some((number, clause(form, part + at))),
        None if rows >= 3 => {
            let first = ANNEX_ROW.find(annex)?;
            Some((u32::try_from(rows).ok()?, form.reading.quote_line(part + first.start())))
        }
        None => None,
    }
}

/// The sentence that `at` lies in, without its full stop.
fn clause(form: &Form<'_>, at: usize) -> Option<Quote> {
    let sentence = form.reading.sentence_range(at);
    let words = form.text()[sentence.clone()].trim_end_matches(['。', '；', '\n', ' ']);
    form.reading.quote(sentence.start..sentence.start + words.len())
}

/// The text up to what is attached (附：…).
fn body(text: &str) -> &str {
    let end = ["\n附：", "\n附照片", " 附：照片", "。附照片", "\n附件"]
        .iter()
        .filter_map(|word| text.find(word))
        .min()
        .unwrap_or(text.len());
    &text[..end]
}

fn number_of(captures: &regex::Captures<'_>) -> Option<(u32, usize)> {
    let found = captures
        .name("number")
        .or_else(|| captures.name("after"))
        .or_else(|| captures.name("set"))?;
    Some((parse_numeral(found.as_str())?, found.start()))
}

/// How many things were laid out: a number told, or those beside the one to be identified and it.
fn things(text: &str) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    for captures in THINGS.captures_iter(text) {
        let (number, at) = match captures.name("others") {
            Some(others) => (parse_numeral(others.as_str())? + 1, others.start()),
            None => number_of(&captures)?,
        };
        if best.is_none_or(|(known, _)| number > known) {
            best = Some((number, at));
        }
    }
    best
}

fn kind_of(form: &Form<'_>, has_photographs: bool) -> IdentifiedKind {
    let text = form.text();
    let title = &form.document.title;
    if title.contains("现场") || title.contains("场所") || title.contains("尸体") {
        return IdentifiedKind::Place;
    }
    if title.contains("物品") || title.contains("实物") {
        return IdentifiedKind::Thing;
    }
    let persons = [
        "男性",
        "女性",
        "免冠",
        "男子",
        "女子",
        "人像",
        "男青年",
        "女青年",
        "人员照片",
        "不同人员",
        "青年男",
        "青年女",
    ];
    if persons.iter().any(|word| body(text).contains(word)) && has_photographs {
        return IdentifiedKind::Person;
    }
    if THINGS.is_match(body(text)) && !LINE_UP.is_match(body(text)) {
        return IdentifiedKind::Thing;
    }
    if PLACE.is_match(text) && !has_photographs {
        return IdentifiedKind::Place;
    }
    IdentifiedKind::Person
}

fn presiders(form: &Form<'_>, record: &Record) -> (Vec<String>, Option<Quote>) {
    let mut names: Vec<String> =
        record.officers.iter().map(|officer| officer.name.clone()).collect();
    let mut quote = record.officers.first().and_then(|officer| officer.quote.clone());
    for captures in PRESIDES.captures_iter(form.text()) {
        let Some(list) = captures.name("names") else { continue };
        let value = list.as_str().split("  ").next().unwrap_or("");
        let value = value.split(['，', '。']).next().unwrap_or("");
        for entry in parse_names(value) {
            if !names.contains(&entry.name)
                && !["辨认人", "见证人", "记录人"].contains(&entry.name.as_str())
            {
                names.push(entry.name);
            }
        }
        quote = quote.or_else(|| form.reading.quote(list.range()));
    }
    (names, quote)
}

fn attesting(form: &Form<'_>, record: &Record) -> (Option<String>, Option<Quote>) {
    let attendant =
        record.attendants.iter().find(|attendant| attendant.attendance == Attendance::Witness);
    if let Some(attendant) = attendant {
        return (Some(attendant.name.clone()), attendant.quote.clone());
    }
    static WITNESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"见证人(?:（签名）|签名|（[^）\n]{1,10}）|\s)*[： ]?\s*(?P<name>[\p{Han}·]{2,4}?)(?:[（，。；、 \n]|$|\d)")
            .expect("the pattern is a constant")
    });
    let mut empty = None;
    for captures in WITNESS.captures_iter(form.text()) {
        let Some(name) = captures.name("name") else { continue };
        if crate::names::is_name(name.as_str()) {
            let whole = captures.get(0).map_or(name.range(), |whole| whole.range());
            return (Some(name.as_str().to_owned()), form.reading.quote(whole));
        }
    }
    if let Some(at) = form.text().find("见证人") {
        empty = form.reading.quote_line(at);
    }
    (None, empty)
}

fn told_witness(text: &str) -> Option<String> {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[，。；：分](?P<name>[\p{Han}·]{2,8}?)(?:从|辨认|指认|指出)")
            .expect("the pattern is a constant")
    });
    let name = TOLD.captures(text)?["name"].to_owned();
    crate::names::is_name(&name).then_some(name)
}

/// The words that the object was shown before the identification or that a hint was given.
pub fn shown_before(form: &Form<'_>) -> Option<Quote> {
    let denies =
        ["未让", "没有", "未事先", "避免", "不得", "并未", "未向", "未给", "防止", "有无", "是否"];
    SHOWN
        .find_iter(form.text())
        .find(|found| {
            let sentence = form.reading.sentence_range(found.start());
            let words = &form.text()[sentence];
            !denies.iter().any(|word| words.contains(word))
        })
        .and_then(|found| form.reading.quote(form.reading.sentence_range(found.start())))
}

/// Adds what other papers say: an annex filed on its own, a record in which the witness tells of a
/// showing before.
pub fn complete(identifications: &mut [Identification], form: &Form<'_>, record: Option<&Record>) {
    if form.kind() == "identification_record" && is_annex(form) {
        if let Some(last) = identifications.last_mut()
            && let Some((number, quote)) = annex_of(form)
        {
            last.attached = Some(number);
            last.attached_quote = quote;
        }
    } else if form.kind() == "questioning_record"
        && let Some(subject) = record.and_then(|record| record.subject.as_ref())
        && let Some(quote) = shown_before(form)
            .filter(|quote| quote.text().contains("答") || quote.text().contains('我'))
    {
        for own in identifications.iter_mut().filter(|own| own.witness.as_ref() == Some(subject)) {
            own.shown_before.get_or_insert(quote.clone());
        }
    }
}
