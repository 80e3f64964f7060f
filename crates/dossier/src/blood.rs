//! Blood samples, deliveries and alcohol values (血样提取、送检、酒精含量).

use std::sync::LazyLock;

use anjian_core::{
    Person,
    blood::{AlcoholTest, AlcoholValue, BloodSample, DriverNote, DriverTopic, SampleDelivery},
};
use regex::Regex;

use crate::{
    form::{Field, Form},
    moments,
    names::parse_names,
};

const TAKEN: &[&str] = &[
    "提取时间",
    "抽血时间",
    "采血时间",
    "提取血样时间",
    "提取时间、地点",
    "抽取时间",
    "采样时间",
    "血样提取时间",
    "时间",
];
const STOPPED: &[&str] = &["查获时间", "查获时间、地点", "查获时间地点", "拦停时间", "发现时间"];
const TAKER: &[&str] = &[
    "提取人",
    "提取人员",
    "抽血人",
    "抽血人员",
    "采血人",
    "采血人员",
    "采样人",
    "抽取人",
    "抽取人员",
    "提取血样人员",
    "医护人员",
    "采血护士",
];
const DISINFECTANT: &[&str] = &[
    "皮肤消毒",
    "消毒",
    "消毒液",
    "消毒用品",
    "消毒剂",
    "消毒方式",
    "消毒液种类",
    "消毒液名称",
    "消毒药品",
    "消毒情况",
    "消毒物品",
];
const OWN_PLACE: &[&str] = &[
    "被提取人签名",
    "被提取人（签名）",
    "被提取人",
    "当事人签名",
    "当事人（签名）",
    "当事人",
    "被抽血人签名",
    "被抽血人",
    "被采血人签名",
    "被采血人",
    "驾驶人签名",
    "嫌疑人签名",
    "犯罪嫌疑人",
];

static TUBE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Z]{2,6}[-－]?\d{4,10}(?:[-－][A-Z0-9]{1,3}|[A-Z甲乙])?|[A-Z]{1,4}\d{4}[-－]\d{2,4}[甲乙A-Z]?")
        .expect("the pattern is a constant")
});

static ALCOHOLIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"酒精|乙醇|75%|75％|碘酊|碘酒|异丙醇|含醇").expect("the pattern is a constant")
});

static FREE_OF_ALCOHOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:不含|无|非|未含|未使用|不使用|免)[^，。；\n]{0,6}(?:醇|酒精)|苯扎溴铵|新洁尔灭|聚维酮碘|生理盐水|洗必泰")
        .expect("the pattern is a constant")
});

static MEDICAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"护士|护师|医师|医生|大夫|医务|医护|检验师|检验员|法医|技师|护士长|执业证")
        .expect("the pattern is a constant")
});

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<number>\d{1,4}(?:\.\d{1,3})?)\s*(?P<unit>mg\s*/\s*100\s*m[lL]|mg\s*/\s*m[lL]|mg\s*/\s*[lL]|毫克/(?:100毫升|百毫升)|毫克/毫升|毫克/升|mg%)")
        .expect("the pattern is a constant")
});

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]{0,24}\d{1,2}\s*日(?:\d{1,2}时(?:\d{1,2}分)?)?[^。；\n]{0,10}(?:收到|领取|取回|签收|收[）)。\n]|收$)")
        .expect("the pattern is a constant")
});

/// Reads the sample that `form` documents.
pub fn read_sample(form: &Form<'_>, people: &[Person]) -> Option<BloodSample> {
    let text = form.text();
    if form.kind() != "extraction_record" || !text.contains('血') {
        return None;
    }
    let field = |labels: &[&str]| form.field(labels);
    let dated = |labels: &[&str]| {
        labels.iter().find_map(|label| {
            form.fields(label, 0..text.len()).into_iter().find_map(|field| {
                let line = form.reading.line_range(field.range.start);
                let words = text.get(field.value_range.start..line.end)?;
                let span = moments::find_spans(words, form.reference()).into_iter().next()?;
                let range = field.range.start..field.value_range.start + span.range.end;
                Some((span.from, form.reading.quote(range)))
            })
        })
    };
    let taken = dated(TAKEN).or_else(|| {
        let stated = moments::find_spans(text, form.reference());
        let first = stated.into_iter().find(|span| span.from.time().is_some())?;
        Some((first.from, form.reading.quote(first.range)))
    });
    let taker = field(TAKER);
    let disinfectant = field(DISINFECTANT).or_else(|| told_disinfectant(form));
    let words = disinfectant.as_ref().map_or(String::new(), |field| {
        // A field runs on to the line's end, what a sentence tells is told already.
        let line = form.reading.line_range(field.range.start);
        let is_field = field.value_range.end == field.range.end;
        let end =
            if is_field { line.end.max(field.value_range.end) } else { field.value_range.end };
        text[field.value_range.start..end].trim().to_owned()
    });
    // The head names the person by the same label; the signature stands below the time.
    let below = (text.len() / 3..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let places: Vec<Field> =
        OWN_PLACE.iter().flat_map(|label| form.fields(label, below..text.len())).collect();
    let name = |field: &Field| {
        parse_names(field.value.split('，').next().unwrap_or("")).into_iter().next()
    };
    let person = people
        .iter()
        .filter_map(|person| text.find(person.name.as_str()).map(|at| (at, person)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, person)| person.name.clone());
    let refused =
        ["拒绝签", "拒签", "不能签名", "昏迷", "无法签名"].iter().any(|word| text.contains(word));
    let is_signed = refused
        || places.iter().any(|field| name(field).is_some())
        || text.contains("签名齐全")
        || text.contains("均签名")
        || person.as_ref().is_some_and(|name| {
            ["（捺", "（手印", "（指印", "（签"]
                .iter()
                .any(|mark| text.contains(&format!("{name}{mark}")))
        });
    let empty = places.iter().find(|field| name(field).is_none());
    let mut officers: Vec<String> = Vec::new();
    for label in [
        "民警",
        "执勤民警",
        "办案民警",
        "交通警察",
        "带领民警",
        "交警",
        "民警（签名）",
        "见证民警",
        "送检民警",
    ] {
        for field in form.fields(label, 0..text.len()) {
            for entry in parse_names(&field.value) {
                if !officers.contains(&entry.name) {
                    officers.push(entry.name);
                }
            }
        }
    }
    let taker_words = taker.as_ref().map_or("", |field| field.value.as_str());
    Some(BloodSample {
        document: form.index,
        person,
        numbers: TUBE.find_iter(text).map(|found| found.as_str().to_owned()).collect(),
        taken: taken.as_ref().map(|(moment, _)| *moment),
        taken_quote: taken.and_then(|(_, quote)| quote),
        stopped: dated(STOPPED).map(|(moment, _)| moment),
        taker_is_medical: if MEDICAL.is_match(text) {
            Some(true)
        } else if ["民警", "辅警", "交警", "警务辅助"].iter().any(|word| taker_words.contains(word))
        {
            Some(false)
        } else {
            None
        },
        taker_quote: taker.as_ref().and_then(|field| form.reading.quote(field.range.clone())),
        disinfectant_has_alcohol: alcohol_in(&words),
        disinfectant: (!words.is_empty()).then_some(words),
        disinfectant_quote: disinfectant.and_then(|field| form.reading.quote(field.range)),
        is_signed,
        empty_place: empty.and_then(|field| form.reading.quote(field.range.clone())),
        seal_quote: form
            .field(&["封条签名", "封口签名", "封装签名", "封签"])
            .and_then(|field| form.reading.quote(field.range)),
        officers,
        has_auxiliary: text.contains("辅警") || text.contains("警务辅助"),
        recorded: text.contains("录像"),
    })
}

/// `None` where the disinfectant's make-up is not told (安尔碘 has kinds with and without alcohol).
fn alcohol_in(words: &str) -> Option<bool> {
    if words.is_empty() {
        None
    } else if FREE_OF_ALCOHOL.is_match(words) {
        Some(false)
    } else if ALCOHOLIC.is_match(words) {
        Some(true)
    } else if words.contains("安尔碘") {
        None
    } else {
        Some(false)
    }
}

/// "用75%医用酒精棉球消毒" in a sentence of a record.
fn told_disinfectant(form: &Form<'_>) -> Option<Field> {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:用|使用|以)(?P<what>[^，。；\n]{2,30})(?:对[^，。；\n]{0,14})?(?:进行)?(?:皮肤)?(?:消毒|擦拭|擦洗|涂擦|涂抹)")
            .expect("the pattern is a constant")
    });
    let captures = TOLD.captures(form.text())?;
    let (whole, what) = (captures.get(0)?, captures.name("what")?);
    Some(Field { range: whole.range(), value_range: what.range(), value: what.as_str().to_owned() })
}

/// Reads the delivery that `form` documents.
pub fn read_delivery(form: &Form<'_>, people: &[Person]) -> Option<SampleDelivery> {
    const SENT: &[&str] = &[
        "送检时间",
        "送检日期",
        "收样时间",
        "接收时间",
        "收样日期",
        "受理时间",
        "受理日期",
        "收检时间",
        "收检日期",
    ];
    if form.kind() != "sample_receipt" {
        return None;
    }
    let text = form.text();
    let labelled = SENT.iter().find_map(|label| {
        let field = form.field(&[label])?;
        let moment = moments::first_moment(&field.value, form.reference())?;
        Some((moment, form.reading.quote(field.range)))
    });
    let first = || {
        let stated = moments::find_moments(text, form.reference()).into_iter().next()?;
        Some((stated.moment, form.reading.quote(stated.range)))
    };
    let sent = labelled.or_else(first);
    Some(SampleDelivery {
        document: form.index,
        numbers: TUBE.find_iter(text).map(|found| found.as_str().to_owned()).collect(),
        persons: people
            .iter()
            .map(|person| person.name.clone())
            .filter(|name| text.contains(name.as_str()))
            .collect(),
        sent: sent.as_ref().map(|(moment, _)| *moment),
        quote: sent.and_then(|(_, quote)| quote),
    })
}

/// Alcohol values that `form` reports.
pub fn read_values(form: &Form<'_>, people: &[Person]) -> Vec<AlcoholValue> {
    let text = form.text();
    let test = match form.kind() {
        "blood_alcohol_report" => AlcoholTest::Blood,
        "breath_test_result" => AlcoholTest::Breath,
        _ => return Vec::new(),
    };
    let received = RECEIVED
        .find_iter(text)
        .filter(|found| !found.as_str().contains("受理"))
        .find_map(|found| moments::first_moment(found.as_str(), form.reference()));
    let at = if test == AlcoholTest::Breath {
        moments::find_moments(text, form.reference())
            .into_iter()
            .map(|stated| stated.moment)
            .find(|moment| moment.time().is_some())
    } else {
        None
    };
    let mut found: Vec<(bool, AlcoholValue)> = Vec::new();
    for captures in VALUE.captures_iter(text) {
        let (Some(whole), Some(tenths)) = (captures.get(0), tenths(&captures, test)) else {
            continue;
        };
        let clause_start = text[..whole.start()]
            .rfind(['；', '。', '\n'])
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let clause = &text[clause_start..whole.start()];
        // "（即193.7mg/100mL）" repeats the value in another unit.
        if clause.trim_end().ends_with("（即") || clause.trim_end().ends_with("，即") {
            continue;
        }
        let named = people
            .iter()
            .filter_map(|person| clause.rfind(person.name.as_str()).map(|at| (at, &person.name)))
            .max()
            .map(|(_, name)| name.clone());
        let person = named.or_else(|| only_person(text, people));
        let is_conclusion =
            test == AlcoholTest::Breath || clause.contains("含量") || clause.contains("检出");
        let quote_from = clause.rfind("检出").or_else(|| clause.rfind("含量")).unwrap_or(0);
        let quote = form.reading.quote(clause_start + quote_from..whole.end());
        found.push((
            is_conclusion,
            AlcoholValue { document: form.index, person, test, tenths, at, received, quote },
        ));
    }
    if found.iter().any(|(is_conclusion, _)| *is_conclusion) {
        found.retain(|(is_conclusion, _)| *is_conclusion);
    }
    // The last value told of a person is the conclusion, those above are single measurements.
    let mut values: Vec<AlcoholValue> = Vec::new();
    for (_, value) in found {
        match values.iter_mut().find(|known| known.person == value.person) {
            Some(known) => *known = value,
            None => values.push(value),
        }
    }
    values
}

fn tenths(captures: &regex::Captures<'_>, test: AlcoholTest) -> Option<i64> {
    let number = captures["number"].split_once('.').map_or_else(
        || captures["number"].parse::<i64>().ok().map(|whole| whole * 1000),
        |(whole, part)| {
            let part = format!("{part:0<3}");
            Some(whole.parse::<i64>().ok()? * 1000 + part.get(..3)?.parse::<i64>().ok()?)
        },
    )?;
    let unit: String = captures["unit"].chars().filter(|c| !c.is_whitespace()).collect();
    let unit = unit.to_lowercase();
    // Thousandths of the stated unit to tenths of mg/100ml.
    Some(match unit.as_str() {
        "mg/100ml" | "毫克/100毫升" | "毫克/百毫升" | "mg%" => number / 100,
        "mg/ml" | "毫克/毫升" => number,
        _ if test == AlcoholTest::Breath => number * 220 / 100,
        _ => number / 1000,
    })
}

fn only_person(text: &str, people: &[Person]) -> Option<String> {
    let mut named: Vec<(usize, &Person)> = people
        .iter()
        .filter_map(|person| text.find(person.name.as_str()).map(|at| (at, person)))
        .collect();
    named.sort_by_key(|(at, _)| *at);
    named.first().map(|(_, person)| person.name.clone())
}

static DRIVES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:醉酒|酒后|饮酒)[^。；\n]{0,8}驾驶[^。；\n]{0,30}")
        .expect("the pattern is a constant")
});

static FLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]{0,30}(?:抽血前[^。；\n]{0,6}(?:脱逃|逃跑|逃走)|弃车逃|逃逸后[^。；\n]{0,6}(?:饮酒|喝酒)|再次饮酒|当场饮酒|找人顶替|冒名顶替|顶包|拒绝(?:抽血|提取血样)|逃离现场)[^。；\n]{0,20}")
        .expect("the pattern is a constant")
});

static AGGRAVATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"造成(?:交通)?事故|发生(?:交通)?事故|追尾|碰撞|相撞|致[^。；\n]{0,6}(?:伤|损)|逃逸|逃离|高速公路|无证|未取得|准驾不符|吊销|暂扣|超员|超载|超速|营运|校车|危险物品|抗拒|妨害公务|曾因[^。；\n]{0,12}(?:酒|危险驾驶)|(?:二年|五年)(?:内|以内)[^。；\n]{0,10}(?:酒|危险驾驶)|(?:前次|曾被)[^。；\n]{0,8}酒[^。；\n]{0,4}驾|因饮酒后驾驶[^。；\n]{0,16}处罚")
        .expect("the pattern is a constant")
});

/// Notes on the drivers among `names` that `form` makes.
pub fn read_notes(form: &Form<'_>, names: &[String]) -> Vec<DriverNote> {
    const DEALS: &[&str] = &[
        "explanation_note",
        "separate_handling_note",
        "administrative_penalty_decision",
        "filing_refusal_notice",
        "case_filing_decision",
        "case_withdrawal_decision",
        "non_prosecution_decision",
    ];
    let text = form.text();
    let mut notes = Vec::new();
    for name in names.iter().filter(|name| text.contains(name.as_str())) {
        let mut note = |topic: DriverTopic, range: std::ops::Range<usize>| {
            notes.push(DriverNote {
                person: name.clone(),
                topic,
                text: text[range.clone()].trim().to_owned(),
                quote: form.reading.quote(range),
            });
        };
        for found in DRIVES.find_iter(text) {
            let sentence = form.reading.sentence_range(found.start());
            let before = &text[sentence.start..found.start()];
            let words = &text[sentence.clone()];
            let is_bicycle = words.contains("自行车") || words.contains("非机动车");
            if before.ends_with(name.as_str()) && !is_bicycle {
                note(DriverTopic::Drives, found.start() - name.len()..found.end());
            }
        }
        for found in FLED.find_iter(text) {
            let sentence = form.reading.sentence_range(found.start());
            if text[sentence].contains(name.as_str()) {
                note(DriverTopic::Fled, found.range());
            }
        }
        if DEALS.contains(&form.kind()) {
            let at = text.find(name.as_str()).unwrap_or(0);
            note(DriverTopic::Explained, form.reading.sentence_range(at));
        }
        if form.kind() == "prosecution_opinion"
            && let Some(found) = AGGRAVATED.find(text)
        {
            note(DriverTopic::Aggravated, found.range());
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_units() {
        let value = |text: &str, test| {
            VALUE.captures(text).and_then(|captures| tenths(&captures, test)).expect(text)
        };
        assert_eq!(value("186.4mg/100ml", AlcoholTest::Blood), 1864);
        assert_eq!(value("1.937mg/mL", AlcoholTest::Blood), 1937);
        assert_eq!(value("1937 mg/L", AlcoholTest::Blood), 1937);
        assert_eq!(value("0.92 mg/L", AlcoholTest::Breath), 2024);
        assert_eq!(value("148mg/100ml", AlcoholTest::Breath), 1480);
    }

    #[test]
    fn knows_what_contains_alcohol() {
        for (words, expected) in [
            ("75%医用酒精棉球", Some(true)),
            ("复合碘消毒棉签（不含醇类），批号240311", Some(false)),
            ("0.1%苯扎溴铵（新洁尔灭），不含醇", Some(false)),
            ("安尔碘", None),
            ("碘酊", Some(true)),
            ("碘伏", Some(false)),
        ] {
            assert_eq!(alcohol_in(words), expected, "{words}");
        }
    }
}
