//! Sessions: opened by a sign-in, kept alive by refreshing, ended by signing out, by a new password, by an administrator.
//!
//! A refresh token is the session's key, its generation, and a mark that needs the server's key and the session's salt: who has a copy of the database,
//! or of the keys, can make none. It is used once. One of an earlier generation was copied by somebody, and ends the session, whoever shows it; but for
//! some seconds the one before is taken, because two tabs may refresh at once, and both get the same answer.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::{
    config::AuthSettings,
    crypto::{Signer, digest::sha256},
    items::{Activity, ActivityAction, Call, Items, accounts},
    sql::plain::{Test, TestKind, is, test},
    value::{ItemId, Value},
};

use super::{
    AuthError,
    access_token::{self, Verified},
    evidence::Evidence,
    one_time::later,
    refresh_token::{self, MARK},
    rows::{self, Member, Rows, SESSIONS, USERS},
};

/// How a client holds on to its sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Both tokens in the answer.
    Json,
    /// The refresh token in a cookie.
    Cookie,
    /// The access token in a cookie, and no refresh token.
    Session,
}

/// What a sign-in or a refresh gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub mode: Mode,
    pub session: ItemId,
    pub user: ItemId,
    pub access_token: String,
    /// In the modes `json` and `cookie`.
    pub refresh_token: Option<String>,
    /// How long the access token is good for.
    pub expires_in: Duration,
    /// How long the session lasts without a refresh: the lifetime of its cookie.
    pub lasts: Duration,
}

/// Why a refresh did not work, when that was no accident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reuse {
    pub session: ItemId,
    pub user: ItemId,
}

#[derive(Debug, Clone)]
pub struct Sessions {
    items: Items,
    signer: Signer,
    settings: AuthSettings,
    /// Access tokens whose signature was checked, by their hashes: a signature is checked once.
    verified: Arc<Mutex<HashMap<[u8; 32], Verified>>>,
}

/// A session's row.
struct Row {
    id: Uuid,
    user: ItemId,
    mode: Mode,
    generation: i64,
    salt: String,
    rotated_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    is_impersonated: bool,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRow {
    pub id: ItemId,
    pub mode: Mode,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub created_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub impersonator: Option<ItemId>,
}

const SALT_LENGTH: usize = 32;

/// How long an administrator acts as somebody else without doing anything.
const IMPERSONATION: Duration = Duration::from_secs(3600);

const MAX_VERIFIED: usize = 10_000;

/// How many sessions of one user are listed.
const MAX_LISTED: u32 = 500;

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Cookie => "cookie",
            Self::Session => "session",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Json, Self::Cookie, Self::Session]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}

impl Sessions {
    pub fn new(items: Items, signer: Signer, settings: AuthSettings) -> Self {
        Self {
            items,
            signer,
            settings,
            verified: Arc::default(),
        }
    }

    /// A new session of somebody who has shown who he is. Always a new one: a key that was there before is never taken over.
    pub async fn open(&self, call: &Call, user: &ItemId, mode: Mode, shown: Evidence<'_>) -> Result<Grant, AuthError> {
        let impersonator = shown.impersonator();
        let random = self.items.random();
        let id = random.uuid_v7();
        let salt = random.text(SALT_LENGTH).map_err(AuthError::Crypto)?;
        let origin = &call.origin;
        let rows = Rows::of(&self.items, call, SESSIONS)?;
        let insert = rows.insert(vec![
            ("id", Value::Uuid(id)),
            ("user", user.clone().into()),
            ("mode", mode.name().into()),
            ("generation", Value::Integer(0)),
            ("second_factor", Value::Boolean(false)),
            ("salt", salt.clone().into()),
            ("ip", origin.ip.map(|ip| ip.to_string()).into()),
            ("user_agent", origin.user_agent.clone().into()),
            ("last_used_at", call.now.into()),
            (
                "expires_at",
                later(call.now, self.lasts(mode, impersonator.is_some())).into(),
            ),
            ("impersonator", impersonator.cloned().map(Value::from).into()),
        ]);
        let gone = rows.delete(&[test("expires_at", TestKind::Below(call.now.into()))]);
        let users = Rows::of(&self.items, call, USERS)?;
        let seen = users.update(&[("last_access", call.now.into())], &[is("id", user.clone())]);
        let statements = if impersonator.is_some() {
            vec![insert, gone]
        } else {
            vec![insert, gone, seen]
        };
        rows::run_and_tell(&self.items, call, &statements, &shown.activity(user, mode)).await?;
        let row = Row {
            id,
            user: user.clone(),
            mode,
            generation: 0,
            salt,
            rotated_at: None,
            expires_at: call.now,
            is_impersonated: impersonator.is_some(),
        };
        self.grant(call, &row, 0)
    }

    /// Changes a refresh token for a new one. `Ok(Err(reuse))`: somebody has a copy, and the session has ended.
    pub async fn refresh(&self, call: &Call, token: &str) -> Result<Result<Grant, Reuse>, AuthError> {
        let (id, generation, mark) = refresh_token::read(token).ok_or(AuthError::InvalidCredentials)?;
        let row = self.row(call, id).await?.filter(|row| row.mode != Mode::Session);
        let row = row.ok_or(AuthError::InvalidCredentials)?;
        if !self.items.keyring().has_marked(MARK, &row.marked(generation), &mark) {
            return Err(AuthError::InvalidCredentials);
        }
        self.check(call, &row).await?;
        if generation == row.generation && self.rotate(call, &row).await? {
            return self.grant(call, &row, generation + 1).map(Ok);
        }
        // Another tab may have been first, a moment ago or right now.
        let row = self.row(call, id).await?.ok_or(AuthError::InvalidCredentials)?;
        let grace = TimeDelta::from_std(self.settings.refresh_grace).unwrap_or_default();
        let is_recent = row.rotated_at.is_some_and(|rotated_at| call.now - rotated_at < grace);
        if generation + 1 == row.generation && is_recent {
            return self.grant(call, &row, row.generation).map(Ok);
        }
        let reason = json!({ "reason": "a refresh token was used twice" });
        let activity = ended(&row.user).by(&row.user).with(reason);
        self.end(call, &row.user, &[is("id", Value::Uuid(id))], &activity)
            .await?;
        Ok(Err(Reuse {
            session: ItemId::Uuid(id),
            user: row.user,
        }))
    }

    /// In mode `session` the cookie is an access token; it is changed for one that lasts longer.
    pub async fn prolong(&self, call: &Call, access_token: &str) -> Result<Grant, AuthError> {
        let id = self.session_of(call, access_token)?;
        let row = self.row(call, id).await?.filter(|row| row.mode == Mode::Session);
        let row = row.ok_or(AuthError::InvalidCredentials)?;
        self.check(call, &row).await?;
        if !self.rotate(call, &row).await? {
            // Two tabs at once: the other one has prolonged it.
            return self.grant(call, &row, row.generation);
        }
        self.grant(call, &row, row.generation + 1)
    }

    /// The session that an access token names, if we made it and it has not expired.
    pub fn session_of(&self, call: &Call, access_token: &str) -> Result<Uuid, AuthError> {
        let hash = sha256(access_token.as_bytes());
        let known = self
            .verified
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&hash)
            .copied();
        let verified = match known {
            Some(verified) => verified,
            None => {
                let verified = access_token::verify(&self.signer, access_token, call.now)?;
                let mut known = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
                if known.len() >= MAX_VERIFIED {
                    known.retain(|_, verified| verified.session(call.now).is_ok());
                }
                if known.len() < MAX_VERIFIED {
                    known.insert(hash, verified);
                }
                verified
            }
        };
        verified.session(call.now)
    }

    /// Ends the session of a refresh token. One that is unknown has ended already.
    pub async fn sign_out(&self, call: &Call, token: &str) -> Result<Option<ItemId>, AuthError> {
        let Some((id, generation, mark)) = refresh_token::read(token) else {
            return Ok(None);
        };
        let Some(row) = self.row(call, id).await? else {
            return Ok(None);
        };
        if !self.items.keyring().has_marked(MARK, &row.marked(generation), &mark) {
            return Ok(None);
        }
        self.leave(call, &row.user, &ItemId::Uuid(id)).await?;
        Ok(Some(row.user))
    }

    /// Ends the session of who signs out.
    pub async fn leave(&self, call: &Call, user: &ItemId, session: &ItemId) -> Result<(), AuthError> {
        let activity = Activity::new(ActivityAction::Logout).about_user(user).by(user);
        self.end(call, user, &[is("id", session.clone())], &activity)
            .await
            .map(drop)
    }

    /// Ends one session of a user; `false` where he has no such session.
    pub async fn revoke(&self, call: &Call, user: &ItemId, session: &ItemId) -> Result<bool, AuthError> {
        let activity = ended(user).with(json!({ "session": session.to_string() }));
        let count = self.end(call, user, &[is("id", session.clone())], &activity).await?;
        Ok(count > 0)
    }

    /// Ends all sessions of a user but one.
    pub async fn revoke_all(&self, call: &Call, user: &ItemId, except: Option<&ItemId>) -> Result<u64, AuthError> {
        let others = except.map(|id| test("id", TestKind::IsNot(id.clone().into())));
        let which = if except.is_some() { "all others" } else { "all" };
        let activity = ended(user).with(json!({ "session": which }));
        self.end(call, user, others.as_slice(), &activity).await
    }

    /// The sessions of a user that last, the newest first.
    pub async fn list(&self, call: &Call, user: &ItemId) -> Result<Vec<SessionRow>, AuthError> {
        let rows = Rows::of(&self.items, call, SESSIONS)?;
        let fields = [
            "id",
            "mode",
            "ip",
            "user_agent",
            "created_at",
            "last_used_at",
            "expires_at",
            "impersonator",
        ];
        let tests = [
            is("user", user.clone()),
            test("expires_at", TestKind::AtLeast(call.now.into())),
        ];
        let mut found: Vec<SessionRow> = rows
            .find(fields, &tests, MAX_LISTED)
            .await?
            .into_iter()
            .filter_map(SessionRow::read)
            .collect();
        found.reverse();
        Ok(found)
    }

    async fn end(&self, call: &Call, user: &ItemId, tests: &[Test], activity: &Activity) -> Result<u64, AuthError> {
        let rows = Rows::of(&self.items, call, SESSIONS)?;
        let tests: Vec<_> = tests.iter().cloned().chain([is("user", user.clone())]).collect();
        let raise = accounts::raise(&call.schema, self.items.database().dialect(), accounts::IDENTITY);
        let statements: Vec<_> = [rows.delete(&tests)].into_iter().chain(raise).collect();
        let counts = rows::run_and_tell(&self.items, call, &statements, activity).await?;
        self.items.note_counted_write();
        Ok(counts.first().copied().unwrap_or_default())
    }

    async fn row(&self, call: &Call, id: Uuid) -> Result<Option<Row>, AuthError> {
        let rows = Rows::of(&self.items, call, SESSIONS)?;
        let fields = [
            "user",
            "mode",
            "generation",
            "salt",
            "rotated_at",
            "expires_at",
            "impersonator",
        ];
        let found = rows.first(fields, &[is("id", Value::Uuid(id))]).await?;
        Ok(
            found.and_then(|[user, mode, generation, salt, rotated_at, expires_at, impersonator]| {
                let Value::Integer(generation) = generation else {
                    return None;
                };
                Some(Row {
                    id,
                    user: ItemId::try_from(user).ok()?,
                    mode: Mode::named(mode.as_text()?)?,
                    generation,
                    salt: salt.as_text()?.to_owned(),
                    rotated_at: rotated_at.as_moment(),
                    expires_at: expires_at.as_moment()?,
                    is_impersonated: !impersonator.is_null(),
                })
            }),
        )
    }

    /// Whether the session lasts, and its user may still sign in.
    async fn check(&self, call: &Call, row: &Row) -> Result<(), AuthError> {
        if call.now >= row.expires_at {
            return Err(AuthError::InvalidCredentials);
        }
        let users = Rows::of(&self.items, call, USERS)?;
        let user = users.first(["status"], &[is("id", row.user.clone())]).await?;
        match user.as_ref().and_then(|[status]| status.as_text()) {
            Some("active") => Ok(()),
            Some("suspended") => Err(AuthError::Suspended),
            _ => Err(AuthError::InvalidCredentials),
        }
    }

    /// The next generation; `false` where another request has made it.
    async fn rotate(&self, call: &Call, row: &Row) -> Result<bool, AuthError> {
        let rows = Rows::of(&self.items, call, SESSIONS)?;
        let values: [Member; 4] = [
            ("generation", Value::Integer(row.generation + 1)),
            ("rotated_at", call.now.into()),
            ("last_used_at", call.now.into()),
            (
                "expires_at",
                later(call.now, self.lasts(row.mode, row.is_impersonated)).into(),
            ),
        ];
        let same = [
            is("id", Value::Uuid(row.id)),
            is("generation", Value::Integer(row.generation)),
        ];
        // No counter is raised: who remembers the old end of the session asks again when it comes.
        let counts = rows::run(&self.items, &[rows.update(&values, &same)]).await?;
        Ok(counts == [1])
    }

    fn grant(&self, call: &Call, row: &Row, generation: i64) -> Result<Grant, AuthError> {
        let id = ItemId::Uuid(row.id);
        let lasts = self.lasts(row.mode, row.is_impersonated);
        let expires_in = match row.mode {
            Mode::Session => lasts,
            Mode::Json | Mode::Cookie => self.settings.access_token_lifetime.min(lasts),
        };
        let refresh_token = (row.mode != Mode::Session).then(|| self.token(row, generation));
        Ok(Grant {
            mode: row.mode,
            access_token: access_token::issue(&self.signer, &row.user, &id, call.now, expires_in)?,
            session: id,
            user: row.user.clone(),
            refresh_token,
            expires_in,
            lasts,
        })
    }

    fn lasts(&self, mode: Mode, is_impersonated: bool) -> Duration {
        let lasts = match mode {
            Mode::Session => self.settings.session_lifetime,
            Mode::Json | Mode::Cookie => self.settings.refresh_token_lifetime,
        };
        if is_impersonated {
            lasts.min(IMPERSONATION)
        } else {
            lasts
        }
    }

    fn token(&self, row: &Row, generation: i64) -> String {
        let mark = self.items.keyring().mac(MARK, &row.marked(generation));
        refresh_token::write(row.id, generation, &mark)
    }
}

/// Sessions were ended; by whom is the call's.
fn ended(user: &ItemId) -> Activity {
    Activity::new(ActivityAction::SessionRevoked).about_user(user)
}

impl Row {
    fn marked(&self, generation: i64) -> Vec<u8> {
        refresh_token::marked(self.id, generation, &self.salt)
    }
}

impl SessionRow {
    fn read(
        [
            id,
            mode,
            ip,
            user_agent,
            created_at,
            last_used_at,
            expires_at,
            impersonator,
        ]: [Value; 8],
    ) -> Option<Self> {
        Some(Self {
            id: ItemId::try_from(id).ok()?,
            mode: Mode::named(mode.as_text()?)?,
            ip: ip.as_text().map(str::to_owned),
            user_agent: user_agent.as_text().map(str::to_owned),
            created_at: created_at.as_moment(),
            last_used_at: last_used_at.as_moment(),
            expires_at: expires_at.as_moment(),
            impersonator: ItemId::try_from(impersonator).ok(),
        })
    }
}
