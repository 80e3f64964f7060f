//! Which seized things a judgment disposes of (判决对涉案财物的处理): by name, kind and brand.

use anjian_core::{CaseFacts, Quote, facts::ListedItem, judgment::Judgment};

/// Kinds of things with the words that name them; a word of the kind in the judgment covers the item.
const KINDS: &[(&str, &[&str])] = &[
    ("手机", &["手机", "iPhone", "iphone", "移动电话"]),
    ("现金", &["现金", "人民币", "赃款", "毒资", "赌资", "美元", "港币"]),
    ("摩托车", &["摩托"]),
    ("电动车", &["电动车", "电瓶车", "三轮车", "电动自行车"]),
    ("汽车", &["轿车", "汽车", "面包车", "货车", "客车", "越野车", "机动车", "车辆", "小型车"]),
    ("电脑", &["电脑", "笔记本", "主机", "平板", "iPad"]),
    ("银行卡", &["银行卡", "信用卡", "储蓄卡"]),
    ("刀具", &["刀", "匕首"]),
    ("毒品", &["毒品", "甲基苯丙胺", "冰毒", "海洛因", "晶体", "麻古", "氯胺酮", "大麻"]),
    ("首饰", &["项链", "手镯", "戒指", "耳环", "首饰"]),
];

/// Brands by which lists and judgments tell phones apart.
const BRANDS: &[&str] = &[
    "华为",
    "小米",
    "红米",
    "苹果",
    "iPhone",
    "OPPO",
    "oppo",
    "vivo",
    "VIVO",
    "荣耀",
    "三星",
    "魅族",
    "一加",
    "诺基亚",
    "联想",
];

/// Things that are evidence in writing or on a carrier and stay in the file.
const PAPERS: &[&str] = &[
    "借条",
    "合同",
    "账本",
    "台账",
    "账册",
    "笔记本（账",
    "光盘",
    "U盘",
    "优盘",
    "存储卡",
    "录像",
    "发票",
    "单据",
    "凭证",
    "收据",
    "病历",
    "证件",
    "身份证",
    "驾驶证",
    "行驶证",
    "护照",
    "记账",
    "记录本",
    "欠条",
    "协议",
    "公章",
    "印章",
    "血样",
    "检材",
    "照片",
    "截图",
    "档案",
    "材料",
    "卷宗",
];

/// Words that dispose of a thing.
const DISPOSING: &[&str] = &[
    "没收", "发还", "返还", "退还", "上缴", "销毁", "存卷", "追缴", "退赔", "变价", "抵", "扣押",
    "在案", "随案", "拍卖", "解除", "移交", "处理", "处置",
];

/// How a judgment deals with seized property.
#[derive(Debug, Default)]
pub(super) struct Disposition {
    /// Things listed, documents left out.
    pub listed: Vec<String>,
    /// Things sent on with the case that the judgment does not name.
    pub unhandled: Vec<String>,
    /// Things seized but not on the list that went on, and not named.
    pub unlisted: Vec<String>,
    /// Words of the unhandled things' lines.
    pub unhandled_quotes: Vec<Quote>,
    /// True where only 依法处理 is said.
    pub is_vague: bool,
    /// True where tools (作案工具) are confiscated without being named.
    pub is_generic: bool,
    /// The words of that.
    pub vague_quotes: Vec<Quote>,
    /// All words on property.
    pub quotes: Vec<Quote>,
}

/// Compares lists of the case with `judgment`.
pub(super) fn disposition(facts: &CaseFacts, judgment: &Judgment) -> Disposition {
    let mut result = Disposition::default();
    let texts: Vec<&str> = judgment
        .disposals
        .iter()
        .map(|disposal| disposal.text.as_str())
        .filter(|text| DISPOSING.iter().any(|word| text.contains(word)))
        .collect();
    let returned: Vec<&str> = facts
        .property_lists
        .iter()
        .filter(|list| list.is_return)
        .map(|list| list.text.as_str())
        .collect();
    let told: Vec<&str> = facts.accusations.iter().map(|a| a.text.as_str()).collect();
    let transferred: Vec<&ListedItem> = facts
        .property_lists
        .iter()
        .filter(|list| !list.is_return)
        .flat_map(|list| &list.items)
        .collect();
    let seized: Vec<&ListedItem> =
        facts.seizure_lists.iter().flat_map(|list| &list.items).collect();
    let is_done = |item: &ListedItem| {
        let name = described(item);
        texts.iter().any(|text| names(text, &name))
            || returned.iter().any(|text| names(text, &name))
            || told.iter().any(|text| is_told_returned(text, &name))
    };
    for item in &transferred {
        let name = label(item);
        if is_paper(item) || result.listed.contains(&name) {
            continue;
        }
        result.listed.push(name.clone());
        if !is_done(item) {
            result.unhandled.push(name);
            result.unhandled_quotes.extend(item.quote.clone());
        }
    }
    for item in &seized {
        let name = label(item);
        if is_paper(item) || is_done(item) {
            continue;
        }
        if transferred.is_empty() {
            if !result.unhandled.contains(&name) {
                result.unhandled.push(name.clone());
                result.unhandled_quotes.extend(item.quote.clone());
            }
        } else if !transferred.iter().any(|other| is_same(other, item)) {
            result.unlisted.push(name.clone());
        }
        if !result.listed.contains(&name) && !transferred.iter().any(|other| is_same(other, item)) {
            result.listed.push(name);
        }
    }
    let vague = judgment.disposals.iter().filter(|disposal| {
        let text = &disposal.text;
        let about = ["扣押", "查封", "冻结", "随案移送", "在案"].iter().any(|w| text.contains(w));
        about
            && (text.contains("依法处理")
                || text.contains("依法处置")
                || text.contains("予以处理")
                || text.contains("依法予以"))
            && !KINDS.iter().any(|(_, words)| words.iter().any(|word| text.contains(word)))
    });
    result.vague_quotes = vague.filter_map(|disposal| disposal.quote.clone()).collect();
    result.is_vague = !result.vague_quotes.is_empty();
    result.is_generic = texts.iter().any(|text| {
        let general = ["作案工具", "犯罪工具", "赃物", "涉案物品", "涉案财物", "供犯罪所用"];
        general.iter().any(|word| text.contains(word))
            && !transferred.iter().chain(&seized).any(|item| names(text, &described(item)))
    });
    result.quotes = judgment.disposals.iter().filter_map(|d| d.quote.clone()).collect();
    result
}

fn label(item: &ListedItem) -> String {
    match &item.quantity {
        Some(quantity) => format!("{}{}", item.name, quantity),
        None => item.name.clone(),
    }
}

fn described(item: &ListedItem) -> String {
    format!("{} {}", item.name, item.features.as_deref().unwrap_or_default())
}

fn is_paper(item: &ListedItem) -> bool {
    PAPERS.iter().any(|word| item.name.contains(word))
}

fn is_same(a: &ListedItem, b: &ListedItem) -> bool {
    a.name == b.name || names(&described(a), &described(b)) || names(&described(b), &described(a))
}

/// True where `text` names the thing `described` (name and features) or its kind.
fn names(text: &str, described: &str) -> bool {
    let name = described.split(' ').next().unwrap_or(described);
    let bare = name.split('（').next().unwrap_or(name);
    if text.contains(bare) && !bare.is_empty() && bare != "手机" {
        return true;
    }
    for (kind, words) in KINDS {
        if !words.iter().any(|word| bare.contains(word)) {
            continue;
        }
        if *kind == "手机" {
            return names_phone(text, described);
        }
        if words.iter().any(|word| text.contains(word)) {
            return true;
        }
    }
    // 铜芯电缆 and 电缆, 黑色头套 and 头套: the end of a name is what the thing is.
    let chars: Vec<char> = bare.chars().collect();
    let end: String = chars[chars.len().saturating_sub(2)..].iter().collect();
    chars.len() >= 2 && text.contains(&end)
}

/// A phone is named where one without brand is, or one of its brand.
fn names_phone(text: &str, described: &str) -> bool {
    let own: Vec<&&str> = BRANDS.iter().filter(|brand| described.contains(**brand)).collect();
    let clauses = text.split(['，', '；', '。', '、']).filter(|clause| {
        KINDS.first().is_some_and(|(_, words)| words.iter().any(|word| clause.contains(word)))
    });
    clauses.into_iter().any(|clause| {
        let named: Vec<&&str> = BRANDS.iter().filter(|brand| clause.contains(**brand)).collect();
        let apple = |brand: &str| matches!(brand, "苹果" | "iPhone");
        named.is_empty()
            || own.is_empty()
            || named.iter().any(|a| own.iter().any(|b| a == b || apple(a) && apple(b)))
    })
}

/// 手机已发还被害人, as the opinion or indictment tells it.
fn is_told_returned(text: &str, described: &str) -> bool {
    text.split(['。', '；', '，']).any(|clause| {
        ["已发还", "已返还", "已退还", "发还被害人", "已领回"]
            .iter()
            .any(|word| clause.contains(word))
            && names(clause, described)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_things_by_kind_and_brand() {
        for (text, thing, same) in [
            ("作案工具苹果手机一部予以没收", "iPhone 13手机 黑色", true),
            ("OPPO手机一部发还被害人", "手机（红米、vivo） 龙某", false),
            ("手机2部没收", "手机 荣耀、小米", true),
            ("扣押的现金3200元发还", "人民币 封存", true),
            ("扣押的甲基苯丙胺0.88克予以没收", "白色晶体 含袋", true),
            ("作案工具菜刀一把予以没收", "菜刀 木柄", true),
            ("作案工具菜刀一把予以没收", "头套 黑色", false),
            ("作案工具菜刀一把予以没收", "摩托车 嘉陵", false),
            ("扣押的电缆发还", "铜芯电缆 210米", true),
        ] {
            assert_eq!(names(text, thing), same, "{text} {thing}");
        }
    }
}
