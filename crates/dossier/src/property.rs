//! How seized property goes on (涉案财物流转): found unrelated, lifted, returned, sold, destroyed.

use std::sync::LazyLock;

use anjian_core::{
    facts::SeizureList,
    property::{Approval, PropertyStep, Turn},
};
use regex::Regex;

use crate::{
    dated::{issued, stated_with},
    form::Form,
    moments,
    names::parse_names,
};

mod disposal;

static UNRELATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"与(?:本|该|此)?(?:案件?|事故|犯罪)(?:事实)?(?:均|并)?(?:无关|没有关(?:系|联)|无关联)|非涉案(?:财物|物品)|不属于?涉案财物")
        .expect("the pattern is a constant")
});

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]\s?[·•]?\s?[A-Z0-9]{5,6}")
        .expect("the pattern is a constant")
});

static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"权属(?:存在|有|不明|争议)|原主不明|公告|认领|另案|其他犯罪|已另行立案|移送(?:市场|税务|烟草|行政)|继续扣押|涉嫌其他")
        .expect("the pattern is a constant")
});

static OBJECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n？]*(?:不同意|有异议|提出异议|不能给|不应当?给|是我的|(?:要求|应当?|请求)(?:返还|退还|还给)(?:我|本人)|要求还给)[^。\n？]*")
        .expect("the pattern is a constant")
});

/// Papers of a step, with the words that show them.
const PAPERS: &[(&str, &[&str])] = &[
    ("审批", &["审批表", "审批", "经批准", "批准"]),
    ("照片", &["照片", "拍照", "影像"]),
    ("估价", &["估价", "价格认定", "评估", "鉴价", "估算", "价格鉴定"]),
];

/// The steps of the case's property, in filed order; `lists` tell what was seized.
pub fn read_steps(forms: &[Form<'_>], lists: &[SeizureList]) -> Vec<PropertyStep> {
    let names: Vec<&str> = lists
        .iter()
        .flat_map(|list| &list.items)
        .map(|item| item.name.as_str())
        .filter(|name| name.chars().count() >= 2)
        .collect();
    let mut steps: Vec<PropertyStep> = Vec::new();
    for form in forms {
        match form.kind() {
            "explanation_note" => {
                steps.extend(read_unrelated(form, &names));
                steps.extend(disposal::read_told(form, &names));
            }
            "seizure_lifting_decision" => {
                steps.extend(read_unrelated(form, &names));
                steps.extend(read_lifting(form, &names));
            }
            "return_list" => steps.extend(read_return(form, &names)),
            "property_disposal_approval" => steps.extend(disposal::read_approval(form, &names)),
            "transfer_list" => steps.extend(disposal::read_told(form, &names)),
            _ => {}
        }
    }
    object(forms, &mut steps);
    steps
}

/// Statements that object to a return or sale name the thing or stand in a record after it.
fn object(forms: &[Form<'_>], steps: &mut [PropertyStep]) {
    for form in forms
        .iter()
        .filter(|form| matches!(form.kind(), "interrogation_record" | "questioning_record"))
    {
        let text = form.text();
        for found in OBJECTION.find_iter(text) {
            // The answer, with the question before it, tells what it is about.
            let from = text[..found.start()].rfind("\n问：").unwrap_or(found.start());
            let about = &text[from..found.end()];
            for step in steps.iter_mut().filter(|step| step.turn != Turn::FoundUnrelated) {
                if step.things.iter().any(|thing| about.contains(thing.as_str())) {
                    step.objections.extend(form.reading.quote(found.range()));
                }
            }
        }
    }
}

fn blank_step(form: &Form<'_>, turn: Turn) -> PropertyStep {
    PropertyStep {
        document: form.index,
        turn,
        day: None,
        things: Vec::new(),
        recipient: None,
        approval: Approval::Unstated,
        papers: Vec::new(),
        blanks: Vec::new(),
        cannot_be_kept: false,
        owner_agreed: false,
        into_special_account: false,
        into_own_account: false,
        settles_debt: false,
        explained: false,
        quotes: Vec::new(),
        approval_quotes: Vec::new(),
        objections: Vec::new(),
    }
}

/// Seized things and plates that `text` names.
fn things(text: &str, names: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for plate in PLATE.find_iter(text) {
        let plate: String = plate.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        if !found.contains(&plate) {
            found.push(plate);
        }
    }
    for name in names.iter().filter(|name| text.contains(**name)) {
        if !found.iter().any(|known| known == name) {
            found.push((*name).to_owned());
        }
    }
    found
}

/// The day on which it was found: stated in the sentence before the words, else the paper's.
fn read_unrelated(form: &Form<'_>, names: &[&str]) -> Option<PropertyStep> {
    let text = form.text();
    let found = UNRELATED.find_iter(text).find(|found| {
        let sentence = form.reading.sentence_range(found.start());
        let before = &text[sentence.start..found.start()];
        !["是否", "能否", "尚未", "未查明", "待查"].iter().any(|word| before.contains(word))
    })?;
    let sentence = form.reading.sentence_range(found.start());
    let stated = moments::find_moments(&text[sentence.start..found.start()], form.reference());
    let mut step = blank_step(form, Turn::FoundUnrelated);
    let day = stated.last().map(|stated| {
        let range = sentence.start + stated.range.start..sentence.start + stated.range.end;
        (stated.moment, range)
    });
    // A lifting decision that gives no day says only that it was found by then.
    let day = match day {
        Some(day) => day,
        None if form.kind() == "explanation_note" => issued(form)?,
        None => return None,
    };
    step.day = Some(day.0);
    step.things = things(&text[sentence.clone()], names);
    if step.things.is_empty() {
        step.things = things(text, names);
    }
    step.explained = EXPLAINED.is_match(text);
    step.quotes.extend(form.reading.quote(sentence));
    Some(step)
}

fn read_lifting(form: &Form<'_>, names: &[&str]) -> Option<PropertyStep> {
    let (day, range) = issued(form)?;
    let mut step = blank_step(form, Turn::Lifted);
    step.day = Some(day);
    step.things = things(form.text(), names);
    step.quotes.extend(form.reading.quote(range));
    // Who took the thing away may sign below the decision.
    let taken = stated_with(form, 0..form.text().len(), &["领取", "领回", "签收"], &[]);
    step.recipient = recipient(form);
    if let Some((_, range)) = taken.into_iter().next() {
        step.quotes.extend(form.reading.quote(range));
    }
    Some(step)
}

fn recipient(form: &Form<'_>) -> Option<String> {
    let field =
        form.field(&["领取人", "领取人签名", "接收人", "收领人", "领回人", "权利人", "发还对象"])?;
    parse_names(&field.value).into_iter().next().map(|entry| entry.name).or_else(|| {
        let name: String = field.value.chars().take_while(|c| !"（ ，。".contains(*c)).collect();
        (!name.is_empty()).then_some(name)
    })
}

fn read_return(form: &Form<'_>, names: &[&str]) -> Option<PropertyStep> {
    let text = form.text();
    let mut step = blank_step(form, Turn::Returned);
    let signed = stated_with(form, 0..text.len(), &["领取人", "领取", "领回", "发还"], &["解除"])
        .into_iter()
        .next()
        .or_else(|| issued(form));
    let (day, range) = signed?;
    step.day = Some(day);
    step.things = things(text, names);
    step.recipient = recipient(form);
    step.quotes.extend(form.reading.quote(form.reading.sentence_range(range.start)));
    disposal::read_papers(form, &mut step);
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn the_day_it_was_found_is_the_one_before_the_words() {
        let text = "情况说明\n2024年3月28日我大队扣押云Y·7K352皮卡车1辆。\n2024年4月15日，经集体讨论认定该车与本案无关。\n经侦大队 2024年4月20日";
        form(text, |form| {
            let step = read_unrelated(form, &[]).expect("found");
            assert_eq!(step.day.map(|day| day.to_iso()).as_deref(), Some("2024-04-15"));
            assert_eq!(step.things, ["云Y·7K352"]);
        });
        form(
            "情况说明\n该手机是否与本案无关，尚待查明。\n2024年4月20日",
            |form| {
                assert!(read_unrelated(form, &["手机"]).is_none());
            },
        );
    }
}
