//! How often people confirm what a point finds, and what follows from it.

use std::collections::HashMap;

use anjian_core::Level;
use anjian_store::VerdictCount;

use crate::{error::ApiError, state::AppState};

/// Findings that must have been decided before a share of them says anything.
const FEWEST: u32 = 10;

/// Verdicts by point, and the floor below which a point only hints.
pub(crate) struct PointPrecision {
    counts: HashMap<String, VerdictCount>,
    floor: Option<f64>,
}

impl PointPrecision {
    /// As it stands now.
    pub(crate) async fn load(state: &AppState) -> Result<Self, ApiError> {
        Ok(Self { counts: state.store.verdict_counts().await?, floor: state.config.hint_below })
    }

    /// How people decided on the findings of `point`.
    pub(crate) fn count(&self, point: &str) -> VerdictCount {
        self.counts.get(point).copied().unwrap_or_default()
    }

    /// True where the office's floor makes a hint of all that `point` finds.
    pub(crate) fn only_hints(&self, point: &str) -> bool {
        let count = self.count(point);
        let share = f64::from(count.confirmed) / f64::from(count.decided().max(1));
        count.decided() >= FEWEST && self.floor.is_some_and(|floor| share < floor)
    }

    /// The level at which a finding of `point` is shown.
    pub(crate) fn shown(&self, point: &str, level: Level) -> Level {
        if self.only_hints(point) { Level::Hint } else { level }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn precision(confirmed: u32, rejected: u32, floor: Option<f64>) -> PointPrecision {
        let counts = [("QZ-01".to_owned(), VerdictCount { confirmed, rejected })].into();
        PointPrecision { counts, floor }
    }

    #[test]
    fn below_the_floor_a_point_hints() {
        assert_eq!(precision(6, 4, Some(0.7)).shown("QZ-01", Level::Hit), Level::Hint);
        assert_eq!(precision(7, 3, Some(0.7)).shown("QZ-01", Level::Hit), Level::Hit);
        assert_eq!(precision(6, 4, Some(0.7)).shown("QZ-02", Level::Hit), Level::Hit);
    }

    #[test]
    fn few_verdicts_or_no_floor_change_nothing() {
        assert_eq!(precision(0, 9, Some(0.7)).shown("QZ-01", Level::Hit), Level::Hit);
        assert_eq!(precision(0, 90, None).shown("QZ-01", Level::Hit), Level::Hit);
    }
}
