//! What happens without a request: mail goes out, old traces are cleared away. One table of who does what.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value as Json;

use super::App;
use crate::{
    auth::accounts,
    items::{ItemsError, Notice},
    mail,
    queue::{Handlers, Job, JobError, Worker, WorkerSettings, worker::Working},
    value::ItemId,
};

const HOUR: Duration = Duration::from_secs(3600);
const BETWEEN_LOOKS: Duration = Duration::from_secs(60);

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
        let purge_notifications = move |_| {
            let app = app.clone();
            async move { app.purge_notifications().await }
        };
        let app = self.clone();
        let tell_of_death = move |job| {
            let app = app.clone();
            async move { app.tell_of_death(job).await }
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
            .on_death("notifications.job_failed", tell_of_death)
            .every(HOUR, "activity.purge", purge_activity)
            .every(HOUR, "notifications.purge", purge_notifications)
            .every(HOUR, "queue.purge", purge_dead)
    }

    /// Finds out what a change of the models has left unknown: where files are used. What a command does to the database meanwhile is seen too.
    pub async fn keep_links(&self) {
        loop {
            match self.items.refresh_links(&self.schema()).await {
                Ok(refreshed) if refreshed.items > 0 => {
                    tracing::info!(items = refreshed.items, "it was found anew where files are used");
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "where files are used could not be found anew"),
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    async fn purge_activity(&self) -> Result<(), JobError> {
        let before = ago(self.settings.activity.retention);
        let purged = self.items.purge_activity(&self.call_as_administrator(), before).await;
        let purged = purged.map_err(|error| JobError::Retry(error.to_string()))?;
        tracing::info!(purged, "activity beyond its retention was removed");
        Ok(())
    }

    async fn purge_notifications(&self) -> Result<(), JobError> {
        let before = ago(self.settings.notifications.keep_archived);
        let purged = self
            .items
            .purge_notifications(&self.call_as_administrator(), before)
            .await;
        let purged = purged.map_err(|error| JobError::Retry(error.to_string()))?;
        tracing::info!(purged, "notifications that were archived long ago were removed");
        Ok(())
    }

    /// A job has failed for good: administrators learn of it, each in his language.
    async fn tell_of_death(&self, job: Job) -> Result<(), JobError> {
        let text = |name: &str| job.payload.get(name).and_then(Json::as_str).unwrap_or_default();
        let (kind, dead, error) = (text("kind"), text("job"), text("error"));
        let call = self.call_as_administrator();
        let retry = |error: ItemsError| JobError::Retry(error.to_string());
        let administrators = self.items.administrators(&call).await.map_err(retry)?;
        let notice = |(recipient, language): (ItemId, Option<String>)| {
            let (subject, message) = self.mail.notice("job-failed", language.as_deref());
            Notice {
                recipient,
                subject,
                message: format!("{message}\n\n{kind}: {error}"),
                collection: "quintet_jobs",
                item: dead.to_owned(),
            }
        };
        let notices = administrators.into_iter().map(notice).collect();
        self.items.notify(&call, notices).await.map_err(retry)
    }
}

fn ago(time: Duration) -> DateTime<Utc> {
    let time = TimeDelta::from_std(time).unwrap_or(TimeDelta::MAX);
    Utc::now().checked_sub_signed(time).unwrap_or(DateTime::UNIX_EPOCH)
}
