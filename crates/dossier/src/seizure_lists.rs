//! Seizure lists (扣押清单): items and the three signatures the law asks for (刑诉法第一百四十二条).

use std::sync::LazyLock;

use anjian_core::{
    Moment, Officer, Quote, Signature,
    facts::{ListedItem, SeizureList, SignaturePlace},
    record::OfficerStatus,
};
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::SHORTEST_NAME,
    signature_places::{Party, Place, find_places, find_unlabelled},
};

static HELD_BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:扣押|查封|对)\s*(?:犯罪嫌疑人)?(?P<name>{SHORTEST_NAME})(?:持有|所有|保管|携带|随身|的下列|住处|租住|租用|暂住|居住|现住|名下|家中|身上)"
    ))
    .expect("the pattern is a constant")
});

static HOLDER_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:持有人|当事人|被扣押人|嫌疑人|[\p{Han}]{2,4})[^。\n]{0,16}(?:拒绝签名|拒绝签字|拒签|拒不签|不在场|未到场|未在场|无法确定|在逃|无法签名|不能签名|昏迷|已送医|住院|死亡)[^。\n]{0,24}|无法确定持有人|持有人不明")
        .expect("the pattern is a constant")
});

static RECORDING_NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,40}(?:全程|同步)[^。\n]{0,8}(?:录音录像|录像)[^。\n]{0,20}|(?:无|没有|无法找到|未能找到|客观[^。\n]{0,10})[^。\n]{0,10}见证人[^。\n]{0,40}录像[^。\n]{0,20}")
        .expect("the pattern is a constant")
});

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?P<no>\d{1,3})[ .、．)）]\s*|[①-⑳⑴-⒇㈠-㈩❶-❿]\s*|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]\s*|[一二三四五六七八九十]{1,3}[、.．]\s*)?(?P<name>[^ \d：][^ ：]{0,39}(?: [A-Za-z0-9]{1,8}[^ ：]{0,12})?)\s+(?P<quantity>(?:人民币)?[\d一二三四五六七八九十百千万两半.,]+\s*[\p{Han}a-zA-Z]{0,4})(?:[（ ]\s*(?P<features>.+))?$")
        .expect("the pattern is a constant")
});

/// Reads the list that `form` is.
pub fn read_list(form: &Form<'_>) -> SeizureList {
    let text = form.text();
    let places = find_places(form);
    let officers = read_officers(form, &places);
    let has_officers = !officers.is_empty();
    let witness = read_place(form, &places, Party::Witness);
    let holder = read_place(form, &places, Party::Holder);
    let signatures =
        places.iter().filter(|place| place.party != Party::Other).map(|place| place.range.clone());
    let span = signatures.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
    let dated = span.clone().and_then(|span| {
        let stated = moments::find_moments(text.get(span.start..)?, form.reference());
        stated.last().map(|stated| Moment::day(stated.moment.date()))
    });
    let note = |pattern: &Regex| pattern.find(text).map(|found| found.as_str().trim().to_owned());
    SeizureList {
        document: form.index,
        number: form.document.number.clone(),
        holder_name: HELD_BY
            .captures(text)
            .map(|captures| captures["name"].to_owned())
            .or_else(|| holder.name.clone()),
        date: form.document.closing_date.map(Moment::day).or(dated),
        items: read_items(form),
        officers,
        witness,
        holder_note: note(&HOLDER_NOTE),
        holder,
        recording_note: note(&RECORDING_NOTE),
        has_officer_place: has_officers || places.iter().any(|place| place.party == Party::Officer),
        quote: span.and_then(|range| form.reading.quote(range)),
        title_quote: form.document.title_quote.clone(),
    }
}

fn read_officers(form: &Form<'_>, places: &[Place]) -> Vec<Officer> {
    let mut officers: Vec<Officer> = Vec::new();
    for place in places.iter().filter(|place| place.party == Party::Officer) {
        for entry in &place.names {
            if officers.iter().all(|known| known.name != entry.name) {
                officers.push(Officer {
                    name: entry.name.clone(),
                    unit: None,
                    number: entry.number.clone(),
                    status: if entry.is_auxiliary {
                        OfficerStatus::Auxiliary
                    } else {
                        OfficerStatus::Sworn
                    },
                    quote: form.reading.quote(place.range.clone()),
                });
            }
        }
    }
    if officers.len() < 2 {
        let is_other = |name: &str| {
            let others = places.iter().filter(|place| place.party != Party::Officer);
            others.flat_map(|place| place.names.first()).any(|entry| entry.name == name)
        };
        for (entry, range) in find_unlabelled(form, places) {
            if is_other(&entry.name) || officers.iter().any(|known| known.name == entry.name) {
                continue;
            }
            officers.push(Officer {
                name: entry.name,
                unit: None,
                number: entry.number,
                status: if entry.is_auxiliary {
                    OfficerStatus::Auxiliary
                } else {
                    OfficerStatus::Sworn
                },
                quote: form.reading.quote(range),
            });
        }
    }
    officers
}

static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[\p{Han}（）]{3,30}?(?:公司|局|厂|店|院|社|部|中心|站|学校|大学|委员会|银行|商行|超市|酒店|宾馆|合作社|协会|村委会|居委会|队|所))(?:（|$| |，)")
        .expect("the pattern is a constant")
});

/// A place for a signature: the last one counts, as a list of several pages is signed on its last.
fn read_place(form: &Form<'_>, places: &[Place], party: Party) -> SignaturePlace {
    let own: Vec<&Place> = places.iter().filter(|place| place.party == party).collect();
    let signer = |place: &&Place| {
        let person = place.names.first().map(|entry| entry.name.clone());
        let organisation =
            || ORGANISATION.captures(&place.value).map(|captures| captures["name"].to_owned());
        person.or_else(organisation)
    };
    let refused = |place: &Place| {
        ["拒绝签", "拒签", "拒不签", "不签名", "不愿签", "拒绝捺"]
            .iter()
            .any(|word| place.value.contains(word))
    };
    let signed = own.iter().rev().find_map(|place| Some((signer(place)?, *place)));
    let (name, place) = match (signed, own.last()) {
        (Some((name, place)), _) => (Some(name), Some(place)),
        (None, last) => (None, last.copied()),
    };
    let signature = match place {
        Some(place) if refused(place) => Signature::Refused,
        Some(_) if name.is_some() => Signature::Present,
        _ => Signature::Absent,
    };
    SignaturePlace {
        name,
        signature,
        quote: place.and_then(|place| form.reading.quote(place.range.clone())),
    }
}

static LIST_MADE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"开(?:列|具|出|写)?(?:了)?(?:扣押)?(?:物品)?(?:清单|单据|单)(?:[^位独]|$)|(?:制作|填写|填制|出具|附|另附|见|详见|交付?)(?:了|有)?[^。，；\n]{0,10}清单|清单[^。；\n]{0,6}(?:一式|附后|随附|当场|交)")
        .expect("the pattern is a constant")
});

/// Words of `form`, a record or an account, that a list of seizure was made: it is somewhere, though
/// the dossier was not seen to hold it.
pub fn read_list_note(form: &Form<'_>) -> Option<Quote> {
    if matches!(form.kind(), "seizure_decision" | "transfer_list" | "prosecution_opinion") {
        return None;
    }
    let text = form.text();
    let found = LIST_MADE.find_iter(text).find(|found| {
        let sentence = &text[form.reading.sentence_range(found.start())];
        let is_of_seizure = sentence.contains("扣押") || sentence.contains("查获");
        let is_denied =
            text[..found.start()].chars().rev().take(6).any(|c| matches!(c, '没' | '未' | '无'));
        is_of_seizure && !is_denied
    })?;
    form.reading.quote(found.range())
}

/// Rows of a list: number, name, quantity, features.
pub fn read_items(form: &Form<'_>) -> Vec<ListedItem> {
    let text = form.text();
    let mut items = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if let Some(captures) = ITEM.captures(line) {
            items.push(ListedItem {
                name: captures["name"].to_owned(),
                quantity: Some(captures["quantity"].trim().to_owned()),
                features: captures
                    .name("features")
                    .map(|m| m.as_str().trim().to_owned())
                    .filter(|f| !f.is_empty()),
                quote: form.reading.quote(start..start + line.len()),
            });
        }
        start += line.len() + 1;
    }
    items
}
