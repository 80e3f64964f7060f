//! Words about an extended detention (延长拘留) in papers that were not read as granting one: the point must
//! not say that nothing of the kind is in the file.

use std::sync::LazyLock;

use anjian_core::{Act, ActKind};
use regex::Regex;

use super::{act_on, extension::MENTIONED};
use crate::form::Form;

static EXTENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"延长[^。\n]{0,6}(?:刑事)?拘留|拘留(?:期限|时间)?[^。\n]{0,8}延长")
        .expect("the pattern is a constant")
});

static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:未|没有|没|无|不予|不同意|不批准)[^。，\n]{0,8}延长|延长[^。，\n]{0,12}(?:未|没有|不予|不同意)")
        .expect("the pattern is a constant")
});

/// Extensions that `form` speaks of, for the people it names; `read` are the acts read from it.
pub fn read_mentions(form: &Form<'_>, suspects: &[String], read: &[Act]) -> Vec<Act> {
    if read.iter().any(|act| act.kind == ActKind::DetentionExtended) {
        return Vec::new();
    }
    let text = form.text();
    let Some(found) = EXTENDED.find(text) else { return Vec::new() };
    let sentence = form.reading.sentence_range(found.start());
    if DENIED.is_match(&text[sentence.clone()]) {
        return Vec::new();
    }
    suspects
        .iter()
        .filter(|name| text.contains(name.as_str()))
        .map(|name| {
            let mut act = act_on(form, ActKind::DetentionExtended, Some(name));
            act.means = Some(MENTIONED.to_owned());
            act.quotes.extend(form.reading.quote(sentence.clone()));
            act
        })
        .collect()
}
