//! Statements of a person's birth and ID number, each as one paper gives them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// What one paper says of one person's identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityStatement {
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Who.
    pub person: String,
    /// Birth (出生日期).
    pub birth: Option<Date>,
    /// Its words.
    pub birth_quote: Option<Quote>,
    /// True where the paper says the day is of the lunar calendar (农历).
    pub is_lunar: bool,
    /// True where the paper corrects it on its face (更正).
    pub is_corrected: bool,
    /// True where the paper also cites an independent register: 出生医学证明, 学籍, 接生登记 …
    pub is_corroborated: bool,
    /// 公民身份号码
    pub id_number: Option<String>,
    /// Its words.
    pub id_quote: Option<Quote>,
}

/// Weights of the first 17 digits (GB 11643).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by remainder (GB 11643).
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// True where the last character of an 18-digit ID number fits the others (校验位).
pub fn has_valid_checksum(id: &str) -> bool {
    let digits: Vec<u32> = id.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
    let last = id.chars().nth(17).map(|c| c.to_ascii_uppercase());
    if digits.len() != 17 || id.chars().count() != 18 {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    last == CHECKS.get((sum % 11) as usize).copied()
}

/// The birth that an 18-digit ID number carries.
pub fn birth_of_id(id: &str) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| id.get(range)?.parse::<i16>().ok();
    let month = i8::try_from(number(10..12)?).ok()?;
    let day = i8::try_from(number(12..14)?).ok()?;
    Date::new(number(6..10)?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn checks_the_last_character() {
        assert!(has_valid_checksum("11010519491231002X"));
        assert!(!has_valid_checksum("110105194912310021"));
        assert!(!has_valid_checksum("1101051949123100"));
        assert_eq!(birth_of_id("11010519491231002X"), Some(date(1949, 12, 31)));
        assert_eq!(birth_of_id("110105194913310021"), None);
    }
}
