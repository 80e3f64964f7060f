//! Seizure lists (扣押清单): items and the three signatures the law asks for (刑诉法第一百四十二条).

use std::sync::LazyLock;

use anjian_core::{
    Moment, Officer, Signature,
    facts::{ListedItem, SeizureList, SignaturePlace},
    record::OfficerStatus,
};
use regex::Regex;

use crate::{
    form::{Field, Form},
    names::{NAME, parse_names},
};

const HOLDER_LABELS: &[&str] = &[
    "持有人",
    "物品持有人",
    "财物持有人",
    "持有人（当事人）",
    "被扣押人",
    "物品、文件持有人",
    "持有人/保管人",
    "当事人",
    "持有人签名",
];
const WITNESS_LABELS: &[&str] = &["见证人", "见证人签名", "在场见证人"];
const OFFICER_LABELS: &[&str] = &[
    "办案民警",
    "侦查人员",
    "办案人员",
    "扣押人",
    "扣押人员",
    "执行人",
    "执行人员",
    "民警",
    "侦查员",
    "办案人",
    "侦查人员签名",
    "办案民警签名",
];

static HELD_BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:扣押|查封|对)\s*(?:犯罪嫌疑人)?(?P<name>{NAME}?)(?:持有|所有|保管|携带|的下列|住处)"
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
    Regex::new(r"^\s*(?P<no>\d{1,3})[ .、]\s*(?P<name>[^ ]{1,40})\s+(?P<quantity>[\d一二三四五六七八九十两半.,]+\s*[\p{Han}a-zA-Z]{0,4})(?:\s+(?P<features>.+))?$")
        .expect("the pattern is a constant")
});

/// Reads the list that `form` is.
pub fn read_list(form: &Form<'_>) -> SeizureList {
    let text = form.text();
    let officers = read_officers(form);
    let witness = read_place(form, WITNESS_LABELS);
    let holder = read_place(form, HOLDER_LABELS);
    let signatures = OFFICER_LABELS
        .iter()
        .chain(WITNESS_LABELS)
        .chain(HOLDER_LABELS)
        .filter_map(|label| form.fields(label, 0..text.len()).pop())
        .map(|field| field.range);
    let span = signatures.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
    let note = |pattern: &Regex| pattern.find(text).map(|found| found.as_str().trim().to_owned());
    SeizureList {
        document: form.index,
        number: form.document.number.clone(),
        holder_name: HELD_BY
            .captures(text)
            .map(|captures| captures["name"].to_owned())
            .or_else(|| holder.name.clone()),
        date: form.document.closing_date.map(Moment::day),
        items: read_items(form),
        officers,
        witness,
        holder_note: note(&HOLDER_NOTE),
        holder,
        recording_note: note(&RECORDING_NOTE),
        quote: span.and_then(|range| form.reading.quote(range)),
        title_quote: form.document.title_quote.clone(),
    }
}

fn read_officers(form: &Form<'_>) -> Vec<Officer> {
    let mut officers: Vec<Officer> = Vec::new();
    for label in OFFICER_LABELS {
        for field in form.fields(label, 0..form.text().len()) {
            for entry in parse_names(&field.value) {
                if officers.iter().all(|known| known.name != entry.name) {
                    officers.push(Officer {
                        name: entry.name,
                        unit: None,
                        number: entry.number,
                        status: if entry.is_auxiliary {
                            OfficerStatus::Auxiliary
                        } else {
                            OfficerStatus::Sworn
                        },
                        quote: form.reading.quote(field.range.clone()),
                    });
                }
            }
        }
    }
    officers
}

/// A place for a signature: the last one counts, as a list of several pages is signed on its last.
fn read_place(form: &Form<'_>, labels: &[&str]) -> SignaturePlace {
    let mut fields: Vec<Field> =
        labels.iter().flat_map(|label| form.fields(label, 0..form.text().len())).collect();
    fields.sort_by_key(|field| field.range.start);
    let signed = fields.iter().rev().find_map(|field| {
        let entry = parse_names(&field.value).into_iter().next()?;
        Some((entry.name, field))
    });
    let refused =
        |field: &Field| ["拒绝签", "拒签", "拒不签"].iter().any(|word| field.value.contains(word));
    match (signed, fields.last()) {
        (Some((name, field)), _) if refused(field) => SignaturePlace {
            name: Some(name),
            signature: Signature::Refused,
            quote: form.reading.quote(field.range.clone()),
        },
        (Some((name, field)), _) => SignaturePlace {
            name: Some(name),
            signature: Signature::Present,
            quote: form.reading.quote(field.range.clone()),
        },
        (None, Some(field)) => SignaturePlace {
            name: None,
            signature: if refused(field) { Signature::Refused } else { Signature::Absent },
            quote: form.reading.quote(field.range.clone()),
        },
        (None, None) => SignaturePlace { name: None, signature: Signature::Absent, quote: None },
    }
}

fn read_items(form: &Form<'_>) -> Vec<ListedItem> {
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
