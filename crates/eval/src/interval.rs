//! 95 % intervals by bootstrap over cases.

use crate::score::{CaseScore, Ratio};

/// Resamples drawn.
const SAMPLES: usize = 1000;

/// The 2.5th and 97.5th percentile of the share that `figure` gives over resampled cases; `None`
/// with fewer than two cases. Deterministic: figures of two runs compare.
pub fn interval(cases: &[CaseScore], figure: impl Fn(&CaseScore) -> Ratio) -> Option<(f64, f64)> {
    if cases.len() < 2 {
        return None;
    }
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut shares: Vec<f64> = (0..SAMPLES)
        .filter_map(|_| {
            let mut sum = Ratio::default();
            for _ in 0..cases.len() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let at = usize::try_from(state % cases.len() as u64).unwrap_or(0);
                sum = sum.plus(figure(&cases[at]));
            }
            sum.share()
        })
        .collect();
    shares.sort_by(f64::total_cmp);
    let at = |share: f64| {
        shares.get(((shares.len().saturating_sub(1)) as f64 * share).round() as usize).copied()
    };
    Some((at(0.025)?, at(0.975)?))
}
