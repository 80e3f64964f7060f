//! Amounts of money in yuan: `10000元`, `1万元`, `壹万贰仟元整`, `￥5000.00`.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<arabic>\d{1,3}(?:[,，]\d{3})+|\d{1,10})(?:\.(?P<fraction>\d{1,4}))?\s*(?P<wan>万)?\s*元|[¥￥]\s*(?P<sign>\d{1,3}(?:[,，]\d{3})+|\d{1,10})(?:\.\d{1,2})?|(?P<chinese>[壹贰叁肆伍陆柒捌玖拾佰仟万一二两三四五六七八九十百千零〇]{1,16})\s*[元圆]")
        .expect("the pattern is a constant")
});

/// Every amount of `text`, with its byte range.
pub fn find_amounts(text: &str) -> Vec<(i64, Range<usize>)> {
    AMOUNT
        .captures_iter(text)
        .filter_map(|captures| {
            let range = captures.get(0)?.range();
            let digits = |name: &str| -> Option<i64> {
                captures.name(name)?.as_str().replace([',', '，'], "").parse().ok()
            };
            if let Some(chinese) = captures.name("chinese") {
                return Some((parse_chinese(chinese.as_str())?, range));
            }
            if let Some(amount) = digits("sign") {
                return Some((amount, range));
            }
            let whole = digits("arabic")?;
            if captures.name("wan").is_none() {
                return Some((whole, range));
            }
            // "1.2万": four decimal places of a 万 are yuan.
            let fraction = captures.name("fraction").map_or("", |found| found.as_str());
            let padded: i64 = format!("{fraction:0<4}").parse().ok()?;
            Some((whole.checked_mul(10_000)?.checked_add(padded)?, range))
        })
        .collect()
}

/// Reads a Chinese amount, plain or in the writing against forgery (壹、贰、叁 …).
fn parse_chinese(text: &str) -> Option<i64> {
    let (mut total, mut section, mut digit) = (0i64, 0i64, None::<i64>);
    for c in text.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '万' => 10_000,
            _ => {
                digit = Some(digit_of(c)?);
                continue;
            }
        };
        if unit == 10_000 {
            section = section.checked_add(digit.take().unwrap_or(0))?;
            total = total.checked_add(section.max(1).checked_mul(unit)?)?;
            section = 0;
        } else {
            section = section.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
        }
    }
    let amount = total.checked_add(section)?.checked_add(digit.unwrap_or(0))?;
    (amount > 0).then_some(amount)
}

fn digit_of(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_receipts_print() {
        for (text, amount) in [
            ("保证金10000元", 10_000),
            ("（大写）壹万元", 10_000),
            ("捌仟元", 8_000),
            ("人民币伍仟元整（￥5000.00）", 5_000),
            ("1.2万元", 12_000),
            ("10,000.00元", 10_000),
            ("壹万贰仟叁佰元", 12_300),
            ("五百元", 500),
        ] {
            assert_eq!(
                find_amounts(text).first().map(|(amount, _)| *amount),
                Some(amount),
                "{text}"
            );
        }
        assert!(find_amounts("第六十七条第一款").is_empty());
    }
}
