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

/// A list in one sentence at the foot of another paper: "随案移送清单：碎片1袋，折叠刀1把。".
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|\n|。|附：|附件：?)\s*(?:\d[.、．]\s*)?(?:随案移送(?:物品|财物|的?(?:物证|赃证物|涉案财物))?(?:清单)?|移送(?:物品|财物|物证)(?:清单)?|赃证物移送清单)\s*[：:]\s*(?P<list>[^。\n]{2,300})")
        .expect("the pattern is a constant")
});

/// One thing of such a sentence: name, number and unit.
static INLINE_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[^\d一二两三四五六七八九十]{1,24}?(?:[A-Za-z0-9]{1,12}[^\d一二两三四五六七八九十]{1,12})?)(?P<quantity>(?:\d[\d.,]*|[一二两三四五六七八九十百千万]{1,6})(?:余)?(?:部|台|把|张|件|袋|辆|个|根|只|瓶|包|条|支|枚|块|克|千克|公斤|吨|元|套|副|双|顶|盒|箱|捆|米|本|册|份|粒|串|对|桶|株)(?:[\p{Han}]{0,2})?)(?P<features>（[^）]{0,60}）)?$")
        .expect("the pattern is a constant")
});

/// The list that `form` is, or that stands at the foot of an opinion or indictment.
pub fn read_property_list(form: &Form<'_>) -> Option<PropertyList> {
    let is_return = match form.kind() {
        "transfer_list" => false,
        "return_list" => true,
        "prosecution_opinion" | "indictment" => return read_inline(form),
        _ => return None,
    };
    Some(PropertyList {
        document: form.index,
        is_return,
        items: read_items(form),
        text: form.text().to_owned(),
    })
}

/// A list in a sentence; none where a part of it is not understood, as what is left out would be missed.
fn read_inline(form: &Form<'_>) -> Option<PropertyList> {
    let text = form.text();
    let list = INLINE.captures(text)?.name("list")?;
    let mut items = Vec::new();
    let mut start = list.start();
    for part in list.as_str().split_inclusive(['，', '、', '；', ',']) {
        let range = start..start + part.len();
        start += part.len();
        let part = part.trim().trim_end_matches(['，', '、', '；', ',']).trim();
        let captures = INLINE_ITEM.captures(part)?;
        items.push(ListedItem {
            name: captures["name"].trim().to_owned(),
            quantity: Some(captures["quantity"].to_owned()),
            features: captures.name("features").map(|m| m.as_str().to_owned()),
            quote: form.reading.quote(range),
        });
    }
    Some(PropertyList {
        document: form.index,
        is_return: false,
        items,
        text: list.as_str().to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    fn listed(foot: &str) -> Option<Vec<String>> {
        let mut names = None;
        form(
            &format!("某县公安局\n起诉意见书\n犯罪嫌疑人甲某某，男。\n{foot}"),
            |form| {
                names = read_property_list(form)
                    .map(|list| list.items.into_iter().map(|item| item.name).collect());
            },
        );
        names
    }

    #[test]
    fn reads_a_list_in_one_sentence() {
        let names = listed(
            "随案移送清单：碎片1袋，短袖T恤1件，折叠刀1把，OPPO手机1部。 移送 甲某 接收 乙某",
        );
        assert_eq!(names.unwrap_or_default(), ["碎片", "短袖T恤", "折叠刀", "OPPO手机"]);
        let names = listed("附：1.卷宗二册\n2.随案移送物品：铁锤一把、iPhone13手机一部（黑色）。");
        assert_eq!(names.unwrap_or_default(), ["铁锤", "iPhone13手机"]);
        assert_eq!(listed("随案移送清单：另附。"), None);
        assert_eq!(listed("附：随案移送清单壹份。"), None);
    }
}
