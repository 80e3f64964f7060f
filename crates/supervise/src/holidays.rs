//! The national holidays that period rules need, from `holidays.yaml`.

use anjian_core::calendar::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Holidays {
    holidays: Vec<(Date, Date)>,
    working_weekends: Vec<Date>,
}

/// Holidays by the yearly notices of the State Council (国务院办公厅节假日安排通知); years not
/// listed have Saturdays and Sundays alone.
pub fn national_calendar() -> Calendar {
    let listed: Holidays = serde_norway::from_str(include_str!("../holidays.yaml"))
        .expect("holidays.yaml is checked by a test");
    let days = listed.holidays.into_iter().flat_map(|(first, last)| {
        first.series(jiff::Span::new().days(1)).take_while(move |day| *day <= last)
    });
    Calendar::new(days, listed.working_weekends)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn knows_the_listed_years() {
        let calendar = national_calendar();
        assert!(calendar.is_day_off(date(2024, 10, 3)));
        assert!(!calendar.is_day_off(date(2024, 10, 12)), "a Saturday worked instead");
        assert_eq!(calendar.working_day_from(date(2024, 2, 10)), date(2024, 2, 18));
    }
}
