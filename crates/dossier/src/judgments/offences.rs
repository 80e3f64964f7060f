//! Names of offences (罪名) in a list such as 盗窃罪、掩饰、隐瞒犯罪所得罪.

use std::{ops::Range, sync::LazyLock};

/// Names of the criminal law and its amendments without 罪, the longest first: "侮辱" must not
/// win over "侮辱国旗、国徽、国歌".
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut names: Vec<&str> =
        include_str!("../../offences.txt").lines().filter(|line| !line.is_empty()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
});

/// An offence's name found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedOffence {
    /// The name with 罪.
    pub name: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Longest name, in chars, that is believed without being in the list.
const LONGEST_UNLISTED: usize = 40;

/// Reads the list of offences that begins exactly at byte `at`; 罪 may stand after each name or
/// only after the last ("受贿、贪污罪").
pub(super) fn read_list(text: &str, at: usize) -> Vec<NamedOffence> {
    let mut found: Vec<NamedOffence> = Vec::new();
    let mut next = at;
    loop {
        let start = match found.last() {
            None => next,
            Some(_) => match skip_separator(text, next) {
                Some(start) => start,
                None => break,
            },
        };
        let Some((offence, end)) = read_one(text, start) else { break };
        found.push(offence);
        next = end;
    }
    found
}

/// The first listed offence in `text` that is named as one, by 罪 or by the end of the title.
pub(super) fn find_listed(text: &str) -> Option<NamedOffence> {
    text.char_indices().find_map(|(at, _)| read_listed(text, at)).map(|(offence, _)| offence)
}

fn read_one(text: &str, at: usize) -> Option<(NamedOffence, usize)> {
    read_listed(text, at).or_else(|| read_unlisted(text, at))
}

fn read_listed(text: &str, at: usize) -> Option<(NamedOffence, usize)> {
    let rest = &text[at..];
    NAMES.iter().find_map(|name| {
        let after = rest.strip_prefix(name)?;
        let bare = at + name.len();
        let end = if after.starts_with('罪') {
            bare + '罪'.len_utf8()
        } else if after.is_empty()
            || ["、", "，", "和", "及", "与", "一案", "案", "的犯罪", "犯罪", "。", "；"]
                .iter()
                .any(|end| after.starts_with(end))
        {
            bare
        } else {
            return None;
        };
        let offence = NamedOffence { name: format!("{name}罪"), range: at..end };
        Some((offence, skip_note(text, end)))
    })
}

/// A name that the list lacks (an old one, part of a selective one): up to the next 罪.
fn read_unlisted(text: &str, at: usize) -> Option<(NamedOffence, usize)> {
    let rest = &text[at..];
    let length = rest.char_indices().take(LONGEST_UNLISTED).find(|(_, c)| *c == '罪')?.0;
    let name = &rest[..length];
    let is_plain = name
        .chars()
        .all(|c| !matches!(c, '，' | '。' | '；' | '：' | '《' | '“') && !c.is_numeric());
    let names_person = ["被告", "上诉人", "原审", "判", "构成", "认定", "指控", "本", "该"]
        .iter()
        .any(|word| name.contains(word));
    let has_verb = name.replace("侵犯", "").contains('犯');
    if name.chars().count() < 2 || !is_plain || names_person || has_verb {
        return None;
    }
    let end = at + length + '罪'.len_utf8();
    let offence = NamedOffence { name: format!("{name}罪"), range: at..end };
    Some((offence, skip_note(text, end)))
}

/// Skips a note such as （未遂） or （单位）.
fn skip_note(text: &str, at: usize) -> usize {
    match text[at..].strip_prefix('（').and_then(|rest| rest.find('）')) {
        Some(length) if length <= 30 => at + '（'.len_utf8() + length + '）'.len_utf8(),
        _ => at,
    }
}

fn skip_separator(text: &str, at: usize) -> Option<usize> {
    ["、", "和", "以及", "及", "与"]
        .iter()
        .find(|separator| text[at..].starts_with(**separator))
        .map(|separator| at + separator.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read_list(text, 0).into_iter().map(|offence| offence.name).collect()
    }

    #[test]
    fn reads_lists_whose_names_hold_commas() {
        assert_eq!(names("盗窃罪、掩饰、隐瞒犯罪所得罪一案"), ["盗窃罪", "掩饰、隐瞒犯罪所得罪"]);
        assert_eq!(names("受贿、贪污罪，于"), ["受贿罪", "贪污罪"]);
        assert_eq!(names("玩忽职守罪和受贿罪一案"), ["玩忽职守罪", "受贿罪"]);
        assert_eq!(names("容留、介绍卖淫罪，向"), ["容留、介绍卖淫罪"]);
        assert_eq!(names("寻衅滋事罪、原审被告人孙某犯盗窃罪"), ["寻衅滋事罪"]);
        assert_eq!(names("非法吸收公众存款罪（单位），于"), ["非法吸收公众存款罪"]);
        assert_eq!(names("诈骗犯罪，于"), ["诈骗罪"]);
        assert_eq!(names("罪一案"), Vec::<String>::new());
        assert_eq!(names("贪污罪，判处有期徒刑"), ["贪污罪"]);
    }

    #[test]
    fn the_list_has_no_name_twice_and_none_with_its_last_char() {
        let mut names = NAMES.clone();
        assert!(names.len() > 400);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
        assert!(NAMES.iter().all(|name| !name.ends_with('罪') && !name.contains(' ')));
    }
}
