//! Amounts of money: 2000元, 10,000元, 1.2万元, 一万二千元, 伍仟元.

/// Pattern of an amount before 元.
pub(super) const AMOUNT: &str = r"(?:\d[\d,，]*(?:\.\d+)?\s*[万千百]?|[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)";

/// Yuan of an amount that matches [`AMOUNT`].
pub(super) fn parse_yuan(text: &str) -> Option<u64> {
    let text: String =
        text.chars().filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace()).collect();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return parse_arabic(&text);
    }
    parse_chinese(&text)
}

fn parse_arabic(text: &str) -> Option<u64> {
    let (number, unit) = match text.chars().last()? {
        '万' => (text.trim_end_matches('万'), 10_000),
        '千' => (text.trim_end_matches('千'), 1_000),
        '百' => (text.trim_end_matches('百'), 100),
        _ => (text, 1),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut yuan = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    let mut place = unit;
    for digit in fraction.chars() {
        place /= 10;
        yuan = yuan.checked_add(u64::from(digit.to_digit(10)?) * place)?;
    }
    Some(yuan)
}

fn parse_chinese(text: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0u64, 0u64, 0u64);
    let mut last_unit = 10u64;
    for c in text.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1_000,
            '万' => 10_000,
            _ => {
                digit = digit_of(c)?;
                if digit == 0 {
                    last_unit = 10;
                }
                continue;
            }
        };
        if unit == 10_000 {
            total = total.checked_add(section.checked_add(digit)?.max(1).checked_mul(unit)?)?;
            section = 0;
        } else {
            // 十五 begins with its unit.
            section = section.checked_add(digit.max(1).checked_mul(unit)?)?;
        }
        last_unit = unit;
        digit = 0;
    }
    // 一万二 is twelve thousand; 一百零二 is not.
    let rest = if digit > 0 && last_unit >= 100 { digit * (last_unit / 10) } else { digit };
    total.checked_add(section)?.checked_add(rest)
}

fn digit_of(c: char) -> Option<u64> {
    const DIGITS: [&str; 10] =
        ["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    DIGITS.iter().zip(0u64..).find(|(digits, _)| digits.contains(c)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing() {
        for (text, yuan) in [
            ("2000", 2_000),
            ("10,000", 10_000),
            ("1.2万", 12_000),
            ("70万", 700_000),
            ("一万二千", 12_000),
            ("十二万", 120_000),
            ("二十万", 200_000),
            ("三万二千五百", 32_500),
            ("一万二", 12_000),
            ("一千零五十", 1_050),
            ("伍仟", 5_000),
            ("一百五十万", 1_500_000),
            ("两千", 2_000),
        ] {
            assert_eq!(parse_yuan(text), Some(yuan), "{text}");
        }
        assert_eq!(parse_yuan("99999999999999999999万"), None);
    }
}
