//! Files become documents: where one paper ends and the next begins.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{FilePages, Page};
use regex::Regex;

use crate::{
    contents,
    kinds::{self, Kind, TitleMatch},
    margins,
};

/// Lines at the top of a page among which its title is looked for.
const TITLE_LINES: usize = 6;

/// Consecutive chars of one page that belong to a document; whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index of the page in the file.
    pub page: usize,
    /// Chars of the page.
    pub chars: Range<usize>,
}

impl Part {
    /// Parts that cover `pages` whole.
    pub fn whole(pages: &[Page]) -> Vec<Self> {
        pages
            .iter()
            .enumerate()
            .map(|(page, text)| Self { page, chars: 0..text.text.chars().count().max(1) })
            .collect()
    }
}

/// A paper found in a file.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The words of its title line, or the file's name.
    pub title: String,
    /// Page index and chars of the title line, where there is one.
    pub title_place: Option<Part>,
    /// Its kind; `None` when not recognised.
    pub kind: Option<&'static Kind>,
    /// What belongs to it.
    pub parts: Vec<Part>,
}

struct TitleLine {
    start: usize,
    /// `None` where only a bookmark says the title.
    place: Option<Range<usize>>,
    text: String,
    kind: Option<&'static Kind>,
}

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[\d０-９〇○零一二三四五六七八九十年月日]{6,14}|第\d+页共\d+页|附[:：].*|.*[（(](?:捺指?印|指印|手印|签名|签字)[)）].*|.*[）)]|.{0,12}[:：].{0,20}|.{0,60}\d{1,2}月\d{1,2}日(?:(?:上午|下午|晚)?\d{1,2}[时点:：]\d{0,2}分?)?)$")
        .expect("the pattern is a constant")
});

/// Splits `file` into papers, in order; every char of the file belongs to exactly one.
pub fn split(file: &FilePages) -> Vec<Paper> {
    let mut papers: Vec<Paper> = Vec::new();
    for ((index, page), titles) in file.pages.iter().enumerate().zip(titles_of_pages(&file.pages)) {
        let length = page.text.chars().count().max(1);
        let first = titles.first().map_or(length, |title| title.start);
        if first > 0 {
            let part = Part { page: index, chars: 0..first };
            match papers.last_mut() {
                Some(open) => open.parts.push(part),
                None if titles.is_empty() || has_text(page, first) => {
                    papers.push(untitled(file, page, part));
                }
                None => {}
            }
        }
        for (at, title) in titles.iter().enumerate() {
            let end = titles.get(at + 1).map_or(length, |next| next.start);
            papers.push(Paper {
                title: title.text.clone(),
                title_place: title.place.clone().map(|chars| Part { page: index, chars }),
                kind: title.kind,
                parts: vec![Part { page: index, chars: title.start..end }],
            });
        }
    }
    papers
}

/// The titles of each page: printed, or told by a bookmark (书签) or the volume's list of papers.
fn titles_of_pages(pages: &[Page]) -> Vec<Vec<TitleLine>> {
    let before = |index: usize| index.checked_sub(1).and_then(|before| pages.get(before));
    let mut titles: Vec<Vec<TitleLine>> = pages
        .iter()
        .enumerate()
        .map(|(index, page)| with_bookmark(titles_of(page, before(index)), page))
        .collect();
    let top = |titles: &Vec<TitleLine>| {
        titles.first().filter(|title| title.start == 0).and_then(|title| title.kind)
    };
    let found: Vec<Option<&'static Kind>> = titles.iter().map(top).collect();
    for listed in contents::listed(pages, &found) {
        let titles = &mut titles[listed.page];
        if titles.first().is_none_or(|title| title.start > 0) {
            let (text, kind) = (listed.title, Some(listed.kind));
            titles.insert(0, TitleLine { start: 0, place: None, text, kind });
        }
    }
    titles
}

fn has_text(page: &Page, until: usize) -> bool {
    page.text.chars().take(until).any(|c| !c.is_whitespace())
}

static RUN_IN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:人民法院|人民检察院|公安局|公安分局)\s*(?P<title>[\p{Han}、]{4,14}书)")
        .expect("the pattern is a constant")
});

/// Chars at a text's beginning where a title may run into it, as in texts taken from a web page.
const RUN_IN_CHARS: usize = 80;

/// The kind and title of a paper whose title has no line of its own ("某某人民法院刑事判决书（2019）…").
fn run_in_title(text: &str) -> Option<(&'static Kind, String)> {
    let beginning: String = text.chars().take(RUN_IN_CHARS).collect();
    let title = RUN_IN.captures(&beginning)?["title"].to_owned();
    let (kind, matched) = kinds::recognise_title(&title)?;
    (matched == TitleMatch::Exact).then_some((kind, title))
}

fn untitled(file: &FilePages, page: &Page, part: Part) -> Paper {
    let name = file.file.rsplit('/').next().unwrap_or(&file.file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let first_line = page.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let heading = (2..=20).contains(&first_line.chars().count())
        && !first_line.contains(['，', '。', '：', ':', '；']);
    let run_in = if heading { None } else { run_in_title(&page.text) };
    let (kind, title) = match run_in {
        Some((kind, title)) => (Some(kind), title),
        None => {
            let title = if heading { first_line } else { stem };
            (kinds::recognise_file_name(&file.file), title.to_owned())
        }
    };
    Paper { title, title_place: None, kind, parts: vec![part] }
}

/// The lines of `page` that may be titles, with their places.
fn text_lines<'p>(page: &'p Page, before: Option<&Page>) -> Vec<(usize, &'p str)> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for raw in page.text.split('\n') {
        let chars = start..start + raw.chars().count();
        start = chars.end + 1;
        let is_first_head = || {
            let is_head = margins::is_head(page, chars.clone());
            is_head && !margins::is_repeated_head(page, chars.clone(), before)
        };
        let is_outside = margins::are_outside_text(page, chars.clone()) && !is_first_head();
        if !raw.trim().is_empty() && !is_outside {
            lines.push((chars.start, raw));
        }
    }
    lines
}

/// Adds the border that a bookmark (书签) on `page` draws where no title does: its words name a kind
/// of paper, or are the page's first line.
fn with_bookmark(mut titles: Vec<TitleLine>, page: &Page) -> Vec<TitleLine> {
    if titles.first().is_some_and(|title| title.start == 0) {
        return titles;
    }
    let bookmarks = page.layout.iter().flat_map(|layout| &layout.bookmarks);
    // The deepest names the paper, those above it the volume and its parts.
    let Some(bookmark) = bookmarks.max_by_key(|bookmark| bookmark.level) else { return titles };
    let words = tidy(&bookmark.title);
    let first = text_lines(page, None).into_iter().next();
    let first = first.filter(|(_, line)| tidy(line) == words);
    let kind = kinds::recognise_title(&words).map(|(kind, _)| kind);
    let kind = kind.or_else(|| kinds::recognise_file_name(&words));
    if kind.is_some() || first.is_some() {
        let place = first.map(|(start, line)| start..start + line.chars().count());
        titles.insert(0, TitleLine { start: 0, place, text: words, kind });
    }
    titles
}

fn titles_of(page: &Page, before: Option<&Page>) -> Vec<TitleLine> {
    let lines = text_lines(page, before);
    let mut titles: Vec<TitleLine> = Vec::new();
    let mut last_title_line = 0;
    for (at, (line_start, line)) in lines.iter().enumerate() {
        let Some((kind, matched)) = kinds::recognise_title(line) else { continue };
        let at_top = at < TITLE_LINES && titles.is_empty();
        let after_end = at > 0 && {
            let previous = lines[at - 1].1;
            kinds::is_agency(previous) || is_closing(previous)
        };
        let is_numbered = lines.get(at + 1).is_some_and(|(_, next)| is_number(next));
        let is_listed = lines.get(at + 1).is_some_and(|(_, next)| {
            matches!(kinds::recognise_title(next), Some((_, TitleMatch::Exact)))
        });
        // A text without pages has no page to begin a paper on, and an authority's papers follow one
        // another: a line that is a title and nothing else begins the next one, unless it belongs to
        // a list of titles or fills a field ("送达文书：" above "起诉书").
        let stands_alone = page.number.is_none() && at > 0 && {
            let previous = lines[at - 1].1.trim_end();
            let in_list = matches!(kinds::recognise_title(previous), Some((_, TitleMatch::Exact)));
            !in_list && !previous.ends_with(['：', ':', '、', '，'])
        };
        let repeats =
            titles.last().and_then(|title| title.kind).is_some_and(|last| last.code == kind.code)
                && at - last_title_line <= 3
                && !(stands_alone && at - last_title_line >= 2);
        let accepted = match matched {
            TitleMatch::Exact => (at_top || after_end || stands_alone || is_numbered) && !is_listed,
            TitleMatch::Exact => (at_top || after_end || is_numbered || stands_alone) && !is_listed,
            TitleMatch::Ending => at < 3 && at_top,
        };
        if !accepted || repeats {
            continue;
        }
        // The authority's name above a title belongs to the same paper.
        let mut begin = *line_start;
        if at > 0 && kinds::is_agency(lines[at - 1].1) {
            begin = lines[at - 1].0;
        }
        let length = line.chars().count();
        titles.push(TitleLine {
            start: if at_top { 0 } else { begin },
            place: Some(*line_start..line_start + length),
            text: tidy(line),
            kind: Some(kind),
        });
        last_title_line = at;
    }
    titles
}

static NUMBER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{Han}（）()]{1,16}[〔\[（(]\d{4}[〕\]）)]\p{Han}{0,8}第?[\d、，—-]{1,16}号?$")
        .expect("the pattern is a constant")
});

/// A line that is nothing but the number of a paper (文号), as it stands below a title.
fn is_number(line: &str) -> bool {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    NUMBER_LINE.is_match(&squeezed)
}

fn is_closing(line: &str) -> bool {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    CLOSING.is_match(&squeezed)
}

/// A title without the spaces that centre it ("拘  留  证").
fn tidy(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use anjian_core::{Bookmark, Bounds, Line, LineRole, PageLayout, TextSource};

    use super::*;

    fn titles(file: &FilePages) -> Vec<(String, Vec<usize>)> {
        split(file)
            .into_iter()
            .map(|paper| (paper.title, paper.parts.iter().map(|part| part.page).collect()))
            .collect()
    }

    #[test]
    fn a_page_without_title_continues_the_paper_before() {
        let file = FilePages::paged(
            "08.pdf",
            [
                "陇河县公安局\n拘 留 证\n根据……\n2024年4月8日",
                "陇河县公安局\n拘留通知书\n马秀兰：",
                "续页文字",
            ]
            .map(str::to_owned),
        );
        assert_eq!(titles(&file), [("拘留证".into(), vec![0]), ("拘留通知书".into(), vec![1, 2])]);
    }

    #[test]
    fn an_unpaged_file_is_split_at_titles_after_an_end() {
        let text = "陇河县公安局\n扣押决定书\n决定扣押下列物品。\n2024年4月8日\n陇河县公安局\n扣押清单\n1 手机";
        let file = FilePages::unpaged("07.txt", text.to_owned());
        let papers = split(&file);
        assert_eq!(titles(&file), [("扣押决定书".into(), vec![0]), ("扣押清单".into(), vec![0])]);
        let ends: Vec<_> = papers.iter().map(|paper| paper.parts[0].chars.clone()).collect();
        assert_eq!(ends[0].end, ends[1].start, "nothing is lost between papers");
    }

    /// A page of `lines` with their roles, and the bookmarks that lead to it.
    fn page(lines: &[(&str, LineRole)], bookmarks: &[(&str, u16)]) -> Page {
        let mut text = String::new();
        let mut layout = PageLayout::default();
        for (words, role) in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.chars().count();
            text.push_str(words);
            layout.lines.push(Line {
                start,
                end: text.chars().count(),
                bounds: Bounds::default(),
                role: *role,
                source: TextSource::TextLayer,
                confidence: None,
            });
        }
        let bookmark =
            |(title, level): &(&str, u16)| Bookmark { title: (*title).into(), level: *level };
        layout.bookmarks = bookmarks.iter().map(bookmark).collect();
        Page {
            file: "卷.pdf".into(),
            number: Some(1),
            text: text.into(),
            layout: Some(layout.into()),
        }
    }

    #[test]
    fn bookmarks_draw_borders_where_titles_do_not() {
        use LineRole::Body;
        let pages = vec![
            page(&[("拘留证", Body), ("根据……", Body)], &[("拘留证", 1)]),
            page(&[("照片一", Body)], &[("诉讼文书卷", 0), ("3. 讯问笔录（第1次）", 1)]),
            page(&[("续页", Body)], &[("第三页", 1)]),
            page(&[("相片说明", Body), ("如图", Body)], &[("相片说明", 0)]),
        ];
        let file = FilePages { file: "卷.pdf".into(), pages };
        assert_eq!(
            titles(&file),
            [
                ("拘留证".into(), vec![0]),
                ("3.讯问笔录（第1次）".into(), vec![1, 2]),
                ("相片说明".into(), vec![3])
            ]
        );
        assert_eq!(
            split(&file)[1].kind.map(|kind| kind.code.as_str()),
            Some("interrogation_record")
        );
    }

    #[test]
    fn a_running_head_is_a_title_once() {
        use LineRole::{Body, Header};
        let read = |words| page(&[("讯问笔录", Header), (words, Body)], &[]);
        let pages = vec![read("第一页"), read("第二页"), read("第三页")];
        let file = FilePages { file: "卷.pdf".into(), pages };
        assert_eq!(titles(&file), [("讯问笔录".into(), vec![0, 1, 2])]);
    }

    #[test]
    fn a_list_of_titles_is_no_title() {
        let file =
            FilePages::paged("00.pdf", ["卷内文书目录\n拘留证\n拘留通知书\n逮捕证".to_owned()]);
        assert_eq!(titles(&file).len(), 1);
    }

    #[test]
    fn a_title_may_run_into_the_text() {
        let text = "某某抢劫罪一审刑事判决书重庆市北碚区人民法院刑事判决书（2019）渝0109刑初483号：公诉机关指控……";
        let file = FilePages::unpaged("12.txt", text.to_owned());
        let papers = split(&file);
        assert_eq!(papers[0].title, "刑事判决书");
        assert_eq!(papers[0].kind.map(|kind| kind.code.as_str()), Some("criminal_judgment"));
    }

    #[test]
    fn a_file_without_title_is_named_after_the_file() {
        let file =
            FilePages::paged("x/12_证人材料.pdf", ["今天看到有人偷东西，就报了警。".to_owned()]);
        assert_eq!(titles(&file), [("12_证人材料".into(), vec![0])]);
    }
}
