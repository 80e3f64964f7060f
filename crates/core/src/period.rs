//! Counting of periods (期间计算): 刑诉法第一百零五条, 最高法解释第二百零二条第一款.

use jiff::{ToSpan, civil::Date};

use crate::calendar::Calendar;

/// Whether a person sits in custody while the period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Custody {
    /// In custody: the period ends on its last day, holiday or not (105 第四款但书).
    Held,
    /// Not about custody: a last day that is a holiday moves to the first day after it.
    Free,
}

/// Last day of a period of `days` days that starts on `start`; the starting day is not counted
/// (105 第二款): three days from 1 March end on 4 March.
pub fn last_day_after_days(start: Date, days: i64) -> Date {
    start.saturating_add(days.days())
}

/// Last day of a period of `months` months that starts on `start`: the same day of the month,
/// or the month's last day where there is none or `start` is itself a last day
/// (解释 202 第一款): 31 January plus two months ends on 31 March, 28 February plus one on 31 March.
pub fn last_day_after_months(start: Date, months: i64) -> Date {
    let same_day = start.saturating_add(months.months());
    if start == start.last_of_month() { same_day.last_of_month() } else { same_day }
}

/// Moves a last day that is a holiday where the law moves it (105 第四款).
pub fn adjust_last_day(last_day: Date, custody: Custody, calendar: &Calendar) -> Date {
    match custody {
        Custody::Held => last_day,
        Custody::Free => calendar.working_day_from(last_day),
    }
}

/// Days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Age in full years (周岁) on `day`: one is `n` from the day after the `n`th birthday
/// (未成年人刑事案件解释 第二条).
pub fn age_on(birth: Date, day: Date) -> i64 {
    let mut age = i64::from(day.year()) - i64::from(birth.year());
    if (day.month(), day.day()) <= (birth.month(), birth.day()) {
        age -= 1;
    }
    age
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_starting_day_is_not_counted() {
        assert_eq!(last_day_after_days(date(2024, 3, 1), 3), date(2024, 3, 4));
        assert_eq!(days_between(date(2024, 3, 1), date(2024, 3, 4)), 3);
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        for (start, months, end) in [
            (date(2024, 1, 15), 2, date(2024, 3, 15)),
            (date(2024, 1, 31), 2, date(2024, 3, 31)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2023, 2, 28), 1, date(2023, 3, 31)),
            (date(2023, 12, 30), 2, date(2024, 2, 29)),
            (date(2023, 3, 1), 12, date(2024, 3, 1)),
        ] {
            assert_eq!(last_day_after_months(start, months), end, "{start} + {months}");
        }
    }

    #[test]
    fn only_free_periods_move_over_holidays() {
        let calendar = Calendar::new([date(2024, 5, 1)], [date(2024, 4, 28)]);
        let saturday = date(2024, 6, 8);
        assert_eq!(adjust_last_day(saturday, Custody::Held, &calendar), saturday);
        assert_eq!(adjust_last_day(saturday, Custody::Free, &calendar), date(2024, 6, 10));
        assert_eq!(adjust_last_day(date(2024, 5, 1), Custody::Free, &calendar), date(2024, 5, 2));
        assert!(!calendar.is_day_off(date(2024, 4, 28)));
    }

    #[test]
    fn one_comes_of_age_the_day_after_the_birthday() {
        let birth = date(2006, 5, 1);
        assert_eq!(age_on(birth, date(2024, 5, 1)), 17);
        assert_eq!(age_on(birth, date(2024, 5, 2)), 18);
        assert_eq!(age_on(date(2008, 2, 29), date(2026, 3, 1)), 18);
    }

    proptest! {
        #[test]
        fn more_months_never_end_earlier(year in 2000i16..2040, month in 1i8..=12, day in 1i8..=28, a in 0i64..30, b in 0i64..30) {
            let start = date(year, month, day);
            let (few, many) = (a.min(b), a.max(b));
            prop_assert!(last_day_after_months(start, few) <= last_day_after_months(start, many));
        }

        #[test]
        fn days_invert(year in 2000i16..2040, month in 1i8..=12, day in 1i8..=28, n in 0i64..2000) {
            let start = date(year, month, day);
            prop_assert_eq!(days_between(start, last_day_after_days(start, n)), n);
        }
    }
}
