//! Bearer tokens: stored as hashes, each with the cases it may see.

use anjian_core::{CaseId, CaseScope};
use sqlx::Row;

use crate::{
    error::StoreError,
    ids::{now_ms, random_hex, sha256_hex},
    store::Store,
};

/// What a token may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenAccess {
    /// Every case, also future ones.
    AllCases,
    /// These, and those it creates.
    Cases(Vec<CaseId>),
}

/// A token that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenIdentity {
    /// Id.
    pub id: String,
    /// Label people gave it.
    pub label: String,
    /// True where it sees every case.
    pub all_cases: bool,
}

/// A token as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Label.
    pub label: String,
    /// True where it sees every case.
    pub all_cases: bool,
    /// When it was made.
    pub created_at_ms: i64,
}

impl Store {
    /// Makes a token; the returned secret is shown once and kept nowhere.
    pub async fn create_token(
        &self,
        label: &str,
        access: TokenAccess,
    ) -> Result<String, StoreError> {
        let secret = format!("anjian_{}", random_hex::<32>()?);
        let id = random_hex::<16>()?;
        let mut tx = self.pool.begin().await?;
        let inserted = sqlx::query(
            "INSERT INTO tokens (id, label, secret_sha256, all_cases, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (label) DO NOTHING",
        )
        .bind(&id)
        .bind(label)
        .bind(sha256_hex(secret.as_bytes()))
        .bind(i64::from(access == TokenAccess::AllCases))
        .bind(now_ms())
        .execute(&mut *tx)
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(StoreError::LabelTaken);
        }
        if let TokenAccess::Cases(cases) = access {
            for case in cases {
                sqlx::query("INSERT INTO token_cases (token_id, case_id) VALUES ($1, $2)")
                    .bind(&id)
                    .bind(case.as_str())
                    .execute(&mut *tx)
                    .await
                    .map_err(|_| StoreError::NotFound)?;
            }
        }
        tx.commit().await?;
        Ok(secret)
    }

    /// The token whose secret this is. Looked up by hash, so that timing tells nothing of secrets.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<TokenIdentity>, StoreError> {
        let row = sqlx::query("SELECT id, label, all_cases FROM tokens WHERE secret_sha256 = $1")
            .bind(sha256_hex(secret.as_bytes()))
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            Ok(TokenIdentity {
                id: row.try_get("id")?,
                label: row.try_get("label")?,
                all_cases: row.try_get::<i64, _>("all_cases")? == 1,
            })
        })
        .transpose()
    }

    /// Opens the case for the token; `None` when it is missing or not the token's, alike.
    pub async fn authorise(
        &self,
        token: &TokenIdentity,
        case: &CaseId,
    ) -> Result<Option<CaseScope>, StoreError> {
        let row = sqlx::query(
            "SELECT id FROM cases WHERE id = $1 AND ($2 = 1 OR EXISTS (SELECT 1 FROM token_cases WHERE token_id = $3 AND case_id = cases.id))",
        )
        .bind(case.as_str())
        .bind(i64::from(token.all_cases))
        .bind(&token.id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|_| CaseScope::authorised(case.clone())))
    }

    /// All tokens, oldest first.
    pub async fn list_tokens(&self) -> Result<Vec<TokenRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT label, all_cases, created_at FROM tokens ORDER BY created_at, label",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(TokenRow {
                    label: row.try_get("label")?,
                    all_cases: row.try_get::<i64, _>("all_cases")? == 1,
                    created_at_ms: row.try_get("created_at")?,
                })
            })
            .collect()
    }

    /// Removes the token called `label`; says whether there was one.
    pub async fn revoke_token(&self, label: &str) -> Result<bool, StoreError> {
        let removed = sqlx::query("DELETE FROM tokens WHERE label = $1")
            .bind(label)
            .execute(&self.pool)
            .await?;
        Ok(removed.rows_affected() > 0)
    }
}
