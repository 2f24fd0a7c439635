//! The cache of one process. Its memory has a bound: whoever makes up keys makes others be forgotten, those that would end soonest first.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;

use super::{
    MAX_VALUE_BYTES,
    gcra::{Admission, Quota},
};

const SHARDS: usize = 16;
/// 16 shards of 8192 keys: about 20 MB with keys of the usual length.
const MAX_ENTRIES: usize = 8192;
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Shards, so that threads do not wait for each other; their choice is random, so that nobody can aim at one.
#[derive(Debug, Default)]
pub struct Memory {
    shards: [Mutex<Shard>; SHARDS],
    hasher: RandomState,
}

#[derive(Debug, Default)]
struct Shard {
    entries: HashMap<Box<str>, Entry>,
    /// Of keys and values together.
    bytes: usize,
}

#[derive(Debug)]
struct Entry {
    ends_at: Instant,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Value(Bytes),
    Count(u64),
    /// What is spent of a quota is the time until the end.
    Spent,
}

impl Memory {
    pub fn get(&self, key: &str, now: Instant) -> Option<Bytes> {
        match &self.shard(key).live(key, now)?.held {
            Held::Value(value) => Some(value.clone()),
            Held::Count(_) | Held::Spent => None,
        }
    }

    pub fn set(&self, key: &str, value: Bytes, now: Instant, ttl: Duration) {
        if value.len() <= MAX_VALUE_BYTES {
            self.shard(key).put(key, Held::Value(value), now, ttl);
        }
    }

    pub fn take(&self, key: &str, now: Instant) -> Option<Bytes> {
        let entry = self.shard(key).remove(key)?;
        match entry.held {
            Held::Value(value) if entry.ends_at > now => Some(value),
            _ => None,
        }
    }

    pub fn delete(&self, key: &str) {
        self.shard(key).remove(key);
    }

    pub fn add(&self, key: &str, count: u32, now: Instant, ttl: Duration) -> u64 {
        let mut shard = self.shard(key);
        let sum = shard.counted(key, now).saturating_add(u64::from(count));
        shard.put(key, Held::Count(sum), now, ttl);
        sum
    }

    pub fn count(&self, key: &str, now: Instant) -> u64 {
        self.shard(key).counted(key, now)
    }

    pub fn admit(&self, key: &str, quota: Quota, now: Instant) -> Admission {
        let mut shard = self.shard(key);
        let spent = quota.spend(shard.spent(key, now));
        if spent.is_admitted {
            shard.put(key, Held::Spent, now, spent.after);
        }
        quota.admission(spent.is_admitted, spent.after)
    }

    pub fn peek(&self, key: &str, quota: Quota, now: Instant) -> Admission {
        let before = self.shard(key).spent(key, now);
        let spent = quota.spend(before);
        quota.admission(spent.is_admitted, before.min(quota.period()))
    }

    /// What is spent, as somebody else counted it.
    pub fn note(&self, key: &str, now: Instant, spent: Duration) {
        self.shard(key).put(key, Held::Spent, now, spent);
    }

    fn shard(&self, key: &str) -> MutexGuard<'_, Shard> {
        let hash = usize::try_from(self.hasher.hash_one(key) % 16).unwrap_or_default();
        let [first, ..] = &self.shards;
        let shard = self.shards.get(hash).unwrap_or(first);
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    fn live(&self, key: &str, now: Instant) -> Option<&Entry> {
        self.entries.get(key).filter(|entry| entry.ends_at > now)
    }

    fn counted(&self, key: &str, now: Instant) -> u64 {
        match self.live(key, now).map(|entry| &entry.held) {
            Some(Held::Count(count)) => *count,
            _ => 0,
        }
    }

    fn spent(&self, key: &str, now: Instant) -> Duration {
        match self.live(key, now) {
            Some(Entry {
                ends_at,
                held: Held::Spent,
            }) => ends_at.saturating_duration_since(now),
            _ => Duration::ZERO,
        }
    }

    fn put(&mut self, key: &str, held: Held, now: Instant, ttl: Duration) {
        // A time that no clock reaches ends with the process.
        let ends_at = now.checked_add(ttl).unwrap_or(now);
        if let Some(entry) = self.entries.get_mut(key) {
            self.bytes = self.bytes.saturating_sub(entry.held.bytes()) + held.bytes();
            *entry = Entry { ends_at, held };
        } else {
            self.bytes += key.len() + held.bytes();
            self.entries.insert(key.into(), Entry { ends_at, held });
        }
        if self.entries.len() > MAX_ENTRIES || self.bytes > MAX_BYTES {
            self.make_room(now);
        }
    }

    fn remove(&mut self, key: &str) -> Option<Entry> {
        let entry = self.entries.remove(key)?;
        self.bytes = self.bytes.saturating_sub(key.len() + entry.held.bytes());
        Some(entry)
    }

    /// What has ended goes, and where that is not enough, the part that would end soonest. It pays for the next thousand entries at once.
    fn make_room(&mut self, now: Instant) {
        self.retain(|entry| entry.ends_at > now);
        while self.entries.len() > MAX_ENTRIES / 8 * 7 || self.bytes > MAX_BYTES / 8 * 7 {
            let mut ends: Vec<Instant> = self.entries.values().map(|entry| entry.ends_at).collect();
            let part = ends.len() / 8;
            let (_, last, _) = ends.select_nth_unstable(part);
            let last = *last;
            self.retain(|entry| entry.ends_at > last);
        }
    }

    fn retain(&mut self, keep: impl Fn(&Entry) -> bool) {
        self.entries.retain(|_, entry| keep(entry));
        self.bytes = self
            .entries
            .iter()
            .map(|(key, entry)| key.len() + entry.held.bytes())
            .sum();
    }
}

impl Held {
    fn bytes(&self) -> usize {
        match self {
            Self::Value(value) => value.len(),
            Self::Count(_) | Self::Spent => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn held(memory: &Memory) -> (usize, usize) {
        let sum = |of: fn(&Shard) -> usize| memory.shards.iter().map(|shard| of(&shard.lock().unwrap())).sum();
        (sum(|shard| shard.entries.len()), sum(|shard| shard.bytes))
    }

    #[test]
    fn what_has_ended_is_not_there() {
        let memory = Memory::default();
        let now = Instant::now();
        memory.set("a", Bytes::from_static(b"x"), now, MINUTE);
        assert_eq!(memory.add("n", 2, now, MINUTE), 2);
        assert_eq!(memory.add("n", 3, now + MINUTE / 2, MINUTE), 5);
        let later = now + MINUTE;
        assert_eq!(memory.get("a", later), None);
        assert_eq!(memory.take("a", later), None);
        assert_eq!(memory.count("n", later), 5, "each addition keeps a counter alive");
        assert_eq!(memory.add("n", 1, later + MINUTE, MINUTE), 1);
    }

    #[test]
    fn time_gives_back_what_was_spent() {
        let memory = Memory::default();
        let quota = Quota::new(60, MINUTE);
        let now = Instant::now();
        let admitted = |at: Instant| (0..100).filter(|_| memory.admit("a", quota, at).is_admitted).count();
        assert_eq!(admitted(now), 60);
        assert_eq!(admitted(now), 0);
        assert_eq!(admitted(now + Duration::from_secs(7)), 7);
        assert_eq!(admitted(now + MINUTE * 3), 60);
        assert!(!memory.peek("a", quota, now + MINUTE * 3).is_admitted);
        assert!(memory.peek("a", quota, now + MINUTE * 4).is_admitted);
    }

    /// Half a million addresses: what an attacker makes up is forgotten before what lasts.
    #[test]
    fn memory_stays_within_its_bound() {
        let memory = Memory::default();
        let now = Instant::now();
        memory.add("locked", 9, now, MINUTE * 60);
        let quota = Quota::new(10, MINUTE);
        for number in 0..500_000 {
            memory.admit(&format!("address:{number}"), quota, now);
        }
        let (entries, bytes) = held(&memory);
        assert!(
            entries <= SHARDS * MAX_ENTRIES && entries > SHARDS * MAX_ENTRIES / 2,
            "{entries}"
        );
        assert!(bytes <= SHARDS * MAX_BYTES);
        assert_eq!(memory.count("locked", now), 9);

        let large = Bytes::from(vec![0; MAX_VALUE_BYTES]);
        for number in 0..2000 {
            memory.set(&format!("value:{number}"), large.clone(), now, MINUTE);
        }
        assert!(held(&memory).1 <= SHARDS * MAX_BYTES);
        memory.set("huge", Bytes::from(vec![0; MAX_VALUE_BYTES + 1]), now, MINUTE);
        assert_eq!(memory.get("huge", now), None);
    }

    #[test]
    fn bytes_are_counted_back() {
        let memory = Memory::default();
        let now = Instant::now();
        for _ in 0..3 {
            memory.set("key", Bytes::from_static(b"12345"), now, MINUTE);
        }
        memory.set("key", Bytes::from_static(b"1"), now, MINUTE);
        assert_eq!(held(&memory), (1, 4));
        memory.delete("key");
        memory.delete("key");
        assert_eq!(held(&memory), (0, 0));
    }
}
