//! The composed services and the current schema: what a handler is given. Made once by `boot`; a reload swaps the schema and nothing else.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use arc_swap::ArcSwap;
use chrono::Utc;

use crate::{
    auth::Tokens,
    cache::Cache,
    config::Settings,
    crypto::Random,
    items::{Call, ExportLimits, Items, Precondition},
    mutation::resolve::WriteLimits,
    permission::{Access, Actor},
    query::QueryLimits,
    schema::Schema,
};

/// Everything a request may use.
#[derive(Debug)]
pub struct App {
    pub settings: Settings,
    pub items: Items,
    pub tokens: Tokens,
    pub cache: Cache,
    pub random: Random,
    schema: ArcSwap<Schema>,
    /// Set by SIGTERM: load balancers shall send nothing more.
    is_leaving: AtomicBool,
}

impl App {
    pub fn new(settings: Settings, items: Items, cache: Cache, random: Random, schema: Arc<Schema>) -> Self {
        let items = items.exporting(export_limits(&settings));
        Self {
            tokens: Tokens::new(items.clone(), random.clone(), settings.auth.token_cache),
            settings,
            items,
            cache,
            random,
            schema: ArcSwap::new(schema),
            is_leaving: AtomicBool::new(false),
        }
    }

    pub fn schema(&self) -> Arc<Schema> {
        self.schema.load_full()
    }

    /// Requests that have begun keep the schema that they began with.
    pub fn swap_schema(&self, schema: Arc<Schema>) {
        self.schema.store(schema);
    }

    /// The world as one request of this actor sees it.
    pub fn call(&self, actor: Arc<Actor>) -> Call {
        let schema = self.schema();
        let access = Access::new(&schema, actor);
        self.call_with(schema, access)
    }

    /// For the server's own work and for commands.
    pub fn call_as_administrator(&self) -> Call {
        self.call_with(self.schema(), Access::administrator())
    }

    fn call_with(&self, schema: Arc<Schema>, access: Access) -> Call {
        Call {
            schema,
            access,
            now: Utc::now(),
            limits: query_limits(&self.settings),
            write_limits: write_limits(&self.settings),
            precondition: Precondition::None,
        }
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

fn write_limits(settings: &Settings) -> WriteLimits {
    WriteLimits {
        items: wide(settings.write.items),
        depth: wide(settings.write.depth),
    }
}

fn wide(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
