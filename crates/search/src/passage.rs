//! Cuts a page into passages: what a search finds and an answer quotes.

use std::ops::Range;

use anjian_core::Page;

/// Fewest chars a passage should have before a plain sentence end closes it.
const MIN_PASSAGE_CHARS: usize = 100;
/// Most chars a passage has.
pub const MAX_PASSAGE_CHARS: usize = 300;

/// How well a place is suited to cut; later is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    /// End of a line.
    Line,
    /// End of a sentence.
    Sentence,
    /// End of a sentence that ends its line.
    Paragraph,
    /// Before a question of a record (问：) or an empty line.
    Exchange,
}

/// Cuts `page` into char ranges of up to [`MAX_PASSAGE_CHARS`], in order and without overlap.
/// A question stays with its answer where both fit. White space alone makes no passage;
/// everything else of the page is in exactly one.
pub fn split_passages(page: &Page) -> Vec<Range<usize>> {
    let chars: Vec<char> = page.text.chars().collect();
    let cuts = find_cuts(&chars);
    let mut passages = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let end = passage_end(start, chars.len(), &cuts);
        if chars[start..end].iter().any(|c| !c.is_whitespace()) {
            passages.push(start..end);
        }
        start = end;
    }
    passages
}

/// The end of the passage that begins at `start`: the best cut, the earliest of equals.
fn passage_end(start: usize, page_end: usize, cuts: &[(usize, Cut)]) -> usize {
    let latest = (start + MAX_PASSAGE_CHARS).min(page_end);
    let earliest = start + MIN_PASSAGE_CHARS;
    let from = cuts.partition_point(|(at, _)| *at < earliest);
    let to = cuts.partition_point(|(at, _)| *at <= latest);
    // A page's rest that fits is cut only where an exchange or a paragraph ends.
    let least = if latest == page_end { Cut::Paragraph } else { Cut::Line };
    cuts.get(from..to)
        .unwrap_or_default()
        .iter()
        .filter(|(_, cut)| *cut >= least)
        .rev()
        .max_by_key(|(_, cut)| *cut)
        .map_or(latest, |(at, _)| *at)
}

/// Places to cut, ascending; a place is the char that begins the next passage.
fn find_cuts(chars: &[char]) -> Vec<(usize, Cut)> {
    let mut cuts = Vec::new();
    for at in 1..chars.len() {
        let (before, after) = (chars[at - 1], chars[at]);
        if before == '\n' {
            cuts.push((at, cut_before_line(chars, at)));
        } else if ends_sentence(before) && !ends_sentence(after) && after != '\n' && !closes(after)
        {
            cuts.push((at, Cut::Sentence));
        }
    }
    cuts
}

fn cut_before_line(chars: &[char], at: usize) -> Cut {
    let line: Vec<char> = chars[at..].iter().copied().take_while(|c| *c != '\n').collect();
    let words: Vec<char> = line.iter().copied().filter(|c| !c.is_whitespace()).take(2).collect();
    if words.is_empty() || matches!(words[..], ['问', '：' | ':' | '?' | '？']) {
        return Cut::Exchange;
    }
    let last = chars[..at].iter().rev().find(|c| !c.is_whitespace() && !closes(**c));
    let answer_follows = matches!(words[..], ['答', '：' | ':']);
    if last.is_some_and(|c| ends_sentence(*c)) && !answer_follows {
        Cut::Paragraph
    } else {
        Cut::Line
    }
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '"')
}

#[cfg(test)]
mod tests {
    use anjian_core::{FilePages, Quote};
    use proptest::prelude::*;

    use super::*;

    fn page(text: &str) -> Page {
        FilePages::unpaged("a.txt", text.to_owned()).pages.remove(0)
    }

    fn texts(page: &Page) -> Vec<String> {
        split_passages(page)
            .into_iter()
            .filter_map(|range| Quote::at(page, range))
            .map(|quote| quote.text().to_owned())
            .collect()
    }

    #[test]
    fn a_question_stays_with_its_answer() {
        let long_answer = "后窗。护栏的钢筋剪断了两根，".repeat(6);
        let exchange = |n: usize| format!("问：第{n}次的经过？\n答：{long_answer}都没有拆封。\n");
        let record = page(&format!("询问笔录\n{}{}{}", exchange(1), exchange(2), exchange(3)));
        let passages = texts(&record);
        assert_eq!(passages.len(), 3, "{passages:#?}");
        assert!(passages[0].starts_with("询问笔录\n问：第1次") && passages[0].ends_with("拆封。"));
        assert!(passages[1].starts_with("问：第2次"), "{passages:#?}");
        assert!(passages[2].starts_with("问：第3次"), "{passages:#?}");
    }

    #[test]
    fn text_without_any_end_is_cut_at_the_limit() {
        let passages = split_passages(&page(&"案".repeat(650)));
        assert_eq!(passages, [0..300, 300..600, 600..650]);
    }

    #[test]
    fn a_short_page_is_one_passage_and_a_blank_one_none() {
        assert_eq!(texts(&page("拘留证\n\n沙公刑拘字〔2025〕12号\n")).len(), 1);
        assert!(split_passages(&page(" \n\u{3000}\n")).is_empty());
    }

    proptest! {
        #[test]
        fn passages_tile_the_page(text in "(问：|答：|[一-十a。；？“” \n]){0,900}") {
            let page = page(&text);
            let total = page.text.chars().count();
            let passages = split_passages(&page);
            let mut covered = vec![0_u8; total];
            let mut last_end = 0;
            for range in passages {
                prop_assert!(range.start >= last_end && range.end <= total);
                prop_assert!(!range.is_empty() && range.len() <= MAX_PASSAGE_CHARS);
                last_end = range.end;
                for place in &mut covered[range.clone()] { *place += 1; }
                let quote = Quote::at(&page, range).expect("a passage is not blank");
                prop_assert!(quote.is_verbatim_on(&page));
            }
            for (c, times) in page.text.chars().zip(covered) {
                prop_assert!(times == 1 || (times == 0 && c.is_whitespace()));
            }
        }
    }
}
