//! Why a family was not told in time (未通知的原因), as notices state it.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|不|无法|没有)[^。；：\n]{0,16}(?:通知|告知)[^。；：\n]{0,10}(?:原因|理由|情形|事由)[^\n：]{0,10}：(?P<value>[^\n]*)")
        .expect("the pattern is a constant")
});

static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:未在二十四小时|未在24小时|未能在|无法在|无法通知|有碍侦查|暂不通知|不予通知|未通知|未能通知|无法取得联系|身份不明)[^。\n]*")
        .expect("the pattern is a constant")
});

static CHECKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:■|☑|√|✓|✔|☒)\s*(?P<reason>[^□■☑√✓✔☒\n]+)|□\s*[√✓✔]\s*(?P<ticked>[^□\n]+)")
        .expect("the pattern is a constant")
});

/// The reason stated inside `range` of `text`, with the byte range of its words.
pub(super) fn find(text: &str, range: &Range<usize>) -> Option<(String, Range<usize>)> {
    let inside = text.get(range.clone())?;
    if let Some(captures) = LABELLED.captures(inside) {
        let whole = captures.get(0)?;
        // The field decides: an empty one is no reason, whatever the form prints elsewhere.
        return value_of(&captures["value"])
            .map(|reason| (reason, range.start + whole.start()..range.start + whole.end()));
    }
    let found = STATED
        .find_iter(inside)
        .find(|found| !is_form_text(found.as_str()) && !has_empty_boxes(found.as_str()))?;
    let words = found.as_str().trim();
    Some((words.to_owned(), range.start + found.start()..range.start + found.end()))
}

/// What a field's value says; `None` where nothing is filled in.
fn value_of(value: &str) -> Option<String> {
    if value.contains(['□', '■', '☑', '☒']) {
        let checked = CHECKED.captures(value)?;
        let reason = checked.name("reason").or_else(|| checked.name("ticked"))?;
        return Some(reason.as_str().trim().to_owned());
    }
    let bare = value.trim_matches([' ', '_', '/', '—', '-', '。', '．', '；', '，']);
    let is_empty = bare.is_empty()
        || matches!(bare, "无" | "空" | "空白" | "（空白）" | "（划去）" | "（无）");
    (!is_empty).then(|| value.trim().to_owned())
}

/// Boxes of which none is checked.
fn has_empty_boxes(text: &str) -> bool {
    text.contains('□') && !CHECKED.is_match(text)
}

/// The printed rule on the form is no reason of this case.
fn is_form_text(text: &str) -> bool {
    text.contains("除无法通知") || text.contains("应当在") || text.contains("的除外")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Option<String> {
        find(text, &(0..text.len())).map(|(reason, _)| reason)
    }

    #[test]
    fn fields_boxes_and_sentences() {
        assert_eq!(
            reason("未在二十四小时内通知的原因：■有碍侦查（同伙在逃）　□无法通知").as_deref(),
            Some("有碍侦查（同伙在逃）")
        );
        assert_eq!(reason("未在二十四小时内通知的原因：□有碍侦查　□无法通知　（划去）"), None);
        assert_eq!(reason("未在24小时内通知家属的原因：____"), None);
        assert_eq!(reason("无法通知的原因：无"), None);
        assert_eq!(
            reason("未通知的原因：无家属（父母已故）。").as_deref(),
            Some("无家属（父母已故）。")
        );
        assert_eq!(
            reason("被拘留人拒不讲明住址，身份不明，无法在二十四小时内通知。").as_deref(),
            Some("被拘留人拒不讲明住址，身份不明，无法在二十四小时内通知")
        );
        assert_eq!(reason("除无法通知的以外，应当在拘留后二十四小时以内通知家属。"), None);
    }
}
