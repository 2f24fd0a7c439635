//! What holds of people and their rights, whoever writes them and by whatever way: nobody gives what he does not have, a server does not lose its last
//! administrator, a new password ends the other sessions, and every instance hears of the change.
//!
//! Before the transaction the payloads are looked through (`rules`). Inside it, last of all, the counters are raised: whoever changes rights at the same
//! moment waits there, and then sees what the other one did.

mod rules;

use std::collections::HashMap;

use crate::{
    db::Transaction,
    mutation::{Failure, Write, visit},
    schema::{Collection, Schema},
    sql::{
        Dialect, Statement,
        plain::{self, TestKind, is, test},
    },
    value::{CollectionId, ItemId, Value},
};

use super::{Call, Items, ItemsError};
use rules::{KnownUser, Rules};

/// Raised by every write of users, roles, tokens and sessions.
pub const IDENTITY: &str = "identity";
/// Raised by every write of roles.
pub const ROLES: &str = "roles";
/// Raised by every write of the project's settings.
pub const PROJECT: &str = "project";
pub const COUNTERS: [&str; 3] = [IDENTITY, ROLES, PROJECT];

pub(super) const USERS: &str = "quintet_users";
pub(super) const ROLE_ROWS: &str = "quintet_roles";
const SETTINGS: &str = "quintet_settings";
const SESSIONS: &str = "quintet_sessions";
const COUNTER_ROWS: &str = "quintet_counters";

/// What of the system rules of a role may let people write.
const WRITTEN_BY_RULES: &[&str] = &[
    USERS,
    ROLE_ROWS,
    "quintet_files",
    "quintet_folders",
    "quintet_notifications",
    "quintet_presets",
    SETTINGS,
];

/// The name of the role that may do everything.
pub(super) const ADMIN: &str = "admin";

/// What a request's writes mean for people and their rights, and for what else is remembered by a counter.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Effects {
    /// Somebody may be somebody else now.
    pub identity: bool,
    pub roles: bool,
    /// What strangers see of the project may be different now.
    pub project: bool,
    /// A user's roles or status change, or a user goes.
    pub may_end_administration: bool,
    /// Whose sessions end.
    pub signed_out: Vec<ItemId>,
    /// By the request's own session, which goes on.
    pub own_session: Option<ItemId>,
    had_administrator: bool,
}

/// Makes the other instances, and this one, ask again who somebody is. `None` where the schema has no counters.
pub fn raise(schema: &Schema, dialect: &dyn Dialect, counter: &str) -> Option<Statement> {
    let model = schema.collection_named(COUNTER_ROWS)?;
    Some(plain::increment(model, dialect, "value", &[is("id", counter)]))
}

impl Items {
    /// Looks through the payloads, and completes them: `role` and `roles` say the same, addresses are in small letters.
    pub(super) async fn prepare_accounts(&self, call: &Call, writes: &mut [Write]) -> Result<Effects, ItemsError> {
        let mut users = Vec::new();
        let mut roles = Vec::new();
        let mut effects = Effects::default();
        let mut is_hidden = false;
        visit::each(writes, &mut |node| {
            let model = call.schema.collection(node.collection);
            effects.survey(model);
            for link in node.links {
                let link = &call.schema.field(node.collection, link.field).link;
                let targets = link.as_ref().map(crate::schema::Link::targets).unwrap_or_default();
                targets
                    .into_iter()
                    .for_each(|target| effects.survey(call.schema.collection(target)));
            }
            is_hidden |= is_the_servers_own(model);
            match (&*model.name, node.id) {
                (USERS, Some(id)) => users.push(id.clone()),
                (ROLE_ROWS, Some(id)) => roles.push(id.clone()),
                _ => {}
            }
        });
        if !effects.identity && !is_hidden {
            return Ok(effects);
        }
        if is_hidden && !call.access.is_admin() {
            return Err(ItemsError::Forbidden);
        }
        let mut rules = Rules::new(
            call,
            self.known_users(call, users).await?,
            self.role_sources(call, roles).await?,
        );
        visit::each(writes, &mut |node| rules.check(node));
        rules.finish(&mut effects)?;
        Ok(effects)
    }

    /// As `prepare_accounts`, for items that go.
    pub(super) async fn prepare_account_deletes(
        &self,
        call: &Call,
        collection: CollectionId,
        ids: &[ItemId],
    ) -> Result<Effects, ItemsError> {
        let model = call.schema.collection(collection);
        let mut effects = Effects::default();
        effects.survey(model);
        if is_the_servers_own(model) && !call.access.is_admin() {
            return Err(ItemsError::Forbidden);
        }
        match &*model.name {
            USERS => {
                effects.may_end_administration = true;
                let known = self.known_users(call, ids.to_vec()).await?;
                let is_admin = |user: &KnownUser| user.roles.iter().any(|role| role == ADMIN);
                if !call.access.is_admin() && known.values().any(is_admin) {
                    return Err(ItemsError::Forbidden);
                }
            }
            ROLE_ROWS => {
                let sources = self.role_sources(call, ids.to_vec()).await?;
                rules::refuse_file_roles(call, ids, &sources)?;
            }
            _ => {}
        }
        Ok(effects)
    }

    async fn known_users(&self, call: &Call, ids: Vec<ItemId>) -> Result<HashMap<ItemId, KnownUser>, ItemsError> {
        let fields = ["id", "email", "first_name", "last_name", "roles"];
        let rows = self.plain_rows(call, USERS, &fields, ids).await?;
        Ok(rows.iter().filter_map(|row| KnownUser::read(row)).collect())
    }

    async fn role_sources(&self, call: &Call, ids: Vec<ItemId>) -> Result<HashMap<ItemId, String>, ItemsError> {
        let rows = self.plain_rows(call, ROLE_ROWS, &["id", "source"], ids).await?;
        let read = |row: Vec<Value>| match row.as_slice() {
            [id, source] => Some((ItemId::try_from(id.clone()).ok()?, source.as_text()?.to_owned())),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn plain_rows(
        &self,
        call: &Call,
        collection: &str,
        fields: &[&str],
        ids: Vec<ItemId>,
    ) -> Result<Vec<Vec<Value>>, ItemsError> {
        let Some(model) = call.schema.collection_named(collection).filter(|_| !ids.is_empty()) else {
            return Ok(Vec::new());
        };
        let limit = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let keys = test("id", TestKind::OneOf(ids.into_iter().map(Value::from).collect()));
        let statement = plain::select(model, self.database.dialect(), fields, &[keys], limit, false);
        self.database.values(statement).await.map_err(ItemsError::Database)
    }
}

impl Effects {
    fn survey(&mut self, model: &Collection) {
        let is_of = |names: &[&str]| model.is_system && names.contains(&&*model.name);
        self.identity |= is_of(&[USERS, ROLE_ROWS, SESSIONS, "quintet_tokens"]);
        self.roles |= is_of(&[ROLE_ROWS]);
        self.project |= is_of(&[SETTINGS]);
    }

    /// Whether others remember it by a counter.
    pub(super) fn is_counted(&self) -> bool {
        self.identity || self.project
    }

    /// First in the transaction: whether there is an administrator to lose.
    pub(super) async fn begin(&mut self, call: &Call, transaction: &mut Transaction) -> Result<(), ItemsError> {
        self.had_administrator = self.may_end_administration && has_administrator(call, transaction).await?;
        Ok(())
    }

    /// After the commit.
    pub(super) fn note(&self, items: &Items) {
        if self.is_counted() {
            items.note_counted_write();
        }
    }

    /// Last in the transaction.
    pub(super) async fn settle(&self, call: &Call, transaction: &mut Transaction) -> Result<(), ItemsError> {
        let dialect = transaction.dialect();
        let counters = [(self.identity, IDENTITY), (self.roles, ROLES), (self.project, PROJECT)];
        for (_, counter) in counters.into_iter().filter(|(is_raised, _)| *is_raised) {
            if let Some(statement) = raise(&call.schema, dialect, counter) {
                transaction.execute(statement).await.map_err(ItemsError::Database)?;
            }
        }
        if !self.identity {
            return Ok(());
        }
        if let Some(sessions) = call.schema.collection_named(SESSIONS) {
            for user in &self.signed_out {
                let own = self
                    .own_session
                    .clone()
                    .map(|id| test("id", TestKind::IsNot(id.into())));
                let tests: Vec<_> = [is("user", user.clone())].into_iter().chain(own).collect();
                let statement = plain::delete(sessions, dialect, &tests);
                transaction.execute(statement).await.map_err(ItemsError::Database)?;
            }
        }
        if self.had_administrator && !has_administrator(call, transaction).await? {
            return Err(ItemsError::Failures(vec![Failure {
                path: String::new(),
                field: "roles".to_owned(),
                kind: "last_administrator",
                message: "this is the last active administrator: make another one first".to_owned(),
            }]));
        }
        Ok(())
    }
}

async fn has_administrator(call: &Call, transaction: &mut Transaction) -> Result<bool, ItemsError> {
    let Some(users) = call.schema.collection_named(USERS) else {
        return Ok(false);
    };
    let tests = [is("status", "active"), test("roles", TestKind::Holds(ADMIN.to_owned()))];
    let statement = plain::select(users, transaction.dialect(), &["id"], &tests, 1, false);
    let found = transaction.values(statement).await.map_err(ItemsError::Database)?;
    Ok(!found.is_empty())
}

/// Sessions, tokens and the like: no rule of a role lets anybody write them, because a row that somebody makes himself would let him in.
fn is_the_servers_own(model: &Collection) -> bool {
    model.is_system && !WRITTEN_BY_RULES.contains(&&*model.name)
}
