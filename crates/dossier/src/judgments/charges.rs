//! Charges (指控) in the sentence that opens a judgment: who is charged with what.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    MOST_DEFENDANTS, limit,
    offences::{self, NamedOffence},
    tail,
};

/// Defendants charged together with the same offences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Charge {
    /// Their names; empty where the sentence says only 被告人.
    pub names: Vec<String>,
    /// The offences, ranges in the whole text.
    pub offences: Vec<NamedOffence>,
    /// True for 变更起诉: it replaces what was charged before.
    pub replaces: bool,
}

static ACCUSES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"指控(?:的)?|(?:自诉人[^，。；]{1,30}以)|一案|以(?:原审)?被告人|^[：\s]*(?:原审)?被告人",
    )
    .expect("the pattern is a constant")
});

static SPAN_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"一案|[，,]?于(?:\d|二)|[，,]?向(?:本院|\p{Han}{2,20}法院)|提起|。|；")
        .expect("the pattern is a constant")
});

static COMMITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"涉嫌犯有?|涉嫌|犯有|犯|被控").expect("the pattern is a constant")
});

static BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"（[^（）]*）").expect("the pattern is a constant"));

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:的|又|暨|并|以|和|及|与|指控|原审|一审|上诉人|被告人|被告单位|被告)+[：:]?")
        .expect("the pattern is a constant")
});

/// More charges than any head has, and longer ones; a hostile text stops here.
const MOST_CHARGES: usize = 200;
const LONGEST_CHARGE: usize = 6_000;

/// Every charge in `head`, a range of `text`.
pub(super) fn read(text: &str, head: Range<usize>) -> Vec<Charge> {
    let mut charges: Vec<Charge> = Vec::new();
    let mut done = head.start;
    for accuses in ACCUSES.find_iter(&text[head.clone()]).take(MOST_CHARGES) {
        let start = head.start + accuses.end();
        if start < done {
            continue;
        }
        let longest = limit(&text[start..head.end], LONGEST_CHARGE);
        let end = start + SPAN_END.find(longest).map_or(longest.len(), |end| end.start());
        // The end itself ("一案") tells that a bare name before it is an offence's.
        let found = read_span(text, start..end);
        if found.is_empty() {
            continue;
        }
        done = end;
        let replaces = tail(&text[head.start..start], 30).contains("变更起诉");
        charges.extend(found.into_iter().map(|charge| Charge { replaces, ..charge }));
    }
    charges
}

fn read_span(text: &str, span: Range<usize>) -> Vec<Charge> {
    let mut charges: Vec<Charge> = Vec::new();
    let mut names_from = span.start;
    let mut search = span.start;
    while let Some(commits) = COMMITS.find(&text[search..span.end]) {
        let at = search + commits.end();
        let offences = offences::read_list(text, at);
        let Some(last) = offences.last() else {
            search = at;
            continue;
        };
        let end = last.range.end;
        let names = parse_names(&text[names_from..search + commits.start()]);
        match charges.last_mut() {
            // "犯敲诈勒索罪、犯寻衅滋事罪": the same people.
            Some(previous) if names.is_empty() => previous.offences.extend(offences),
            _ => charges.push(Charge { names, offences, replaces: false }),
        }
        if end >= span.end {
            return charges;
        }
        (names_from, search) = (end, end);
    }
    if charges.is_empty()
        && text[span.clone()].contains("被告")
        && let Some(offence) = offences::find_listed(&text[span.start..span.end])
    {
        // "被告人张某非法侵入住宅罪一案": no verb between name and offence.
        let names = parse_names(&text[span.start..span.start + offence.range.start]);
        if !names.is_empty() {
            let offences = offences::read_list(text, span.start + offence.range.start);
            charges.push(Charge { names, offences, replaces: false });
        }
    }
    charges
}

/// Names of a list such as 被告单位某某公司（以下简称某某）、被告人张某、李某.
pub(super) fn parse_names(list: &str) -> Vec<String> {
    let list = BRACKETS.replace_all(list, "");
    let mut names: Vec<String> = Vec::new();
    for piece in list.split(['、', '，', ',', '；']).flat_map(split_conjunction) {
        let is_unit = piece.contains("单位");
        let name = ROLE.replace(piece.trim(), "").trim().to_owned();
        let longest = if is_unit || is_unit_name(&name) { 40 } else { 20 };
        let length = name.chars().count();
        let is_name = (1..=longest).contains(&length)
            && (length <= 5 || is_unit_name(&name) || name.contains(['·', '•', '*', 'X', '×']))
            && !["机关", "检察院", "法院", "起诉", "附带", "诉讼", "等", "其", "共同"]
                .iter()
                .any(|word| name.contains(word));
        if is_name && !names.contains(&name) {
            names.push(name);
        }
        if names.len() >= MOST_DEFENDANTS {
            break;
        }
    }
    names
}

/// Splits "张某和李某", "张某及被告人李某"; a surname 和 at the beginning stays.
fn split_conjunction(piece: &str) -> Vec<&str> {
    let at = piece.char_indices().skip(2).find(|(at, c)| {
        matches!(c, '和' | '及' | '与')
            && (piece[at + c.len_utf8()..].chars().count() >= 2)
            && !is_unit_name(piece)
    });
    match at {
        Some((at, c)) => vec![&piece[..at], &piece[at + c.len_utf8()..]],
        None => vec![piece],
    }
}

fn is_unit_name(name: &str) -> bool {
    [
        "公司",
        "厂",
        "合作社",
        "中心",
        "学校",
        "医院",
        "委员会",
        "经营部",
        "商行",
        "店",
        "局",
        "集团",
        "企业",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&[&str], &[&str])]) {
        let charges = read(text, 0..text.len());
        let found: Vec<(Vec<&str>, Vec<&str>)> = charges
            .iter()
            .map(|charge| {
                (
                    charge.names.iter().map(String::as_str).collect(),
                    charge.offences.iter().map(|offence| offence.name.as_str()).collect(),
                )
            })
            .collect();
        let expected: Vec<(Vec<&str>, Vec<&str>)> =
            expected.iter().map(|(names, offences)| (names.to_vec(), offences.to_vec())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_who_is_charged_with_what() {
        check(
            "某县人民检察院指控原审被告人甲某、乙某犯违法发放贷款罪、职务侵占罪，原审被告人丙某犯骗取贷款罪一案，于2015年",
            &[(&["甲某", "乙某"], &["违法发放贷款罪", "职务侵占罪"]), (&["丙某"], &["骗取贷款罪"])],
        );
        check(
            "起诉书指控被告单位某某化工有限公司（以下简称某某公司）、被告人丁某犯污染环境罪，于2018年1月2日向本院提起公诉",
            &[(&["某某化工有限公司", "丁某"], &["污染环境罪"])],
        );
        check(
            "指控被告人戊某犯贪污、受贿罪，己某犯贪污罪一案",
            &[(&["戊某"], &["贪污罪", "受贿罪"]), (&["己某"], &["贪污罪"])],
        );
        check("检察院指控被告人庚某开设赌场一案，于2016年", &[(&["庚某"], &["开设赌场罪"])]);
        check(
            "原审被告人辛某、壬某被控诈骗罪一案，某县人民法院于",
            &[(&["辛某", "壬某"], &["诈骗罪"])],
        );
        check(
            "指控被告人癸某犯盗窃罪、犯抢夺罪、被告人子某犯窝藏罪一案",
            &[(&["癸某"], &["盗窃罪", "抢夺罪"]), (&["子某"], &["窝藏罪"])],
        );
        check("自诉人丑某以被告人寅某犯侮辱罪，于2017年", &[(&["寅某"], &["侮辱罪"])]);
        check("指控被告人犯聚众斗殴罪，建议判处", &[(&[], &["聚众斗殴罪"])]);
    }
}
