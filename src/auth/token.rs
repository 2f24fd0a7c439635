//! API tokens: `qt_<prefix>_<secret>`. The prefix names a token to people, the secret is never kept: the collection `quintet_tokens` holds the
//! SHA-256 of the whole token, which is enough for a secret that is random (nobody can guess 190 bits, so nothing needs to be slow).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value as Json, json};

use crate::{
    crypto::{CryptoError, Random, digest::sha256_hex},
    items::{Call, Items, ItemsError, Targets},
    permission::Actor,
    query::RawQuery,
    schema::Collection,
    value::Name,
};

/// Makes, checks and revokes tokens. One of these per server: it remembers what it has checked.
#[derive(Debug)]
pub struct Tokens {
    items: Items,
    random: Random,
    /// How long a checked token is taken as checked.
    lifetime: Duration,
    checked: Mutex<HashMap<String, Checked>>,
}

#[derive(Debug, Clone)]
struct Checked {
    actor: Option<Arc<Actor>>,
    expires_at: Option<DateTime<Utc>>,
    at: Instant,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AuthError {
    #[error("the token is unknown, expired or revoked")]
    InvalidCredentials,
    #[error("there is no role {name}")]
    UnknownRole { name: String, known: Vec<Name> },
    #[error("there is no token {0}")]
    UnknownToken(String),
    #[error(transparent)]
    Random(CryptoError),
    #[error("the tokens can not be read or written: {0}")]
    Items(ItemsError),
    #[error("{0}")]
    Unexpected(String),
}

/// A token just made: `token` is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    pub token: String,
    pub prefix: String,
}

/// A token as it is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenRow {
    pub name: String,
    pub prefix: String,
    pub roles: Vec<String>,
    pub created_at: Option<String>,
    pub expires_at: Option<String>,
}

const COLLECTION: &str = "quintet_tokens";
const PREFIX_LENGTH: usize = 8;
const SECRET_LENGTH: usize = 32;

/// Answers that are remembered at most. Wrong tokens are remembered too, or guessing would cost a statement each.
const MAX_CHECKED: usize = 10_000;

impl Tokens {
    pub fn new(items: Items, random: Random, lifetime: Duration) -> Self {
        Self {
            items,
            random,
            lifetime,
            checked: Mutex::new(HashMap::new()),
        }
    }

    /// Whose token this is. One indexed statement, or none if it was checked just now. `call` is the server's own.
    pub async fn actor(&self, call: &Call, token: &str) -> Result<Arc<Actor>, AuthError> {
        if !is_token(token) {
            return Err(AuthError::InvalidCredentials);
        }
        let hash = sha256_hex(token.as_bytes());
        let checked = match self.remembered(&hash) {
            Some(checked) => checked,
            None => {
                let checked = self.look_up(call, &hash).await?;
                self.remember(hash, checked.clone());
                checked
            }
        };
        let is_valid = checked.expires_at.is_none_or(|expires_at| call.now < expires_at);
        checked.actor.filter(|_| is_valid).ok_or(AuthError::InvalidCredentials)
    }

    /// The next use of each token asks the database again.
    pub fn forget(&self) {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub async fn create(
        &self,
        call: &Call,
        name: &str,
        roles: &[String],
        expires_at: Option<DateTime<Utc>>,
    ) -> Result<NewToken, AuthError> {
        if let Some(unknown) = roles.iter().find(|role| call.schema.role_named(role).is_none()) {
            return Err(AuthError::UnknownRole {
                name: unknown.clone(),
                known: call.schema.roles().iter().map(|role| role.name.clone()).collect(),
            });
        }
        let prefix = self.random.text(PREFIX_LENGTH).map_err(AuthError::Random)?;
        let secret = self.random.text(SECRET_LENGTH).map_err(AuthError::Random)?;
        let token = format!("qt_{prefix}_{secret}");
        let payload = json!({
            "name": name,
            "prefix": prefix,
            "hash": sha256_hex(token.as_bytes()),
            "roles": roles,
            "expires_at": expires_at.map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true)),
        });
        let collection = collection(call)?.id;
        let written = self.items.create(call, collection, payload, &RawQuery::default()).await;
        written.map_err(AuthError::Items)?;
        Ok(NewToken { token, prefix })
    }

    /// The newest first.
    pub async fn list(&self, call: &Call) -> Result<Vec<TokenRow>, AuthError> {
        let raw = RawQuery {
            sort: Some(json!("-created_at")),
            limit: Some(json!(call.limits.max_page)),
            ..RawQuery::default()
        };
        let rows = self.rows(call, &raw).await?;
        Ok(rows.iter().map(TokenRow::from_json).collect())
    }

    /// By prefix, or by the whole token; the token itself may be what leaked. Other servers notice when their memory of it ends.
    pub async fn revoke(&self, call: &Call, token: &str) -> Result<(), AuthError> {
        let prefix = token
            .strip_prefix("qt_")
            .unwrap_or(token)
            .split('_')
            .next()
            .unwrap_or_default();
        let raw = RawQuery {
            filter: Some(json!({ "prefix": { "_eq": prefix } })),
            ..RawQuery::default()
        };
        let rows = self.rows(call, &raw).await?;
        let collection = collection(call)?;
        let keys: Vec<Json> = rows
            .iter()
            .filter_map(|row| row.get(&*collection.key().name).cloned())
            .collect();
        if keys.is_empty() {
            return Err(AuthError::UnknownToken(prefix.to_owned()));
        }
        let deleted = self.items.delete_many(call, collection.id, Targets::Keys(keys)).await;
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).clear();
        deleted.map_err(AuthError::Items)
    }

    async fn look_up(&self, call: &Call, hash: &str) -> Result<Checked, AuthError> {
        let raw = RawQuery {
            filter: Some(json!({ "hash": { "_eq": hash } })),
            fields: Some(json!("roles,expires_at")),
            limit: Some(json!(1)),
            ..RawQuery::default()
        };
        let rows = self.rows(call, &raw).await?;
        let row = rows.first().map(TokenRow::from_json);
        let expires_at = row.as_ref().and_then(|row| row.expires_at.as_deref());
        let expires_at = expires_at.map(|text| DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()));
        Ok(Checked {
            // A time that can not be read is over.
            expires_at: expires_at.map(|time| time.unwrap_or(DateTime::UNIX_EPOCH)),
            actor: row.map(|row| {
                Arc::new(Actor {
                    user: None,
                    user_fields: Vec::new(),
                    roles: row.roles.iter().map(|role| Name::from(role.as_str())).collect(),
                })
            }),
            at: Instant::now(),
        })
    }

    async fn rows(&self, call: &Call, raw: &RawQuery) -> Result<Vec<Json>, AuthError> {
        let list = self
            .items
            .list(call, collection(call)?.id, raw)
            .await
            .map_err(AuthError::Items)?;
        let text = [b"[".as_slice(), &list.rows, b"]"].concat();
        serde_json::from_slice(&text).map_err(|error| AuthError::Unexpected(error.to_string()))
    }

    fn remembered(&self, hash: &str) -> Option<Checked> {
        let checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        checked
            .get(hash)
            .filter(|checked| checked.at.elapsed() < self.lifetime)
            .cloned()
    }

    fn remember(&self, hash: String, answer: Checked) {
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        if checked.len() >= MAX_CHECKED {
            checked.retain(|_, checked| checked.at.elapsed() < self.lifetime);
        }
        if checked.len() < MAX_CHECKED {
            checked.insert(hash, answer);
        }
    }
}

impl TokenRow {
    fn from_json(row: &Json) -> Self {
        let text = |name: &str| row.get(name).and_then(Json::as_str).map(str::to_owned);
        let roles = row.get("roles").and_then(Json::as_array);
        let roles = roles.map(|roles| roles.iter().filter_map(Json::as_str).map(str::to_owned).collect());
        Self {
            name: text("name").unwrap_or_default(),
            prefix: text("prefix").unwrap_or_default(),
            roles: roles.unwrap_or_default(),
            created_at: text("created_at"),
            expires_at: text("expires_at"),
        }
    }
}

/// Cheap refusal of what can not be one, before anything is hashed or asked.
fn is_token(token: &str) -> bool {
    let parts = token.strip_prefix("qt_").and_then(|rest| rest.split_once('_'));
    parts.is_some_and(|(prefix, secret)| {
        let is_text = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        prefix.len() == PREFIX_LENGTH && secret.len() == SECRET_LENGTH && is_text(prefix) && is_text(secret)
    })
}

fn collection(call: &Call) -> Result<&Collection, AuthError> {
    let collection = call.schema.collection_named(COLLECTION);
    collection.ok_or_else(|| AuthError::Unexpected(format!("the schema has no {COLLECTION}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_looked_up() {
        let check = |token: &str, expected: bool| assert_eq!(is_token(token), expected, "{token}");
        check(&format!("qt_{}_{}", "a".repeat(8), "B".repeat(32)), true);
        check(&format!("qt_{}_{}", "a".repeat(8), "B".repeat(31)), false);
        check(&format!("qt_{}_{}", "a".repeat(8), "%".repeat(32)), false);
        check("", false);
        check("qt_", false);
        check("eyJhbGciOi.x.y", false);
    }
}
