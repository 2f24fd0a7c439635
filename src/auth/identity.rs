//! Who somebody is: the session or the token that a request shows becomes an `Actor`, from memory nearly always.
//!
//! What is remembered is true as long as the *identity epoch* stays: a counter in the database that every write of users, roles, tokens and sessions
//! raises in its own transaction (`items::accounts`). It is read at most twice a second, and only when a request comes. So a right that is taken away is
//! gone on every instance within a second, and a request costs no statement, or one look-up by an index.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};

use crate::{
    items::{Call, Items, Via, accounts},
    permission::Actor,
    schema::Schema,
    sql::plain::{Lookup, TestKind, test},
    value::{FieldId, ItemId, Name, Value},
};

use super::{
    AuthError,
    rows::{COUNTERS, ROLES, Rows, SESSIONS, TOKENS, USERS},
};

/// Who a request comes from.
#[derive(Debug, Clone)]
pub struct Identity {
    pub actor: Arc<Actor>,
    pub via: Via,
    /// The administrator who acts as the user.
    pub impersonator: Option<ItemId>,
    /// The session was opened with a second factor, or has set one up.
    pub has_second_factor: bool,
    expires_at: Option<DateTime<Utc>>,
}

impl Identity {
    /// Who shows nothing.
    pub fn public() -> Self {
        Self {
            actor: Arc::new(Actor::public()),
            via: Via::Public,
            impersonator: None,
            has_second_factor: false,
            expires_at: None,
        }
    }
}

/// What a request shows: the key of a session, or the hash of a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shown {
    Session(uuid::Uuid),
    Token(String),
}

/// One of these per server.
#[derive(Debug)]
pub struct Identities {
    items: Items,
    known: Mutex<HashMap<Shown, Known>>,
    epoch: tokio::sync::Mutex<()>,
    seen: Mutex<Option<Seen>>,
    /// Which fields of users rules may name, by the digest of the schema.
    fields: Mutex<Option<(String, Arc<Vec<FieldId>>)>>,
    /// How often the database was asked, so that a test can prove how seldom.
    asked: AtomicU64,
}

#[derive(Debug, Clone)]
struct Known {
    /// Nobody: remembered too, or guessing would cost a statement each.
    identity: Option<Identity>,
    epoch: i64,
    at: Instant,
}

/// The counters as they were read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    counters: Counters,
    at: Instant,
    /// How many writes this server had made by then.
    own_writes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counters {
    pub identity: i64,
    pub roles: i64,
    pub project: i64,
}

/// How old a reading of the counters may be.
const FRESH: Duration = Duration::from_millis(500);

/// What changes without the counters (a key that cascades, somebody with a database client) is noticed after this.
const REMEMBERED: Duration = Duration::from_secs(60);

const MAX_KNOWN: usize = 10_000;

impl Identities {
    pub fn new(items: Items) -> Self {
        Self {
            items,
            known: Mutex::new(HashMap::new()),
            epoch: tokio::sync::Mutex::new(()),
            seen: Mutex::new(None),
            fields: Mutex::new(None),
            asked: AtomicU64::new(0),
        }
    }

    /// Who shows this. Unknown, expired, revoked, or of somebody who may not sign in: `InvalidCredentials`.
    pub async fn of(&self, call: &Call, shown: &Shown) -> Result<Identity, AuthError> {
        let remembered = lock(&self.known).get(shown).cloned();
        let counters = match (&remembered, self.fresh()) {
            (_, Some(counters)) => Some(counters),
            (Some(_), None) => Some(self.counters(call).await?),
            // The look-up gives them as well.
            (None, None) => None,
        };
        let is_over = |identity: &Identity| identity.expires_at.is_some_and(|expires_at| call.now >= expires_at);
        let is_true = |known: &Known| {
            let is_current = counters.is_some_and(|counters| counters.identity == known.epoch);
            // A session that was to end by now may have been prolonged since.
            is_current && known.at.elapsed() < REMEMBERED && !known.identity.as_ref().is_some_and(is_over)
        };
        let identity = match remembered.filter(is_true) {
            Some(known) => known.identity,
            None => self.look_up(call, shown).await?,
        };
        identity
            .filter(|identity| !is_over(identity))
            .ok_or(AuthError::InvalidCredentials)
    }

    /// The counters, half a second old at most.
    pub async fn counters(&self, call: &Call) -> Result<Counters, AuthError> {
        if let Some(counters) = self.fresh() {
            return Ok(counters);
        }
        // One request asks, the others that come meanwhile wait for its answer.
        let _asking = self.epoch.lock().await;
        if let Some(counters) = self.fresh() {
            return Ok(counters);
        }
        let own_writes = self.items.counted_writes();
        self.asked.fetch_add(1, Ordering::Relaxed);
        let rows = Rows::of(&self.items, call, COUNTERS)?;
        let tests = [test(
            "id",
            TestKind::OneOf(accounts::COUNTERS.map(Value::from).to_vec()),
        )];
        let found = rows.find(["id", "value"], &tests, 3).await?;
        let value = |name: &str| {
            let row = found.iter().find(|[id, _]| id.as_text() == Some(name));
            row.map_or(0, |[_, value]| whole(value))
        };
        let [identity, roles, project] = accounts::COUNTERS.map(value);
        let counters = Counters {
            identity,
            roles,
            project,
        };
        self.see(counters, own_writes);
        Ok(counters)
    }

    pub(super) fn items(&self) -> &Items {
        &self.items
    }

    /// Everything is asked of the database again.
    pub fn forget(&self) {
        lock(&self.known).clear();
        *lock(&self.seen) = None;
    }

    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// What this server itself has written since is not seen yet.
    fn fresh(&self) -> Option<Counters> {
        let seen = (*lock(&self.seen))?;
        let is_fresh = seen.at.elapsed() < FRESH && seen.own_writes == self.items.counted_writes();
        is_fresh.then_some(seen.counters)
    }

    fn see(&self, counters: Counters, own_writes: u64) {
        *lock(&self.seen) = Some(Seen {
            counters,
            at: Instant::now(),
            own_writes,
        });
    }

    async fn look_up(&self, call: &Call, shown: &Shown) -> Result<Option<Identity>, AuthError> {
        let own_writes = self.items.counted_writes();
        self.asked.fetch_add(1, Ordering::Relaxed);
        let schema = &call.schema;
        let user_fields = self.user_fields(schema)?;
        let users = Rows::of(&self.items, call, USERS)?.model;
        let named: Vec<&str> = ["id", "status", "roles"]
            .into_iter()
            .chain(user_fields.iter().map(|field| &*users.field(*field).name))
            .collect();
        let (name, fields, by, value): (_, &[&str], _, _) = match shown {
            Shown::Session(id) => (
                SESSIONS,
                &["id", "expires_at", "impersonator", "second_factor"],
                "id",
                Value::Uuid(*id),
            ),
            Shown::Token(hash) => (
                TOKENS,
                &["id", "expires_at", "prefix", "roles", "is_read_only"],
                "hash",
                Value::from(hash.as_str()),
            ),
        };
        let lookup = Lookup {
            model: Rows::of(&self.items, call, name)?.model,
            fields,
            by,
            value,
            reference: "user",
            other: users,
            other_fields: &named,
            counters: Rows::of(&self.items, call, COUNTERS)?.model,
            names: &accounts::COUNTERS,
        };
        let database = self.items.database();
        let rows = database.values(lookup.statement(database.dialect())).await;
        let Some(row) = rows.map_err(AuthError::store)?.pop() else {
            // Without a row there are no counters either.
            let counters = self.counters(call).await?;
            self.remember(shown, None, counters.identity);
            return Ok(None);
        };
        let (own, rest) = row.split_at_checked(fields.len()).ok_or_else(unexpected)?;
        let (user, counters) = rest.split_at_checked(named.len()).ok_or_else(unexpected)?;
        let [identity, roles, project] = counters else {
            return Err(unexpected());
        };
        let counters = Counters {
            identity: whole(identity),
            roles: whole(roles),
            project: whole(project),
        };
        let identity = read_identity(shown, own, user, &user_fields);
        self.see(counters, own_writes);
        self.remember(shown, identity.clone(), counters.identity);
        Ok(identity)
    }

    fn remember(&self, shown: &Shown, identity: Option<Identity>, epoch: i64) {
        let mut known = lock(&self.known);
        if known.len() >= MAX_KNOWN && !known.contains_key(shown) {
            known.retain(|_, known| known.epoch == epoch && known.at.elapsed() < REMEMBERED);
        }
        if known.len() < MAX_KNOWN || known.contains_key(shown) {
            let at = Instant::now();
            known.insert(shown.clone(), Known { identity, epoch, at });
        }
    }

    /// The fields that `$CURRENT_USER.field` may name, without those that nobody reads.
    pub(super) fn user_fields(&self, schema: &Schema) -> Result<Arc<Vec<FieldId>>, AuthError> {
        let mut cached = lock(&self.fields);
        if let Some((digest, fields)) = cached.as_ref()
            && digest == schema.digest()
        {
            return Ok(fields.clone());
        }
        let users = schema.collection_named(USERS).ok_or_else(unexpected)?;
        let fields = users
            .fields
            .iter()
            .filter(|field| field.column.is_some() && !field.is_unreadable());
        let fields: Arc<Vec<FieldId>> = Arc::new(fields.map(|field| field.id).collect());
        *cached = Some((schema.digest().to_owned(), fields.clone()));
        Ok(fields)
    }
}

/// Who has signed in: his key, status, roles and the fields that rules may name. `None` for somebody who may not.
pub(super) fn signed_in(user: &[Value], fields: &[FieldId]) -> Option<Actor> {
    let [id, status, roles, values @ ..] = user else {
        return None;
    };
    let is_active = status.as_text() == Some("active");
    is_active.then(|| Actor {
        user: ItemId::try_from(id.clone()).ok(),
        user_fields: fields.iter().copied().zip(values.iter().cloned()).collect(),
        roles: names(roles),
        is_read_only: false,
    })
}

fn names(list: &Value) -> Vec<Name> {
    list.texts().into_iter().map(Name::from).collect()
}

/// `None` for somebody who may not be let in.
fn read_identity(shown: &Shown, own: &[Value], user: &[Value], fields: &[FieldId]) -> Option<Identity> {
    let [id, status, roles, values @ ..] = user else {
        return None;
    };
    let id = ItemId::try_from(id.clone()).ok();
    let is_active = status.as_text() == Some("active");
    let user_fields = fields.iter().copied().zip(values.iter().cloned()).collect();
    match (shown, own) {
        (Shown::Session(_), [session, expires_at, impersonator, second_factor]) if is_active => Some(Identity {
            actor: Arc::new(signed_in(user, fields)?),
            via: Via::Session(ItemId::try_from(session.clone()).ok()?),
            impersonator: ItemId::try_from(impersonator.clone()).ok(),
            has_second_factor: *second_factor == Value::Boolean(true),
            expires_at: expires_at.as_moment(),
        }),
        (Shown::Token(_), [_, expires_at, prefix, granted, is_read_only]) if is_active || id.is_none() => {
            let held = names(roles);
            // Without a list of its own: whatever the owner's roles are.
            let granted = if granted.is_null() {
                held.clone()
            } else {
                names(granted)
            };
            let is_held = |role: &Name| id.is_none() || held.contains(role);
            Some(Identity {
                actor: Arc::new(Actor {
                    roles: granted.into_iter().filter(is_held).collect(),
                    user: id,
                    user_fields,
                    is_read_only: *is_read_only == Value::Boolean(true),
                }),
                via: Via::Token(prefix.as_text()?.to_owned()),
                impersonator: None,
                has_second_factor: false,
                expires_at: expires_at.as_moment(),
            })
        }
        _ => None,
    }
}

fn whole(value: &Value) -> i64 {
    match value {
        Value::Integer(number) => *number,
        _ => 0,
    }
}

fn unexpected() -> AuthError {
    AuthError::Unexpected(format!("{USERS} and {ROLES} are not as the server made them"))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
