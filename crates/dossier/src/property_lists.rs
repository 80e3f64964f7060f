//! Lists of property that goes on with a case or back to its owner (随案移送清单、发还清单).

use std::sync::LazyLock;

use anjian_core::facts::{ListedItem, PropertyList};
use regex::Regex;

use crate::form::Form;

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．\s]|[①-⑳⑴-⒇㈠-㈩]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])\s*(?P<name>[^\s\d][^\s]{0,39})(?:\s+(?P<rest>.+))?$")
        .expect("the pattern is a constant")
});

static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<name>[^\s\d：][^\s：]{1,29})\s+(?P<rest>[\d一二两三四五六七八九十壹贰叁]+(?:\.\d+)?\s*[\p{Han}a-zA-Z]{1,3}(?:\s.*|（.*)?)$")
        .expect("the pattern is a constant")
});

/// The list that `form` is.
pub fn read_property_list(form: &Form<'_>) -> Option<PropertyList> {
    let is_return = match form.kind() {
        "transfer_list" => false,
        "return_list" => true,
        _ => return None,
    };
    Some(PropertyList {
        document: form.index,
        is_return,
        items: read_items(form),
        text: form.text().to_owned(),
    })
}

fn read_items(form: &Form<'_>) -> Vec<ListedItem> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut below_head = false;
    for line in form.text().split('\n') {
        let range = start..start + line.len();
        start += line.len() + 1;
        if line.contains("名称") || line.contains("品名") {
            below_head = true;
            continue;
        }
        let captures =
            NUMBERED.captures(line).or_else(|| ROW.captures(line).filter(|_| below_head));
        let Some(captures) = captures else { continue };
        let name = captures["name"].trim_matches(['、', '，', '。']).to_owned();
        // "2024年6月6日" and "移送人：…" are no items.
        if name.contains('：') || name.starts_with("年") || name.starts_with("月") {
            continue;
        }
        let rest = captures.name("rest").map_or("", |rest| rest.as_str()).trim();
        let (quantity, features) = rest.split_once(' ').unwrap_or((rest, ""));
        let filled = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        items.push(ListedItem {
            name,
            quantity: filled(quantity),
            features: filled(features),
            quote: form.reading.quote(range),
        });
    }
    items
}
