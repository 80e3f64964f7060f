//! Divisions (省、市、县) in the words of papers.

use std::sync::LazyLock;

use anjian_core::place::Place;
use regex::Regex;

static PROVINCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<province>北京市|天津市|上海市|重庆市|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|[某甲乙丙丁])省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区)")
        .expect("the pattern is a constant")
});

static CITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<city>[\p{Han}]{1,10}?(?:自治州|地区|[市盟]))")
        .expect("the pattern is a constant")
});

static COUNTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<county>[\p{Han}]{1,10}?(?:自治县|自治旗|林区|特区|[县区旗市]))")
        .expect("the pattern is a constant")
});

/// Words that end in a division's sign and are none.
const NOT_DIVISIONS: &[&str] = &[
    "小区",
    "园区",
    "社区",
    "开发区",
    "办案区",
    "厂区",
    "辖区",
    "景区",
    "校区",
    "工业区",
    "商业区",
    "候车区",
    "超市",
    "门市",
    "夜市",
    "集市",
    "菜市",
    "农贸市",
    "城市",
    "家属区",
    "生活区",
    "住宅区",
    "讯问区",
    "等候区",
];

/// Words that point to a division without naming it.
const POINTING: &[&str] = &[
    "本县",
    "该县",
    "全县",
    "我县",
    "本市",
    "我市",
    "全市",
    "该市",
    "外地市",
    "本区",
    "我区",
    "该区",
    "市区",
    "城区",
    "我旗",
    "本旗",
    "辖区",
];

/// The place that `text` begins with: province, city, county, as far as they follow one another.
pub fn parse_place(text: &str) -> Place {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = text.as_str();
    let mut place = Place::default();
    if let Some(found) =
        PROVINCE.captures(rest).filter(|found| found.get(0).is_some_and(|m| m.start() == 0))
    {
        let province = found["province"].to_owned();
        rest = &rest[province.len()..];
        place.province = Some(province);
    }
    let city = CITY.captures(rest).map(|found| found["city"].to_owned());
    let county_first = COUNTY.captures(rest).map(|found| found["county"].to_owned());
    // "云埠县…镇集贸市场": the county that stands first is no part of a city's name.
    let city = city.filter(|city| {
        is_division(city) && county_first.as_ref().is_none_or(|county| county.len() >= city.len())
    });
    if let Some(city) = city {
        rest = &rest[city.len()..];
        place.city = Some(city);
    }
    if let Some(found) = COUNTY.captures(rest) {
        let county = found["county"].to_owned();
        if is_division(&county) {
            place.county = Some(county);
        }
    }
    place
}

fn is_division(name: &str) -> bool {
    let length = name.chars().count();
    (2..=9).contains(&length)
        && !NOT_DIVISIONS.iter().any(|word| name.ends_with(word))
        && !POINTING.contains(&name)
        && ![
            "镇",
            "乡",
            "村",
            "街",
            "路",
            "号",
            "道",
            "栋",
            "室",
            "园",
            "厂",
            "司",
            "与",
            "在",
            "的",
            "对",
            "省",
            "自治区",
            "向",
            "往",
            "至",
            "及",
            "被",
            "去",
            "由",
        ]
        .iter()
        .any(|word| name.contains(word))
}

/// Every place in `text` that begins with a province or a city with a county behind it.
pub fn find_places(text: &str) -> Vec<(Place, std::ops::Range<usize>)> {
    static FULL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:[\p{Han}]{2,6}(?:省|自治区))?[\p{Han}]{1,6}?(?:市|自治州|盟|地区)[\p{Han}]{1,6}?[县区旗市]|[\p{Han}]{2,6}(?:省|自治区)[\p{Han}]{1,8}?[市县区旗州盟]")
            .expect("the pattern is a constant")
    });
    FULL.find_iter(text)
        .filter_map(|found| {
            // Words may run into the name ("系江西省云埠县"): the place begins where it parses.
            let (at, place) = found
                .as_str()
                .char_indices()
                .take(6)
                .map(|(at, _)| (at, parse_place(&found.as_str()[at..])))
                .find(|(_, place)| {
                    place.province.is_some() || (place.city.is_some() && place.county.is_some())
                })?;
            Some((place, found.start() + at..found.end()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_read_from_the_beginning() {
        for (text, province, city, county) in [
            ("湖北省汉浦市东岭区金湾工业园C区7号", "湖北省", "汉浦市", "东岭区"),
            ("江西省云埠县公安局", "江西省", "", "云埠县"),
            ("松滨县公安局刑侦大队", "", "", "松滨县"),
            ("河北省滦泽市北桥区丁香小区6栋", "河北省", "滦泽市", "北桥区"),
            ("内蒙古自治区敖仑旗公安局", "内蒙古自治区", "", "敖仑旗"),
            ("丁香小区6栋2单元", "", "", ""),
            ("办案区第1讯问室", "", "", ""),
        ] {
            let place = parse_place(text);
            let read = |part: &Option<String>| part.clone().unwrap_or_default();
            assert_eq!(
                (read(&place.province), read(&place.city), read(&place.county)),
                (province.to_owned(), city.to_owned(), county.to_owned()),
                "{text}"
            );
        }
    }
}

//! Places for signatures on lists and records: `持有人：林某（捺印） 见证人：阮某 侦查人员：金某 陈某`.
//!
//! Forms label them differently and several stand on one line; a note in brackets may run over lines.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{
    form::Form,
    names::{NameEntry, is_surname, parse_names},
};

/// Whose place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// 持有人、当事人
    Holder,
    /// 见证人
    Witness,
    /// 办案民警、侦查人员
    Officer,
    /// 保管人、记录人 and others who do not count.
    Other,
}

/// A place for signatures, filled or empty.
#[derive(Debug, Clone)]
pub struct Place {
    /// Whose.
    pub party: Party,
    /// Bytes of label and value.
    pub range: Range<usize>,
    /// The value as it stands.
    pub value: String,
    /// Names in it.
    pub names: Vec<NameEntry>,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<holder>(?:原?物品|文件|财物|财产|被扣押|被查封|[、/])*持有人(?:[/、或]?保管人)?|被扣押人|被查封人|当事人|物主|所有人|交出人|移交人|退缴人)|(?P<witness>(?:在场|现场)?见证人(?:员)?)|(?P<officer>(?:办案|侦查|侦办|执行|经办|承办|扣押|执法|查封|现场)+(?:单位)?(?:的)?(?:民警|警官|人员|人|员)|民警|检察(?:人员|官)|(?:主办|协办)(?:民警|侦查员)|执法人员)|(?P<other>保管人(?:员)?|保管员|记录人|制作人|审批人|批准人|接收人|领取人|移送人|办案单位|单位负责人)",
    )
    .expect("the pattern is a constant")
});

static AFTER_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:签名|签字|签章|盖章|姓名)?(?:（[^）\n：]{1,16}）)?(?:签名|签字|捺印|、)*\s*：")
        .expect("the pattern is a constant")
});

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ 。；，、][\p{Han}/]{2,10}(?:（[^）\n]{1,10}）)?\s*：")
        .expect("the pattern is a constant")
});

/// All places of `form`, in order.
pub fn find_places(form: &Form<'_>) -> Vec<Place> {
    let text = form.text();
    let mut starts: Vec<(Party, usize, usize)> = Vec::new();
    for captures in LABEL.captures_iter(text) {
        let Some(label) = captures.get(0) else { continue };
        let Some(after) = AFTER_LABEL.find(&text[label.end()..]) else { continue };
        let before = text[..label.start()].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric()) {
            continue;
        }
        let party = if captures.name("holder").is_some() {
            Party::Holder
        } else if captures.name("witness").is_some() {
            Party::Witness
        } else if captures.name("officer").is_some() {
            Party::Officer
        } else {
            Party::Other
        };
        starts.push((party, label.start(), label.end() + after.end()));
    }
    let mut places = Vec::new();
    for (at, (party, start, value_start)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(text.len(), |(_, next, _)| *next);
        let end = value_end(text, *value_start, next);
        let value = text[*value_start..end].trim_matches([' ', '_', '，', '；', '。', '\n']);
        places.push(Place {
            party: *party,
            range: *start..end,
            value: value.to_owned(),
            names: names_of(form, *value_start..end),
        });
    }
    places
}

/// Where the value ends: at the next label, or the line's end outside brackets.
fn value_end(text: &str, start: usize, next: usize) -> usize {
    let mut depth = 0i32;
    let mut end = next;
    for (at, c) in text[start..next].char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            '\n' if depth <= 0 => {
                end = start + at;
                break;
            }
            _ => {}
        }
    }
    NEXT.find_iter(&text[start..end])
        .map(|found| start + found.start())
        .find(|at| is_outside_brackets(&text[start..*at]))
        .unwrap_or(end)
}

fn is_outside_brackets(text: &str) -> bool {
    text.matches('（').count() <= text.matches('）').count()
}

/// Names of a place; a chunk too long for a name is split where lines were joined.
fn names_of(form: &Form<'_>, range: Range<usize>) -> Vec<NameEntry> {
    let joined = form.text()[range.clone()].replace('\n', "");
    let names = parse_names(&joined);
    let split = parse_names(&form.reading.unjoined(range).replace('\n', ""));
    let is_two = |names: &[NameEntry], split: &[NameEntry]| {
        split.len() > names.len() && split.iter().all(|entry| is_surname(&entry.name))
    };
    if is_two(&names, &split) { split } else { names }
}
