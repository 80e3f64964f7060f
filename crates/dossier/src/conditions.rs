//! What papers say of a person's hearing, sight, capacity and language (生理、语言状况).

use std::sync::LazyLock;

use anjian_core::{
    Moment, Person, Record, RecordKind,
    condition::{Condition, PersonCondition, RecordLanguage},
};
use regex::Regex;

use crate::{form::Form, moments, names::SHORTEST_NAME};

static WORDS: LazyLock<Vec<(Condition, Regex)>> = LazyLock::new(|| {
    [
        (Condition::Deaf, r"又聋又哑|聋哑(?:人|男子|女子|青年|老人)?|系聋人|是聋人|听力(?:、|和|及)?言语残疾|听力残疾|言语残疾|残疾类别\s*：?\s*[^\n。]{0,10}(?:听力|言语)|双耳(?:全|失)聋"),
        (Condition::Blind, r"系盲人|是盲人|双目失明|视力残疾(?:一|二|1|2)级|残疾类别\s*：?\s*[^\n。]{0,6}视力"),
        (Condition::LimitedCapacity, r"(?:限制|限定|部分)(?:刑事)?责任能力|尚未完全丧失辨认或者控制|尚未完全丧失(?:辨认|控制)[^。\n]{0,12}(?:能力)"),
        (Condition::NoLocalLanguage, r"(?:不懂|不太懂|听不懂|听不太懂|听不大懂|不通|不通晓|不(?:太|大)?会(?:讲|说)?|不识|不能听懂|基本不懂)(?:汉语|汉话|普通话|国语|当地语言)|(?:汉语|汉话|普通话)[^，。；\n]{0,4}(?:听不懂|听不太懂|不太懂|基本不懂|不会说|不会讲)|(?:汉语|汉话|普通话)[^，。；\n]{0,4}(?:[讲说听]不(?:来|好|明白|清)|只(?:会|懂|听得懂)[^，。；\n]{0,3}(?:几句|一点|一些))|(?:不明白|不懂|不通|听不明白|看不懂)(?:汉语|汉话|汉文|普通话)|只会(?:讲|说)[\p{Han}]{1,5}(?:语|话)"),
        (Condition::Foreign, r"国籍\s*：?\s*(?:越南|缅甸|老挝|泰国|俄罗斯|韩国|日本|朝鲜|蒙古国|美国|英国|尼日利亚|巴基斯坦|印度|菲律宾|马来西亚|印度尼西亚|哈萨克斯坦|[\p{Han}]{2,8}(?:共和国|王国|联邦))|外国籍|无国籍|(?:越南|缅甸|老挝|泰国|俄罗斯|韩国|朝鲜|尼日利亚|巴基斯坦)(?:籍|国籍|公民)"),
    ]
    .map(|(condition, pattern)| (condition, Regex::new(pattern).expect("the patterns are constants")))
    .into()
});

/// Printed rules of rights notices, and words that deny the state.
const NO_STATEMENT: &[&str] = &[
    "有权",
    "应当",
    "依照",
    "第九条",
    "不是聋",
    "并非",
    "不属于",
    "无残疾",
    "没有残疾",
    "是否",
    "中华人民共和国国籍",
    "吗？",
    "有没有",
    "会不会",
    "能不能",
    "完全刑事责任能力人",
    "其他",
    "或者其他",
];

/// Papers that only print the rules.
const RULES_ONLY: &[&str] =
    &["suspect_rights_notice", "victim_rights_notice", "counsel_right_notice", "volume_index"];

static WAIVER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:不需要|不用|不要|无需|无须|不必)(?:[\p{Han}]{0,4})翻译|(?:汉语|汉话|普通话)[^。，？\n]{0,8}(?:流利|熟练|很好|说得好|没有?问题|听说都可以|都听得懂|也行|交流)|(?:听得懂|能听懂|会讲|会说|能用|能够用|通晓)(?:普通话|汉语|汉话)")
        .expect("the pattern is a constant")
});

static WRITING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"笔谈|书写(?:方式)?(?:交流|回答|作答)|(?:以|用|通过)(?:书面|文字|手写|写字)(?:方式)?(?:交流|回答|沟通)|(?:答|写)：[^\n]{0,20}（(?:书写|手写|写在纸上|笔答)）")
        .expect("the pattern is a constant")
});

static INTERPRETER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:[\p{{Han}}]{{0,6}}(?:手语|哑语|语)?翻译(?:人员|人|员)?|手语(?:老师|教师|翻译员)|通晓(?:聋、?哑)?手势的人(?:员)?)(?:姓名|（签名）|签名|（[^）\n]{{1,12}}）)?\s*[：]\s*(?P<name>{SHORTEST_NAME})(?:[，、（ \n。]|$|\d)"
    ))
    .expect("the pattern is a constant")
});

static THROUGH_INTERPRETER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[问答]：（(?:经|手语|通过)?[\p{Han}]{0,6}翻译|经[\p{Han}]{0,4}翻译(?:向|宣读|转述)|翻译[\p{Han}]{2,4}在场")
        .expect("the pattern is a constant")
});

/// The states of `people` that `form` states, each once a form.
pub fn read_conditions(
    form: &Form<'_>,
    people: &[Person],
    record: Option<&Record>,
) -> Vec<PersonCondition> {
    if RULES_ONLY.contains(&form.kind()) {
        return Vec::new();
    }
    let text = form.text();
    let mut found: Vec<PersonCondition> = Vec::new();
    for (condition, pattern) in WORDS.iter() {
        for words in pattern.find_iter(text) {
            let sentence = form.reading.sentence_range(words.start());
            let line = form.reading.line_range(words.start());
            let statement = &text[sentence.clone()];
            let asks = text[line.clone()].starts_with('问');
            if asks && !(*condition == Condition::Deaf && text[line.clone()].contains("你是聋"))
            {
                continue;
            }
            if NO_STATEMENT.iter().any(|word| statement.contains(word))
                && !text[line.clone()].contains("你是聋哑人")
            {
                continue;
            }
            // Drunk drivers' and victims' states are told in the same papers: the name in the
            // sentence decides, else whom the paper is about.
            let Some(person) = whom(form, people, record, &sentence, words.start()) else {
                continue;
            };
            if found.iter().any(|known| known.person == person && known.condition == *condition) {
                continue;
            }
            found.push(PersonCondition {
                person,
                condition: *condition,
                document: form.index,
                known: known_at(form, record),
                quote: form.reading.quote(sentence.clone()),
            });
        }
    }
    let subject = record.and_then(|record| record.subject.clone());
    if let Some(person) = subject
        && let Some(answer) = ASKED_LANGUAGE.captures(text).and_then(|asked| asked.name("answer"))
        && !found
            .iter()
            .any(|known| known.person == person && known.condition == Condition::NoLocalLanguage)
    {
        found.push(PersonCondition {
            person,
            condition: Condition::NoLocalLanguage,
            document: form.index,
            known: known_at(form, record),
            quote: form.reading.quote_line(answer.start()),
        });
    }
    found
}

/// "问：你会说汉语吗？" above "答：听不太懂，只会几句。"
static ASKED_LANGUAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"问：[^\n]{0,60}(?:汉语|汉话|普通话|国语|当地语言)[^\n]{0,30}\n答：\s*(?P<answer>(?:我)?(?:基本|完全|都)?(?:不会|不懂|不太会|不太懂|听不懂|听不太懂|听不大懂|听不明白|说不来|讲不来|说不好|不会[讲说]|只(?:会|懂|能听懂)[^。，\n]{0,4}(?:几句|一点|一些)))")
        .expect("the pattern is a constant")
});

fn whom(
    form: &Form<'_>,
    people: &[Person],
    record: Option<&Record>,
    sentence: &std::ops::Range<usize>,
    at: usize,
) -> Option<String> {
    let text = form.text();
    let named = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        people
            .iter()
            .filter_map(|person| part.rfind(person.name.as_str()).map(|at| (at, &person.name)))
            .max()
            .map(|(_, name)| name.clone())
    };
    let line = form.reading.line_range(at);
    if text[line.clone()].starts_with(['问', '答']) {
        return named(sentence.clone())
            .or_else(|| record.and_then(|record| record.subject.clone()));
    }
    named(sentence.start..at)
        .or_else(|| named(sentence.clone()))
        .or_else(|| named(line.start..at))
        .or_else(|| record.and_then(|record| record.subject.clone()))
        .or_else(|| {
            let mut all = people.iter().filter(|person| text.contains(person.name.as_str()));
            let only = all.next();
            only.filter(|_| all.next().is_none()).map(|person| person.name.clone())
        })
        .or_else(|| {
            // "该男子为聋哑人": the only suspect, where the paper was made before he was known.
            let mut suspects = people.iter().filter(|person| person.is_suspect());
            let only = suspects.next();
            let told = text[sentence.clone()].contains("该男子")
                || text[sentence.clone()].contains("该女子")
                || text[sentence.clone()].contains("嫌疑人");
            only.filter(|_| told && suspects.next().is_none()).map(|person| person.name.clone())
        })
}

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[^。；\n]{0,30}(?:领取|收到|签收|取回)[^。；\n]{0,16}(?:鉴定|意见|报告)[^。；\n]{0,10}",
    )
    .expect("the pattern is a constant")
});

/// When the authority knew: a record's time, the day an opinion was fetched, else the paper's date.
fn known_at(form: &Form<'_>, record: Option<&Record>) -> Option<Moment> {
    if let Some(from) = record.and_then(|record| record.from) {
        return Some(Moment::day(from.date()));
    }
    let fetched = RECEIVED
        .find_iter(form.text())
        .find_map(|found| moments::first_moment(found.as_str(), form.reference()));
    fetched
        .map(|moment| Moment::day(moment.date()))
        .or_else(|| form.document.closing_date.map(Moment::day))
        .or_else(|| {
            moments::find_moments(form.text(), None)
                .into_iter()
                .map(|stated| stated.moment)
                .filter(|moment| moment.date().year() > 2010)
                .max_by_key(|moment| moment.date())
                .map(|moment| Moment::day(moment.date()))
        })
}

/// How the record that `form` is bridges language.
pub fn read_language(form: &Form<'_>, record: &Record) -> Option<RecordLanguage> {
    if !matches!(record.kind, RecordKind::Interrogation | RecordKind::Questioning) {
        return None;
    }
    let text = form.text();
    let names: Vec<&str> = INTERPRETER
        .captures_iter(text)
        .filter_map(|captures| captures.name("name"))
        .map(|name| name.as_str())
        .filter(|name| crate::names::is_name(name) && !["空白", "无需"].contains(name))
        .collect();
    let through = THROUGH_INTERPRETER.is_match(text);
    let writing = WRITING.find(text);
    Some(RecordLanguage {
        document: form.index,
        interpreter: names
            .first()
            .map(|name| (*name).to_owned())
            .or_else(|| through.then(|| "未载明姓名".to_owned())),
        interpreter_signed: names.len() > 1 || (through && !names.is_empty()),
        waiver: WAIVER
            .find_iter(text)
            .find(|found| {
                let line = form.reading.line_range(found.start());
                !text[line].starts_with('问') || found.as_str().contains("无需")
            })
            .and_then(|found| form.reading.quote(form.reading.sentence_range(found.start()))),
        writing: writing
            .and_then(|found| form.reading.quote(form.reading.sentence_range(found.start()))),
    })
}
