//! Disposal of seized property (处置涉案财物): papers, approval, where the money went.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{
    Quote,
    property::{Approval, PropertyStep, Turn},
};
use regex::Regex;

use super::{EXPLAINED, PAPERS, blank_step, things};
use crate::{approvals::read_level, form::Form, moments};

static SOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"变卖|拍卖|出售|卖给|卖与|变价|折价处理|竞价").expect("the pattern is a constant")
});

static DESTROYED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"销毁").expect("the pattern is a constant"));

static CANNOT_BE_KEPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"易腐|腐烂|变质|易损|易燃|易爆|危险品|危险化学品|鲜活|有效期|贬值|不宜(?:长期)?保(?:存|管)|违禁品|毒品|淫秽|管制刀具|爆炸物|枪支|假烟|假药|季节性")
        .expect("the pattern is a constant")
});

static SPECIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"专户|国库|财政(?:局)?[^。\n]{0,8}账户|涉案款(?:账户|专)|涉案财物专|专用账户|暂存(?:款)?账户|唯一合规账户")
        .expect("the pattern is a constant")
});

static OWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:(?:大队|中队|派出所|单位|工作|基本|办公|个人|民警|内勤)[^。\n，]{0,4}账户|小金库|冲抵办案经费|用于办案经费|未入账|存放于?(?:大队|办公室))[^。\n]*")
        .expect("the pattern is a constant")
});

static LOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]*(?:(?:大队|中队|派出所|所|队)(?:集体)?研究|大队长(?:同意|批准|决定)|所长(?:同意|批准|决定)|办案(?:民警|人)(?:自行)?决定|口头(?:同意|请示|批准))[^。\n]*")
        .expect("the pattern is a constant")
});

static NO_APPROVAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未经|没有|无|未履行|未办理)[^。\n，]{0,10}(?:审批|批准)")
        .expect("the pattern is a constant")
});

static DEBT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"抵货款|抵债|抵偿|折抵|以物抵|抵顶|抵扣欠款|抵欠款")
        .expect("the pattern is a constant")
});

const OWNER_LABELS: &[&str] =
    &["所有人意见", "财物所有人意见", "权利人意见", "持有人意见", "当事人意见", "所有人"];

const HEAD_LABELS: &[&str] = &[
    "主要负责人审批",
    "主要负责人意见",
    "县局主要负责人意见",
    "局主要负责人意见",
    "局长意见",
    "局领导意见",
    "局领导审批",
    "县级以上公安机关负责人意见",
    "公安机关负责人意见",
    "领导审批",
    "领导批示",
    "审批意见",
];

/// An approval form (涉案财物处理审批表) of a sale, destruction or return.
pub(super) fn read_approval(form: &Form<'_>, names: &[&str]) -> Option<PropertyStep> {
    let text = form.text();
    let turn = if SOLD.is_match(text) {
        Turn::Sold
    } else if DESTROYED.is_match(text) {
        Turn::Destroyed
    } else if text.contains("发还") || text.contains("返还") || text.contains("退还") {
        Turn::Returned
    } else {
        return None;
    };
    let mut step = blank_step(form, turn);
    step.things = things(text, names);
    // The last day stated with its year is when it was carried out: a receipt stands below.
    let last = moments::find_moments(text, None).pop();
    step.day = last.as_ref().map(|stated| stated.moment);
    step.quotes.extend(last.and_then(|stated| form.reading.quote_line(stated.range.start)));
    if let Some(found) = SOLD.find(text).or_else(|| DESTROYED.find(text)) {
        step.quotes.extend(form.reading.quote(form.reading.line_range(found.start())));
    }
    read_papers(form, &mut step);
    read_form_approval(form, &mut step);
    let owner = OWNER_LABELS.iter().find_map(|label| form.field(&[label]));
    step.owner_agreed =
        owner.is_some_and(|field| field.value.contains("同意") && !field.value.contains("不同意"));
    Some(step)
}

/// The highest place for an approval on the form: filled, or empty.
fn read_form_approval(form: &Form<'_>, step: &mut PropertyStep) {
    // The form's own title is no approval.
    if step.approval == Approval::County {
        step.approval = Approval::Unstated;
    }
    let field = HEAD_LABELS.iter().find_map(|label| form.field(&[label]));
    if let Some(field) = &field {
        if field.value.is_empty() {
            step.approval = Approval::Blank;
        } else if field.value.contains("同意") && !field.value.contains("不同意") {
            let label = &form.text()[field.range.start..field.value_range.start];
            let words = format!("{label}{}", field.value);
            step.approval = match read_level(&words) {
                Approval::Unstated => Approval::County,
                level => level,
            };
        }
        step.approval_quotes.extend(form.reading.quote(field.range.clone()));
    }
    if field.is_none()
        && let Some(at) = empty_line(form.text(), HEAD_LABELS)
    {
        step.approval = Approval::Blank;
        step.approval_quotes.extend(form.reading.quote_line(at));
    }
    let agreed =
        form.text().lines().filter(|line| line.contains("同意") && !line.contains("不同意"));
    let best =
        agreed.map(read_level).find(|level| matches!(level, Approval::Head | Approval::City));
    match (best, step.approval) {
        (Some(level), Approval::Unstated | Approval::Lower) => step.approval = level,
        (None, Approval::Unstated | Approval::Blank) => {
            let lower = form.text().match_indices("同意").find(|(at, _)| {
                read_level(&form.text()[form.reading.line_range(*at)]) == Approval::Lower
            });
            if let Some((at, _)) = lower {
                step.approval_quotes.extend(form.reading.quote_line(at));
                if step.approval == Approval::Unstated {
                    step.approval = Approval::Lower;
                }
            }
        }
        _ => {}
    }
}

/// Where a line is nothing but one of `labels`: a row whose cell is empty.
fn empty_line(text: &str, labels: &[&str]) -> Option<usize> {
    let mut start = 0;
    for line in text.split('\n') {
        if labels.contains(&line.trim().trim_end_matches('：')) {
            return Some(start);
        }
        start += line.len() + 1;
    }
    None
}

/// Papers that go with the step, places left empty, account, low approval, debts.
pub(super) fn read_papers(form: &Form<'_>, step: &mut PropertyStep) {
    let text = form.text();
    for (paper, words) in PAPERS {
        let Some((at, word)) = words.iter().find_map(|word| Some((text.find(word)?, *word))) else {
            continue;
        };
        let rest: String = text[at + word.len()..].chars().take(16).collect();
        let label = rest.split('_').next().unwrap_or_default();
        let is_blank = rest.contains("__")
            && label.chars().all(|c| !c.is_numeric() && !"。，；\n".contains(c));
        let is_denied =
            rest.trim_start_matches(['、', '材', '料', '：', '表', '单', ' ']).starts_with('无');
        if is_blank || is_denied {
            step.blanks.push((*paper).to_owned());
            step.approval_quotes.extend(form.reading.quote_line(at));
        } else {
            step.papers.push((*paper).to_owned());
        }
    }
    step.cannot_be_kept = CANNOT_BE_KEPT.is_match(text);
    step.into_special_account = SPECIAL.is_match(text);
    if let Some(found) = OWN.find(text).filter(|_| !step.into_special_account) {
        step.into_own_account = true;
        step.approval_quotes.extend(form.reading.quote(found.range()));
    }
    if DEBT.is_match(text) {
        step.settles_debt = true;
    }
    step.explained = EXPLAINED.is_match(text);
    let low = LOW
        .find(text)
        .map(|found| found.range())
        .or_else(|| NO_APPROVAL.find(text).map(|found| form.reading.sentence_range(found.start())));
    if let Some(range) = low {
        step.approval = Approval::Lower;
        step.approval_quotes.extend(form.reading.quote(range));
    } else if step.papers.iter().any(|paper| paper == "审批") {
        step.approval = Approval::County;
    }
}

/// A sale that an explanation or a list of things handed over tells of.
pub(super) fn read_told(form: &Form<'_>, names: &[&str]) -> Vec<PropertyStep> {
    let text = form.text();
    let is_list = form.kind() == "transfer_list";
    let Some(found) = SOLD.find_iter(text).find(|found| {
        let sentence = form.reading.sentence_range(found.start());
        is_of_police(&text[sentence.clone()], found.start() - sentence.start, is_list)
    }) else {
        return Vec::new();
    };
    let sentence: Range<usize> = form.reading.sentence_range(found.start());
    let words = &text[sentence.clone()];
    let mut step = blank_step(form, Turn::Sold);
    let stated = moments::find_moments(words, form.reference());
    let nearest = stated
        .iter()
        .rev()
        .find(|stated| sentence.start + stated.range.start < found.start())
        .or_else(|| stated.first());
    step.day = nearest.map(|stated| stated.moment);
    step.things = things(words, names);
    let quote: Option<Quote> = form.reading.quote(sentence.clone());
    step.quotes.extend(quote);
    step.cannot_be_kept = CANNOT_BE_KEPT.is_match(words);
    step.into_special_account = SPECIAL.is_match(text);
    step.into_own_account = !step.into_special_account && OWN.is_match(text);
    let approved = ["批准", "审批", "先行处置", "依法处置", "公开竞价"]
        .iter()
        .any(|word| words.contains(word));
    step.approval = if NO_APPROVAL.is_match(text) {
        Approval::Lower
    } else if approved {
        Approval::Head
    } else {
        Approval::Unstated
    };
    vec![step]
}

/// A sale by the police of what they seized; a suspect's sale of stolen things is the offence.
fn is_of_police(sentence: &str, at: usize, is_list: bool) -> bool {
    let by_suspect =
        ["犯罪嫌疑人", "嫌疑人", "供述", "销赃", "被告人", "收购", "赃", "作案", "盗", "骗", "抢"];
    let before = &sentence[..at];
    let police = [
        "我大队",
        "我局",
        "我所",
        "我队",
        "我支队",
        "本局",
        "公安机关",
        "办案单位",
        "派出所",
        "大队",
    ];
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let of_seized = has(&["扣押", "涉案财物", "涉案物品", "涉案车辆", "查封"], before);
    let by_police = has(&police, before) || before.trim_start().starts_with("将");
    let is_listed = is_list && (of_seized || has(&["变卖款", "变价款"], sentence));
    !has(&by_suspect, sentence) && (is_listed || (of_seized && by_police))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn forms_say_who_agreed_and_where_the_money_went() {
        form(
            "涉案财物处理审批表\n财物名称 卷烟1231条\n处理方式 协商出售，协议价118000元\n办案部门意见 同意。 杨某（大队长） 6.11\n县局主要负责人意见 \n财物所有人意见 \n收款方式：转账（经侦大队工作账户）\n经手人：木某 2024年6月12日",
            |form| {
                let step = read_approval(form, &["卷烟"]).expect("a sale");
                assert_eq!((step.turn, step.approval), (Turn::Sold, Approval::Blank));
                assert!(step.into_own_account && !step.owner_agreed);
                assert_eq!(step.day.map(|day| day.to_iso()).as_deref(), Some("2024-06-12"));
            },
        );
        form(
            "涉案财物处理审批表（先行处置）\n财物 柴油36.8吨（属易燃危险品）\n处理方式 公开竞价变卖，全程录像\n所有人意见 同意先行处置。\n主要负责人审批 同意先行变卖，价款存入涉案款专户。 局长 滕某 2024.5.17",
            |form| {
                let step = read_approval(form, &["柴油"]).expect("a sale");
                assert_eq!(step.approval, Approval::Head);
                assert!(step.cannot_be_kept && step.into_special_account && step.owner_agreed);
            },
        );
    }

    #[test]
    fn blanks_on_a_return_list_are_seen() {
        form(
            "发还清单\n编号 名称 数量\n1 H型钢 62.4吨 抵货款，经大队研究发还控告单位\n领取人：樊某（捺印） 2023年8月11日\n（照片、估价材料：____ 审批表文号：____）",
            |form| {
                let step = super::super::read_return(form, &["H型钢"]).expect("a return");
                assert_eq!(step.approval, Approval::Lower);
                assert!(step.settles_debt);
                assert_eq!(step.blanks, ["审批", "照片", "估价"]);
            },
        );
    }
}
