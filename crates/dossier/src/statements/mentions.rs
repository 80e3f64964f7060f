//! Who is told of with a part in the offence: names where an accomplice's would stand, aliases joined.

use std::{collections::BTreeSet, sync::LazyLock};

use anjian_core::{Record, person::Standing, statement::Mention};
use regex::Regex;

use super::answers;
use crate::{
    form::Form,
    names::{is_name, is_surname},
};

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

/// Names that stand where an accomplice's would, told in at least one record.
pub(super) fn candidates(
    forms: &[Form<'_>],
    records: &[Record],
    known: &BTreeSet<String>,
    suspects: &[String],
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
        for suspect in suspects {
            found.extend(listed_beside(text, suspect));
        }
    }
    found.retain(|name| {
        !known.contains(name)
            && !known.iter().any(|k| k.contains(name.as_str()) || name.contains(k.as_str()))
    });
    found
}

/// Names of two or four chars that stand in one list with a suspect ("我、张某、李军三个"): shorter and
/// longer names are taken for such only there, as words look like them elsewhere.
fn listed_beside(text: &str, suspect: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices(suspect) {
        let rest = &text[at + suspect.len()..];
        let Some(rest) = ["、还有", "，还有", "、", "和", "跟", "还有"]
            .iter()
            .find_map(|join| rest.strip_prefix(join))
        else {
            continue;
        };
        let name: String =
            rest.chars().take_while(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).collect();
        let stops = [
            "三个", "两个", "四个", "五个", "三人", "四人", "两人", "一起", "负责", "在", "开车",
            "动手", "去", "来", "我们",
        ];
        let end = stops.iter().filter_map(|stop| name.find(stop)).min().unwrap_or(name.len());
        let name = &name[..end];
        let length = name.chars().count();
        if (length == 2 || length == 4) && is_name(name) && is_surname(name) && !is_word(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Words that begin like a name.
fn is_word(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "何人", "方便", "时候", "平时", "成了", "安全", "周围", "金额", "高兴", "别人", "于是",
        "司机", "万一", "经理", "和他", "都是", "水果", "石头", "牛奶", "马上", "白天", "包括",
        "从来", "向我", "关于", "明天", "单位", "能够", "应该", "同学", "常常", "毛病", "强行",
        "相互", "温州", "云南",
    ];
    WORDS.iter().any(|word| name.starts_with(word))
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
