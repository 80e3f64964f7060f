//! A volume's list of papers (卷内文书目录): which begin on which page.
//!
//! The pages it names are those stamped on the paper; how they count against the file's own is told
//! by the papers found on both ways.

use std::{collections::BTreeMap, sync::LazyLock};

use anjian_core::Page;
use regex::Regex;

use crate::kinds::{self, Kind};

/// Kind of the list itself.
const LIST: &str = "volume_index";
/// Papers listed and found by their titles that must agree on how pages count.
const AGREEING: usize = 2;
/// Pages of a list.
const LIST_PAGES: usize = 20;

/// `12 拘留证 陇公（刑）拘字… 2024.4.8 15-17`: page numbers end the row, a note may follow.
static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{1,3}[ 、.．]+)?(?P<names>\p{Han}.*?)(?:[ .．…·]+)(?P<page>\d{1,4})(?: ?[-—–~至] ?\d{1,4})?(?: \p{Han}{1,6})?$")
        .expect("the pattern is a constant")
});

/// A paper that the list names.
pub(crate) struct Listed {
    /// Index of the page it begins on.
    pub page: usize,
    pub title: String,
    pub kind: &'static Kind,
}

/// The papers listed in `pages`; `found` has the kind whose title stands on top of each page.
pub(crate) fn listed(pages: &[Page], found: &[Option<&'static Kind>]) -> Vec<Listed> {
    let is_list = |kind: &Option<&Kind>| kind.is_some_and(|kind| kind.code == LIST);
    let Some(first) = found.iter().position(is_list) else { return Vec::new() };
    // The list goes on until a page has another title.
    let rest = found[first + 1..].iter().position(|kind| kind.is_some() && !is_list(kind));
    let end = rest.map_or(pages.len(), |rest| first + 1 + rest).min(first + LIST_PAGES);
    let entries: Vec<(usize, String, &'static Kind)> =
        pages[first..end].iter().flat_map(|page| page.text.lines()).filter_map(entry).collect();
    let Some(shift) = shift(&entries, found, end) else { return Vec::new() };
    let place = |(stamped, title, kind): (usize, String, &'static Kind)| {
        let page = (stamped + shift.0).checked_sub(shift.1)?;
        (end..pages.len()).contains(&page).then_some(Listed { page, title, kind })
    };
    entries.into_iter().filter_map(place).collect()
}

/// A row of the list: the stamped page, the paper's name and kind.
fn entry(line: &str) -> Option<(usize, String, &'static Kind)> {
    let row = ROW.captures(line.trim())?;
    let stamped = row["page"].parse().ok()?;
    // The name is the first cell that is one; numbers of papers and persons stand beside it.
    row["names"].split(' ').find_map(|cell| {
        let name = cell.trim_end_matches(['.', '．', '…', '·']);
        let (kind, _) = kinds::recognise_title(name)?;
        Some((stamped, name.to_owned(), kind))
    })
}

/// What must be added to a stamped page, and taken from it, to find its index: the count that most
/// papers found by title agree on.
fn shift(
    entries: &[(usize, String, &'static Kind)],
    found: &[Option<&'static Kind>],
    from: usize,
) -> Option<(usize, usize)> {
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (stamped, _, kind) in entries {
        for (index, other) in found.iter().enumerate().skip(from) {
            if other.is_some_and(|other| other.code == kind.code) {
                let shift = (index.saturating_sub(*stamped), stamped.saturating_sub(index));
                *votes.entry(shift).or_default() += 1;
            }
        }
    }
    let (shift, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= AGREEING).then_some(shift)
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use super::*;

    fn kind(code: &str) -> Option<&'static Kind> {
        kinds::kind_of(code)
    }

    /// A cover, the list, and papers: the third has no title.
    fn volume(list: &str) -> (FilePages, Vec<Option<&'static Kind>>) {
        let texts = ["卷宗", list, "拘留证", "拘留证二页", "看不清的一页", "逮捕证"];
        let file = FilePages::paged("卷.pdf", texts.map(str::to_owned));
        let found =
            vec![None, kind(LIST), kind("detention_warrant"), None, None, kind("arrest_warrant")];
        (file, found)
    }

    #[test]
    fn a_paper_without_title_begins_where_the_list_says() {
        let list = "卷内文书目录\n序号 文书名称 文号 日期 页次 备注\n1 拘留证 陇公拘字〔2024〕12号 2024.4.8 1-2\n2 讯问笔录（第1次） 2024.4.8 3 复印\n3、逮捕证………4\n";
        let (file, found) = volume(list);
        let listed: Vec<(usize, String, &str)> = listed(&file.pages, &found)
            .into_iter()
            .map(|paper| (paper.page, paper.title, paper.kind.code.as_str()))
            .collect();
        assert_eq!(
            listed,
            [
                (2, "拘留证".to_owned(), "detention_warrant"),
                (4, "讯问笔录（第1次）".to_owned(), "interrogation_record"),
                (5, "逮捕证".to_owned(), "arrest_warrant"),
            ]
        );
    }

    #[test]
    fn a_list_that_fits_no_paper_says_nothing() {
        let (file, found) = volume("卷内文书目录\n1 拘留证 9\n2 讯问笔录 30\n3 逮捕证 41\n");
        assert!(listed(&file.pages, &found).is_empty());
    }
}
