//! Who is told of with a part in the offence: names where an accomplice's would stand, aliases joined.

use std::sync::LazyLock;

use anjian_core::{Record, person::Standing, statement::Mention};
use regex::Regex;

use super::answers;
use crate::{form::Form, names::is_surname};

/// Words of a part in an offence (共犯角色词).
const ROLES: &[&str] = &[
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
    "冒充",
    "假冒",
    "假扮",
    "扮演",
    "扮成",
    "伪造",
    "做假",
    "刻章",
    "出主意",
    "牵头",
    "带头",
    "指挥",
    "递工具",
    "拿刀",
    "掩护",
    "引开",
    "拖住",
    "接货",
    "交货",
    "跑腿",
    "找下家",
    "拉客户",
    "打电话骗",
    "分到",
    "抽成",
];

/// Parts told in other words: 装处长, 分给他两万.
static ROLE_FORMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"装(?:成|作|扮)?[\p{Han}]{0,3}(?:处长|局长|主任|领导|老板|警察|经理|总|客服|老师|医生|买家|顾客|客户)|分给?了?他?[一二两三四五六七八九十百千万\d]+")
        .expect("the pattern is a constant")
});

/// "我不知道他住哪" says nothing of what he knew.
static TELLERS_OWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"我[们也都就真]{0,2}(?:不知道|不晓得|不清楚|不认识)")
        .expect("the pattern is a constant")
});

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

static NAME_PART: &str = r"(?P<name>\p{Han}{2,3})";

pub(super) static ALIASES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
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

pub(super) fn read_aliases(forms: &[Form<'_>], records: &[Record]) -> Vec<(String, String)> {
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

pub(super) fn read_mention(
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
            let mut roles: Vec<String> = ROLES
                .iter()
                .filter(|role| after.contains(**role))
                .map(|role| (*role).to_owned())
                .collect();
            for found in ROLE_FORMS.find_iter(after) {
                if !roles.iter().any(|role| found.as_str().contains(role.as_str())) {
                    roles.push(found.as_str().to_owned());
                }
            }
            let others = TELLERS_OWN.replace_all(after, "");
            let clears = CLEARING.iter().any(|word| others.contains(word));
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
