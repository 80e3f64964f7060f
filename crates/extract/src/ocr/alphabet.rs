//! The chars a recogniser knows.

use encoding_rs::GBK;

/// Chars by class: 0 is "no char", the last one a space.
pub(crate) struct Alphabet {
    chars: Vec<String>,
    /// Whether a class is of the simplified set, so that twins are told apart quickly.
    is_simplified: Vec<bool>,
}

impl Alphabet {
    /// From the model's list, one char a line.
    pub(super) fn new(list: &str) -> Self {
        let mut chars = vec![String::new()];
        chars.extend(list.lines().map(str::to_owned));
        chars.push(" ".to_owned());
        let is_simplified = chars.iter().map(|char| is_simplified(char)).collect();
        Self { chars, is_simplified }
    }

    pub(super) fn char(&self, class: usize) -> Option<&str> {
        self.chars.get(class).map(String::as_str)
    }

    /// `class` itself where it is simplified; else the likeliest simplified char of `step` if it has
    /// at least the probability `enough`.
    pub(super) fn simplified(&self, class: usize, step: &[f32], enough: f32) -> usize {
        if self.is_simplified.get(class).is_none_or(|is| *is) {
            return class;
        }
        let twins = step.iter().enumerate().skip(1);
        let best = twins
            .filter(|(twin, probability)| {
                **probability >= enough && self.is_simplified.get(*twin).is_some_and(|is| *is)
            })
            .max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(class, |(twin, _)| twin)
    }
}

/// True for what isn't Han, and for the Han chars of GB 2312, the simplified set.
fn is_simplified(char: &str) -> bool {
    let is_han = char.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
    match GBK.encode(char).0.as_ref() {
        [0xB0..=0xF7, 0xA1..=0xFF] => true,
        _ => !is_han,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb_2312_is_the_simplified_set() {
        for char in ["盗", "A", "，", "1", ""] {
            assert!(is_simplified(char), "{char}");
        }
        for char in ["盜", "喆", "㐂"] {
            assert!(!is_simplified(char), "{char}");
        }
    }
}
