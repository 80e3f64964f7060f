//! Signatures with the moment beside them, as notices and lists of receipt carry them:
//! `龙正彪（捺印） 2024年12月19日10时00分`, `侯振东（捺印）8月12日；佟大勇（捺印）8月12日`.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use anjian_core::Moment;
use jiff::civil::Date;
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{NAME, is_name},
};

/// A person's signature or receipt, dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// Who signed.
    pub name: String,
    /// When.
    pub moment: Moment,
    /// Bytes of the reading, of name and moment.
    pub range: Range<usize>,
}

/// Chars between a name and its moment, notes in brackets left out.
const GAP_CHARS: usize = 36;

/// Who signs with a note: `龙正彪（捺印）`.
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[：\s、，；/。])(?P<name>{NAME})\s*（[^）\n]{{0,24}}(?:捺|签|印)[^）\n]{{0,12}}）"
    ))
    .expect("the pattern is a constant")
});

/// Who signs behind a label: `被害人（签名）：周海生`.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:签收|签收人|被告知人|被通知人|受送达人|收件人?|被害人(?:近亲属)?|近亲属|法定代理人|犯罪嫌疑人|嫌疑人|签名)(?:签名|签字|（[^）\n]{{1,12}}）)*\s*：\s*(?P<name>{NAME})"
    ))
    .expect("the pattern is a constant")
});

/// Names of those who sign in `text`, with a note or behind a label.
fn signers(text: &str) -> impl Iterator<Item = regex::Match<'_>> {
    NOTED
        .captures_iter(text)
        .chain(LABELLED.captures_iter(text))
        .filter_map(|captures| captures.name("name"))
        .filter(|name| is_name(name.as_str()) && name.as_str() != "被害人")
}

static NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"（[^）\n]{0,40}）").expect("the pattern is a constant"));

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<year>20\d{2})\s*年").expect("the pattern is a constant"));

/// Words of sentences that name a person and a day without any signature.
const TOLD_OTHERWISE: &[&str] = &[
    "涉嫌",
    "一案",
    "受理",
    "移送",
    "决定",
    "出生",
    "报案",
    "拘留",
    "逮捕",
    "告知人",
    "送达人",
    "记录人",
    "联系人",
    "承办",
    "通知人",
    "检察官",
    "书记员",
    "查明",
    "，男",
    "，女",
    "性别",
    "未到",
    "未能",
];

/// Every dated signature of `form`: of `known` people and of whoever signs with a note
/// (`（捺印）`) or after a label (`签收：`).
pub fn find_signings(form: &Form<'_>, known: &[String]) -> Vec<Signing> {
    let text = form.text();
    let mut names: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    names.extend(signers(text).map(|name| name.as_str()));
    let reference = form.reference().or_else(|| year_of(text));
    let mut found = Vec::new();
    let mut start = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        read_line(line, start, &names, reference, &mut found);
        if let Some(below) = lines.peek() {
            read_below(line, below, start, &names, reference, &mut found);
        }
        start += line.len() + 1;
    }
    found
}

/// The last day of the year that the paper names, where it dates signatures by month and day.
fn year_of(text: &str) -> Option<Date> {
    let year = YEAR.captures(text)?["year"].parse().ok()?;
    Date::new(year, 12, 31).ok()
}

fn read_line(
    line: &str,
    offset: usize,
    names: &BTreeSet<&str>,
    reference: Option<Date>,
    found: &mut Vec<Signing>,
) {
    let stated = moments::find_moments(line, reference);
    let mut previous_end = 0;
    for (at, moment) in stated.iter().enumerate() {
        let next_start = stated.get(at + 1).map_or(line.len(), |next| next.range.start);
        let mut any = false;
        for name in names {
            let Some(place) = line[previous_end..moment.range.start].rfind(name) else { continue };
            let start = previous_end + place;
            if is_signature_gap(&line[start + name.len()..moment.range.start]) {
                any = true;
                let range = offset + start..offset + moment.range.end;
                found.push(Signing { name: (*name).to_owned(), moment: moment.moment, range });
            }
        }
        if !any {
            // "2024年6月11日 魏长顺签收"
            let after = &line[moment.range.end..next_start];
            for name in names {
                if let Some(place) = after.find(name)
                    && after[..place].trim_matches([' ', '由', '：', '，']).is_empty()
                    && after[place + name.len()..]
                        .trim_start()
                        .starts_with(['签', '（', '捺', '收'])
                {
                    let end = moment.range.end + place + name.len();
                    let range = offset + moment.range.start..offset + end;
                    found.push(Signing { name: (*name).to_owned(), moment: moment.moment, range });
                }
            }
        }
        previous_end = moment.range.end;
    }
}

/// A signature whose day stands alone on the line below.
fn read_below(
    line: &str,
    below: &str,
    offset: usize,
    names: &BTreeSet<&str>,
    reference: Option<Date>,
    found: &mut Vec<Signing>,
) {
    let is_date_alone = below.trim().chars().count() <= 24;
    let first = || {
        let stated = moments::find_moments(below, reference).into_iter().next()?;
        (below[..stated.range.start].trim().is_empty()).then_some(stated)
    };
    let Some(stated) = Some(is_date_alone).filter(|alone| *alone).and_then(|_| first()) else {
        return;
    };
    if !moments::find_moments(line, reference).is_empty() {
        return;
    }
    for name in signers(line).filter(|name| names.contains(name.as_str())) {
        let end = offset + line.len() + 1 + stated.range.end;
        found.push(Signing {
            name: name.as_str().to_owned(),
            moment: stated.moment,
            range: offset + name.start()..end,
        });
    }
}

fn is_signature_gap(gap: &str) -> bool {
    let bare = NOTE.replace_all(gap, "");
    bare.chars().count() <= GAP_CHARS
        && !bare.contains(['。', '；'])
        && !TOLD_OTHERWISE.iter().any(|word| bare.contains(word))
}

#[cfg(test)]
mod tests {
    use anjian_core::{Document, DocumentKind, FilePages};

    use super::*;
    use crate::{reading::Reading, split::Part};

    fn signings(text: &str, known: &[&str]) -> Vec<(String, String)> {
        let file = FilePages::unpaged("a.txt", text.to_owned());
        let reading = Reading::of(&file.pages, &Part::whole(&file.pages));
        let document = Document {
            title: String::new(),
            kind: DocumentKind::new("counsel_right_notice"),
            kind_name: String::new(),
            file: "a.txt".into(),
            pages: None,
            number: None,
            authority: None,
            closing_date: None,
            persons: Vec::new(),
            title_quote: None,
        };
        let form = Form { index: 0, document, reading };
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        find_signings(&form, &known)
            .into_iter()
            .map(|signing| (signing.name, signing.moment.to_iso()))
            .collect()
    }

    fn pair(name: &str, moment: &str) -> (String, String) {
        (name.to_owned(), moment.to_owned())
    }

    #[test]
    fn each_signature_has_its_own_moment() {
        assert_eq!(
            signings("余大福（捺印） 2025年1月22日10时 和志强（捺印） 2025年1月22日11时20分", &[]),
            [pair("余大福", "2025-01-22T10:00"), pair("和志强", "2025-01-22T11:20")]
        );
        assert_eq!(
            signings("侯振东（捺印）8月12日；佟大勇（捺印）8月12日，看守所。2024年", &[]),
            [pair("侯振东", "2024-08-12"), pair("佟大勇", "2024-08-12")]
        );
        assert_eq!(
            signings("孟凡超（捺印） 宋扬（捺印） 2023年11月21日09时", &["宋扬", "孟凡超"]).len(),
            2
        );
        assert_eq!(
            signings("段桂英：2024年12月21日交邮，12月25日签收", &["段桂英"]),
            [pair("段桂英", "2024-12-21")]
        );
    }

    #[test]
    fn the_day_may_stand_below() {
        assert_eq!(
            signings("犯罪嫌疑人（签名）：李永刚\n2024年3月4日\n被害人：周海生\n2024年3月5日", &[]),
            [pair("李永刚", "2024-03-04"), pair("周海生", "2024-03-05")]
        );
    }

    #[test]
    fn a_day_in_a_sentence_is_no_signature() {
        let text = "本院已于2025年3月20日收到郎志明涉嫌诈骗一案的材料。";
        assert_eq!(signings(text, &["郎志明"]), []);
        let text = "郎志明涉嫌诈骗一案，本院于2025年3月20日受理";
        assert_eq!(signings(text, &["郎志明"]), []);
    }
}
