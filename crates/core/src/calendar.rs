//! Days off work, as the State Council's yearly notice sets them.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

/// Which days are holidays (节假日). Passed into period rules; where a year's notice is not
/// listed, Saturdays and Sundays alone count.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    holidays: BTreeSet<Date>,
    working_weekends: BTreeSet<Date>,
}

impl Calendar {
    /// Builds a calendar from the days off and from the weekend days worked instead (调休).
    pub fn new(
        holidays: impl IntoIterator<Item = Date>,
        working_weekends: impl IntoIterator<Item = Date>,
    ) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
            working_weekends: working_weekends.into_iter().collect(),
        }
    }

    /// True when offices are closed on `date`.
    pub fn is_day_off(&self, date: Date) -> bool {
        if self.working_weekends.contains(&date) {
            return false;
        }
        self.holidays.contains(&date)
            || matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// `date` itself, or the first working day after it.
    pub fn working_day_from(&self, date: Date) -> Date {
        let mut day = date;
        while self.is_day_off(day) {
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        day
    }
}
