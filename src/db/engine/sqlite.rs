//! SQLite through rusqlite: reads on threads of their own with prepared statements, writes on one thread behind a queue.
//!
//! Both sides use one driver, so that functions, error texts and time limits exist once. Write-ahead logging lets readers go on while one writes.

mod error;
mod functions;
mod lane;
mod session;
mod sums;

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::sync::OwnedSemaphorePermit;

use self::{
    lane::Lane,
    session::{Location, Purpose, Session},
};
use crate::{
    config::DatabaseSettings,
    db::{ConnectError, DbError, encode::Sink},
    sql::Statement,
};

/// More readers than this only share the same disk.
const MAX_READERS: usize = 16;

static MEMORY_DATABASES: AtomicU64 = AtomicU64::new(1);

#[derive(Debug)]
pub struct SqliteEngine {
    readers: Arc<Lane>,
    writer: Arc<Lane>,
}

impl SqliteEngine {
    /// Opens or creates the file that the URL names; relative paths begin at `project`.
    pub fn open(settings: &DatabaseSettings, project: &Path) -> Result<Self, ConnectError> {
        let location = location(&settings.url, project)?;
        if let Location::File(path) = &location {
            create_folder(path)?;
        }
        let open =
            |purpose| Session::open(&location, purpose, settings).map_err(|error| unreachable(&location, &error));
        let writer = open(Purpose::Write)?;
        let readers = (0..reader_count(settings))
            .map(|_| open(Purpose::Read))
            .collect::<Result<Vec<_>, _>>()?;
        let start = |what, sessions| {
            Lane::start(what, sessions, settings.acquire_timeout).map_err(|error| ConnectError::Unreachable {
                place: "a thread for SQLite".to_owned(),
                reason: error.to_string(),
            })
        };
        Ok(Self {
            readers: Arc::new(start("reader", readers)?),
            writer: Arc::new(start("writer", vec![writer])?),
        })
    }

    pub async fn query<S: Sink>(&self, statement: Statement, sink: S) -> Result<S, DbError> {
        self.readers.run(move |session| session.query(&statement, sink)).await
    }

    pub async fn batch(&self, text: String) -> Result<(), DbError> {
        self.writer.run(move |session| session.batch(&text)).await
    }

    pub async fn begin(&self) -> Result<SqliteTransaction, DbError> {
        let permit = self.writer.acquire().await?;
        self.writer.send(|session| session.batch("BEGIN IMMEDIATE")).await?;
        Ok(SqliteTransaction {
            lane: Arc::clone(&self.writer),
            permit: Some(permit),
        })
    }

    /// A transaction that may rebuild tables: foreign keys are looked at once, at its end. `None` where another process is writing after `patience`.
    pub async fn begin_migration(&self, patience: Duration) -> Result<Option<SqliteTransaction>, DbError> {
        let permit = self.writer.acquire().await?;
        let transaction = SqliteTransaction {
            lane: Arc::clone(&self.writer),
            permit: Some(permit),
        };
        let has_begun = self
            .writer
            .send(move |session| session.begin_migration(patience))
            .await?;
        Ok(has_begun.then_some(transaction))
    }
}

/// Holds the writer's thread until it ends.
#[derive(Debug)]
pub struct SqliteTransaction {
    lane: Arc<Lane>,
    /// Gone once the transaction has ended.
    permit: Option<OwnedSemaphorePermit>,
}

impl SqliteTransaction {
    pub async fn query<S: Sink>(&mut self, statement: Statement, sink: S) -> Result<S, DbError> {
        self.lane.send(move |session| session.query(&statement, sink)).await
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        self.lane.send(move |session| session.execute(&statement)).await
    }

    pub async fn batch(&mut self, text: String) -> Result<(), DbError> {
        self.lane.send(move |session| session.batch(&text)).await
    }

    /// A commit that fails leaves the transaction open; it is rolled back when this is dropped.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.lane.send(Session::commit).await?;
        self.permit = None;
        Ok(())
    }

    pub async fn rollback(mut self) -> Result<(), DbError> {
        self.lane.send(Session::roll_back).await?;
        self.permit = None;
        Ok(())
    }
}

impl Drop for SqliteTransaction {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take() {
            self.lane.send_and_forget(move |session| {
                // Where even this fails the connection is broken, and the next BEGIN says so.
                let _ = session.roll_back();
                drop(permit);
            });
        }
    }
}

/// `sqlite:data/quintet.db`, `sqlite:///var/lib/quintet.db`, `sqlite::memory:`.
fn location(url: &str, project: &Path) -> Result<Location, ConnectError> {
    let rest = url.strip_prefix("sqlite:").unwrap_or(url);
    if rest == ":memory:" {
        let number = MEMORY_DATABASES.fetch_add(1, Ordering::Relaxed);
        return Ok(Location::Memory(format!("quintet-{number}")));
    }
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() || path.contains('?') {
        return Err(ConnectError::Url {
            reason: "a SQLite URL is sqlite:PATH, without parameters".to_owned(),
        });
    }
    Ok(Location::File(project.join(path)))
}

fn create_folder(path: &Path) -> Result<(), ConnectError> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| ConnectError::Unreachable {
        place: folder.display().to_string(),
        reason: format!("{error}; make the folder writable for this user"),
    })
}

fn reader_count(settings: &DatabaseSettings) -> usize {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let wanted = usize::try_from(settings.max_connections).unwrap_or(MAX_READERS);
    wanted.clamp(1, (cores * 2).clamp(4, MAX_READERS))
}

fn unreachable(location: &Location, error: &rusqlite::Error) -> ConnectError {
    let place = match location {
        Location::File(path) => path.display().to_string(),
        Location::Memory(_) => "memory".to_owned(),
    };
    ConnectError::Unreachable {
        place,
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_files() {
        let check = |url: &str, expected: Option<&str>| {
            let found = location(url, Path::new("/project")).ok();
            assert_eq!(found, expected.map(|path| Location::File(path.into())), "{url}");
        };
        check("sqlite:data/quintet.db", Some("/project/data/quintet.db"));
        check("sqlite://data/quintet.db", Some("/project/data/quintet.db"));
        check("sqlite:///var/q.db", Some("/var/q.db"));
        check("sqlite:/var/q.db", Some("/var/q.db"));
        check("sqlite:", None);
        check("sqlite:a.db?mode=ro", None);
    }
}
