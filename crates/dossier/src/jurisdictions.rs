//! What the file says of the police's competence (管辖): who filed, ties to places, public duties.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use anjian_core::{
    field_action::{Connection, ConnectionKind, Jurisdiction},
    place::Place,
};
use regex::Regex;

use crate::{
    form::Form,
    places::{find_places, parse_place},
};

static DUTY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:协助[^。\n，]{0,8}(?:人民政府|乡政府|镇政府|政府|街道办事处)[^。\n]{0,40}|(?:受|帮)[^。\n，]{0,8}(?:人民政府|乡政府|镇政府|政府)[^。\n，]{0,4}(?:委托|做)[^。\n]{0,30}|系国家工作人员|以国家工作人员论)[^。\n]*")
        .expect("the pattern is a constant")
});

static DESIGNATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"指定[^。\n]{0,20}管辖|指定(?:你|我)局|并案(?:侦查|办理|处理)|交办|提级管辖")
        .expect("the pattern is a constant")
});

static SUPERVISORY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"监察委员会|监察机关|监委").expect("the pattern is a constant"));

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:户籍所在地及现住址|户籍所在地|户籍地址|户籍地|户籍|现住址|现住|住址|家住|居住地|经常居住地|住所地|住)[：为是在 ]*(?P<address>[\p{Han}]{3,30})")
        .expect("the pattern is a constant")
});

static BRIEF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:简要案情(?:或者?报案记录)?|简要情况|案情摘要|报案内容|主要案情|(?:^|\n)案情)[ ：]*(?P<brief>[^\n]+)|(?:签订地点|签订地|履行地|交货地点|案发地点|案发地|发案地点|发案地|作案地点|事发地点|事故地点|开户行|开户地|注册地|经营场所|住所地)[：为是 ]*(?P<field>[^\n]+)|(?:查明|现查明)[：，](?P<facts>[^\n]+)")
        .expect("the pattern is a constant")
});

/// What the `forms` say.
pub fn read_jurisdiction(forms: &[Form<'_>], suspects: &[String]) -> Jurisdiction {
    let mut jurisdiction = Jurisdiction::default();
    let Some((organ, filing)) = filing_organ(forms) else { return jurisdiction };
    jurisdiction.quote = filing.document.title_quote.clone();
    jurisdiction.organ_place = complete(parse_place(&organ), forms);
    jurisdiction.organ = organ;
    let own = jurisdiction.organ_place.clone();
    for form in forms {
        read_connections(form, suspects, &own, &mut jurisdiction.connections);
        read_notes(form, &mut jurisdiction);
    }
    add_provinces(&mut jurisdiction.connections);
    jurisdiction
}

/// The police who filed the case; without a filing, those who took it in.
fn filing_organ<'f, 'a>(forms: &'f [Form<'a>]) -> Option<(String, &'f Form<'a>)> {
    ["case_filing_decision", "case_acceptance_register", "detention_warrant", "prosecution_opinion"]
        .iter()
        .find_map(|kind| {
            forms.iter().filter(|form| form.kind() == *kind).find_map(|form| {
                let organ =
                    form.document.authority.clone().filter(|name| name.contains("公安局"))?;
                let end = organ.find("公安局").map_or(organ.len(), |at| at + "公安局".len());
                Some((organ[..end].to_owned(), form))
            })
        })
}

/// Adds the province and the city of the own county, where other papers state them before its name.
fn complete(mut place: Place, forms: &[Form<'_>]) -> Place {
    let Some(county) = place.county.clone().or_else(|| place.city.clone()) else { return place };
    let mut provinces: BTreeMap<String, usize> = BTreeMap::new();
    let mut cities: BTreeMap<String, usize> = BTreeMap::new();
    for form in forms {
        let text = form.text();
        for (at, _) in text.match_indices(&county) {
            let before: String = text[..at].chars().rev().take(14).collect();
            let before: String = before.chars().rev().collect();
            for (skip, _) in before.char_indices() {
                let known = parse_place(&format!("{}{county}", &before[skip..]));
                if known.county.as_deref() != Some(county.as_str()) {
                    continue;
                }
                if let Some(province) = known.province {
                    *provinces.entry(province).or_default() += 1;
                    if let Some(city) = known.city {
                        *cities.entry(city).or_default() += 1;
                    }
                    break;
                }
                if let Some(city) = known.city
                    && (skip == 0
                        || !before[..skip]
                            .ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)))
                {
                    *cities.entry(city).or_default() += 1;
                    break;
                }
            }
        }
    }
    let most = |counts: BTreeMap<String, usize>| {
        counts.into_iter().max_by_key(|(_, n)| *n).map(|(name, _)| name)
    };
    if place.province.is_none() {
        place.province = most(provinces);
    }
    if place.city.is_none() && place.county.is_some() {
        place.city = most(cities);
    }
    place
}

/// Where one paper gives a city's province and another leaves it out, both mean one place.
fn add_provinces(connections: &mut [Connection]) {
    let known: Vec<Place> = connections
        .iter()
        .map(|connection| connection.place.clone())
        .filter(|place| place.province.is_some() && place.city.is_some())
        .collect();
    for connection in connections.iter_mut().filter(|tie| tie.place.province.is_none()) {
        let place = &connection.place;
        let same = known.iter().find(|known| {
            let same_city = place.city.is_some() && known.city == place.city;
            same_city && (place.county.is_none() || known.county == place.county)
        });
        if let Some(same) = same {
            connection.place = same.clone();
        }
    }
}

fn read_connections(
    form: &Form<'_>,
    suspects: &[String],
    own: &Place,
    connections: &mut Vec<Connection>,
) {
    let text = form.text();
    let mut add = |what: ConnectionKind, place: Place, range: Range<usize>| {
        if !place.is_unknown() {
            let quote = form.reading.quote(range);
            connections.push(Connection { document: form.index, what, place, quote });
        }
    };
    let is_record = form.kind().ends_with("_record");
    let head_end = if is_record { text.find("\n问：").unwrap_or(text.len()) } else { text.len() };
    let about = |at: usize| {
        // Whose address it is: the name that stands last before it.
        let before = &text[..at];
        let last = |names: &mut dyn Iterator<Item = &String>| {
            names.filter_map(|name| before.rfind(name.as_str())).max()
        };
        last(&mut suspects.iter())
    };
    if matches!(
        form.kind(),
        "household_certificate"
            | "interrogation_record"
            | "prosecution_opinion"
            | "arrest_request"
            | "detention_warrant"
            | "bail_decision"
            | "case_acceptance_register"
            | "questioning_record"
    ) {
        for captures in ADDRESS.captures_iter(&text[..head_end]) {
            let Some(address) = captures.name("address") else { continue };
            let Some(whole) = captures.get(0) else { continue };
            let is_suspect = match form.kind() {
                "case_acceptance_register" | "questioning_record" => false,
                _ => about(whole.start()).is_some(),
            };
            let what = if is_suspect { ConnectionKind::Residence } else { ConnectionKind::Victim };
            // Where the one who reports is registered (户籍) ties nothing: nothing happened there.
            if !is_suspect && whole.as_str().starts_with("户籍") {
                continue;
            }
            add(what, parse_place(address.as_str()), whole.range());
        }
    }
    if matches!(
        form.kind(),
        "case_acceptance_register"
            | "contract_papers"
            | "civil_judgment"
            | "prosecution_opinion"
            | "arrest_request"
            | "indictment"
            | "call_handling_register"
            | "scene_inspection_record"
            | "accident_determination"
    ) {
        for captures in BRIEF.captures_iter(text) {
            let Some(found) =
                ["brief", "field", "facts"].iter().find_map(|name| captures.name(name))
            else {
                continue;
            };
            let field = parse_place(found.as_str());
            if captures.name("field").is_some() && !field.is_unknown() {
                add(ConnectionKind::Offence, field, found.range());
            }
            for (place, range) in find_places(found.as_str()) {
                add(
                    ConnectionKind::Offence,
                    place,
                    found.start() + range.start..found.start() + range.end,
                );
            }
            for range in mentions(found.as_str(), own) {
                let range = found.start() + range.start..found.start() + range.end;
                add(ConnectionKind::Offence, own.clone(), range);
            }
        }
    }
}

/// Where `text` names the own county, other than in the name of an organ.
fn mentions(text: &str, own: &Place) -> Vec<Range<usize>> {
    let Some(name) = own.county.as_deref().or(own.city.as_deref()) else { return Vec::new() };
    let mut names = vec![name.to_owned()];
    let stem = name.trim_end_matches(['县', '区', '市', '旗']);
    if stem.chars().count() >= 2 {
        names.push(stem.to_owned());
    }
    names.extend(
        ["本县", "我县", "本市", "我市", "我旗", "本区", "我区", "辖区"].map(str::to_owned),
    );
    let organs = ["公安", "检察", "法院", "看守所", "人民"];
    names
        .iter()
        .flat_map(|name| text.match_indices(name.as_str()))
        .filter(|(at, found)| {
            let rest = &text[at + found.len()..];
            let rest = rest.trim_start_matches(['县', '区', '市', '旗']);
            let is_origin: bool = rest.chars().take(20).collect::<String>().contains("乡贤");
            !organs.iter().any(|organ| rest.starts_with(organ)) && !is_origin
        })
        .map(|(at, found)| at..at + found.len())
        .collect()
}

fn read_notes(form: &Form<'_>, jurisdiction: &mut Jurisdiction) {
    let text = form.text();
    if form.kind() == "jurisdiction_designation_decision" {
        jurisdiction.designated = true;
    }
    let is_record = matches!(form.kind(), "interrogation_record" | "questioning_record");
    if !is_record && DESIGNATED.is_match(text) {
        jurisdiction.designated = true;
    }
    if !is_record && SUPERVISORY.is_match(text) {
        jurisdiction.supervisory_contact = true;
    }
    if let Some(found) = DUTY.find(text) {
        jurisdiction.official_duties.extend(form.reading.quote(found.range()));
        if !is_record {
            jurisdiction.duty_documented = true;
        }
    }
}
