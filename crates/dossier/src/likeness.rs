//! Answers compared between records: copied ones share long runs word for word (笔录雷同).
//!
//! Only answers count: questions follow one outline. Runs of chars are compared without punctuation
//! and white space; two records are looked at closely only where they share many long runs, so that a
//! dossier of hundreds of records stays cheap.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use anjian_core::likeness::RecordLikeness;

use crate::form::Form;

/// Chars of a run that two records share only when one was copied, with what stands around it.
const LONG_RUN: usize = 24;
/// Chars of a run beside a long one, in the same order.
const BESIDE_RUN: usize = 8;
/// Times that what stands beside a shared run is searched for further ones.
const DEEPEST: usize = 6;
/// Chars of the runs by which likeness is measured (5-gram).
const SHORT_RUN: usize = 5;
/// Long runs that two records share before they are compared in full.
const SHARED_RUNS: usize = 40;
/// Answers shorter than this say yes or no, and tell nothing.
const TELLING_CHARS: usize = 30;
/// Longest answers of a record that are compared; more is left out.
const LONGEST: usize = 12_000;

/// The answers of one record, squeezed, with the way back to the reading.
pub struct Answers {
    document: usize,
    chars: Vec<char>,
    /// Byte range of each char in the reading.
    places: Vec<Range<usize>>,
    /// Index of the first char of each answer.
    starts: Vec<usize>,
    long_runs: HashSet<u64>,
}

/// Reads the telling answers of the record that `form` is.
pub fn read_answers(form: &Form<'_>) -> Answers {
    let text = form.text();
    let mut answers = Answers {
        document: form.index,
        chars: Vec::new(),
        places: Vec::new(),
        starts: Vec::new(),
        long_runs: HashSet::new(),
    };
    let mut start = 0;
    let mut is_answer = false;
    for line in text.split('\n') {
        if line.starts_with('问') {
            is_answer = false;
        } else if line.starts_with('答') {
            is_answer = true;
        } else if line.starts_with("以上笔录") || line.contains("（捺") {
            is_answer = false;
        }
        let telling = line.chars().count() >= TELLING_CHARS;
        if line.starts_with('答') {
            answers.starts.push(answers.chars.len());
        }
        if is_answer && telling && !is_formula(line) && answers.chars.len() < LONGEST {
            for (at, c) in line.char_indices().skip(2) {
                if c.is_alphanumeric() {
                    answers.chars.push(c);
                    answers.places.push(start + at..start + at + c.len_utf8());
                }
            }
        }
        start += line.len() + 1;
    }
    answers.long_runs = answers.chars.windows(LONG_RUN).map(hash).collect();
    answers
}

/// Answers to the telling of rights are alike in all records.
fn is_formula(line: &str) -> bool {
    ["权利义务", "告知书", "申请回避", "如实回答", "法律责任", "委托辩护"]
        .iter()
        .any(|word| line.contains(word))
}

/// Every pair of records of different people, or of one, that share long runs.
pub fn compare(all: &[Answers], forms: &[Form<'_>]) -> Vec<RecordLikeness> {
    let mut owners: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, answers) in all.iter().enumerate() {
        for run in &answers.long_runs {
            owners.entry(*run).or_default().push(at);
        }
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for list in owners.values().filter(|list| (2..=20).contains(&list.len())) {
        for (at, first) in list.iter().enumerate() {
            for second in &list[at + 1..] {
                let pair = (*first.min(second), *first.max(second));
                *shared.entry(pair).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = shared
        .into_iter()
        .filter(|(_, count)| *count >= SHARED_RUNS)
        .map(|(pair, _)| pair)
        .collect();
    pairs.sort_unstable();
    pairs
        .into_iter()
        .filter_map(|(first, second)| likeness(all.get(first)?, all.get(second)?, forms))
        .collect()
}

fn likeness(first: &Answers, second: &Answers, forms: &[Form<'_>]) -> Option<RecordLikeness> {
    let (at, other, length) = longest_common(&first.chars, &second.chars);
    let quote = |answers: &Answers, start: usize| {
        let from = answers.places.get(start)?.start;
        let to = answers.places.get(start + length.checked_sub(1)?)?.end;
        forms.get(answers.document)?.reading.quote(from..to)
    };
    let run: String = first.chars.get(at..at + length)?.iter().collect();
    Some(RecordLikeness {
        first: first.document,
        second: second.document,
        similarity_percent: similarity(&first.chars, &second.chars),
        answer_percent: similarity(first.answer_at(at), second.answer_at(other)),
        common_chars: length,
        shared_chars: shared_chars(&first.chars, &second.chars, DEEPEST),
        shared_slips: slips(&run, [first.document, second.document], forms),
        first_quote: quote(first, at),
        second_quote: quote(second, other),
    })
}

impl Answers {
    /// The answer that char `at` belongs to.
    fn answer_at(&self, at: usize) -> &[char] {
        let next = self.starts.partition_point(|start| *start <= at);
        let start = next.checked_sub(1).and_then(|own| self.starts.get(own)).copied().unwrap_or(0);
        let end = self.starts.get(next).copied().unwrap_or(self.chars.len());
        self.chars.get(start..end).unwrap_or(&[])
    }
}

/// Shared five-char runs in percent of all of both (Jaccard).
fn similarity(first: &[char], second: &[char]) -> i64 {
    let grams = |chars: &[char]| -> HashSet<u64> { chars.windows(SHORT_RUN).map(hash).collect() };
    let (own, others) = (grams(first), grams(second));
    let common = own.intersection(&others).count();
    i64::try_from(common * 100 / own.union(&others).count().max(1)).unwrap_or(0)
}

/// Chars of all long runs that both carry in one order: a copy with a word changed here and there
/// ("带着孩子" to "带着材料") is one still.
fn shared_chars(first: &[char], second: &[char], depth: usize) -> usize {
    let (at, other, length) = longest_common(first, second);
    let least = if depth == DEEPEST { LONG_RUN } else { BESIDE_RUN };
    if length < least || depth == 0 {
        return 0;
    }
    let before = shared_chars(&first[..at], &second[..other], depth - 1);
    let after = shared_chars(&first[at + length..], &second[other + length..], depth - 1);
    before + length + after
}

/// Words of three chars in `run` that no other paper has while several have them with one other char
/// in the middle place: 杀车声 beside 刹车声. A slip of the pen does not come twice by itself.
fn slips(run: &str, own: [usize; 2], forms: &[Form<'_>]) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    let others: Vec<&str> =
        forms.iter().filter(|form| !own.contains(&form.index)).map(|form| form.text()).collect();
    // Trigrams of the other papers by their first and last char.
    let mut between: HashMap<(char, char), HashMap<char, usize>> = HashMap::new();
    for text in &others {
        let text: Vec<char> = text.chars().collect();
        for window in text.windows(3) {
            if let [first, middle, last] = window {
                *between.entry((*first, *last)).or_default().entry(*middle).or_default() += 1;
            }
        }
    }
    let mut found: Vec<String> = Vec::new();
    for window in chars.windows(3) {
        let [first, middle, last] = window else { continue };
        let is_word = window.iter().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let Some(middles) = between.get(&(*first, *last)).filter(|_| is_word) else { continue };
        let is_known = middles.contains_key(middle);
        let usual = middles.values().max().copied().unwrap_or(0);
        if !is_known && usual >= 4 && middles.len() <= 2 {
            let word: String = window.iter().collect();
            if !found.contains(&word) && found.len() < 6 {
                found.push(word);
            }
        }
    }
    found
}

/// Start in both and length of the longest run that both carry.
fn longest_common(first: &[char], second: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut previous = vec![0usize; second.len() + 1];
    for (at, a) in first.iter().enumerate() {
        let mut row = vec![0usize; second.len() + 1];
        for (other, b) in second.iter().enumerate() {
            if a == b {
                let length = previous.get(other).copied().unwrap_or(0) + 1;
                row[other + 1] = length;
                if length > best.2 {
                    best = (at + 1 - length, other + 1 - length, length);
                }
            }
        }
        previous = row;
    }
    best
}

/// A hash of a run of chars (FNV-1a); a rare clash costs one comparison more.
fn hash(run: &[char]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_common_run() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (first, second) = (chars("我在路口东北角乘凉"), chars("他说在路口东北角等车"));
        assert_eq!(longest_common(&first, &second), (1, 2, 6));
        assert_eq!(longest_common(&[], &second), (0, 0, 0));
    }

    #[test]
    fn a_word_changed_in_a_copy_parts_no_copy() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let first = chars(
            "那天早上我在粮站门口排队卖玉米忽然听见后面有人大声吵架甲回头看见穿蓝衣服的男子把老人推倒在水泥台阶上然后跑了",
        );
        let second = chars(
            "那天早上我在粮站门口排队卖玉米忽然听见后面有人大声吵架乙回头看见穿蓝衣服的男子把老人推倒在水泥台阶上然后跑了",
        );
        assert_eq!(shared_chars(&first, &second, DEEPEST), first.len() - 1);
        assert!(similarity(&first, &second) >= 80);
        assert_eq!(shared_chars(&first, &chars("我没看见"), DEEPEST), 0);
    }
}
