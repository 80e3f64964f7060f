//! Words on blood samples delivered later with leave (延期送检、不收检), and words that deny such leave.

use std::{ops::Range, sync::LazyLock};

use anjian_core::Quote;
use regex::Regex;

use crate::form::Form;

static DELAYED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:延期|延后|推迟|暂缓|延长)[^。；\n]{0,10}送检|送检[^。；\n]{0,16}(?:延期|延后|推迟|延长)|不(?:予)?(?:收检|受理检材|接收检材)|(?:放假|节假日|封路|停诊|设备故障)[^。；\n]{0,24}(?:送检|收检|检材)")
        .expect("the pattern is a constant")
});

/// "送检前未办理过延期审批", "没有延期送检的批准": the words say that there was no leave.
fn is_denied(text: &str, range: Range<usize>) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:未|没有?|无|不存在)(?:曾|见|有|任何|相关|办理|办|经|报经|报|申请|提出|呈请|呈报|作|进行|履行|过|出)*$")
            .expect("the pattern is a constant")
    });
    const DENIALS: &[&str] = &["未", "没有", "没", "无", "不存在"];
    let clause_start = text[..range.start].rfind(['。', '；', '，', '\n', '：']).map_or(0, |at| at);
    let clause_end =
        text[range.end..].find(['。', '；', '，', '\n']).map_or(text.len(), |at| range.end + at);
    let words = &text[range.clone()];
    let around = [&text[clause_start..range.start], &text[range.end..clause_end]];
    // "不收检" and "未能送检" are the reason themselves.
    let is_reason = words.contains("收检") || words.contains("接收") || words.contains("受理检材");
    let inside = ["未办", "未经", "未报", "未申请", "没有办", "没办", "未作", "未履行", "无延期"]
        .iter()
        .any(|word| words.contains(word))
        || ["延期", "延后", "推迟", "延长"]
            .iter()
            .filter_map(|word| words.rfind(word))
            .max()
            .is_some_and(|at| BEFORE.is_match(&words[..at]));
    inside
        || !is_reason && BEFORE.is_match(around[0].trim_end())
        || DENIALS.iter().any(|word| around[1].trim_start().starts_with(word))
        || ["未经", "未办", "未报", "没有批准", "未获"].iter().any(|word| around[1].contains(word))
}

/// The words that a delivery was put off and why, with leave.
pub fn read_delay(form: &Form<'_>) -> Option<Quote> {
    let text = form.text();
    let approved =
        ["同意", "批准", "审批", "登记", "不收检"].iter().any(|word| text.contains(word));
    let found = DELAYED.find_iter(text).find(|found| !is_denied(text, found.range()))?;
    if !approved {
        return None;
    }
    form.reading.quote(form.reading.sentence_range(found.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denied_delay_is_none() {
        let denied =
            |text: &str| DELAYED.find_iter(text).all(|found| is_denied(text, found.range()));
        assert!(denied("备注：送检前未办理过延期审批。"));
        assert!(denied("血样于4月24日送检，没有延期送检的审批手续。"));
        assert!(denied("延期送检未经批准。"));
        assert!(!denied("因鉴定机构国庆假期不收检，经大队长批准延期送检。"));
        assert!(!denied("呈请延期送检：同意。"));
        assert!(!denied("道路封闭未能按时到达，延后至25日送检，负责人同意。"));
    }
}
