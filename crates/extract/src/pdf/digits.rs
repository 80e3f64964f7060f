//! Whether the fonts of a page draw the digits they say.
//!
//! A file that shows one day and says another maps the glyph of an 8 to a 9. Where the page has a
//! true 9 too, two glyphs of one font say the same digit; where one glyph says two, it lies at least
//! once. Both are seen without drawing anything.

use std::collections::HashMap;

use hayro::hayro_interpret::font::OutlineGlyph;

use super::glyph::Said;

/// What the digits seen so far are drawn with.
#[derive(Debug, Default)]
pub(super) struct Digits {
    /// What each glyph says.
    said: HashMap<u128, char>,
    /// The glyph of each digit of a font.
    drawn: HashMap<(u128, char), u128>,
    is_odd: bool,
}

impl Digits {
    /// True where a glyph says two digits, a digit has two glyphs in one font, or none is drawn.
    pub fn are_odd(&self) -> bool {
        self.is_odd
    }

    /// Takes note of a glyph that says `text`.
    pub fn see(&mut self, glyph: &OutlineGlyph, text: &Said) {
        let Said::Char(digit) = *text else { return };
        if self.is_odd || !digit.is_ascii_digit() {
            return;
        }
        let outline = glyph.identifier().cache_key();
        if let Some(said) = self.said.get(&outline) {
            self.is_odd = *said != digit;
            return;
        }
        let ink = !glyph.outline().elements().is_empty();
        let font = glyph.font_data().map(|font| font.cache_key);
        self.see_new(outline, font, digit, ink);
    }

    fn see_new(&mut self, outline: u128, font: Option<u128>, digit: char, has_ink: bool) {
        self.said.insert(outline, digit);
        let other = font.and_then(|font| self.drawn.insert((font, digit), outline));
        self.is_odd |= other.is_some() || !has_ink;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_has_one_glyph_in_a_font() {
        let mut digits = Digits::default();
        digits.see_new(1, Some(7), '8', true);
        digits.see_new(2, Some(7), '9', true);
        digits.see_new(3, Some(5), '9', true);
        assert!(!digits.are_odd());
        digits.see_new(4, Some(7), '9', true);
        assert!(digits.are_odd());
    }

    #[test]
    fn a_digit_without_ink_is_odd() {
        let mut digits = Digits::default();
        digits.see_new(1, None, '8', false);
        assert!(digits.are_odd());
    }
}
