//! The cache, in memory and in Redis: one behavior. Redis that goes away in the middle, hangs, or never was there.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::future::join_all;
use quintet::{
    cache::{Cache, Quota, State},
    config::RedisSettings,
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use uuid::Uuid;

const HOUR: Duration = Duration::from_secs(3600);

/// Without it Redis is skipped by name, as the engines are.
fn redis() -> Option<String> {
    match std::env::var("QUINTET_TEST_REDIS") {
        Ok(url) => Some(url),
        Err(_) if std::env::var("CI").is_ok_and(|value| value == "true") => {
            panic!("Redis is required in CI: QUINTET_TEST_REDIS is not set")
        }
        Err(_) => {
            println!("skipped: Redis (QUINTET_TEST_REDIS is not set)");
            None
        }
    }
}

/// Keys of the test's own.
fn settings(url: String) -> RedisSettings {
    RedisSettings {
        url: Some(url),
        prefix: format!("test:{}:", Uuid::now_v7().simple()),
    }
}

async fn for_each_cache(test: impl AsyncFn(Cache)) {
    test(Cache::in_memory()).await;
    if let Some(url) = redis() {
        let cache = Cache::open(&settings(url)).await.unwrap();
        assert_eq!(cache.state(), State::Redis);
        test(cache.clone()).await;
        assert_eq!(cache.state(), State::Redis, "the connection must have lasted");
    }
}

/// Asks again until the answer is there.
async fn until(mut ask: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !ask().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking).await.unwrap();
}

#[tokio::test]
async fn values_are_kept_replaced_and_deleted() {
    for_each_cache(async |cache| {
        assert_eq!(cache.get("a").await, None);
        cache.set("a", Bytes::from_static(b"one"), HOUR).await;
        cache.set("a", Bytes::from_static(b"\x00\xff"), HOUR).await;
        assert_eq!(cache.get("a").await.as_deref(), Some(b"\x00\xff".as_slice()));
        cache.delete("a").await;
        cache.delete("a").await;
        assert_eq!(cache.get("a").await, None);
        cache.set("huge", Bytes::from(vec![0; 100_000]), HOUR).await;
        assert_eq!(cache.get("huge").await, None);
        cache.set("forever", Bytes::new(), Duration::MAX).await;
    })
    .await;
}

#[tokio::test]
async fn of_many_who_take_one_gets_it() {
    for_each_cache(async |cache| {
        cache.set("a", Bytes::from_static(b"once"), HOUR).await;
        let taken = join_all((0..50).map(|_| cache.take("a"))).await;
        assert_eq!(taken.into_iter().flatten().collect::<Vec<_>>(), [b"once".as_slice()]);
        assert_eq!(cache.get("a").await, None);
    })
    .await;
}

#[tokio::test]
async fn counters_count_everybody_and_end() {
    for_each_cache(async |cache| {
        assert_eq!(cache.count("n").await, 0);
        let mut sums = join_all((0..50).map(|_| cache.add("n", 2, HOUR))).await;
        sums.sort_unstable();
        assert_eq!(sums, (1..=50).map(|n| n * 2).collect::<Vec<u64>>());
        assert_eq!(cache.count("n").await, 100);
        cache.delete("n").await;
        assert_eq!(cache.count("n").await, 0);

        cache.add("short", 1, Duration::from_millis(40)).await;
        cache
            .set("brief", Bytes::from_static(b"x"), Duration::from_millis(40))
            .await;
        until(async || cache.count("short").await == 0 && cache.get("brief").await.is_none()).await;
        assert_eq!(cache.add("short", 1, HOUR).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_quota_admits_its_burst_and_then_as_time_passes() {
    for_each_cache(async |cache| {
        let quota = Quota::new(20, HOUR);
        let answers = join_all((0..50).map(|_| cache.admit("a", quota))).await;
        let admitted = answers.iter().filter(|answer| answer.is_admitted);
        assert_eq!(admitted.count(), 20);
        let refused = cache.admit("a", quota).await;
        assert_eq!((refused.is_admitted, refused.remaining), (false, 0));
        assert!(
            refused.retry_after > Duration::from_secs(150) && refused.retry_after <= HOUR / 20,
            "{refused:?}"
        );
        assert!(
            refused.resets_in > Duration::from_secs(3500) && refused.resets_in <= HOUR,
            "{refused:?}"
        );
        assert!(!cache.peek("a", quota).is_admitted);
        assert!(cache.peek("b", quota).is_admitted);
        let other = cache.admit("b", quota).await;
        assert_eq!((other.is_admitted, other.remaining), (true, 19));

        let quick = Quota::new(1, Duration::from_millis(20));
        assert!(cache.admit("quick", quick).await.is_admitted);
        until(async || cache.admit("quick", quick).await.is_admitted).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_a_value_may_become_a_counter() {
    for_each_cache(async |cache| {
        cache.set("a", Bytes::from_static(b"7"), HOUR).await;
        cache.delete("a").await;
        assert_eq!(cache.add("a", 1, HOUR).await, 1);
    })
    .await;
}

#[tokio::test]
async fn instances_share_what_redis_counts() {
    let Some(url) = redis() else { return };
    let settings = settings(url);
    let one = Cache::open(&settings).await.unwrap();
    let other = Cache::open(&settings).await.unwrap();
    let quota = Quota::new(10, HOUR);
    let answers = join_all((0..20).map(|number| {
        if number % 2 == 0 {
            one.admit("a", quota)
        } else {
            other.admit("a", quota)
        }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_admitted).count(), 10);
    one.add("n", 1, HOUR).await;
    assert_eq!(other.add("n", 1, HOUR).await, 2);
    let stranger = RedisSettings {
        prefix: "test:stranger:".to_owned(),
        ..settings
    };
    let stranger = Cache::open(&stranger).await.unwrap();
    assert_eq!(stranger.count("n").await, 0);
}

/// Stands between the cache and Redis, and can be cut.
struct Wire {
    address: std::net::SocketAddr,
    redis: String,
    running: Option<JoinHandle<()>>,
}

impl Wire {
    async fn new(url: &str) -> Self {
        let redis = url.trim_start_matches("redis://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut wire = Self {
            address: listener.local_addr().unwrap(),
            redis,
            running: None,
        };
        wire.run(listener);
        wire
    }

    fn run(&mut self, listener: TcpListener) {
        let redis = self.redis.clone();
        self.running = Some(tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                let redis = redis.clone();
                connections.spawn(async move {
                    let mut far = TcpStream::connect(redis).await.unwrap();
                    let _ = copy_bidirectional(&mut near, &mut far).await;
                });
            }
        }));
    }

    async fn cut(&mut self) {
        let running = self.running.take().unwrap();
        running.abort();
        let _ = running.await;
    }

    async fn mend(&mut self) {
        let mut listener = None;
        until(async || {
            listener = TcpListener::bind(self.address).await.ok();
            listener.is_some()
        })
        .await;
        self.run(listener.unwrap());
    }
}

#[tokio::test]
async fn redis_may_go_and_come_back() {
    let Some(url) = redis() else { return };
    let mut wire = Wire::new(&url).await;
    let cache = Cache::open(&settings(format!("redis://{}/", wire.address)))
        .await
        .unwrap();
    let quota = Quota::new(5, HOUR);
    cache.add("n", 7, HOUR).await;
    assert!(cache.admit("a", quota).await.is_admitted);
    assert_eq!(cache.state(), State::Redis);

    wire.cut().await;
    // Memory counts from nothing, and no call fails.
    assert_eq!(cache.add("n", 1, HOUR).await, 1);
    assert_eq!(cache.state(), State::WithoutRedis);
    let answers = join_all((0..20).map(|_| cache.admit("b", quota))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_admitted).count(), 5);

    wire.mend().await;
    until(async || cache.state() == State::Redis).await;
    assert_eq!(cache.add("n", 1, HOUR).await, 8);
    assert_eq!(cache.admit("a", quota).await.remaining, 3);
}

#[tokio::test]
async fn a_redis_that_never_answers_costs_a_moment() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // Takes connections and says nothing.
    let silent = Arc::new(listener);
    let holding = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            held.push(stream);
        }
    });
    let cache = Cache::open(&settings(format!("redis://{address}/"))).await.unwrap();
    assert_eq!(cache.state(), State::WithoutRedis);
    assert_eq!(cache.add("n", 1, HOUR).await, 1);
    holding.abort();
}

#[tokio::test]
async fn what_is_no_address_is_refused_without_its_password() {
    let wrong = settings("http://user:s3cret@host/".to_owned());
    let error = Cache::open(&wrong).await.unwrap_err().to_string();
    assert!(
        error.starts_with("`redis.url` is no address of a Redis server") && !error.contains("s3cret"),
        "{error}"
    );
}
