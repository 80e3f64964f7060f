//! Passwords of encrypted files: in this process's memory, never on disk or in a log. After a
//! restart they must be given again.

use std::{collections::HashMap, sync::Mutex};

use anjian_core::CaseScope;
use anjian_extract::Password;

/// Passwords held at most; more than an office's encrypted files.
const HELD: usize = 10_000;

/// By case and file.
#[derive(Default)]
pub(crate) struct Passwords(Mutex<HashMap<(String, String), Password>>);

impl Passwords {
    /// Holds the password of a file. False where no more are held.
    pub fn hold(&self, scope: &CaseScope, file_id: &str, password: Password) -> bool {
        let key = key(scope, file_id);
        let mut held = self.held();
        let is_held = held.len() < HELD || held.contains_key(&key);
        if is_held {
            held.insert(key, password);
        }
        is_held
    }

    /// The password of a file.
    pub fn of(&self, scope: &CaseScope, file_id: &str) -> Option<Password> {
        self.held().get(&key(scope, file_id)).cloned()
    }

    /// Forgets the password of a file.
    pub fn forget(&self, scope: &CaseScope, file_id: &str) {
        self.held().remove(&key(scope, file_id));
    }

    /// Forgets the passwords of a case's files.
    pub fn forget_case(&self, scope: &CaseScope) {
        self.held().retain(|(case, _), _| case != scope.case_id().as_str());
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<(String, String), Password>> {
        // No code panics while it holds the lock; the map is whole anyway.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn key(scope: &CaseScope, file_id: &str) -> (String, String) {
    (scope.case_id().as_str().to_owned(), file_id.to_owned())
}
