//! Telling of rights inside a record (权利告知).

use anjian_core::record::RightsTold;

use crate::form::Form;

/// Words by which a record tells rights (公安机关讯问犯罪嫌疑人诉讼权利义务告知书 的内容).
const RIGHTS_WORDS: &[&str] = &[
    "诉讼权利",
    "权利义务告知书",
    "权利义务",
    "告知书",
    "同告知书",
    "请律师",
    "聘请律师",
    "委托辩护",
    "委托律师",
    "申请回避",
    "回避",
    "法律援助",
    "认罪认罚",
    "如实供述",
    "如实回答",
    "从宽",
];

/// The words of rights that `form` tells.
pub(super) fn read_rights(form: &Form<'_>) -> RightsTold {
    let text = form.text();
    let mut rights = RightsTold::default();
    for word in RIGHTS_WORDS {
        // What the suspect says of leniency in an answer tells nobody his rights.
        let told = text.match_indices(word).map(|(at, _)| at).find(|at| !is_in_answer(text, *at));
        if let Some(at) = told {
            rights.keywords.push((*word).to_owned());
            if rights.quotes.len() < 2
                && let Some(quote) = form.reading.quote(form.reading.sentence_range(at))
                && !rights.quotes.contains(&quote)
            {
                rights.quotes.push(quote);
            }
        }
    }
    rights
}

fn is_in_answer(text: &str, at: usize) -> bool {
    let before = &text[..at];
    match (before.rfind("答："), before.rfind("问：")) {
        (Some(answer), Some(question)) => answer > question,
        (Some(_), None) => true,
        _ => false,
    }
}
