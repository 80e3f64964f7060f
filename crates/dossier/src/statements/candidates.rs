//! Names in records that stand where an accomplice's would, of every length.

use std::{collections::BTreeSet, sync::LazyLock};

use anjian_core::Record;
use regex::Regex;

use super::{answers, mentions::ALIASES};
use crate::{
    form::Form,
    names::{has_compound_surname, is_name, is_surname},
};

/// What stands before and after a name that acts: the bounds of a clause, words that join, acts.
const BEFORE: &str = r"(?:[、和跟与叫]|还有|叫上|喊上|伙同|喊|是|，|。|：|当时|指认\d+号)";
const AFTER: &str = r"(?:[、，。]|绰号|外号|也|在|负责|开|驾|就|去|来|看|望|放|先|提|带|动|打|拿|搬|分|和|三个|两个|四个|即|干|的)";

static CANDIDATES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        format!(r"{BEFORE}(?P<name>\p{{Han}}{{2,3}}){AFTER}"),
        // 阿不都·热合曼, 欧阳建国: longer names that only a name's form tells from other words.
        format!(r"{BEFORE}(?P<name>\p{{Han}}{{1,8}}(?:[·•]\p{{Han}}{{1,8}}?)+){AFTER}"),
        format!(r"{BEFORE}(?P<name>\p{{Han}}{{4}}){AFTER}"),
    ]
    .iter()
    .map(|pattern| Regex::new(pattern).expect("the patterns are constants"))
    .collect()
});

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
    let texts: Vec<&str> =
        records.iter().filter_map(|record| forms.get(record.document)).map(Form::text).collect();
    let short = short_names(&texts);
    // 刘四开（车）: where the first two chars stand elsewhere alone, the third is the verb after them.
    let all: Vec<&str> = forms.iter().map(Form::text).collect();
    found.retain(|name| !is_cut_too_long(name, &all));
    found.retain(|name| !short.iter().any(|short| name.starts_with(short.as_str())));
    found.extend(short);
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

/// Surnames common enough to be told in a name of two chars, without those that begin everyday words.
const COMMON: &str = "王李张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡杜叶魏吕丁姜姚卢傅崔汪谭廖范陆孔邱秦贾薛侯邹熊孟阎尹郝龚邵黄周何高马沈余夏钟戴龙覃韦莫苏岳祁柳顾鲁邢";

/// Two chars between the bounds of a clause and an act that follows at once: "；崔鹏穿个白衬衣冒充…".
static SHORT_ACTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，。；：、\n]|答：|还有|叫上|喊上|伙同|就是)(?P<name>\p{Han}{2})(?:冒充|假冒|假扮|扮|装(?:成|作|处|局|主|领|老|警|经|客)|负责|望风|放风|把风|开车|驾车|开着|提议|先提|踩点|动手|持|拿刀|拿着|拿棍|撬|搬|收钱|记账|取钱|取现|出主意|联系|介绍|指挥|带头|带着|带我|安排|喊我|叫我|让我|找我|分给|分了|分得|打了|捅|砍|穿|骑|跑腿|送货|接货|管钱|做假|伪造|刻|印|进去|翻|站在|在外面|在门口|也参与|也去|也在|参与)")
        .expect("the pattern is a constant")
});

/// Names of two chars, taken for such only where an act follows at once and another record gives the
/// same name between the bounds of a clause: short words look like names elsewhere.
fn short_names(texts: &[&str]) -> BTreeSet<String> {
    let mut acting: BTreeSet<String> = BTreeSet::new();
    for text in texts {
        for captures in SHORT_ACTING.captures_iter(text) {
            let name = &captures["name"];
            let is_common = name.chars().next().is_some_and(|first| COMMON.contains(first));
            if is_common && is_name(name) && !is_word(name) {
                acting.insert(name.to_owned());
            }
        }
    }
    acting.retain(|name| texts.iter().filter(|text| stands_alone(text, name)).count() >= 2);
    acting
}

/// True where `name` is a shorter name and the verb that begins what it does.
fn is_cut_too_long(name: &str, texts: &[&str]) -> bool {
    let mut chars = name.chars();
    let Some(last) = chars.next_back() else { return false };
    let short = chars.as_str();
    "开来回有才用干动望先提驾在".contains(last)
        && short.chars().count() == 2
        && texts.iter().any(|text| {
            text.match_indices(short).any(|(at, found)| {
                text[at + found.len()..].chars().next().is_none_or(|next| next != last)
            })
        })
}

/// True where `name` begins a clause or follows a word that joins names.
fn stands_alone(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = &text[..at];
        before.ends_with(['，', '。', '；', '：', '、', '\n', '和', '跟', '找', '叫', '是'])
            || before.ends_with("还有")
    })
}

/// Words that begin like a name.
fn is_word(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "何人", "方便", "时候", "平时", "成了", "安全", "周围", "金额", "高兴", "别人", "于是",
        "司机", "万一", "经理", "和他", "都是", "水果", "石头", "牛奶", "马上", "白天", "包括",
        "从来", "向我", "关于", "明天", "单位", "能够", "应该", "同学", "常常", "毛病", "强行",
        "相互", "温州", "云南", "张口", "陈列", "胡同", "胡说", "胡乱", "许多", "曾经", "田里",
        "田地", "董事", "叶子", "范围", "陆续", "李子", "周末", "周边", "周一", "周二", "周三",
        "周四", "周五", "周六", "周日", "黄金", "黄色", "高速", "高利", "马路", "何时", "余额",
        "余下", "余款", "夏天", "钟头", "林子", "林地", "杨树", "顾客", "苏州", "龙头", "王八",
        "孙子", "莫名", "许可", "何况", "余钱", "高价", "高处", "顾虑", "杜绝", "谢谢", "郑州",
    ];
    WORDS.iter().any(|word| name.starts_with(word))
}

/// True where the last char is the verb after a shorter name: 黄博刻（的章）, 刘四叫（我去）.
fn ends_in_act(chars: &[char]) -> bool {
    const ACTS: &[char] = &[
        '给', '叫', '扯', '又', '别', '说', '喊', '拿', '也', '就', '让', '把', '被', '从', '跟',
        '都', '只', '还', '没', '想', '要', '做', '是', '刻', '打', '带', '放', '看', '偷', '抢',
        '骗', '装', '穿', '找', '收', '分', '跑', '管', '负', '站', '坐', '骑', '撬', '搬', '卖',
        '买', '借', '问', '讲', '去',
    ];
    chars.last().is_some_and(|last| ACTS.contains(last))
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
        // What somebody looks like or has is no name: 戴眼镜, 黄头发, 高个子.
        "头发",
        "眼镜",
        "耳钉",
        "口罩",
        "帽",
        "胖",
        "瘦",
        "眼",
        "麻将",
        "房租",
        "木头",
        "平时",
        "后头",
        "普通",
        "代驾",
        // Nor are titles: 吕老师, 侯哥.
        "老师",
        "警官",
        "医生",
        "师傅",
        "经理",
        "主任",
        "律师",
        "法官",
        "哥",
        "姐",
        "叔",
        "婶",
        "嫂",
        "总",
    ];
    let chars: Vec<char> = name.chars().collect();
    if name.contains(['·', '•']) {
        found.insert(name.to_owned());
        return;
    }
    if has_compound_surname(name) {
        let given = chars.iter().skip(2).collect::<String>();
        if chars.len() <= 4
            && !ends_in_act(&chars)
            && !NEVER.iter().any(|word| given.contains(word))
        {
            found.insert(name.to_owned());
        }
        return;
    }
    let is_nickname = chars.first().is_some_and(|c| matches!(c, '老' | '小' | '阿' | '大'))
        || chars.get(1).is_some_and(|c| matches!(c, '老' | '仔' | '某'));
    if chars.len() == 3
        && is_name(name)
        && is_surname(name)
        && !ends_in_act(&chars)
        && chars.last() != Some(&'子')
        && !is_nickname
        && !NEVER.iter().any(|word| name.contains(word))
    {
        found.insert(name.to_owned());
    }
}
