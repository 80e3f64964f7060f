//! Where investigative actions were done, requests for cooperation (办案协作), and what the file says
//! of the police's competence (管辖).

use std::sync::LazyLock;

use anjian_core::{
    Moment,
    field_action::{CooperationLetter, FieldAction},
    place::Place,
};
use regex::Regex;

use crate::{
    dated::issued,
    form::Form,
    moments,
    places::{find_places, parse_place},
};

static HELP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"协助民警|协助人员|当地民警|当地公安|当地派出所|(?:公安局|分局|派出所)[^。\n]{0,30}(?:协助|配合|派员|参加|参与)|(?:协助|配合)[^。\n]{0,20}(?:公安局|分局|派出所)|派员协助|派员参加|派员配合|协作民警|协作单位")
        .expect("the pattern is a constant")
});

static URGENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"紧急(?:追捕|情况|抓捕)|现行犯|跨界追|连续追捕|追捕")
        .expect("the pattern is a constant")
});

static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|\n)\s*(?P<name>[\p{Han}（）]{3,30}(?:公安局|分局|派出所|大队|支队))\s*：")
        .expect("the pattern is a constant")
});

const PLACE_LABELS: &[&str] = &[
    "地点",
    "搜查地点",
    "扣押地点",
    "检查地点",
    "勘验地点",
    "讯问地点",
    "搜查对象",
    "搜查处所",
    "搜查场所",
    "搜查地址",
    "勘验检查地点",
    "检查对象",
];

/// True where `text` names local police who take part.
pub fn has_local_help(text: &str) -> bool {
    HELP.is_match(text)
}

/// True where `text` tells of pursuit or urgency.
pub fn is_urgent(text: &str) -> bool {
    URGENT.is_match(text)
}

/// The action that the record `form` tells, where it is one that must be done with the local police.
pub fn read_action(form: &Form<'_>) -> Option<FieldAction> {
    let what = match form.kind() {
        "search_record" => "搜查",
        "seizure_record" => "扣押",
        "scene_inspection_record" => "勘验、检查",
        "interrogation_record" => "讯问",
        _ => return None,
    };
    let text = form.text();
    let field = PLACE_LABELS.iter().find_map(|label| {
        form.field(&[label]).filter(|field| !parse_place(&field.value).is_unknown())
    });
    let head = text.find("\n问：").map_or(text, |end| &text[..end]);
    let Some(field) = field else { return read_run_on(form, what, head) };
    let stated = moments::find_moments(head, form.reference()).into_iter().next();
    let officers =
        form.field(&["侦查人员", "讯问人", "执行人员", "搜查人员", "勘验人员", "检查人员"]);
    let mut quotes: Vec<_> = form.reading.quote(field.range.clone()).into_iter().collect();
    quotes.extend(stated.as_ref().and_then(|stated| form.reading.quote_line(stated.range.start)));
    quotes.extend(officers.and_then(|field| form.reading.quote(field.range)));
    Some(FieldAction {
        document: form.index,
        what: what.to_owned(),
        started: stated.map(|stated| stated.moment),
        place: parse_place(&field.value),
        in_detention_house: field.value.contains("看守所"),
        local_help: HELP.is_match(head) || is_local_unit(form, head, &field.value),
        is_urgent: URGENT.is_match(head),
        place_text: field.value,
        quotes,
    })
}

/// A record in one run of text without a labelled place: "在某省某县…对…进行搜查".
fn read_run_on(form: &Form<'_>, what: &str, head: &str) -> Option<FieldAction> {
    if what == "讯问" {
        return None;
    }
    let (place, range) = find_places(head).into_iter().find(|(_, range)| {
        let before = head[..range.start].trim_end();
        ["在", "到", "至", "位于", "前往", "赶赴"].iter().any(|word| before.ends_with(word))
    })?;
    let stated = moments::find_moments(head, form.reference()).into_iter().next()?;
    Some(FieldAction {
        document: form.index,
        what: what.to_owned(),
        started: Some(stated.moment),
        place_text: head[range.clone()].to_owned(),
        local_help: HELP.is_match(head) || is_local_unit(form, head, &head[range.clone()]),
        is_urgent: URGENT.is_match(head),
        in_detention_house: false,
        place,
        quotes: [stated.range.start, range.start]
            .into_iter()
            .filter_map(|at| form.reading.quote(form.reading.sentence_range(at)))
            .collect(),
    })
}

/// True where the record's own officers are of the place (单位：某区公安分局), or it is police premises
/// of the place.
fn is_local_unit(form: &Form<'_>, head: &str, place_text: &str) -> bool {
    let place = parse_place(place_text);
    let names: Vec<&String> = place.county.iter().chain(&place.city).collect();
    let unit =
        form.field(&["单位", "工作单位", "办案单位"]).map(|field| field.value).unwrap_or_default();
    let authority = form.document.authority.clone().unwrap_or_default();
    let stems: Vec<String> = names
        .iter()
        .map(|name| name.trim_end_matches(['县', '区', '市', '旗']).to_owned())
        .filter(|stem| stem.chars().count() >= 2)
        .collect();
    let in_units =
        stems.iter().any(|stem| unit.contains(stem.as_str()) || authority.contains(stem.as_str()));
    let in_head = stems.iter().any(|stem| {
        head.match_indices(stem.as_str()).any(|(at, _)| {
            let rest: String = head[at..].chars().take(14).collect();
            let is_police = ["公安局", "分局", "派出所"].iter().any(|word| rest.contains(word));
            is_police && !place_text.contains(rest.trim())
        })
    });
    in_units || (in_head && !place_text.contains("公安"))
}

/// The letter that `form` is.
pub fn read_letter(form: &Form<'_>) -> Option<CooperationLetter> {
    if form.kind() != "cooperation_letter" {
        return None;
    }
    let text = form.text();
    let dated = issued(form);
    let addressee =
        ADDRESSEE.captures(text).map_or_else(String::new, |found| found["name"].to_owned());
    let mut places: Vec<Place> = vec![parse_place(&addressee)];
    places.extend(find_places(text).into_iter().map(|(place, _)| place));
    let sent: Option<Moment> = dated.as_ref().map(|(moment, _)| *moment);
    Some(CooperationLetter {
        document: form.index,
        sent,
        addressee,
        places,
        quote: dated.and_then(|(_, range)| form.reading.quote(range)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn a_search_tells_where_and_with_whom() {
        form(
            "搜查笔录\n时间：2023年7月4日10时20分至12时05分\n侦查人员：游某、涂某（均为云埠县公安局经侦大队）\n搜查对象：湖北省汉浦市东岭区金湾工业园C区7号加工厂\n过程和结果：略",
            |form| {
                let action = read_action(form).expect("a search");
                assert_eq!(action.place.county.as_deref(), Some("东岭区"));
                assert!(!action.local_help);
            },
        );
        form(
            "搜查笔录\n时间：2024年4月10日10时05分至10时50分\n地点：四川省川渠县永兴镇河街41号二楼\n侦查人员：赵某（澜坪县公安局）；协助民警：邓某（川渠县公安局永兴派出所）",
            |form| assert!(read_action(form).expect("a search").local_help),
        );
    }
}
