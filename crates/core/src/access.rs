//! The case is the unit of access (invariant 4): what is read below the API takes a [`CaseScope`].

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Identifier of a case (案件), as it stands in URLs and in the index.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(String);

/// The text is not a case identifier.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a case identifier: 1 to 64 letters, digits, '-' or '_' expected")]
pub struct InvalidCaseId;

impl CaseId {
    /// Accepts 1 to 64 ASCII letters, digits, `-` and `_`, so that an identifier is safe in
    /// URLs, file names and log lines.
    pub fn parse(text: &str) -> Result<Self, InvalidCaseId> {
        let valid = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if valid { Ok(Self(text.to_owned())) } else { Err(InvalidCaseId) }
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CaseId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Permission to read and change one case; only the code that authorises makes one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseScope(CaseId);

impl CaseScope {
    /// Opens the scope of `case_id`. Call it only after the caller's right to the case is proven
    /// (server), or where the caller owns all data anyway (CLI, workers, tests).
    pub fn authorised(case_id: CaseId) -> Self {
        Self(case_id)
    }

    /// The case this scope opens.
    pub fn case_id(&self) -> &CaseId {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_ids_are_safe_in_paths() {
        assert!(CaseId::parse("c01-daoqie_2").is_ok());
        for bad in ["", "a/b", "..", "盗窃", "a b", &"x".repeat(65)] {
            assert_eq!(CaseId::parse(bad), Err(InvalidCaseId), "{bad}");
        }
    }
}
