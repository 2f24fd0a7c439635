//! What happens without a request: mail goes out, old traces are cleared away. One table of who does what.

use std::{sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};

use super::App;
use crate::{
    auth::accounts,
    mail,
    queue::{Handlers, Job, JobError, Worker, WorkerSettings, worker::Working},
};

const HOUR: Duration = Duration::from_secs(3600);

impl App {
    /// Begins to work off the queue; `None` where this instance leaves that to others.
    pub fn work(self: &Arc<Self>) -> Option<Working> {
        let is_working = self.settings.queue.concurrency > 0;
        is_working.then(|| self.worker().start())
    }

    /// The worker, for who wants to drive it himself.
    pub fn worker(self: &Arc<Self>) -> Worker {
        let settings = WorkerSettings {
            concurrency: usize::try_from(self.settings.queue.concurrency).unwrap_or(1),
            poll: self.settings.queue.poll,
            ..WorkerSettings::default()
        };
        Worker::new(self.queue.clone(), self.handlers(), settings)
    }

    fn handlers(self: &Arc<Self>) -> Handlers {
        let app = self.clone();
        let send = move |job: Job| {
            let mail = app.mail.clone();
            async move { mail.deliver(job).await }
        };
        let app = self.clone();
        let purge_activity = move |_| {
            let app = app.clone();
            async move { app.purge_activity().await }
        };
        let app = self.clone();
        let purge_dead = move |_| {
            let app = app.clone();
            async move {
                let purged = app.queue.purge_dead(app.settings.queue.keep_dead).await;
                purged.map(drop).map_err(|error| JobError::Retry(error.to_string()))
            }
        };
        [accounts::RESET_JOB, accounts::REGISTER_JOB, accounts::PAUSE_JOB]
            .into_iter()
            .fold(Handlers::default(), |handlers, kind| {
                let app = self.clone();
                handlers.on(kind, move |job| {
                    let app = app.clone();
                    async move {
                        let (call, base) = (app.call_as_administrator(), app.base_url());
                        app.accounts.run(&call, &base, kind, job).await
                    }
                })
            })
            .on(mail::JOB, send)
            .every(HOUR, "activity.purge", purge_activity)
            .every(HOUR, "queue.purge", purge_dead)
    }

    async fn purge_activity(&self) -> Result<(), JobError> {
        let retention = TimeDelta::from_std(self.settings.activity.retention).unwrap_or(TimeDelta::MAX);
        let before = Utc::now()
            .checked_sub_signed(retention)
            .unwrap_or(chrono::DateTime::UNIX_EPOCH);
        let purged = self.items.purge_activity(&self.call_as_administrator(), before).await;
        let purged = purged.map_err(|error| JobError::Retry(error.to_string()))?;
        tracing::info!(purged, "activity beyond its retention was removed");
        Ok(())
    }
}
