//! What may be forgotten and must be quick: counters, admissions, short-lived values. In this process, or in Redis where several instances share it.
//! The only place that names `redis`.
//!
//! Nothing here is the truth about anything: without Redis the process counts for itself, says so once, and goes on. No call fails.

mod gcra;
mod memory;
mod remote;

pub use gcra::{Admission, Quota};

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;

use crate::config::RedisSettings;
use memory::Memory;
use remote::Remote;

/// Clones share what is kept.
#[derive(Debug, Clone)]
pub struct Cache {
    memory: Arc<Memory>,
    remote: Option<Remote>,
}

/// The setting names nothing that Redis could be reached by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`redis.url` is no address of a Redis server: {reason}")]
pub struct CacheError {
    pub reason: String,
}

/// How the cache is, for who runs the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Memory,
    Redis,
    /// Redis is configured and does not answer: memory stands in.
    WithoutRedis,
}

impl Cache {
    pub fn in_memory() -> Self {
        Self {
            memory: Arc::new(Memory::default()),
            remote: None,
        }
    }

    /// As the settings say. A Redis that does not answer keeps nobody from starting: it is used from when it does.
    pub async fn open(settings: &RedisSettings) -> Result<Self, CacheError> {
        let remote = match &settings.url {
            Some(url) => Some(Remote::open(url, &settings.prefix).await?),
            None => None,
        };
        Ok(Self {
            remote,
            ..Self::in_memory()
        })
    }

    pub async fn get(&self, key: &str) -> Option<Bytes> {
        match self.asked(async |remote| remote.get(key).await).await {
            Some(value) => value,
            None => self.memory.get(key, Instant::now()),
        }
    }

    /// Replaces what is there. A value beyond `MAX_VALUE_BYTES` is not kept: nobody may rely on a cache.
    pub async fn set(&self, key: &str, value: Bytes, ttl: Duration) {
        let sent = value.clone();
        if self
            .asked(async |remote| remote.set(key, &sent, ttl).await)
            .await
            .is_none()
        {
            self.memory.set(key, value, Instant::now(), ttl);
        }
    }

    /// The value, which is gone then: of several who take at once, one gets it.
    pub async fn take(&self, key: &str) -> Option<Bytes> {
        match self.asked(async |remote| remote.take(key).await).await {
            Some(value) => value,
            None => self.memory.take(key, Instant::now()),
        }
    }

    pub async fn delete(&self, key: &str) {
        // In memory too: it may have been written there while Redis was away.
        self.memory.delete(key);
        self.asked(async |remote| remote.delete(key).await).await;
    }

    /// Adds to a counter and gives its new value. It is forgotten when nothing was added for `ttl`.
    pub async fn add(&self, key: &str, count: u32, ttl: Duration) -> u64 {
        match self.asked(async |remote| remote.add(key, count, ttl).await).await {
            Some(sum) => sum,
            None => self.memory.add(key, count, Instant::now(), ttl),
        }
    }

    /// The value of a counter; 0 where there is none.
    pub async fn count(&self, key: &str) -> u64 {
        match self.asked(async |remote| remote.count(key).await).await {
            Some(count) => count,
            None => self.memory.count(key, Instant::now()),
        }
    }

    /// Whether one more is within the quota; if it is, it counts. What is refused does not.
    pub async fn admit(&self, key: &str, quota: Quota) -> Admission {
        // Of what Redis refused, memory knows until when: a flood costs no round trip.
        let known = self.peek(key, quota);
        if self.remote.is_some() && !known.is_admitted {
            return known;
        }
        let Some(spent) = self.asked(async |remote| remote.admit(key, quota).await).await else {
            return self.memory.admit(key, quota, Instant::now());
        };
        let admission = quota.admission(spent.is_admitted, spent.after);
        if !spent.is_admitted {
            self.memory.note(key, Instant::now(), spent.after);
        }
        admission
    }

    /// As far as this process knows, and without counting: what was refused a moment ago still is.
    pub fn peek(&self, key: &str, quota: Quota) -> Admission {
        self.memory.peek(key, quota, Instant::now())
    }

    pub fn state(&self) -> State {
        match &self.remote {
            None => State::Memory,
            Some(remote) if remote.is_connected() => State::Redis,
            Some(_) => State::WithoutRedis,
        }
    }

    /// `None` where memory has to do it.
    async fn asked<T>(&self, ask: impl AsyncFnOnce(remote::Connected<'_>) -> Result<T, remote::Failure>) -> Option<T> {
        let connected = self.remote.as_ref()?.connected()?;
        let lost = connected.lost();
        match ask(connected).await {
            Ok(answer) => Some(answer),
            Err(failure) => {
                lost.report(&failure);
                None
            }
        }
    }
}

/// The largest value that is kept.
pub const MAX_VALUE_BYTES: usize = 64 * 1024;
