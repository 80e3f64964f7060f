//! Order of files in a dossier.

use std::cmp::Ordering;

/// Order in which people number files: 2 before 10.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let mut a = a.chars().peekable();
    let mut b = b.chars().peekable();
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (take_number(&mut a), take_number(&mut b));
                match (x.len(), &x).cmp(&(y.len(), &y)) {
                    Ordering::Equal => {}
                    order => return order,
                }
            }
            (Some(x), Some(y)) => match x.cmp(&y) {
                Ordering::Equal => {
                    a.next();
                    b.next();
                }
                order => return order,
            },
        }
    }
}

/// The digits at the front, without leading zeros.
fn take_number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_order_as_numbers() {
        let mut names = vec!["10_b.pdf", "2_a.pdf", "02_c.pdf", "1/9.txt", "a.txt"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["1/9.txt", "2_a.pdf", "02_c.pdf", "10_b.pdf", "a.txt"]);
    }
}
