//! The queue on every engine: a job is run once at a time, again when it failed, by somebody else when its worker dies, and never for good without
//! being seen.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use quintet::{
    crypto::{Keyring, Random},
    db::Database,
    evolve,
    queue::{Clock, Handlers, Job, JobError, NewJob, Queue, RetryPolicy, Worker, WorkerSettings, worker::Working},
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Json, Value},
};
use serde_json::json;
use tokio::sync::{Notify, Semaphore};

use crate::support::{TestDatabase, for_each_engine, schema_of};

const KIND: &str = "test.work";
const LEASE: Duration = Duration::from_secs(60);

struct World {
    clock: Clock,
    queue: Queue,
    test: TestDatabase,
}

/// One row of the table, as far as tests look at it.
#[derive(Debug, PartialEq)]
struct Row {
    status: String,
    run_at: DateTime<Utc>,
    attempts: i64,
    has_lease: bool,
    error: Option<String>,
    payload: String,
}

impl World {
    async fn new(test: TestDatabase) -> Self {
        let schema = schema_of(&[("models/things.yaml", "fields: { name: string }\n")]);
        evolve::apply_safe(&test.database, &schema, Duration::from_secs(30))
            .await
            .unwrap();
        let clock = Clock::at("2026-03-01T08:00:00Z".parse().unwrap());
        Self {
            queue: queue_on(test.database.clone(), &clock),
            clock,
            test,
        }
    }

    fn worker(&self, handlers: Handlers) -> Worker {
        Worker::new(self.queue.clone(), handlers, settings())
    }

    /// The worker of another instance, with connections of its own.
    async fn other_worker(&self, handlers: Handlers) -> Worker {
        let queue = queue_on(self.test.connect_again().await, &self.clock);
        Worker::new(queue, handlers, settings())
    }

    async fn enqueue(&self, payload: Json) {
        let id = self.queue.enqueue_alone(&NewJob::new(KIND, payload)).await.unwrap();
        assert!(id.is_some());
    }

    async fn rows(&self) -> Vec<Row> {
        let columns = [
            ("status", ColumnType::LongText),
            ("run_at", ColumnType::DateTime),
            ("attempts", ColumnType::Integer),
            ("lease", ColumnType::Uuid),
            ("last_error", ColumnType::LongText),
            ("payload", ColumnType::LongText),
        ];
        let statement = Statement {
            text: "SELECT status, run_at, attempts, lease, last_error, payload FROM quintet_jobs ORDER BY id".into(),
            args: Vec::new(),
            columns: columns
                .iter()
                .map(|(name, column)| OutputColumn {
                    key: (*name).into(),
                    encoding: Encoding::Scalar(*column),
                })
                .collect(),
        };
        let text = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let rows = self.test.database.values(statement).await.unwrap();
        rows.iter()
            .map(|row| Row {
                status: text(&row[0]).unwrap(),
                run_at: match row[1] {
                    Value::DateTime(time) => time,
                    ref other => panic!("{other:?}"),
                },
                attempts: match row[2] {
                    Value::Integer(count) => count,
                    ref other => panic!("{other:?}"),
                },
                has_lease: !row[3].is_null(),
                error: text(&row[4]),
                payload: text(&row[5]).unwrap(),
            })
            .collect()
    }

    fn advance(&self, by: Duration) {
        self.clock.advance(TimeDelta::from_std(by).unwrap());
    }
}

fn queue_on(database: Database, clock: &Clock) -> Queue {
    let keyring = Arc::new(Keyring::new([7; 32], []));
    Queue::new(database, keyring, Random::system(), clock.clone())
}

fn settings() -> WorkerSettings {
    WorkerSettings {
        poll: Duration::from_millis(20),
        lease: LEASE,
        retry: RetryPolicy {
            attempts: 3,
            first: Duration::from_secs(10),
            longest: Duration::from_secs(3600),
        },
        ..WorkerSettings::default()
    }
}

/// A handler that fails with what it is told, and counts.
fn failing(count: &Arc<AtomicU32>, error: JobError) -> Handlers {
    let count = count.clone();
    Handlers::default().on(KIND, move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        let error = error.clone();
        async move { Err(error) }
    })
}

fn counting(count: &Arc<AtomicU32>) -> Handlers {
    let count = count.clone();
    Handlers::default().on(KIND, move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    })
}

#[tokio::test]
async fn a_job_exists_when_its_transaction_is_committed() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let seeing = seen.clone();
        let worker = world.worker(Handlers::default().on(KIND, move |job: Job| {
            seeing.lock().unwrap().push((job.payload, job.attempt));
            async { Ok(()) }
        }));
        let job = NewJob::new(KIND, json!({ "secret": "s3cret-link" }));
        let mut transaction = world.test.database.begin().await.unwrap();
        world.queue.enqueue(&mut transaction, &job).await.unwrap();
        transaction.rollback().await.unwrap();
        assert_eq!(worker.run_due().await, Ok(0));

        let mut transaction = world.test.database.begin().await.unwrap();
        world.queue.enqueue(&mut transaction, &job).await.unwrap();
        transaction.commit().await.unwrap();
        let rows = world.rows().await;
        assert_eq!(rows.len(), 1);
        assert!(rows[0].payload.starts_with("q1."), "the payload is encrypted");
        assert_eq!(worker.run_due().await, Ok(1));
        assert_eq!(*seen.lock().unwrap(), [(json!({ "secret": "s3cret-link" }), 1)]);
        assert_eq!(world.rows().await, [], "a job that is done is gone");
    })
    .await;
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let count = Arc::new(AtomicU32::new(0));
        let worker = world.worker(counting(&count));
        let later = world.clock.now() + TimeDelta::minutes(5);
        world
            .queue
            .enqueue_alone(&NewJob::new(KIND, Json::Null).at(later))
            .await
            .unwrap();
        assert_eq!(worker.run_due().await, Ok(0));
        world.advance(Duration::from_secs(299));
        assert_eq!(worker.run_due().await, Ok(0));
        world.advance(Duration::from_secs(1));
        assert_eq!(worker.run_due().await, Ok(1));
        assert_eq!(count.load(Ordering::SeqCst), 1);
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_dies_in_the_end() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let count = Arc::new(AtomicU32::new(0));
        let worker = world.worker(failing(&count, JobError::Retry("the server is away".into())));
        world.enqueue(Json::Null).await;
        for attempt in 1..=2 {
            assert_eq!(worker.run_due().await, Ok(1));
            let row = world.rows().await.remove(0);
            let delay = row.run_at - world.clock.now();
            let whole = TimeDelta::seconds(10 * attempt);
            assert!(delay >= whole / 2 && delay <= whole, "{delay}");
            assert_eq!((row.attempts, row.has_lease), (attempt, false));
            assert_eq!(row.error.as_deref(), Some("the server is away"));
            assert_eq!(worker.run_due().await, Ok(0), "not before its time");
            world.advance(Duration::from_secs(20));
        }
        assert_eq!(worker.run_due().await, Ok(1));
        let row = world.rows().await.remove(0);
        assert_eq!((row.status.as_str(), row.has_lease), ("dead", false));
        world.advance(Duration::from_secs(86_400));
        assert_eq!(worker.run_due().await, Ok(0));
        assert_eq!(count.load(Ordering::SeqCst), 3);
        assert_eq!(world.queue.purge_dead(Duration::from_secs(2 * 86_400)).await, Ok(0));
        assert_eq!(world.queue.purge_dead(Duration::from_secs(3600)).await, Ok(1));
        assert_eq!(world.rows().await, []);
    })
    .await;
}

#[tokio::test]
async fn what_has_no_hope_dies_at_once_and_can_be_revived() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let count = Arc::new(AtomicU32::new(0));
        let job = NewJob::new(KIND, Json::Null).unique("one");
        let id = world.queue.enqueue_alone(&job).await.unwrap().unwrap();
        let hopeless = failing(&count, JobError::Hopeless("no such mailbox".into()));
        assert_eq!(world.worker(hopeless).run_due().await, Ok(1));
        let row = world.rows().await.remove(0);
        assert_eq!(
            (row.status.as_str(), row.error.as_deref()),
            ("dead", Some("no such mailbox"))
        );
        assert!(
            world.queue.enqueue_alone(&job).await.unwrap().is_some(),
            "a dead job keeps nobody from trying anew"
        );
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(1));
        assert_eq!(world.queue.revive(id).await, Ok(true));
        assert_eq!(world.queue.revive(id).await, Ok(false), "it lives already");
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(1));
        assert_eq!(world.rows().await, []);
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_job_is_told_once_and_that_of_the_teller_is_not() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let (count, told) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(Vec::new())));
        let telling = |outcome: Result<(), JobError>| {
            let told = told.clone();
            failing(&count, JobError::Hopeless("no such mailbox".into())).on_death("test.tell", move |job| {
                told.lock().unwrap().push(job.payload);
                let outcome = outcome.clone();
                async move { outcome }
            })
        };
        for _ in 0..2 {
            world.enqueue(Json::Null).await;
        }
        // Both have failed before anybody is told.
        assert_eq!(world.worker(telling(Ok(()))).run_due().await, Ok(3));
        let told_of = std::mem::take(&mut *told.lock().unwrap());
        assert_eq!(told_of.len(), 1, "{told_of:?}");
        assert_eq!(
            (&told_of[0]["kind"], &told_of[0]["error"]),
            (&json!(KIND), &json!("no such mailbox"))
        );
        let dead = world.rows().await;
        assert_eq!(
            dead.iter().map(|row| row.status.as_str()).collect::<Vec<_>>(),
            ["dead", "dead"]
        );

        world.enqueue(Json::Null).await;
        let refused = JobError::Hopeless("nobody listens".into());
        assert_eq!(world.worker(telling(Err(refused))).run_due().await, Ok(2));
        let errors: Vec<_> = world.rows().await.into_iter().map(|row| row.error.unwrap()).collect();
        assert_eq!(
            errors,
            [
                "no such mailbox",
                "no such mailbox",
                "no such mailbox",
                "nobody listens"
            ]
        );
        // What only waits for its next attempt is told to nobody.
        world.enqueue(Json::Null).await;
        let failing = failing(&count, JobError::Retry("busy".into())).on_death("test.tell", |_| async { Ok(()) });
        assert_eq!(world.worker(failing).run_due().await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_handler_that_panics_is_a_failure() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(Json::Null).await;
        let worker = world.worker(Handlers::default().on(KIND, |_| async { panic!("on purpose") }));
        assert_eq!(worker.run_due().await, Ok(1));
        let row = world.rows().await.remove(0);
        assert_eq!((row.status.as_str(), row.attempts), ("waiting", 1));
        assert!(row.error.unwrap().contains("panicked"));
    })
    .await;
}

#[tokio::test]
async fn a_payload_that_was_moved_or_sealed_elsewhere_is_not_run() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(json!(1)).await;
        let foreign = Queue::new(
            world.test.database.clone(),
            Arc::new(Keyring::new([8; 32], [])),
            Random::system(),
            world.clock.clone(),
        );
        foreign.enqueue_alone(&NewJob::new(KIND, json!(2))).await.unwrap();
        let count = Arc::new(AtomicU32::new(0));
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(2));
        assert_eq!(count.load(Ordering::SeqCst), 1);
        let rows = world.rows().await;
        assert_eq!((rows.len(), rows[0].status.as_str()), (1, "dead"));
        assert!(rows[0].error.as_ref().unwrap().contains("is missing"), "{rows:?}");
    })
    .await;
}

#[tokio::test]
async fn unknown_kinds_are_left_to_who_knows_them() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world
            .queue
            .enqueue_alone(&NewJob::new("test.newer", Json::Null))
            .await
            .unwrap();
        let count = Arc::new(AtomicU32::new(0));
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(0));
        assert_eq!(world.rows().await[0].attempts, 0);
    })
    .await;
}

#[tokio::test]
async fn one_of_a_key_is_enough() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let other = queue_on(world.test.connect_again().await, &world.clock);
        let job = NewJob::new(KIND, Json::Null).unique("purge");
        let put = |queue: Queue| {
            let job = job.clone();
            async move {
                let mut made = 0;
                for _ in 0..10 {
                    made += u32::from(queue.enqueue_alone(&job).await.unwrap().is_some());
                }
                made
            }
        };
        let (one, two) = tokio::join!(put(world.queue.clone()), put(other));
        assert_eq!(one + two, 1);
        assert_eq!(world.rows().await.len(), 1);
        let count = Arc::new(AtomicU32::new(0));
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(1));
        assert!(
            world.queue.enqueue_alone(&job).await.unwrap().is_some(),
            "its turn is over"
        );
    })
    .await;
}

#[tokio::test]
async fn a_schedule_comes_again_whatever_happens() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let count = Arc::new(AtomicU32::new(0));
        let counter = count.clone();
        let hour = Duration::from_secs(3600);
        let handlers = Handlers::default().every(hour, "test.purge", move |_| {
            let turn = counter.fetch_add(1, Ordering::SeqCst);
            async move {
                match turn {
                    0 => Ok(()),
                    _ => Err(JobError::Hopeless("broken".into())),
                }
            }
        });
        let worker = world.worker(handlers.clone());
        let other = world.other_worker(handlers).await;
        assert_eq!(worker.run_due().await, Ok(1));
        assert_eq!(other.run_due().await, Ok(0), "one turn, however many instances");
        for turn in 2..5 {
            world.advance(hour);
            assert_eq!(other.run_due().await, Ok(1));
            assert_eq!(worker.run_due().await, Ok(0));
            let rows = world.rows().await;
            assert_eq!((rows.len(), rows[0].status.as_str()), (1, "waiting"), "turn {turn}");
            assert_eq!(rows[0].run_at, world.clock.now() + TimeDelta::hours(1));
            assert_eq!(rows[0].error.as_deref(), Some("broken"));
        }
    })
    .await;
}

/// Many workers with connections of their own: every job is run once, and none beside itself.
#[tokio::test]
async fn workers_never_run_one_job_at_once() {
    for_each_engine(|test| async move {
        const JOBS: usize = 60;
        let world = World::new(test).await;
        for number in 0..JOBS {
            world.enqueue(json!(number)).await;
        }
        let runs = Arc::new(Mutex::new(BTreeMap::<u64, u32>::new()));
        let at_once = Arc::new(Mutex::new(Vec::<u64>::new()));
        let done = Arc::new(Notify::new());
        let left = Arc::new(AtomicUsize::new(JOBS));
        let doubles = Arc::new(AtomicUsize::new(0));
        let handlers = {
            let (runs, at_once, done, left) = (runs.clone(), at_once.clone(), done.clone(), left.clone());
            let doubles = doubles.clone();
            Handlers::default().on(KIND, move |job: Job| {
                let (runs, at_once, done, left) = (runs.clone(), at_once.clone(), done.clone(), left.clone());
                let doubles = doubles.clone();
                async move {
                    let number = job.payload.as_u64().unwrap();
                    {
                        let mut running = at_once.lock().unwrap();
                        if running.contains(&number) {
                            doubles.fetch_add(1, Ordering::SeqCst);
                        }
                        running.push(number);
                    }
                    tokio::task::yield_now().await;
                    *runs.lock().unwrap().entry(number).or_default() += 1;
                    at_once.lock().unwrap().retain(|running| *running != number);
                    if left.fetch_sub(1, Ordering::SeqCst) == 1 {
                        done.notify_one();
                    }
                    Ok(())
                }
            })
        };
        let mut working: Vec<Working> = vec![world.worker(handlers.clone()).start()];
        for _ in 0..2 {
            working.push(world.other_worker(handlers.clone()).await.start());
        }
        done.notified().await;
        for worker in working {
            worker.stop(Duration::from_secs(30)).await;
        }
        assert_eq!(doubles.load(Ordering::SeqCst), 0);
        let runs = runs.lock().unwrap().clone();
        assert_eq!((runs.len(), runs.values().max()), (JOBS, Some(&1)));
        assert_eq!(world.rows().await, []);
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_renewed_while_the_job_runs() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(Json::Null).await;
        let (started, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handlers = {
            let (started, release) = (started.clone(), release.clone());
            Handlers::default().on(KIND, move |_| {
                let (started, release) = (started.clone(), release.clone());
                async move {
                    started.notify_one();
                    release.notified().await;
                    Ok(())
                }
            })
        };
        let lease = Duration::from_millis(300);
        let brief = WorkerSettings { lease, ..settings() };
        let worker = Worker::new(world.queue.clone(), handlers, brief.clone());
        let working = worker.start();
        started.notified().await;
        let count = Arc::new(AtomicU32::new(0));
        let other = Worker::new(
            queue_on(world.test.connect_again().await, &world.clock),
            counting(&count),
            brief,
        );
        for _ in 0..6 {
            world.advance(lease / 2);
            let renewed = world.clock.now() + TimeDelta::from_std(lease).unwrap();
            while world.rows().await[0].run_at != renewed {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(other.run_due().await, Ok(0));
        }
        release.notify_one();
        while !world.rows().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        working.stop(Duration::from_secs(30)).await;
        assert_eq!(count.load(Ordering::SeqCst), 0);
    })
    .await;
}

/// An instance that is killed says nothing: its runtime is gone in the middle of the job.
#[tokio::test]
async fn who_is_killed_half_way_frees_his_leases() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(Json::Null).await;
        let (settings, folder, clock) = (
            world.test.settings.clone(),
            world.test.folder.path().to_owned(),
            world.clock.clone(),
        );
        let killed = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let queue = queue_on(Database::connect(&settings, &folder).await.unwrap(), &clock);
                let started = Arc::new(Semaphore::new(0));
                let starting = started.clone();
                let handlers = Handlers::default().on(KIND, move |_| {
                    starting.add_permits(1);
                    std::future::pending()
                });
                let working = Worker::new(queue, handlers, self::settings()).start();
                started.acquire().await.unwrap().forget();
                std::mem::forget(working);
            });
            runtime.shutdown_background();
        });
        killed.await.unwrap();
        let count = Arc::new(AtomicU32::new(0));
        let other = world.other_worker(counting(&count)).await;
        assert_eq!(other.run_due().await, Ok(0), "the lease holds");
        assert!(world.rows().await[0].has_lease);
        world.advance(LEASE);
        assert_eq!(other.run_due().await, Ok(1));
        assert_eq!((count.load(Ordering::SeqCst), world.rows().await.len()), (1, 0));
    })
    .await;
}

/// A job that ends the server each time leaves no error, and is buried all the same.
#[tokio::test]
async fn a_job_that_kills_its_workers_is_buried() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(Json::Null).await;
        for _ in 0..3 {
            let started = Arc::new(Notify::new());
            let starting = started.clone();
            let worker = world.worker(Handlers::default().on(KIND, move |_| {
                starting.notify_one();
                std::future::pending()
            }));
            tokio::select! {
                _ = worker.run_due() => panic!("it does not end"),
                () = started.notified() => {}
            }
            world.advance(LEASE);
        }
        let count = Arc::new(AtomicU32::new(0));
        assert_eq!(world.worker(counting(&count)).run_due().await, Ok(1));
        let row = world.rows().await.remove(0);
        assert_eq!((count.load(Ordering::SeqCst), row.status.as_str()), (0, "dead"));
        assert_eq!(row.error.as_deref(), Some("every attempt ended before it was over"));
    })
    .await;
}

#[tokio::test]
async fn who_lost_his_lease_changes_nothing_any_more() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(Json::Null).await;
        let (started, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handlers = {
            let (started, release) = (started.clone(), release.clone());
            Handlers::default().on(KIND, move |_| {
                let (started, release) = (started.clone(), release.clone());
                async move {
                    started.notify_one();
                    release.notified().await;
                    Err(JobError::Hopeless("too late".into()))
                }
            })
        };
        let slow = world.worker(handlers);
        let slow = tokio::spawn(async move { slow.run_due().await });
        started.notified().await;
        world.advance(LEASE);
        let count = Arc::new(AtomicU32::new(0));
        let other = world
            .other_worker(failing(&count, JobError::Retry("once more".into())))
            .await;
        assert_eq!(other.run_due().await, Ok(1));
        release.notify_one();
        slow.await.unwrap().unwrap();
        let row = world.rows().await.remove(0);
        assert_eq!(
            (row.status.as_str(), row.error.as_deref()),
            ("waiting", Some("once more"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_stops_gives_back_what_it_can_not_finish() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        world.enqueue(json!("slow")).await;
        world.enqueue(json!("quick")).await;
        let (started, release) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
        let handlers = {
            let (started, release) = (started.clone(), release.clone());
            Handlers::default().on(KIND, move |job: Job| {
                let (started, release) = (started.clone(), release.clone());
                async move {
                    started.add_permits(1);
                    if job.payload == json!("slow") {
                        std::future::pending::<()>().await;
                    }
                    release.notified().await;
                    Ok(())
                }
            })
        };
        let working = world.worker(handlers).start();
        started.acquire_many(2).await.unwrap().forget();
        release.notify_one();
        working.stop(Duration::from_millis(500)).await;
        let rows = world.rows().await;
        assert_eq!(rows.len(), 1, "the quick one was done");
        assert_eq!((rows[0].attempts, rows[0].has_lease), (0, false));
        let count = Arc::new(AtomicU32::new(0));
        let other = world.other_worker(counting(&count)).await;
        assert_eq!(other.run_due().await, Ok(1), "the other one can be taken at once");
    })
    .await;
}

/// Workers that look at the table once a day only: they are told of a job in their own process.
#[tokio::test]
async fn a_commit_wakes_the_worker() {
    for_each_engine(|test| async move {
        let world = World::new(test).await;
        let done = Arc::new(Notify::new());
        let handlers = {
            let done = done.clone();
            Handlers::default().on(KIND, move |_| {
                done.notify_one();
                async { Ok(()) }
            })
        };
        let settings = WorkerSettings {
            poll: Duration::from_secs(86_400),
            ..settings()
        };
        let working = Worker::new(world.queue.clone(), handlers, settings).start();
        for number in 0..3 {
            world.enqueue(json!(number)).await;
            done.notified().await;
        }
        working.stop(Duration::from_secs(30)).await;
    })
    .await;
}
