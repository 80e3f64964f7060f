//! Moments as papers state them: a day, sometimes with a clock time, of a known precision.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// How exactly a paper states a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// "2024年3月1日22时10分".
    Minute,
    /// "3月1日22时许", "晚10点左右": the clock time is approximate.
    About,
    /// "2024年3月1日": no clock time is stated.
    Day,
}

/// A moment stated by a paper, in local time (China has one zone and no summer time since 1992).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    date: Date,
    time: Option<Time>,
    precision: Precision,
}

impl Moment {
    /// A day without clock time.
    pub fn day(date: Date) -> Self {
        Self { date, time: None, precision: Precision::Day }
    }

    /// A clock time stated to the minute.
    pub fn minute(date: Date, time: Time) -> Self {
        Self { date, time: Some(time), precision: Precision::Minute }
    }

    /// A clock time stated as approximate (许, 左右).
    pub fn about(date: Date, time: Time) -> Self {
        Self { date, time: Some(time), precision: Precision::About }
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The clock time, where one is stated.
    pub fn time(&self) -> Option<Time> {
        self.time
    }

    /// How exactly the paper states it.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The first minute it can mean: the stated one, or 0:00 of a bare day.
    pub fn earliest(&self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// The last minute it can mean: the stated one, or 24:00 of a bare day.
    pub fn latest(&self) -> DateTime {
        match self.time {
            Some(time) => self.date.to_datetime(time),
            None => self.date.tomorrow().unwrap_or(self.date).to_datetime(Time::midnight()),
        }
    }

    /// Minutes from `self` to `later` in the reading most lenient to the authority: a bare day
    /// of the earlier act counts as its 24:00, of the later act as its 0:00 (目录 期间计算 7).
    pub fn lenient_minutes_until(&self, later: &Moment) -> i64 {
        minutes_between(self.latest(), later.earliest())
    }

    /// `2024-03-01T22:10`, or `2024-03-01` for a bare day.
    pub fn to_iso(&self) -> String {
        match self.time {
            Some(time) => format!("{}T{:02}:{:02}", self.date, time.hour(), time.minute()),
            None => self.date.to_string(),
        }
    }

    /// `2024年3月1日22时10分`, or `2024年3月1日` for a bare day.
    pub fn to_chinese(&self) -> String {
        let day = format!("{}年{}月{}日", self.date.year(), self.date.month(), self.date.day());
        match self.time {
            Some(time) => format!("{day}{}时{:02}分", time.hour(), time.minute()),
            None => day,
        }
    }
}

/// Whole minutes from `earlier` to `later`; negative when they are the other way round.
pub fn minutes_between(earlier: DateTime, later: DateTime) -> i64 {
    let days = earlier.date().until(later.date()).map_or(0, |span| i64::from(span.get_days()));
    let minute_of_day = |at: DateTime| i64::from(at.hour()) * 60 + i64::from(at.minute());
    days * 24 * 60 + minute_of_day(later) - minute_of_day(earlier)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn bare_days_are_read_in_favour_of_the_authority() {
        let announced = Moment::day(date(2024, 3, 1));
        let delivered = Moment::day(date(2024, 3, 3));
        assert_eq!(announced.lenient_minutes_until(&delivered), 24 * 60);
        let exact = Moment::minute(date(2024, 3, 3), time(0, 30, 0, 0));
        assert_eq!(announced.lenient_minutes_until(&exact), 24 * 60 + 30);
        assert_eq!(announced.lenient_minutes_until(&announced), -24 * 60);
    }

    #[test]
    fn prints_as_papers_and_as_iso() {
        let at = Moment::minute(date(2024, 3, 1), time(9, 5, 0, 0));
        assert_eq!(at.to_iso(), "2024-03-01T09:05");
        assert_eq!(at.to_chinese(), "2024年3月1日9时05分");
        assert_eq!(Moment::day(date(2024, 3, 1)).to_iso(), "2024-03-01");
    }
}
