//! API tokens: `qt_<prefix>_<secret>`. The prefix names a token to people, the secret is never kept: the collection `quintet_tokens` holds the
//! SHA-256 of the whole token, which is enough for a secret that is random (nobody can guess 190 bits, so nothing needs to be slow).

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value as Json, json};

use crate::{
    crypto::digest::sha256_hex,
    items::{Call, Items, Targets, Written},
    query::RawQuery,
    schema::Collection,
    sql::plain::is,
    value::{ItemId, Value},
};

use super::{
    AuthError,
    rows::{self, Rows, TOKENS, USERS},
};

/// Makes, lists and revokes tokens.
#[derive(Debug)]
pub struct Tokens {
    items: Items,
    /// When the last use of a token was written down.
    used: Mutex<HashMap<String, Instant>>,
}

/// What a token is to be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TokenWish {
    pub name: String,
    /// `None`: a machine's own.
    pub owner: Option<ItemId>,
    /// `None`: whatever the owner's roles are.
    pub roles: Option<Vec<String>>,
    pub is_read_only: bool,
    pub expires_at: Option<DateTime<Utc>>,
}

/// A token just made: `token` is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    pub id: String,
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

const PREFIX_LENGTH: usize = 8;
const SECRET_LENGTH: usize = 32;

/// Uses that are nearer to one another than this are one.
const USE_INTERVAL: Duration = Duration::from_secs(60);
const MAX_USED: usize = 10_000;

impl Tokens {
    pub fn new(items: Items) -> Self {
        Self {
            items,
            used: Mutex::new(HashMap::new()),
        }
    }

    /// `call` must be one that may write tokens: the server's own. Who may ask for it is the caller's business.
    pub async fn create(&self, call: &Call, wish: &TokenWish) -> Result<NewToken, AuthError> {
        self.check_roles(call, wish).await?;
        let random = self.items.random();
        let prefix = random.text(PREFIX_LENGTH).map_err(AuthError::Crypto)?;
        let secret = random.text(SECRET_LENGTH).map_err(AuthError::Crypto)?;
        let token = format!("qt_{prefix}_{secret}");
        let id = random.uuid_v7().to_string();
        let payload = json!({
            "id": id,
            "name": wish.name,
            "prefix": prefix,
            "hash": sha256_hex(token.as_bytes()),
            "roles": wish.roles,
            "is_read_only": wish.is_read_only,
            "user": wish.owner.as_ref().map(ToString::to_string),
            "expires_at": wish.expires_at.map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true)),
        });
        let collection = collection(call)?.id;
        let written: Result<Written, _> = self.items.create(call, collection, payload, &RawQuery::default()).await;
        written.map_err(AuthError::Items)?;
        Ok(NewToken { id, token, prefix })
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

    /// By prefix, or by the whole token; the token itself may be what leaked.
    pub async fn revoke(&self, call: &Call, token: &str) -> Result<(), AuthError> {
        let rest = token.strip_prefix("qt_").unwrap_or(token);
        let prefix = rest.split('_').next().unwrap_or_default();
        let raw = RawQuery {
            filter: Some(json!({ "prefix": { "_eq": prefix } })),
            ..RawQuery::default()
        };
        let rows = self.rows(call, &raw).await?;
        let collection = collection(call)?;
        let key = &*collection.key().name;
        let keys: Vec<Json> = rows.iter().filter_map(|row| row.get(key).cloned()).collect();
        if keys.is_empty() {
            return Err(AuthError::UnknownToken(prefix.to_owned()));
        }
        let deleted = self.items.delete_many(call, collection.id, Targets::Keys(keys)).await;
        deleted.map_err(AuthError::Items)
    }

    /// Writes down that a token was used: beside the request, and once a minute a token at most.
    pub fn note_use(&self, prefix: &str, call: impl FnOnce() -> Call) {
        if !self.is_due(prefix) {
            return;
        }
        let (items, call, prefix) = (self.items.clone(), call(), prefix.to_owned());
        tokio::spawn(async move {
            let outcome = match Rows::of(&items, &call, TOKENS) {
                Ok(tokens) => {
                    let used = tokens.update(&[("last_used_at", call.now.into())], &[is("prefix", prefix)]);
                    rows::run(&items, &[used]).await.map(|_| ())
                }
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                tracing::debug!(%error, "the use of a token could not be written down");
            }
        });
    }

    fn is_due(&self, prefix: &str) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.get(prefix).is_some_and(|at| at.elapsed() < USE_INTERVAL) {
            return false;
        }
        if used.len() >= MAX_USED {
            used.retain(|_, at| at.elapsed() < USE_INTERVAL);
        }
        used.insert(prefix.to_owned(), Instant::now());
        true
    }

    /// The roles are there, and the owner has them.
    async fn check_roles(&self, call: &Call, wish: &TokenWish) -> Result<(), AuthError> {
        let roles = wish.roles.as_deref().unwrap_or_default();
        if let Some(unknown) = roles.iter().find(|role| call.schema.role_named(role).is_none()) {
            return Err(AuthError::UnknownRole {
                name: unknown.clone(),
                known: call.schema.roles().iter().map(|role| role.name.clone()).collect(),
            });
        }
        let Some(owner) = &wish.owner else {
            return Ok(());
        };
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first(["roles"], &[is("id", owner.clone())]).await?;
        let [held] = found.ok_or_else(|| AuthError::UnknownUser(owner.to_string()))?;
        let held: Vec<&str> = Value::texts(&held);
        match roles.iter().find(|role| !held.contains(&role.as_str())) {
            None => Ok(()),
            Some(role) => {
                let message = format!("the owner of the token does not have the role `{role}`");
                Err(AuthError::failure("roles", "in", message))
            }
        }
    }

    async fn rows(&self, call: &Call, raw: &RawQuery) -> Result<Vec<Json>, AuthError> {
        let list = self.items.list(call, collection(call)?.id, raw).await;
        let list = list.map_err(AuthError::Items)?;
        let text = [b"[".as_slice(), &list.rows, b"]"].concat();
        serde_json::from_slice(&text).map_err(|error| AuthError::Unexpected(error.to_string()))
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
pub(super) fn has_form(token: &str) -> bool {
    let parts = token.strip_prefix("qt_").and_then(|rest| rest.split_once('_'));
    parts.is_some_and(|(prefix, secret)| {
        let is_text = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        prefix.len() == PREFIX_LENGTH && secret.len() == SECRET_LENGTH && is_text(prefix) && is_text(secret)
    })
}

fn collection(call: &Call) -> Result<&Collection, AuthError> {
    let collection = call.schema.collection_named(TOKENS);
    collection.ok_or_else(|| AuthError::Unexpected(format!("the schema has no {TOKENS}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_looked_up() {
        let check = |token: &str, expected: bool| assert_eq!(has_form(token), expected, "{token}");
        check(&format!("qt_{}_{}", "a".repeat(8), "B".repeat(32)), true);
        check(&format!("qt_{}_{}", "a".repeat(8), "B".repeat(31)), false);
        check(&format!("qt_{}_{}", "a".repeat(8), "%".repeat(32)), false);
        check("", false);
        check("qt_", false);
        check("eyJhbGciOi.x.y", false);
    }
}
