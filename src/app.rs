//! The composed services and the current schema: what a handler is given. Made once by `boot`; a reload swaps the schema and nothing else.

mod background;
mod project;

pub use project::ProjectFace;

use std::{
    net::SocketAddr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use arc_swap::ArcSwap;
use chrono::Utc;
use serde_json::Value as Json;

use crate::{
    asset::Assets,
    auth::{Accounts, Auth, AuthError, Identity, roles},
    cache::Cache,
    config::Settings,
    crypto::{Random, Signer, digest::sha256_hex},
    evolve::{self, EvolveError},
    items::{Call, ExportLimits, ImportLimits, Items, Origin, Precondition},
    mail::Mail,
    mutation::resolve::WriteLimits,
    permission::{Access, Actor},
    query::QueryLimits,
    queue::Queue,
    schema::Schema,
};

/// Everything a request may use.
#[derive(Debug)]
pub struct App {
    pub settings: Settings,
    pub items: Items,
    pub assets: Assets,
    pub auth: Auth,
    pub cache: Cache,
    pub random: Random,
    pub queue: Queue,
    pub mail: Mail,
    pub accounts: Accounts,
    /// Where the server listens, once it does.
    address: OnceLock<SocketAddr>,
    schema: ArcSwap<Schema>,
    /// The counter of roles when those of the database were read last.
    roles_seen: AtomicI64,
    reading_roles: tokio::sync::Mutex<()>,
    project: ArcSwap<ProjectFace>,
    /// Set by SIGTERM: load balancers shall send nothing more.
    is_leaving: AtomicBool,
}

/// No counter has this value.
const UNKNOWN: i64 = -1;

impl App {
    pub fn new(
        settings: Settings,
        items: Items,
        schema: Arc<Schema>,
        (random, signer): (Random, Signer),
        (cache, assets, queue, mail): (Cache, Assets, Queue, Mail),
    ) -> Self {
        let items = items
            .exporting(export_limits(&settings))
            .importing(import_limits(&settings));
        Self {
            auth: Auth::new(&items, cache.clone(), signer, &settings.auth),
            project: ArcSwap::from_pointee(ProjectFace::unread(settings.project_name())),
            accounts: Accounts::new(items.clone(), queue.clone(), mail.clone(), settings.clone()),
            settings,
            items,
            assets,
            cache,
            random,
            address: OnceLock::new(),
            queue,
            mail,
            schema: ArcSwap::new(schema),
            roles_seen: AtomicI64::new(UNKNOWN),
            reading_roles: tokio::sync::Mutex::new(()),
            is_leaving: AtomicBool::new(false),
        }
    }

    pub fn schema(&self) -> Arc<Schema> {
        self.schema.load_full()
    }

    /// Requests that have begun keep the schema that they began with.
    pub fn swap_schema(&self, schema: Arc<Schema>) {
        self.schema.store(schema);
        self.roles_seen.store(UNKNOWN, Ordering::Release);
    }

    /// Who shows this token. The roles that were made at run time are brought up to date on the way, where another request has changed them.
    pub async fn identify(&self, token: &str) -> Result<Identity, AuthError> {
        let call = self.call_as_administrator();
        let identity = self.auth.identify(&call, token).await?;
        self.refresh_roles().await?;
        Ok(identity)
    }

    /// Reads the roles of the database if they have changed since. What is wrong with one of them is in the log.
    pub async fn refresh_roles(&self) -> Result<(), AuthError> {
        let call = self.call_as_administrator();
        let seen = self.auth.identities.counters(&call).await?.roles;
        if self.roles_seen.load(Ordering::Acquire) == seen {
            return Ok(());
        }
        let _reading = self.reading_roles.lock().await;
        if self.roles_seen.load(Ordering::Acquire) == seen {
            return Ok(());
        }
        let schema = self.schema();
        let stored = roles::stored(&self.items, &call, &schema).await?;
        for (role, mistakes) in &stored.mistakes {
            let first = mistakes.first().map_or("", |mistake| mistake.message.as_str());
            tracing::warn!(%role, mistake = first, "a role of the database is not understood and grants nothing");
        }
        for role in &stored.orphans {
            tracing::warn!(%role, "the file of this role is gone; it grants nothing, and its row may be deleted");
        }
        let digest = sha256_hex(format!("{seen} {:?}", stored.roles).as_bytes());
        self.schema
            .store(Arc::new(schema.with_stored_roles(stored.roles, &digest)));
        self.roles_seen.store(seen, Ordering::Release);
        Ok(())
    }

    /// The world as one request of this actor sees it.
    pub fn call(&self, actor: Arc<Actor>, origin: Arc<Origin>) -> Call {
        let schema = self.schema();
        let access = Access::new(&schema, actor);
        self.call_with(schema, access, origin)
    }

    /// What the model that is served would still change in the database.
    pub async fn pending_plan(&self) -> Result<Json, EvolveError> {
        let planned = evolve::plan(self.items.database(), &self.schema()).await?;
        Ok(planned.to_json())
    }

    /// For the server's own work and for commands.
    pub fn call_as_administrator(&self) -> Call {
        self.call_with(self.schema(), Access::administrator(), Arc::new(Origin::server()))
    }

    fn call_with(&self, schema: Arc<Schema>, access: Access, origin: Arc<Origin>) -> Call {
        Call {
            schema,
            access,
            now: Utc::now(),
            limits: query_limits(&self.settings),
            write_limits: write_limits(&self.settings),
            precondition: Precondition::None,
            origin,
        }
    }

    /// Where links lead: the public address, else where the server listens. What a request says about the host is never believed.
    pub fn base_url(&self) -> String {
        let public = self.settings.server.public_url.as_deref();
        match (public, self.address.get()) {
            (Some(public), _) => public.trim_end_matches('/').to_owned(),
            (None, Some(address)) => format!("http://{address}"),
            (None, None) => format!("http://{}", self.settings.server.listen),
        }
    }

    /// Told once, when the server is bound.
    pub fn listens_at(&self, address: SocketAddr) {
        let _ = self.address.set(address);
    }

    /// Whether the database answers.
    pub async fn is_healthy(&self) -> bool {
        self.items.database().is_alive().await
    }

    /// `sqlite`, `postgres` or `mariadb`.
    pub fn engine(&self) -> &'static str {
        self.items.database().dialect().name()
    }

    pub fn is_leaving(&self) -> bool {
        self.is_leaving.load(Ordering::Relaxed)
    }

    pub fn leave(&self) {
        self.is_leaving.store(true, Ordering::Relaxed);
    }
}

fn query_limits(settings: &Settings) -> QueryLimits {
    let limits = &settings.query;
    QueryLimits {
        default_page: limits.default_limit,
        max_page: limits.max_limit,
        export: None,
        depth: wide(limits.depth),
        filter_nodes: wide(limits.filter_nodes),
        filter_values: wide(limits.filter_values),
        selections: wide(limits.selections),
    }
}

fn export_limits(settings: &Settings) -> ExportLimits {
    let limits = &settings.export;
    ExportLimits {
        items: limits.items,
        time: limits.timeout,
        concurrent: wide(limits.concurrent),
        patience: settings.database.acquire_timeout,
    }
}

fn import_limits(settings: &Settings) -> ImportLimits {
    let limits = &settings.import;
    ImportLimits {
        rows: u64::from(limits.rows),
        row: settings.server.body_limit,
        time: limits.timeout,
        concurrent: wide(limits.concurrent),
        patience: settings.database.acquire_timeout,
    }
}

fn write_limits(settings: &Settings) -> WriteLimits {
    WriteLimits {
        items: wide(settings.write.items),
        depth: wide(settings.write.depth),
        password_length: wide(settings.auth.password_length),
    }
}

fn wide(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
