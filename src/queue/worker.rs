//! The worker of one instance: takes what is due, runs a few jobs at once, and ends well.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::TimeDelta;
use tokio::{
    sync::watch,
    task::{Id, JoinHandle, JoinSet},
};
use uuid::Uuid;

use super::{Handlers, Queue, QueueError, RetryPolicy, run::Leased};
use crate::{
    sql::queue::{self as statements, JobEnd},
    value::Value,
};

#[derive(Debug, Clone, PartialEq)]
pub struct WorkerSettings {
    /// Jobs that run at once.
    pub concurrency: usize,
    /// How often the table is looked at when nobody says that there is something: for jobs of other instances and those whose time comes.
    pub poll: Duration,
    /// How long a worker may be silent before its jobs are taken over.
    pub lease: Duration,
    pub retry: RetryPolicy,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            concurrency: 4,
            poll: Duration::from_secs(5),
            lease: Duration::from_secs(60),
            retry: RetryPolicy::default(),
        }
    }
}

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Worker {
    pub(super) queue: Queue,
    pub(super) handlers: Arc<Handlers>,
    pub(super) settings: WorkerSettings,
}

/// A worker that works. Dropped without `stop`, it stops at once.
#[derive(Debug)]
pub struct Working {
    stop: watch::Sender<Option<Duration>>,
    task: JoinHandle<()>,
}

type Running = (JoinSet<()>, HashMap<Id, Leased>);

impl Worker {
    pub fn new(queue: Queue, handlers: Handlers, settings: WorkerSettings) -> Self {
        Self {
            queue,
            handlers: Arc::new(handlers),
            settings,
        }
    }

    /// Works from now on, on the runtime of the caller.
    pub fn start(self) -> Working {
        let (stop, stopping) = watch::channel(None);
        Working {
            stop,
            task: tokio::spawn(self.work(stopping)),
        }
    }

    /// Runs everything that is due to its end, one after the other, and says how much that was: for tests and commands.
    pub async fn run_due(&self) -> Result<usize, QueueError> {
        self.plan_schedules().await?;
        let mut count = 0;
        loop {
            let jobs = self.take(1).await?;
            if jobs.is_empty() {
                return Ok(count);
            }
            for job in &jobs {
                self.run(job).await;
                count += 1;
            }
        }
    }

    async fn work(self, mut stopping: watch::Receiver<Option<Duration>>) {
        let mut is_planned = false;
        let (mut running, mut leased): Running = (JoinSet::new(), HashMap::new());
        let patience = loop {
            is_planned = is_planned || report(self.plan_schedules().await).is_some();
            let free = self.settings.concurrency.saturating_sub(leased.len());
            for job in report(self.take(free).await).unwrap_or_default() {
                let worker = self.clone();
                let taken = job.clone();
                let id = running.spawn(async move { worker.run(&taken).await }).id();
                leased.insert(id, job);
            }
            tokio::select! {
                Some(ended) = running.join_next_with_id() => forget(&mut leased, ended),
                () = self.queue.wake.notified() => {}
                () = tokio::time::sleep(self.settings.poll) => {}
                _ = stopping.changed() => break stopping.borrow().unwrap_or_default(),
            }
        };
        self.end(running, leased, patience).await;
    }

    /// Lets running jobs end; what is not done by then is given back, for the next one to take at once.
    async fn end(&self, mut running: JoinSet<()>, mut leased: HashMap<Id, Leased>, patience: Duration) {
        let all = async {
            while let Some(ended) = running.join_next_with_id().await {
                forget(&mut leased, ended);
            }
        };
        // Whether they ended or time did: what is left says it.
        let _ = tokio::time::timeout(patience, all).await;
        running.shutdown().await;
        for job in leased.values() {
            let end = JobEnd::Returned {
                now: self.queue.clock.now(),
            };
            let statement = statements::end(self.queue.database.dialect(), job.id, job.lease, &end);
            report(self.queue.execute(statement).await);
        }
    }

    /// Puts the first turn of each schedule in, where it is not there yet.
    async fn plan_schedules(&self) -> Result<(), QueueError> {
        for job in self.handlers.schedules() {
            self.queue.enqueue_alone(&job).await?;
        }
        Ok(())
    }

    /// Leases what is due. The table is looked at without a lock first: mostly there is nothing.
    pub(super) async fn take(&self, most: usize) -> Result<Vec<Leased>, QueueError> {
        let (queue, dialect) = (&self.queue, self.queue.database.dialect());
        let kinds = self.handlers.kinds();
        if most == 0 || kinds.is_empty() {
            return Ok(Vec::new());
        }
        let now = queue.clock.now();
        let any = queue.database.values(statements::any_due(dialect, &kinds, now)).await;
        if any.map_err(QueueError::Database)?.is_empty() {
            return Ok(Vec::new());
        }
        let mut transaction = queue.database.begin().await.map_err(QueueError::Database)?;
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = transaction
            .values(statements::take(dialect, &kinds, now, limit))
            .await
            .map_err(QueueError::Database)?;
        let lease = queue.random.uuid_v7();
        let jobs: Vec<Leased> = rows.into_iter().filter_map(|row| leased(row, lease)).collect();
        if !jobs.is_empty() {
            let ids: Vec<Uuid> = jobs.iter().map(|job| job.id).collect();
            let until = now + TimeDelta::from_std(self.settings.lease).unwrap_or(TimeDelta::MAX);
            let statement = statements::lease(dialect, &ids, lease, until);
            transaction.execute(statement).await.map_err(QueueError::Database)?;
        }
        transaction.commit().await.map_err(QueueError::Database)?;
        Ok(jobs)
    }
}

impl Working {
    /// Takes nothing more, and waits at most so long for what runs.
    pub async fn stop(self, patience: Duration) {
        // It listens for as long as it runs.
        let _ = self.stop.send(Some(patience));
        let _ = self.task.await;
    }
}

fn leased(row: Vec<Value>, lease: Uuid) -> Option<Leased> {
    let mut values = row.into_iter();
    let (Some(Value::Uuid(id)), Some(Value::Text(kind)), Some(Value::Text(payload)), Some(Value::Integer(attempts))) =
        (values.next(), values.next(), values.next(), values.next())
    else {
        return None;
    };
    let last_error = match values.next() {
        Some(Value::Text(error)) => Some(error),
        _ => None,
    };
    Some(Leased {
        id,
        lease,
        kind,
        payload,
        attempt: u32::try_from(attempts).unwrap_or(u32::MAX).saturating_add(1),
        last_error,
    })
}

fn forget(leased: &mut HashMap<Id, Leased>, ended: Result<(Id, ()), tokio::task::JoinError>) {
    let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
    leased.remove(&id);
}

/// A queue that can not be reached now may be reached at the next look.
fn report<T>(outcome: Result<T, QueueError>) -> Option<T> {
    outcome
        .inspect_err(|error| tracing::warn!(%error, "the queue is not available"))
        .ok()
}
