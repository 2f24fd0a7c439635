//! The settings of a server: one struct per concern, and one table (`SETTINGS`) from which parsing, `quintet config`, the JSON Schema of
//! `quintet.yaml` and the docs derive. Start at `load`.
//!
//! defaults < `quintet.yaml` < environment (`QUINTET_DATABASE__URL`) < flags. Pure: the file's text and the environment are passed in.

pub mod accounts;
pub mod auth;
pub mod cache;
pub mod cors;
pub mod database;
pub mod describe;
pub mod files;
pub mod limits;
pub mod load;
pub mod log;
pub mod mail;
pub mod network;
pub mod providers;
pub mod queue;
pub mod rate_limit;
pub mod server;
pub mod setting;
pub mod table;

pub use accounts::AccountSettings;
pub use auth::AuthSettings;
pub use cache::RedisSettings;
pub use cors::CorsSettings;
pub use database::DatabaseSettings;
pub use files::{FilesSettings, Transforms};
pub use limits::{ExportSettings, ImportSettings, QuerySettings, WriteSettings};
pub use load::{Inputs, Loaded, Origin, load};
pub use log::{LogFormat, LogSettings};
pub use mail::MailSettings;
pub use network::Network;
pub use providers::{PROVIDER_SETTINGS, ProviderSettings};
pub use queue::{ActivitySettings, NotificationSettings, QueueSettings};
pub use rate_limit::{Rate, RateLimitSettings};
pub use server::{ProxyHeader, ServerSettings};
pub use setting::Setting;
pub use table::SETTINGS;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// The project's name for people: in the API reference and the admin app.
    pub name: Option<String>,
    pub server: ServerSettings,
    pub database: DatabaseSettings,
    pub query: QuerySettings,
    pub write: WriteSettings,
    pub export: ExportSettings,
    pub import: ImportSettings,
    pub rate_limit: RateLimitSettings,
    pub cors: CorsSettings,
    pub log: LogSettings,
    pub auth: AuthSettings,
    pub files: FilesSettings,
    pub redis: RedisSettings,
    pub accounts: AccountSettings,
    pub mail: MailSettings,
    pub queue: QueueSettings,
    pub activity: ActivitySettings,
    pub notifications: NotificationSettings,
    /// The folder of the database file, uploads and keys; relative to the project. `None`: `data`.
    pub data: Option<String>,
    pub migrate: Migrate,
}

/// What `serve` does with steps that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Migrate {
    /// Applies the safe ones.
    #[default]
    Safe,
    /// Applies none.
    Off,
}

impl Settings {
    /// Small and quick, on a port of its own.
    pub fn for_testing(database_url: &str) -> Self {
        Self {
            server: ServerSettings::for_testing(),
            database: DatabaseSettings::for_testing(database_url),
            ..Self::default()
        }
    }

    pub fn project_name(&self) -> &str {
        self.name.as_deref().unwrap_or("Quintet")
    }

    /// A server with a public address is not somebody's laptop.
    pub fn is_development(&self) -> bool {
        self.server.public_url.is_none()
    }
}
