//! How a list's numbers are written (`w:numFmt`).

/// Writes `number` as the format called `format` does; decimal where the format is unknown.
pub(crate) fn write_number(format: &str, number: u32) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" if number < 10 => format!("0{number}"),
        "upperRoman" => roman(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanDigital2" => counting(number, &["", "十", "百", "千"], '零', "一二三四五六七八九"),
        "chineseLegalSimplified" => {
            counting(number, &["", "拾", "佰", "仟"], '零', "壹贰叁肆伍陆柒捌玖")
        }
        "ideographLegalTraditional" | "japaneseLegal" => {
            counting(number, &["", "拾", "佰", "仟"], '零', "壹貳參肆伍陸柒捌玖")
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(number, "〇一二三四五六七八九")
        }
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, "０１２３４５６７８９"),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => {
            format!(
                "{}{}",
                cycle(wrap(number, 10), "甲乙丙丁戊己庚辛壬癸"),
                cycle(wrap(number, 12), "子丑寅卯辰巳午未申酉戌亥")
            )
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(number, &[('①', 20), ('㉑', 15), ('㊱', 15)])
        }
        "decimalEnclosedFullstop" => enclosed(number, &[('⒈', 20)]),
        "decimalEnclosedParen" => enclosed(number, &[('⑴', 20)]),
        "ideographEnclosedCircle" => enclosed(number, &[('㊀', 10)]),
        "numberInDash" => format!("- {number} -"),
        _ => number.to_string(),
    }
}

fn wrap(number: u32, length: u32) -> u32 {
    number.saturating_sub(1) % length + 1
}

/// The sign at `number`'s place; decimal where there is none.
fn cycle(number: u32, signs: &str) -> String {
    let place = number.checked_sub(1).and_then(|index| signs.chars().nth(index as usize));
    place.map_or_else(|| number.to_string(), String::from)
}

/// A sign of one of the rows, each told by its first sign and length.
fn enclosed(number: u32, rows: &[(char, u32)]) -> String {
    let mut rest = number.wrapping_sub(1);
    for (first, length) in rows {
        if rest < *length {
            return char::from_u32(*first as u32 + rest).map(String::from).unwrap_or_default();
        }
        rest = rest.wrapping_sub(*length);
    }
    number.to_string()
}

fn digits(number: u32, signs: &str) -> String {
    let sign = |digit: char| digit.to_digit(10).and_then(|digit| signs.chars().nth(digit as usize));
    number.to_string().chars().filter_map(sign).collect()
}

/// 一, 十, 十一, 二十三, 一百零五; from ten thousand on decimal, as no list counts so far.
fn counting(number: u32, units: &[&str; 4], zero: char, signs: &str) -> String {
    if number == 0 || number > 9999 {
        return if number == 0 { zero.to_string() } else { number.to_string() };
    }
    let mut written = String::new();
    let mut skipped = false;
    for (place, unit) in units.iter().enumerate().rev() {
        let digit = number / 10u32.pow(place as u32) % 10;
        if digit == 0 {
            skipped = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            written.push(zero);
        }
        // 十一, not 一十一; 壹拾壹 is the way of contracts, and of a hundred and more.
        if !(place == 1 && digit == 1 && written.is_empty() && units[1] == "十") {
            written.extend(signs.chars().nth(digit as usize - 1));
        }
        written.push_str(unit);
    }
    written
}

/// a, b, … z, aa, bb.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (index % 26) as u8);
    // A list that counts its way to a thousand letters in a row is told in figures.
    if index >= 26 * 30 {
        number.to_string()
    } else {
        letter.to_string().repeat(index as usize / 26 + 1)
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 4999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_do() {
        for (format, number, written) in [
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 11, "十一"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 2006, "二千零六"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographDigital", 102, "一〇二"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("upperLetter", 27, "AA"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 4, "IV"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalFullWidth", 10, "１０"),
            ("decimalZero", 7, "07"),
            ("decimalZero", 12, "12"),
            ("somethingNew", 5, "5"),
            ("lowerLetter", u32::MAX, "4294967295"),
            ("lowerLetter", 0, "0"),
            ("ideographEnclosedCircle", 0, "0"),
        ] {
            assert_eq!(write_number(format, number), written, "{format} {number}");
        }
    }
}
