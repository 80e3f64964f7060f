//! What stands in the margins: the page's number (页码), running heads (页眉) and feet (页脚).

use std::collections::HashMap;

use anjian_core::{Line, LineRole};

use crate::page::ExtractedPage;

/// Share of the page's height, above and below, that its margins take.
const MARGIN: f32 = 0.12;
/// Pages that repeat a line before it is a running one.
const REPEATED: usize = 3;
/// Running lines stand at one height, give or take this many points.
const SAME_PLACE: f32 = 4.0;
/// Running lines are set no larger than the text, give or take this share.
const SAME_SIZE: f32 = 1.1;
/// Chars of the longest page number: `第一百二十三页，共四百五十六页`.
const LONGEST: usize = 20;

/// Marks the page's own number by its form and its place, alone in the margin.
pub(crate) fn mark_page_numbers(text: &str, lines: &mut [Line], height: f32) {
    let Some((first, last)) = ends(lines) else { return };
    for is_above in [true, false] {
        let edge = if is_above { first } else { last };
        let row: Vec<usize> = (0..lines.len())
            .filter(|index| is_text(&lines[*index]) && are_level(&lines[*index], &lines[edge]))
            .filter(|index| in_margin(&lines[*index], height) == Some(is_above))
            .collect();
        let words: Vec<String> = row.iter().map(|index| slice(text, &lines[*index])).collect();
        if is_page_number(&words.concat()) {
            row.iter().for_each(|index| lines[*index].role = LineRole::PageNumber);
            continue;
        }
        for (index, words) in row.into_iter().zip(words) {
            // Beside other words a bare number may be anything.
            if is_page_number(&words) && words.chars().any(|c| !c.is_ascii_digit()) {
                lines[index].role = LineRole::PageNumber;
            }
        }
    }
}

/// Marks the lines that stand at the same place of several pages with the same words, digits
/// aside. Only small print: a title on top of each of three short papers is no running head.
pub(crate) fn mark_running_lines(pages: &mut [ExtractedPage]) {
    let mut seen: HashMap<(String, bool), Vec<Place>> = HashMap::new();
    for (page, read) in pages.iter().enumerate() {
        let Some(layout) = &read.layout else { continue };
        let body = median_height(&layout.lines);
        for (line, placed) in layout.lines.iter().enumerate() {
            let Some(is_above) = in_margin(placed, layout.height) else { continue };
            if placed.role != LineRole::Body || placed.bounds.height() > SAME_SIZE * body {
                continue;
            }
            let words = without_digits(&slice(&read.text, placed));
            if !words.is_empty() {
                let place = Place { page, line, top: placed.bounds.top };
                seen.entry((words, is_above)).or_default().push(place);
            }
        }
    }
    for ((_, is_above), places) in seen {
        let role = if is_above { LineRole::Header } else { LineRole::Footer };
        for place in running(&places) {
            if let Some(layout) = &mut pages[place.page].layout {
                layout.lines[place.line].role = role;
            }
        }
    }
}

/// A line of a page.
#[derive(Clone, Copy)]
struct Place {
    page: usize,
    line: usize,
    top: f32,
}

/// Those of `places`, in order of pages, that run through neighbouring pages at one height.
fn running(places: &[Place]) -> Vec<Place> {
    let mut found = Vec::new();
    let mut run: Vec<Place> = Vec::new();
    for place in places {
        // Front and back of a leaf may differ, so a run may leave out a page.
        let goes_on = run.last().is_none_or(|last| {
            place.page - last.page <= 2 && (place.top - last.top).abs() <= SAME_PLACE
        });
        if !goes_on {
            found.extend(long(std::mem::take(&mut run)));
        }
        run.push(*place);
    }
    found.extend(long(run));
    found
}

fn long(run: Vec<Place>) -> Vec<Place> {
    let mut pages: Vec<usize> = run.iter().map(|place| place.page).collect();
    pages.dedup();
    if pages.len() >= REPEATED { run } else { Vec::new() }
}

/// Highest and lowest line of the text.
fn ends(lines: &[Line]) -> Option<(usize, usize)> {
    let places = || (0..lines.len()).filter(|index| is_text(&lines[*index]));
    let top = |index: &usize| lines[*index].bounds.top;
    let first = places().min_by(|a, b| top(a).total_cmp(&top(b)))?;
    let last = places().max_by(|a, b| top(a).total_cmp(&top(b)))?;
    Some((first, last))
}

/// `Some(true)` in the upper margin, `Some(false)` in the lower.
fn in_margin(line: &Line, height: f32) -> Option<bool> {
    let middle = (line.bounds.top + line.bounds.bottom) / 2.0;
    if middle <= MARGIN * height {
        Some(true)
    } else if middle >= (1.0 - MARGIN) * height {
        Some(false)
    } else {
        None
    }
}

fn is_text(line: &Line) -> bool {
    matches!(line.role, LineRole::Body | LineRole::PageNumber)
}

fn are_level(a: &Line, b: &Line) -> bool {
    let shared = a.bounds.bottom.min(b.bounds.bottom) - a.bounds.top.max(b.bounds.top);
    shared >= 0.5 * a.bounds.height().min(b.bounds.height())
}

fn median_height(lines: &[Line]) -> f32 {
    let mut heights: Vec<f32> =
        lines.iter().filter(|line| is_text(line)).map(|line| line.bounds.height()).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(0.0)
}

fn slice(text: &str, line: &Line) -> String {
    text.chars().skip(line.start).take(line.end.saturating_sub(line.start)).collect()
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// `3`, `- 3 -`, `3/5`, `第3页`, `第三页 共五页`, `共5页，第3页`, `Page 3 of 5`.
fn is_page_number(text: &str) -> bool {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
    if squeezed.is_empty() || squeezed.chars().count() > LONGEST {
        return false;
    }
    let bare =
        squeezed.trim_matches(['-', '—', '–', '－', '·', '•', '~', '～', '(', ')', '（', '）']);
    let is_digits =
        |text: &str| (1..=4).contains(&text.chars().count()) && text.chars().all(is_digit);
    if is_digits(bare) {
        return true;
    }
    if let Some((page, pages)) = bare.split_once(['/', '／']).filter(|_| !bare.contains('页')) {
        return is_digits(page) && is_digits(pages);
    }
    let lower = bare.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("page") {
        return rest.split("of").all(is_digits);
    }
    // Each part is 第…页 or 共…页; what joins them is a sign or nothing.
    let mut parts = bare.split('页').filter(|part| !part.is_empty()).peekable();
    let is_part = |part: &str| {
        let part = part.trim_start_matches([',', '，', '、', '/', '／', '|', '(', '（']);
        let number = part.strip_prefix('第').or_else(|| part.strip_prefix('共'));
        number.is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| is_digit(c) || is_numeral(c))
        })
    };
    bare.ends_with('页') && parts.peek().is_some() && parts.all(is_part)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use anjian_core::{Bounds, PageLayout, TextSource};

    use super::*;

    /// A page of lines `(text, top, height)`.
    fn page(lines: &[(&str, f32, f32)]) -> ExtractedPage {
        let mut text = String::new();
        let mut placed = Vec::new();
        for (words, top, height) in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.chars().count();
            text.push_str(words);
            placed.push(Line {
                start,
                end: text.chars().count(),
                bounds: Bounds { left: 90.0, top: *top, right: 300.0, bottom: top + height },
                role: LineRole::Body,
                source: TextSource::TextLayer,
                confidence: None,
            });
        }
        let layout =
            PageLayout { width: 595.0, height: 842.0, lines: placed, ..PageLayout::default() };
        ExtractedPage { text, layout: Some(layout) }
    }

    fn roles(page: &ExtractedPage) -> Vec<LineRole> {
        page.layout.iter().flat_map(|layout| &layout.lines).map(|line| line.role).collect()
    }

    #[test]
    fn numbers_of_pages_have_many_forms() {
        for number in [
            "3",
            "- 3 -",
            "—12—",
            "3/5",
            "第 3 页",
            "第三页",
            "第 3 页 共 5 页",
            "共5页，第3页",
            "第3页/共5页",
            "第三页（共五页）",
            "Page 3 of 5",
            "１２",
        ] {
            assert!(is_page_number(number), "{number}");
        }
        for other in ["", "页", "第三条", "2024年4月8日", "12345", "第三人民医院", "共计3件", "3件"]
        {
            assert!(!is_page_number(other), "{other}");
        }
    }

    #[test]
    fn a_page_number_stands_in_the_margin() {
        let mut numbered = page(&[("正文第一行", 100.0, 12.0), ("第 3 页 共 5 页", 800.0, 9.0)]);
        let mut within = page(&[("正文第一行", 100.0, 12.0), ("3", 400.0, 12.0)]);
        for read in [&mut numbered, &mut within] {
            let layout = read.layout.as_mut().expect("a layout");
            mark_page_numbers(&read.text, &mut layout.lines, layout.height);
        }
        assert_eq!(roles(&numbered), [LineRole::Body, LineRole::PageNumber]);
        assert_eq!(roles(&within), [LineRole::Body, LineRole::Body]);
    }

    #[test]
    fn running_heads_repeat_in_small_print() {
        let read = |number: u32| {
            let title = ["讯问笔录", "询问笔录", "拘留证"][number as usize % 3];
            page(&[
                ("陇河县公安局刑事侦查卷宗", 40.0, 9.0),
                (title, 70.0, 22.0),
                ("正文", 300.0, 14.0),
                ("正文", 320.0, 14.0),
                (&format!("被讯问人（签名）第{number}页"), 790.0, 12.0),
                (&format!("第{number}页"), 810.0, 12.0),
            ])
        };
        let mut pages: Vec<ExtractedPage> = (1..=4).map(read).collect();
        for page in &mut pages {
            let layout = page.layout.as_mut().expect("a layout");
            mark_page_numbers(&page.text, &mut layout.lines, layout.height);
        }
        mark_running_lines(&mut pages);
        for page in &pages {
            assert_eq!(
                roles(page),
                [
                    LineRole::Header,
                    LineRole::Body,
                    LineRole::Body,
                    LineRole::Body,
                    LineRole::Footer,
                    LineRole::PageNumber
                ]
            );
        }
        let mut two: Vec<ExtractedPage> = (1..=2).map(read).collect();
        mark_running_lines(&mut two);
        assert!(roles(&two[0]).iter().all(|role| *role == LineRole::Body));
    }

    #[test]
    fn titles_of_short_papers_are_no_running_heads() {
        let read =
            |_| page(&[("拘留证", 60.0, 22.0), ("正文", 300.0, 14.0), ("正文", 320.0, 14.0)]);
        let mut pages: Vec<ExtractedPage> = (0..4).map(read).collect();
        mark_running_lines(&mut pages);
        assert_eq!(roles(&pages[0])[0], LineRole::Body);
    }
}
