//! Dates of a paper by what they are for: issued, received, signed, told.

use std::{ops::Range, sync::LazyLock};

use anjian_core::Moment;
use regex::Regex;

use crate::{form::Form, moments};

/// A moment with the byte range of its words.
pub type Dated = (Moment, Range<usize>);

static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"印|章|公安局|分局|检察院|法院|派出所|大队|支队|总队|委员会|[局厅署]\s*$")
        .expect("the pattern is a constant")
});

/// Words of a line that somebody signed or received: its date is not the paper's own.
const SIGNED: &[&str] =
    &["签收", "收到", "收悉", "捺印", "指印", "捺指印", "宣布", "送达", "回执", "领取", "签名"];

/// Chars between a label and the moment it is for.
const LABEL_CHARS: usize = 3;

/// Day the paper was issued (落款日期): the first line that ends with a date and bears nothing else
/// but the issuer; receipts stand below it. The closing (the last date) where there is none.
pub fn issued(form: &Form<'_>) -> Option<Dated> {
    let text = form.text();
    let mut start = 0;
    for line in text.split('\n') {
        let stated = moments::find_moments(line, None).pop();
        if let Some(stated) = stated
            && line[stated.range.end..].trim_matches([' ', '）', '。']).is_empty()
            && stated.moment.time().is_none()
        {
            let before = line[..stated.range.start].trim();
            let is_short = before.chars().count() <= 40;
            let is_issuer = before.is_empty() || ISSUER.is_match(before);
            if is_short && is_issuer && !SIGNED.iter().any(|word| before.contains(word)) {
                let range = start + stated.range.start..start + stated.range.end;
                return Some((Moment::day(stated.moment.date()), range));
            }
        }
        start += line.len() + 1;
    }
    form.closing().map(|(day, range)| (Moment::day(day), range))
}

/// The moment that follows one of `labels` (接报时间 …, 接报时间：…), wherever in a line it stands.
pub fn after_label(form: &Form<'_>, labels: &[&str]) -> Option<Dated> {
    let text = form.text();
    for label in labels {
        for (at, found) in text.match_indices(label) {
            let previous = text[..at].chars().next_back();
            if previous.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
                continue;
            }
            let after = at + found.len();
            let line_end = text[after..].find('\n').map_or(text.len(), |end| after + end);
            let rest = &text[after..line_end];
            let Some(stated) = moments::find_moments(rest, form.reference()).into_iter().next()
            else {
                continue;
            };
            let between = rest[..stated.range.start].trim_matches([' ', '：', '、', '，']);
            if between.chars().count() <= LABEL_CHARS {
                return Some((stated.moment, at..after + stated.range.end));
            }
        }
    }
    None
}

/// Moments of the sentences of `within` that have one of `words` and none of `unless`: the first
/// moment after the word (签收：某某 某日), else the last before it (于某日签收).
pub fn stated_with(
    form: &Form<'_>,
    within: Range<usize>,
    words: &[&str],
    unless: &[&str],
) -> Vec<Dated> {
    let text = form.text();
    let mut found: Vec<Dated> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let sentence = form.reading.sentence_range(at);
        let end = sentence.end.max(at + 1).min(text.len());
        let piece = at..end.min(within.end);
        at = end + usize::from(text[end..].starts_with('\n'));
        let Some(sentence_text) = text.get(piece.clone()) else { continue };
        if unless.iter().any(|word| sentence_text.contains(word)) {
            continue;
        }
        let stated = moments::find_moments(sentence_text, form.reference());
        if stated.is_empty() && words.iter().any(|word| sentence_text.contains(word)) {
            let end = piece.end.min(text.len());
            found.extend(date_beside(form, end).or_else(|| date_below(form, end)));
        }
        for word in words {
            let Some(place) = sentence_text.find(word) else { continue };
            let before = stated.iter().rev().find(|stated| stated.range.end <= place);
            let after = stated.iter().find(|stated| stated.range.start >= place + word.len());
            // A moment right before the word belongs to it; a label has its moment behind it.
            let near = before
                .filter(|stated| sentence_text[stated.range.end..place].chars().count() <= 24);
            if let Some(stated) = near.or(after).or(before) {
                let start = piece.start + stated.range.start.min(place);
                let finish = piece.start + stated.range.end.max(place + word.len());
                found.push((stated.moment, start..finish));
                break;
            }
        }
    }
    found
}

/// Chars of a signature with its date.
const SIGNATURE_CHARS: usize = 36;

/// The date that ends the line behind `at` ("收到。某某 某日"): a name and unit may stand before it.
fn date_beside(form: &Form<'_>, at: usize) -> Option<Dated> {
    let text = form.text();
    let line = form.reading.line_range(at.min(text.len()));
    let rest = text.get(at..line.end)?;
    if rest.trim().is_empty() || rest.trim().chars().count() > SIGNATURE_CHARS {
        return None;
    }
    let stated = moments::find_moments(rest, form.reference()).into_iter().next()?;
    let is_last = rest[stated.range.end..].trim_matches([' ', '）', '。']).is_empty();
    let is_name = !rest[..stated.range.start].contains(['。', '，', '；']);
    (is_last && is_name).then(|| (stated.moment, at + stated.range.start..at + stated.range.end))
}

/// The date of the line below `at`, where that line is nothing but one: people sign above it.
fn date_below(form: &Form<'_>, at: usize) -> Option<Dated> {
    let text = form.text();
    let line = form.reading.line_range(at.min(text.len()));
    // Only the last sentence of a line has the next line below it.
    if !text[at.min(line.end)..line.end].trim().is_empty() || line.end >= text.len() {
        return None;
    }
    let below = form.reading.line_range(line.end + 1);
    let words = &text[below.clone()];
    let stated = moments::find_moments(words, form.reference()).into_iter().next()?;
    let rest = format!("{}{}", &words[..stated.range.start], &words[stated.range.end..]);
    let range = below.start + stated.range.start..below.start + stated.range.end;
    rest.chars()
        .all(|c| c.is_whitespace() || "（）。".contains(c))
        .then_some((stated.moment, range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fixture::form;

    #[test]
    fn a_paper_is_dated_by_its_issuer_not_by_a_receipt() {
        for text in [
            "刑事复议决定书\n决定维持。\n（印）二〇二四年六月五日\n钟某（捺印） 2024年6月9日",
            "立案通知书\n特此通知。\n某县公安局（印） 2024年6月5日\n签收：凌某 2024年6月7日",
            "不予立案通知书\n决定不予立案。\n某县公安局\n2024年6月5日\n受送达人：张某 2024年6月8日",
        ] {
            form(text, |form| {
                let (day, _) = issued(form).expect(text);
                assert_eq!(day.to_iso(), "2024-06-05", "{text}");
            });
        }
    }

    #[test]
    fn labels_stand_anywhere_in_a_row() {
        form(
            "受案登记表\n案件来源 110指令 接报时间 2023年08月19日22时41分",
            |form| {
                let (moment, _) = after_label(form, &["受案时间", "接报时间"]).expect("labelled");
                assert_eq!(moment.to_iso(), "2023-08-19T22:41");
            },
        );
    }

    #[test]
    fn receipts_are_read_before_and_behind_their_word() {
        for (text, iso) in [
            ("回执\n材料齐全，我局已于2024年3月4日10时30分签收。", "2024-03-04T10:30"),
            ("回执\n签收：付某（市场监管局） 2024年5月7日9时20分", "2024-05-07T09:20"),
            ("【回执】2024年5月6日（周一）15时00分收到。经查，缺附页。", "2024-05-06T15:00"),
            ("回执\n已收到。 王某（某县公安局） 2024年5月25日10时", "2024-05-25T10:00"),
            ("回执\n本通知书已收到。\n签收人：刘某某（捺印）\n2024年5月25日", "2024-05-25"),
        ] {
            form(text, |form| {
                let all = stated_with(form, 0..form.text().len(), &["签收", "收到"], &[]);
                assert_eq!(all.first().expect(text).0.to_iso(), iso, "{text}");
            });
        }
    }
}
