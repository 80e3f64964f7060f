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

/// True where `name` can be the name of a division.
pub(crate) fn is_division(name: &str) -> bool {
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
