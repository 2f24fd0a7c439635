//! Redis. Whoever asks never waits for a connection: one task keeps it, and while there is none, memory stands in.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use arc_swap::ArcSwapOption;
use bytes::Bytes;
use redis::{AsyncConnectionConfig, Client, RedisError, Script, aio::MultiplexedConnection};
use tokio::{sync::Notify, task::AbortHandle};

use super::{
    CacheError, MAX_VALUE_BYTES,
    gcra::{Quota, Spent},
};

/// Clones share the connection.
#[derive(Debug, Clone)]
pub struct Remote {
    shared: Arc<Shared>,
    _keeper: Arc<Keeper>,
}

/// The task ends with the last clone.
#[derive(Debug)]
struct Keeper(AbortHandle);

#[derive(Debug)]
struct Shared {
    client: Client,
    prefix: String,
    connection: ArcSwapOption<MultiplexedConnection>,
    /// Woken by who noticed that the connection is of no use.
    lost: Notify,
    /// Whether the log knows that Redis is away.
    is_told: AtomicBool,
    scripts: Scripts,
}

#[derive(Debug)]
struct Scripts {
    admit: Script,
    add: Script,
}

/// A connection that is there, for one question.
pub struct Connected<'r> {
    shared: &'r Arc<Shared>,
    connection: MultiplexedConnection,
}

/// With what a failure is reported after the connection was used.
pub struct Lost<'r> {
    shared: &'r Arc<Shared>,
}

pub type Failure = RedisError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// Who asks while Redis stops answering waits once for this long, and nobody after him.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_secs(1);

/// `GCRA` as in `gcra.rs`, with the clock of Redis, in microseconds: the clocks of the instances need not agree.
const ADMIT: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, period = tonumber(ARGV[1]), tonumber(ARGV[2])
local ends_at = tonumber(redis.call('GET', KEYS[1]) or '') or now
local spent = math.max(ends_at - now, 0)
local after = spent + interval
if after > period then return {0, math.min(spent, period)} end
redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000))
return {1, after}
";

const ADD: &str = r"
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return sum
";

impl Remote {
    pub async fn open(url: &str, prefix: &str) -> Result<Self, CacheError> {
        let client = Client::open(url).map_err(|error| CacheError {
            reason: error.to_string(),
        })?;
        let shared = Arc::new(Shared {
            client,
            prefix: prefix.to_owned(),
            connection: ArcSwapOption::empty(),
            lost: Notify::new(),
            is_told: AtomicBool::new(false),
            scripts: Scripts {
                admit: Script::new(ADMIT),
                add: Script::new(ADD),
            },
        });
        shared.connect().await;
        let keeper = tokio::spawn(keep(shared.clone()));
        Ok(Self {
            shared,
            _keeper: Arc::new(Keeper(keeper.abort_handle())),
        })
    }

    pub fn is_connected(&self) -> bool {
        self.shared.connection.load().is_some()
    }

    pub fn connected(&self) -> Option<Connected<'_>> {
        let connection = self.shared.connection.load();
        Some(Connected {
            shared: &self.shared,
            connection: connection.as_deref()?.clone(),
        })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Connects again whenever the connection is lost, for as long as it takes.
async fn keep(shared: Arc<Shared>) {
    loop {
        if shared.connection.load().is_some() {
            shared.lost.notified().await;
        }
        tokio::time::sleep(PAUSE).await;
        shared.connect().await;
    }
}

impl Shared {
    async fn connect(&self) {
        match self.try_connect().await {
            Ok(connection) => {
                self.connection.store(Some(Arc::new(connection)));
                if self.is_told.swap(false, Ordering::Relaxed) {
                    tracing::info!("Redis answers again; limits and counters are shared");
                }
            }
            Err(error) => self.tell(&error),
        }
    }

    /// Writes, because a Redis that only reads (a replica, a full one) is of no use.
    async fn try_connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            .set_response_timeout(Some(ANSWER_TIMEOUT));
        let mut connection = self
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        let mut probe = redis::cmd("SET");
        probe.arg(self.key("probe")).arg(1).arg("PX").arg(1000);
        probe.query_async::<()>(&mut connection).await?;
        Ok(connection)
    }

    /// Once, until it is back.
    fn tell(&self, error: &RedisError) {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(%error, "Redis does not answer; until it does, each instance counts limits for itself");
        }
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}

impl Lost<'_> {
    pub fn report(&self, failure: &Failure) {
        self.shared.tell(failure);
        self.shared.connection.store(None);
        self.shared.lost.notify_one();
    }
}

impl<'r> Connected<'r> {
    pub fn lost(&self) -> Lost<'r> {
        Lost { shared: self.shared }
    }

    pub async fn get(mut self, key: &str) -> Result<Option<Bytes>, Failure> {
        let mut get = redis::cmd("GET");
        get.arg(self.shared.key(key));
        get.query_async(&mut self.connection).await
    }

    pub async fn set(mut self, key: &str, value: &[u8], ttl: Duration) -> Result<(), Failure> {
        if value.len() > MAX_VALUE_BYTES {
            return Ok(());
        }
        let mut set = redis::cmd("SET");
        set.arg(self.shared.key(key))
            .arg(value)
            .arg("PX")
            .arg(milliseconds(ttl));
        set.query_async(&mut self.connection).await
    }

    /// In one transaction; `GETDEL` is younger than some servers.
    pub async fn take(mut self, key: &str) -> Result<Option<Bytes>, Failure> {
        let key = self.shared.key(key);
        let mut both = redis::pipe();
        both.atomic().cmd("GET").arg(&key).cmd("DEL").arg(&key).ignore();
        let (value,): (Option<Bytes>,) = both.query_async(&mut self.connection).await?;
        Ok(value)
    }

    pub async fn delete(mut self, key: &str) -> Result<(), Failure> {
        let mut delete = redis::cmd("DEL");
        delete.arg(self.shared.key(key));
        delete.query_async(&mut self.connection).await
    }

    pub async fn add(mut self, key: &str, count: u32, ttl: Duration) -> Result<u64, Failure> {
        let add = &self.shared.scripts.add;
        let mut add = add.key(self.shared.key(key));
        add.arg(count).arg(milliseconds(ttl));
        add.invoke_async(&mut self.connection).await
    }

    pub async fn count(mut self, key: &str) -> Result<u64, Failure> {
        let mut get = redis::cmd("GET");
        get.arg(self.shared.key(key));
        let count: Option<u64> = get.query_async(&mut self.connection).await?;
        Ok(count.unwrap_or_default())
    }

    pub(super) async fn admit(mut self, key: &str, quota: Quota) -> Result<Spent, Failure> {
        let admit = &self.shared.scripts.admit;
        let mut admit = admit.key(self.shared.key(key));
        admit
            .arg(microseconds(quota.interval()))
            .arg(microseconds(quota.period()));
        let (is_admitted, after): (bool, u64) = admit.invoke_async(&mut self.connection).await?;
        Ok(Spent {
            is_admitted,
            after: Duration::from_micros(after),
        })
    }
}

/// Redis refuses a lifetime of nothing.
fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis())
        .unwrap_or(u64::MAX)
        .clamp(1, MAX_MILLISECONDS)
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// Ten years: beyond it Redis refuses the sum with its clock.
const MAX_MILLISECONDS: u64 = 10 * 365 * 86_400 * 1000;
