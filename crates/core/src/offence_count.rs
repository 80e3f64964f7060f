//! How often, where and with whom a suspect acted, as one paper tells it: what an extension of the
//! detention to thirty days rests on (流窜、多次、结伙).

use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// What one paper tells of one suspect's offences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffenceCount {
    /// Of whom.
    pub person: String,
    /// The document, an index into `CaseFacts::documents`.
    pub document: usize,
    /// Times (作案次数) that it tells; 0 where it tells none.
    pub times: i64,
    /// Counties and cities (县、市、区、旗) it names as places.
    pub counties: Vec<String>,
    /// True where it tells of others taking part (伙同、同伙、在逃、另案处理).
    pub with_others: bool,
    /// True where it tells of going from place to place or fleeing (跨县、流窜、逃至).
    pub roaming: bool,
    /// The words.
    pub quotes: Vec<Quote>,
}
