//! Slows down who tries passwords: after some failures an account, and an address, waits, twice as long each time. An attempt counts when it begins, so
//! that many at once are not many free ones; a success clears the account. Counted in the cache, so that several instances count together.

use std::{net::IpAddr, time::Duration};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{cache::Cache, crypto::digest::sha256_hex};

use super::AuthError;

#[derive(Debug, Clone)]
pub struct Lockout {
    cache: Cache,
}

/// Who tries.
struct Subject {
    key: String,
    free: u64,
}

/// Attempts that cost no waiting: of one account, and from one address, behind which there may be an office.
const FREE_OF_ACCOUNT: u64 = 5;
const FREE_OF_ADDRESS: u64 = 50;
const LONGEST_SECONDS: u64 = 15 * 60;

/// So long after the first attempt they are forgotten.
const FORGOTTEN: Duration = Duration::from_secs(3600);

impl Lockout {
    pub fn new(cache: Cache) -> Self {
        Self { cache }
    }

    /// Counts an attempt on an account; refuses it where it, or the address, comes too early.
    pub async fn begin(&self, account: &str, address: Option<IpAddr>, now: DateTime<Utc>) -> Result<(), AuthError> {
        if let Some(address) = address {
            self.check(&of_address(address), now).await?;
        }
        let account = of_account(account);
        self.check(&account, now).await?;
        self.count(&account, now).await
    }

    /// The password was wrong. Only these count for an address: a server that signs in for many people is one.
    pub async fn fail(&self, address: Option<IpAddr>, now: DateTime<Utc>) {
        if let Some(address) = address {
            // Whoever was faster waits as well, from the next attempt on.
            let _ = self.count(&of_address(address), now).await;
        }
    }

    /// The password was right.
    pub async fn succeed(&self, account: &str) {
        let subject = of_account(account);
        self.cache.delete(&subject.tries()).await;
        self.cache.delete(&subject.wait()).await;
    }

    async fn check(&self, subject: &Subject, now: DateTime<Utc>) -> Result<(), AuthError> {
        let until = self.cache.get(&subject.wait()).await;
        let until = until.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.parse::<i64>().ok());
        let until = until.and_then(DateTime::from_timestamp_millis);
        match until
            .and_then(|until| (until - now).to_std().ok())
            .filter(|left| !left.is_zero())
        {
            None => Ok(()),
            Some(retry_after) => Err(AuthError::TooManyAttempts { retry_after }),
        }
    }

    async fn count(&self, subject: &Subject, now: DateTime<Utc>) -> Result<(), AuthError> {
        let before = self.cache.count(&subject.tries()).await;
        let count = self.cache.add(&subject.tries(), 1, FORGOTTEN).await;
        let wait = Duration::from_secs(wait_seconds(count, subject.free));
        if wait.is_zero() {
            return Ok(());
        }
        let until = now + TimeDelta::from_std(wait).unwrap_or_default();
        let until = Bytes::from(until.timestamp_millis().to_string());
        self.cache.set(&subject.wait(), until, wait).await;
        // Somebody else has tried between the two lines above: he had the turn.
        if count == before + 1 {
            Ok(())
        } else {
            Err(AuthError::TooManyAttempts { retry_after: wait })
        }
    }
}

impl Subject {
    /// Keys of the cache are short and tell nobody an address.
    fn new(kind: &str, name: &str, free: u64) -> Self {
        let hash = sha256_hex(name.as_bytes());
        Self {
            key: format!("{kind}:{}", hash.get(..32).unwrap_or_default()),
            free,
        }
    }

    fn tries(&self) -> String {
        format!("sign-in:tries:{}", self.key)
    }

    fn wait(&self) -> String {
        format!("sign-in:wait:{}", self.key)
    }
}

fn of_address(address: IpAddr) -> Subject {
    Subject::new("address", &address.to_string(), FREE_OF_ADDRESS)
}

fn of_account(account: &str) -> Subject {
    Subject::new("account", account, FREE_OF_ACCOUNT)
}

/// 1, 2, 4 … seconds after the free attempts.
fn wait_seconds(count: u64, free: u64) -> u64 {
    match count.checked_sub(free) {
        None => 0,
        Some(over) => 1_u64 << over.min(10),
    }
    .min(LONGEST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_a_quarter_of_an_hour() {
        let seconds: Vec<u64> = (4..=16).map(|count| wait_seconds(count, 5)).collect();
        assert_eq!(seconds, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    }

    #[tokio::test]
    async fn an_account_waits_and_others_do_not() {
        let lockout = Lockout::new(Cache::in_memory());
        let now = Utc::now();
        for _ in 0..5 {
            assert_eq!(lockout.begin("ada", None, now).await, Ok(()));
        }
        // The counters go by the clock, which went on a little.
        let waits = |outcome: Result<(), AuthError>, seconds: u128| match outcome {
            Err(AuthError::TooManyAttempts { retry_after }) => retry_after.as_millis().div_ceil(1000) == seconds,
            _ => false,
        };
        assert!(waits(lockout.begin("ada", None, now).await, 1));
        assert_eq!(lockout.begin("bob", None, now).await, Ok(()));
        // A refused attempt does not count: who waits is let in in the end.
        let later = now + TimeDelta::seconds(1);
        assert_eq!(lockout.begin("ada", None, later).await, Ok(()));
        assert!(waits(lockout.begin("ada", None, later).await, 2));
        lockout.succeed("ada").await;
        assert_eq!(lockout.begin("ada", None, later).await, Ok(()));
    }

    #[tokio::test]
    async fn of_many_at_once_few_are_tried() {
        let lockout = Lockout::new(Cache::in_memory());
        let now = Utc::now();
        let all = (0..50).map(|_| lockout.begin("ada", None, now));
        let all = futures_util::future::join_all(all).await;
        assert_eq!(all.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    }

    #[tokio::test]
    async fn an_address_that_tries_many_accounts_waits_too() {
        let lockout = Lockout::new(Cache::in_memory());
        let now = Utc::now();
        let address: IpAddr = "203.0.113.9".parse().unwrap();
        for number in 0..50 {
            lockout
                .begin(&format!("user{number}"), Some(address), now)
                .await
                .unwrap();
            lockout.fail(Some(address), now).await;
        }
        assert!(lockout.begin("user50", Some(address), now).await.is_err());
        assert!(lockout.begin("user51", None, now).await.is_ok());
    }
}
