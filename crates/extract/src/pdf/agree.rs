//! Whether a text layer and what was recognised on the page say the same.
//!
//! Recognition errs: a line differs only where it errs in a way recognition would not, in a digit,
//! in a name, or in much of its words.

use anjian_core::{Bounds, Line, LineRole};

use super::radicals::repair;

/// Lower lines, in points, are too small to be recognised.
const SMALLEST: f32 = 6.0;
/// Chars of a line compared.
const LONGEST: usize = 200;
/// A line's confidence is the mean of its characters': 0.99 of fifty leaves room for half a character
/// misread. Characters that differ beyond that room, and by more than this, do differ.
const MARGIN: f32 = 0.6;
/// Recognition seldom misreads a digit, so this much more room would be needed to explain one.
const DIGIT: f32 = 1.0;
/// Below this confidence nothing is.
const GUESS: f32 = 0.6;
/// From this share of its characters on a line is another line.
const MUCH: f32 = 0.3;
/// Signs that look alike, to a reader and to recognition.
const ALIKE: [&str; 17] = [
    "0oO〇○零",
    "1lI丨",
    "2zZ",
    "5sS",
    "8B",
    "末未",
    "己已巳",
    "土士",
    "日曰",
    "人入八",
    "干千于",
    "大太犬",
    "口囗",
    "一丶",
    "免兔",
    "账帐",
    "问间闻同",
];

/// Words of the layer and what stands on the page in their place.
#[derive(Debug, PartialEq)]
pub(super) struct Differing {
    pub layer: String,
    /// Empty where nothing was recognised there.
    pub shown: String,
}

/// A page's text and its lines.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub text: &'r str,
    pub lines: &'r [Line],
}

/// The lines of `layer` that `seen`, recognised on the page, contradicts.
pub(super) fn differing(layer: Reading<'_>, seen: Reading<'_>) -> Vec<Differing> {
    let layer_chars: Vec<char> = layer.text.chars().collect();
    let seen_chars: Vec<char> = seen.text.chars().collect();
    let mut found = Vec::new();
    for line in layer.lines {
        let words = slice(&layer_chars, line);
        let Some(plain) = readable_words(&layer_chars, line) else { continue };
        let mut near: Vec<&Line> =
            seen.lines.iter().filter(|other| overlap(line.bounds, other.bounds)).collect();
        near.sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
        let shown: Vec<char> =
            near.iter().flat_map(|line| slice(&seen_chars, line)).copied().collect();
        let confidence = near.iter().filter_map(|line| line.confidence).fold(1.0, f32::min);
        if contradicts(&plain, &self::plain(&shown), confidence) {
            found.push(Differing {
                layer: words.iter().collect(),
                shown: shown.into_iter().collect(),
            });
        }
    }
    found
}

/// The letters and digits of a line of the layer that recognition could read.
pub(super) fn readable_words(chars: &[char], line: &Line) -> Option<Vec<char>> {
    let plain = plain(slice(chars, line));
    let is_readable =
        plain.len() >= 2 && line.role != LineRole::Watermark && is_readable(line, plain.len());
    is_readable.then_some(plain)
}

/// True where what was recognised in the place of `words` is sure and no other than they.
pub(super) fn is_shown(words: &[char], shown: &str, confidence: f32) -> bool {
    let shown: Vec<char> = shown.chars().collect();
    confidence >= GUESS && !contradicts(&plain(words), &plain(&shown), confidence)
}

fn slice<'c>(chars: &'c [char], line: &Line) -> &'c [char] {
    chars.get(line.start..line.end).unwrap_or(&[])
}

/// True of a line that recognition could read: upright print, not too small.
fn is_readable(line: &Line, chars: usize) -> bool {
    let (width, height) = (line.bounds.width(), line.bounds.height());
    let is_sideways = chars > 2 && height > 1.5 * width;
    !is_sideways && width.min(height) >= SMALLEST
}

/// Letters and digits alone, one form of each.
fn plain(words: &[char]) -> Vec<char> {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        other => repair(other),
    };
    words.iter().copied().filter(|c| c.is_alphanumeric()).map(narrow).take(LONGEST).collect()
}

/// True where boxes share a good part of their height and some of their width.
fn overlap(a: Bounds, b: Bounds) -> bool {
    let down = a.bottom.min(b.bottom) - a.top.max(b.top);
    let across = a.right.min(b.right) - a.left.max(b.left);
    down >= 0.4 * a.height().min(b.height()) && across > 0.0
}

fn contradicts(layer: &[char], shown: &[char], confidence: f32) -> bool {
    if shown.is_empty() {
        return true;
    }
    if confidence < GUESS {
        return false;
    }
    let edits = edits(layer, shown);
    let is_digit = |c: Option<char>| c.is_some_and(is_number);
    let digits = edits.iter().filter(|(a, b)| is_digit(*a) || is_digit(*b)).count();
    let others = edits.len() - digits;
    let room = (1.0 - confidence) * shown.len() as f32;
    (digits > 0 && digits as f32 + DIGIT > room)
        || (others > 0 && others as f32 > room + MARGIN)
        || edits.len() as f32 >= (MUCH * layer.len() as f32).max(2.0)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟".contains(c)
}

fn are_alike(a: char, b: char) -> bool {
    a.eq_ignore_ascii_case(&b) || ALIKE.iter().any(|group| group.contains(a) && group.contains(b))
}

/// Least changes that make `layer` a part of `shown`: what stands in its place, or nothing, or what
/// stands between.
fn edits(layer: &[char], shown: &[char]) -> Vec<(Option<char>, Option<char>)> {
    let width = shown.len() + 1;
    // Cost of the layer's first `i` chars against a part of the page that ends at `j`.
    let mut cost = vec![0u16; (layer.len() + 1) * width];
    for i in 1..=layer.len() {
        cost[i * width] = i as u16;
        for j in 1..width {
            let differs = u16::from(!are_alike(layer[i - 1], shown[j - 1]));
            cost[i * width + j] = (cost[(i - 1) * width + j - 1] + differs)
                .min(cost[(i - 1) * width + j] + 1)
                .min(cost[i * width + j - 1] + 1);
        }
    }
    let last = &cost[layer.len() * width..];
    let mut j = (0..width).rev().min_by_key(|j| last[*j]).unwrap_or(0);
    let mut i = layer.len();
    let mut edits = Vec::new();
    while i > 0 {
        let here = cost[i * width + j];
        if j > 0 {
            let differs = u16::from(!are_alike(layer[i - 1], shown[j - 1]));
            if here == cost[(i - 1) * width + j - 1] + differs {
                (i, j) = (i - 1, j - 1);
                if differs > 0 {
                    edits.push((Some(layer[i]), Some(shown[j])));
                }
                continue;
            }
        }
        if here == cost[(i - 1) * width + j] + 1 {
            i -= 1;
            edits.push((Some(layer[i]), None));
        } else {
            j -= 1;
            edits.push((None, Some(shown[j])));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contradicted(layer: &str, shown: &str, confidence: f32) -> bool {
        let chars = |text: &str| plain(&text.chars().collect::<Vec<char>>());
        contradicts(&chars(layer), &chars(shown), confidence)
    }

    #[test]
    fn what_recognition_gets_wrong_is_no_difference() {
        for (layer, shown, confidence) in [
            ("于2024年4月8日拘留", "于2024年4月8日 拘留", 0.99),
            // The recognised line goes on beyond the layer's.
            ("拘留", "于2024年4月8日拘留。现羁押于看守所", 0.99),
            ("期末考试", "期未考试", 0.99),
            ("犯罪嫌疑人冉小兵于当日到案", "犯罪嫌疑人再小兵于当日到案", 0.95),
            ("被讯问人于当日七时到达", "被讯间人于当日七时到达", 0.99),
            ("编号O12", "编号012", 0.99),
            ("２０２４年", "2024年", 0.99),
        ] {
            assert!(!contradicted(layer, shown, confidence), "{layer} / {shown}");
        }
    }

    #[test]
    fn other_days_and_names_are() {
        for (layer, shown, confidence) in [
            ("于2024年4月8日拘留", "于2024年4月9日拘留", 0.9),
            ("四月八日", "四月九日", 0.9),
            ("金额100元", "金额10元", 0.9),
            ("金额10元", "金额100元", 0.9),
            ("犯罪嫌疑人马占林", "犯罪嫌疑人马占山", 0.99),
            ("未经允许擅自进入他人住宅", "经本人同意进入他的房屋里", 0.7),
            ("不应当出现的文字", "", 1.0),
        ] {
            assert!(contradicted(layer, shown, confidence), "{layer} / {shown}");
        }
    }
}
