//! Which database, and the limits on its use.

use std::time::Duration;

/// The URL chooses the engine: `sqlite:data/quintet.db`, `sqlite::memory:`, `postgres://…`, `postgresql://…`, `mysql://…`, `mariadb://…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// A relative SQLite path is relative to the project's folder. TLS is chosen here too (`sslmode=`, `ssl-mode=`).
    pub url: String,
    /// Connections of the pool; on SQLite the threads that read.
    pub max_connections: u32,
    /// How long the first connection is tried at start: the database's container may still be starting.
    pub connect_timeout: Duration,
    /// How long a request waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long one statement may run.
    pub statement_timeout: Duration,
    /// How long an instance waits for another one that is migrating.
    pub migration_lock_timeout: Duration,
    /// Whether a commit survives a power cut (SQLite only; the servers have settings of their own). A killed process never loses a commit.
    pub survives_power_cut: bool,
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self {
            url: "sqlite:data/quintet.db".to_owned(),
            max_connections: 10,
            connect_timeout: Duration::from_secs(10),
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
            migration_lock_timeout: Duration::from_secs(120),
            survives_power_cut: true,
        }
    }
}

impl DatabaseSettings {
    /// A small pool that fails early, on a database of the test's own.
    pub fn for_testing(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            max_connections: 3,
            connect_timeout: Duration::from_secs(5),
            migration_lock_timeout: Duration::from_secs(30),
            survives_power_cut: false,
            ..Self::default()
        }
    }
}
