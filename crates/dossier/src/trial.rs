//! Trial papers (审判卷): judgments with their sentences and reasons, and the steps of the trial.

mod found;
mod hearing;
mod judgment;
mod proceedings;
mod reasons;
mod sentences;
mod terms;

pub use hearing::read_hearing;
pub use judgment::read_judgment;
pub use proceedings::read_acts;
pub use terms::{SUM, find_penalty, parse_money};
