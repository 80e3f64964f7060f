//! What the children of one file may still return.

use crate::{error::ExtractError, limits::Limits};

/// Counts down over all children of a file: a file that kills its child must not win by it.
#[derive(Debug)]
pub(super) struct Budget {
    pub output_bytes: u64,
    member_bytes: u64,
    members_bytes: u64,
    members: usize,
}

impl Budget {
    pub fn new(limits: &Limits) -> Self {
        Self {
            output_bytes: limits.output_bytes,
            member_bytes: limits.file_bytes,
            members_bytes: limits.members_bytes,
            members: limits.members,
        }
    }

    /// Takes `bytes` of text.
    pub fn take_output(&mut self, bytes: u64) -> Result<(), ExtractError> {
        self.output_bytes =
            self.output_bytes.checked_sub(bytes).ok_or(ExtractError::OutputTooLarge)?;
        Ok(())
    }

    /// Takes a member of `bytes`.
    pub fn take_member(&mut self, bytes: u64) -> Result<(), ExtractError> {
        if bytes > self.member_bytes {
            return Err(ExtractError::TooManyMembers);
        }
        self.members = self.members.checked_sub(1).ok_or(ExtractError::TooManyMembers)?;
        self.members_bytes =
            self.members_bytes.checked_sub(bytes).ok_or(ExtractError::TooManyMembers)?;
        Ok(())
    }
}
