//! Statements (陈述): what records tell of people's parts, of events, and of dealings with proceeds.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use anjian_core::{
    CaseFacts, Record, RecordKind,
    person::Standing,
    statement::{Dealing, Mention, ToldEvent},
};
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{is_name, is_surname},
};

/// Words of a part in an offence (共犯角色词).
pub const ROLES: &[&str] = &[
    "提议",
    "提出",
    "先提的",
    "策划",
    "组织",
    "望风",
    "放风",
    "把风",
    "看人",
    "看守",
    "看着",
    "守着",
    "守门",
    "看的",
    "驾车",
    "开车",
    "驾驶",
    "车是他",
    "踩点",
    "接应",
    "动手",
    "一起打",
    "持刀",
    "持棍",
    "撬",
    "搬",
    "分赃",
    "分得",
    "分了",
    "分两",
    "销赃",
    "提供银行卡",
    "取现",
    "取钱",
    "收钱",
    "记账",
    "送货",
    "运输",
    "看我",
];

/// Words that clear a person (不知情).
const CLEARING: &[&str] = &[
    "不知道",
    "不知情",
    "不晓得",
    "不清楚",
    "没参与",
    "没有参与",
    "没去",
    "不在场",
    "没份",
    "无关",
    "没关系",
    "劝",
    "不认识",
    "没下手",
    "没动手",
];

/// Words of an offence done, in the mouth of a suspect.
const DEEDS: &[&str] = &[
    "偷", "盗", "抢", "骗", "卖", "打了", "砸", "撬", "拆", "搬", "拿了", "勒索", "敲诈", "给他",
    "给了", "转我", "收了", "要钱", "要了",
];

/// Words of a loss or a deal, in the mouth of a victim or witness.
const LOSSES: &[&str] = &[
    "被偷",
    "被盗",
    "不见了",
    "丢了",
    "少了",
    "没了",
    "全没",
    "被撬",
    "撬",
    "被抢",
    "抢走",
    "被骗",
    "骗走",
    "被打",
    "被砸",
    "锯断",
    "失窃",
    "冰毒",
    "毒品",
    "海洛因",
    "K粉",
    "麻古",
    "勒索",
    "敲诈",
];

static NAME_PART: &str = r"(?P<name>\p{Han}{2,3})";

static ALIASES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let name = NAME_PART;
    let quoted = r#"[“"‘]?(?P<alias>[\p{Han}]{1,4}?)[”"’]?"#;
    [
        format!(r#"{name}(?:[，,（])?(?:的)?(?:绰号|外号|诨号|小名|人称|人叫|绰号叫)[是叫为]?{quoted}(?:[，。、；）]|[”"’])"#),
        format!(r#"{quoted}(?:就是|大号|大名|真名|本名|名叫|学名)[是叫]?{name}(?:[，。、；]|$)"#),
        format!(r#"{name}(?:即|就是)[“"‘](?P<alias>[\p{{Han}}]{{1,4}})[”"’]"#),
        format!(r"(?P<alias>[\p{{Han}}]{{2,3}})是谁？\s*\n答：(?:他)?(?:大号|大名|真名|本名|叫|名叫|是){name}"),
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).expect("the patterns are constants"))
    .collect()
});

static CANDIDATES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?:[、和跟与叫]|还有|叫上|喊上|伙同|喊|是|，|。|：|当时|指认\d+号)(?P<name>\p{Han}{2,3})(?:[、，。]|绰号|外号|也|在|负责|开|驾|就|去|来|看|望|放|先|提|带|动|打|拿|搬|分|和|三个|两个|四个|即|干|的)",
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).expect("the patterns are constants"))
    .collect()
});

static KNOWING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:晓得|知道|明白|清楚|猜|估计|怀疑|感觉|觉得|看出|想到)[^。，；]{0,16}(?:黑钱|赃|偷|不干净|来路|不正|有问题|抢来|骗来|骗的|犯法|违法|诈骗|赌|见不得)|(?:来路|东西|货)[^。，]{0,4}(?:不正|不干净|不明)|正经(?:钱|货|东西)不用")
        .expect("the pattern is a constant")
});

static UNKNOWING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:不知道|不晓得|没想到|不清楚|不知情|不明白|没怀疑|想不到)")
        .expect("the pattern is a constant")
});

static CONDUCT: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    [
        ("提供银行卡、账户", r"(?:卡|U盾|账户|账号|收款码|支付宝|微信)[^。；]{0,16}(?:借给|给了?他|给他|交给|都给|拿去|提供)|借[^。，]{0,6}(?:卡|账户)|刷[^。，]{0,3}脸|人脸[^。，]{0,6}刷"),
        ("收购", r"收(?:购|了|过|的|下)|买(?:了|下|过|的)|压了?价|转卖|卖到|倒卖"),
        ("转移、取现", r"帮[^。，]{0,8}(?:取现|取钱|转账|转钱|取了)|取(?:现|了钱)[^。，]{0,8}给"),
        ("窝藏、保管", r"(?:藏|放|存)在我(?:家|这|院|屋|店)|帮[^。，]{0,6}(?:保管|藏)"),
        ("代为销售", r"帮[^。，]{0,6}(?:卖|销)|代(?:卖|销)"),
    ]
    .map(|(name, pattern)| (name, Regex::new(pattern).expect("the patterns are constants")))
    .into()
});

static REGULAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:登记|核对|查看|看)了?[^。，]{0,4}身份证|台账|(?:按|照)[^。，]{0,6}(?:市场|回收)价|开了?发票|有发票").expect("the pattern is a constant")
});

static NOT_REGULAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:没有?|未)[^。，]{0,3}(?:登记|台账|看身份证|发票)")
        .expect("the pattern is a constant")
});

/// An answer (答) of a record.
struct Answer {
    range: Range<usize>,
}

/// Reads all records of the case together: aliases of one explain the others.
pub fn read_statements(forms: &[Form<'_>], facts: &mut CaseFacts) {
    let records: Vec<Record> = facts.records.clone();
    let aliases = read_aliases(forms, &records);
    let known = known_people(facts);
    let candidates = candidates(forms, &records, &known);
    for record in &records {
        let Some(form) = forms.get(record.document) else { continue };
        let Some(teller) = &record.subject else { continue };
        let standing = standing_of(facts, record, teller);
        for name in &candidates {
            facts.mentions.extend(read_mention(form, record, teller, standing, name, &aliases));
        }
        if matches!(record.kind, RecordKind::Interrogation | RecordKind::Questioning) {
            let events = read_events(form, record, teller, standing);
            facts.told_events.extend(events);
        }
        let is_charged = facts.find_person(teller).is_some_and(anjian_core::Person::is_suspect);
        if record.kind == RecordKind::Questioning && !is_charged {
            facts.dealings.extend(read_dealing(form, record.document, teller));
        }
    }
    for form in forms.iter().filter(|form| form.kind() == "case_acceptance_register") {
        facts.told_events.extend(read_reported(form));
    }
}

fn standing_of(facts: &CaseFacts, record: &Record, teller: &str) -> Standing {
    if record.kind == RecordKind::Interrogation {
        return Standing::Suspect;
    }
    facts
        .find_person(teller)
        .and_then(|person| person.standings.first().copied())
        .unwrap_or(Standing::Witness)
}

/// People who cannot be a forgotten accomplice: charged, questioned themselves, or officials.
fn known_people(facts: &CaseFacts) -> BTreeSet<String> {
    let mut known: BTreeSet<String> =
        facts.people.iter().map(|person| person.name.clone()).collect();
    for record in &facts.records {
        known.extend(record.officers.iter().map(|officer| officer.name.clone()));
        known.extend(record.attendants.iter().map(|attendant| attendant.name.clone()));
        known.extend(record.subject.clone());
    }
    known
}

fn read_aliases(forms: &[Form<'_>], records: &[Record]) -> Vec<(String, String)> {
    let mut aliases: Vec<(String, String)> = Vec::new();
    for record in records {
        let Some(form) = forms.get(record.document) else { continue };
        for pattern in ALIASES.iter() {
            for captures in pattern.captures_iter(form.text()) {
                let (name, alias) = (&captures["name"], &captures["alias"]);
                let pair = (alias.to_owned(), name.to_owned());
                if is_surname(name)
                    && alias != name
                    && alias.chars().count() >= 2
                    && !aliases.contains(&pair)
                {
                    aliases.push(pair);
                }
            }
        }
    }
    aliases
}

/// Names that stand where an accomplice's would, told in at least one record.
fn candidates(
    forms: &[Form<'_>],
    records: &[Record],
    known: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for record in records {
        let Some(form) = forms.get(record.document) else { continue };
        let text = form.text();
        for answer in answers(text, record.kind) {
            let said = &text[answer.range];
            for pattern in CANDIDATES.iter() {
                let mut from = 0;
                while let Some(captures) = said.get(from..).and_then(|rest| pattern.captures(rest))
                {
                    let Some(name) = captures.name("name") else { break };
                    // The end of one name may begin the next: 甲、乙.
                    from += name.end();
                    add_candidate(&mut found, name.as_str());
                }
            }
        }
        for pattern in ALIASES.iter() {
            for captures in pattern.captures_iter(text) {
                add_candidate(&mut found, &captures["name"]);
            }
        }
    }
    found.retain(|name| {
        !known.contains(name)
            && !known.iter().any(|k| k.contains(name.as_str()) || name.contains(k.as_str()))
    });
    found
}

fn add_candidate(found: &mut BTreeSet<String>, name: &str) {
    const NEVER: &[&str] = &[
        "的",
        "了",
        "我",
        "你",
        "他",
        "她",
        "这",
        "那",
        "是",
        "不",
        "没",
        "有",
        "上",
        "下",
        "里",
        "大家",
        "时候",
        "东西",
        "老板",
        "公司",
        "商店",
        "方向",
        "路",
        "村",
        "镇",
        "县",
        "市",
        "乡",
        "派出所",
        "民警",
        "公安",
        "车",
        "钱",
        "都",
        "就",
        "说",
        "在",
        "人",
        "店",
        "年",
        "月",
        "日",
        "号",
        "点",
        "晚",
        "早",
        "手",
    ];
    let chars: Vec<char> = name.chars().collect();
    let is_nickname = chars.first().is_some_and(|c| matches!(c, '老' | '小' | '阿' | '大'));
    if chars.len() == 3
        && is_name(name)
        && is_surname(name)
        && !is_nickname
        && !NEVER.iter().any(|word| name.contains(word))
    {
        found.insert(name.to_owned());
    }
}

/// The answers of a record; of one without turns, its whole text.
fn answers(text: &str, kind: RecordKind) -> Vec<Answer> {
    if kind == RecordKind::Identification {
        return vec![Answer { range: 0..text.len() }];
    }
    let mut answers: Vec<Answer> = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start += line.len();
        if line.starts_with("答：") {
            answers.push(Answer { range });
            is_open = true;
        } else if line.starts_with("问：")
            || line.contains("以上笔录")
            || line.contains("捺印")
            || line.contains("捺指印")
        {
            is_open = false;
        } else if is_open && let Some(last) = answers.last_mut() {
            last.range.end = range.end;
        }
    }
    answers
}

fn read_mention(
    form: &Form<'_>,
    record: &Record,
    teller: &str,
    standing: Standing,
    name: &str,
    aliases: &[(String, String)],
) -> Option<Mention> {
    let text = form.text();
    let calls: Vec<&str> = aliases
        .iter()
        .filter(|(_, full)| full == name)
        .map(|(alias, _)| alias.as_str())
        .chain([name])
        .collect();
    let mut mention: Option<Mention> = None;
    for answer in answers(text, record.kind) {
        let mut start = answer.range.start;
        for sentence in text[answer.range.clone()].split_inclusive(['。', '；', '\n']) {
            let range = start..start + sentence.len();
            start += sentence.len();
            let Some(at) = calls.iter().filter_map(|call| sentence.find(call)).min() else {
                continue;
            };
            // What stands after the name is about it; before it another may act.
            let after = &sentence[at..];
            let roles: Vec<String> = ROLES
                .iter()
                .filter(|role| after.contains(**role))
                .map(|role| (*role).to_owned())
                .collect();
            let clears = CLEARING.iter().any(|word| after.contains(word));
            let known = mention.get_or_insert_with(|| Mention {
                document: record.document,
                teller: teller.to_owned(),
                standing,
                person: name.to_owned(),
                roles: Vec::new(),
                clears: false,
                quote: form.reading.quote(range.clone()),
            });
            if known.roles.is_empty() && !roles.is_empty() {
                known.quote = form.reading.quote(range.clone());
            }
            known.roles.extend(
                roles.into_iter().filter(|role| !known.roles.contains(role)).collect::<Vec<_>>(),
            );
            known.clears |= clears;
        }
    }
    mention
}

fn read_events(
    form: &Form<'_>,
    record: &Record,
    teller: &str,
    standing: Standing,
) -> Vec<ToldEvent> {
    let text = form.text();
    let reference = record.from.map(|from| from.date()).or(form.reference());
    let mut events = Vec::new();
    // Days count where the question names them too: "问：3月20号晚上呢？"
    let mut start = 0;
    let mut asked: Option<(jiff::civil::Date, Range<usize>)> = None;
    let mut day_before = None;
    for line in text.split_inclusive('\n') {
        let line_range = start..start + line.len();
        start += line.len();
        if line.starts_with("问：") {
            asked = moments::first_moment(line, reference)
                .map(|moment| (moment.date(), line_range.clone()));
            continue;
        }
        if !line.starts_with("答：") {
            continue;
        }
        let mut at = line_range.start;
        for sentence in line.split_inclusive(['。', '；']) {
            let range = at..at + sentence.len();
            at += sentence.len();
            let stated = find_days(sentence, reference, day_before);
            let days = if stated.is_empty() {
                asked.as_ref().map(|(day, _)| *day).into_iter().collect()
            } else {
                stated
            };
            day_before = days.last().copied().or(day_before);
            let words: &[&str] = if standing == Standing::Suspect { DEEDS } else { LOSSES };
            if !words.iter().any(|word| sentence.contains(word)) {
                continue;
            }
            for day in days {
                let is_past = reference.is_none_or(|reference| day <= reference);
                if is_past && !events.iter().any(|known: &ToldEvent| known.day == day) {
                    events.push(ToldEvent {
                        document: record.document,
                        teller: teller.to_owned(),
                        standing,
                        day,
                        corroborates: standing != Standing::Suspect,
                        quote: form.reading.quote(range.clone()),
                    });
                }
            }
        }
    }
    events
}

/// Days of a sentence: full dates, and bare days (20号) in the month spoken of.
fn find_days(
    sentence: &str,
    reference: Option<jiff::civil::Date>,
    before: Option<jiff::civil::Date>,
) -> Vec<jiff::civil::Date> {
    let days: Vec<_> = moments::find_moments(sentence, reference)
        .into_iter()
        .map(|stated| stated.moment.date())
        .collect();
    if !days.is_empty() {
        return days;
    }
    let Some(month) = before.or(reference) else { return Vec::new() };
    BARE_DAY
        .captures_iter(sentence)
        .filter_map(|captures| {
            let day = crate::numerals::parse_numeral(&captures["day"])?;
            month.with().day(i8::try_from(day).ok()?).build().ok()
        })
        .collect()
}

static BARE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d月])(?P<day>\d{1,2})[号日](?:夜|晚|早|上午|下午|中午|凌晨|半夜|傍晚|白天|那天|那晚)").expect("the pattern is a constant")
});

/// The event a register of acceptance (受案登记表) reports.
fn read_reported(form: &Form<'_>) -> Vec<ToldEvent> {
    let text = form.text();
    let reported =
        ["被盗", "被偷", "丢失", "被骗", "被抢", "被打", "拆走", "被撬", "失窃", "被敲诈"];
    if !reported.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let Some(field) = form.field(&["接报时间", "报案时间", "接警时间", "接报案时间"])
    else {
        return Vec::new();
    };
    let Some(moment) = moments::first_moment(&field.value, form.reference()) else {
        return Vec::new();
    };
    vec![ToldEvent {
        document: form.index,
        teller: "报案人".into(),
        standing: Standing::Victim,
        day: moment.date(),
        corroborates: true,
        quote: form.reading.quote(field.range),
    }]
}

fn read_dealing(form: &Form<'_>, document: usize, person: &str) -> Option<Dealing> {
    let text = form.text();
    let mut dealing: Option<Dealing> = None;
    let mut knowing = None;
    let mut unknowing = false;
    for answer in answers(text, RecordKind::Questioning) {
        let mut start = answer.range.start;
        for sentence in text[answer.range.clone()].split_inclusive(['。', '；']) {
            let range = start..start + sentence.len();
            start += sentence.len();
            if let Some(found) = KNOWING.find(sentence) {
                let before: String = sentence[..found.start()]
                    .chars()
                    .rev()
                    .take(2)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                let denied = before.ends_with('不')
                    || before.contains("没")
                    || UNKNOWING.is_match(found.as_str());
                if denied {
                    unknowing = true;
                } else {
                    knowing = knowing.or_else(|| form.reading.quote(range.clone()));
                }
            } else if UNKNOWING.is_match(sentence) {
                unknowing = true;
            }
            if dealing.is_none()
                && let Some((conduct, _)) =
                    CONDUCT.iter().find(|(_, pattern)| pattern.is_match(sentence))
            {
                dealing = Some(Dealing {
                    document,
                    person: person.to_owned(),
                    conduct: (*conduct).to_owned(),
                    conduct_quote: form.reading.quote(range),
                    knowing_quote: None,
                    is_regular: REGULAR.is_match(text) && !NOT_REGULAR.is_match(text),
                    is_unknowing: false,
                });
            }
        }
    }
    dealing.map(|dealing| Dealing { knowing_quote: knowing, is_unknowing: unknowing, ..dealing })
}
