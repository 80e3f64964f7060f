//! How alike a page read is to the page as written.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// NFKC without white space: full-width digits and radicals count as what they mean, line breaks
/// as nothing.
pub fn normalise(text: &str) -> Vec<char> {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Sums over pages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Likeness {
    edits: usize,
    longer: usize,
    shared: usize,
    both: usize,
}

impl Likeness {
    /// Adds a page as written and as read.
    pub fn add(&mut self, written: &str, read: &str) {
        let (written, read) = (normalise(written), normalise(read));
        self.edits += edits(&written, &read);
        self.longer += written.len().max(read.len());
        self.shared += shared(&written, &read);
        self.both += written.len() + read.len();
    }

    /// One less the edits (insertions, deletions, substitutions) for each character of the longer
    /// text: in reading order.
    pub fn similarity(&self) -> f64 {
        1.0 - share(self.edits, self.longer)
    }

    /// Characters right, whatever their order: twice those shared for each of both texts.
    pub fn unordered(&self) -> f64 {
        if self.both == 0 { 1.0 } else { share(2 * self.shared, self.both) }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn shared(a: &[char], b: &[char]) -> usize {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for c in a {
        *counts.entry(*c).or_default() += 1;
    }
    b.iter()
        .filter(|c| match counts.get_mut(c) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count()
}

/// Levenshtein's distance by Myers' bit vectors in blocks of 64 (Hyyrö 2003): a page of a
/// thousand characters takes microseconds.
fn edits(a: &[char], b: &[char]) -> usize {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let blocks = a.len().div_ceil(64);
    let mut places: HashMap<char, Vec<u64>> = HashMap::new();
    for (at, c) in a.iter().enumerate() {
        places.entry(*c).or_insert_with(|| vec![0; blocks])[at / 64] |= 1 << (at % 64);
    }
    let nowhere = vec![0; blocks];
    let (mut rises, mut falls) = (vec![u64::MAX; blocks], vec![0u64; blocks]);
    let last = 1u64 << ((a.len() - 1) % 64);
    let mut distance = a.len();
    for c in b {
        let matches = places.get(c).unwrap_or(&nowhere);
        // Going from one block to the next, a column's difference of +1 or −1 is carried.
        let (mut rise_in, mut fall_in) = (1u64, 0u64);
        for block in 0..blocks {
            let (rise, fall) = (rises[block], falls[block]);
            let vertical = matches[block] | fall;
            let equal = matches[block] | fall_in;
            let horizontal = ((equal & rise).wrapping_add(rise) ^ rise) | equal;
            let mut up = fall | !(horizontal | rise);
            let mut down = rise & horizontal;
            let top = if block + 1 == blocks { last } else { 1 << 63 };
            let (rise_out, fall_out) = (u64::from(up & top != 0), u64::from(down & top != 0));
            up = (up << 1) | rise_in;
            down = (down << 1) | fall_in;
            rises[block] = down | !(vertical | up);
            falls[block] = up & vertical;
            (rise_in, fall_in) = (rise_out, fall_out);
        }
        distance = distance + rise_in as usize - fall_in as usize;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook's table.
    fn edits_by_table(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut corner = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let replaced = corner + usize::from(x != y);
                corner = row[j + 1];
                row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
            }
        }
        row[b.len()]
    }

    #[test]
    fn edits_are_those_of_the_table() {
        let mut state = 7u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) % below
        };
        for _ in 0..400 {
            let alphabet = 2 + next(30);
            let mut text = |longest: u64| -> Vec<char> {
                let length = next(longest);
                (0..length).map(|_| char::from(b'A' + next(alphabet) as u8)).collect()
            };
            let (a, b) = (text(200), text(200));
            assert_eq!(edits(&a, &b), edits_by_table(&a, &b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn likeness_is_of_what_text_means() {
        let of = |written, read| {
            let mut likeness = Likeness::default();
            likeness.add(written, read);
            (likeness.similarity(), likeness.unordered())
        };
        assert_eq!(of("１２ 元\n整", "12元整"), (1.0, 1.0));
        assert_eq!(of("甲乙丙丁", "丙丁甲乙"), (0.0, 1.0));
        assert_eq!(of("甲乙丙丁", "甲乙丙"), (0.75, 6.0 / 7.0));
        assert_eq!(of("甲乙", ""), (0.0, 0.0));
        assert_eq!(of("", ""), (1.0, 1.0));
    }
}
