//! One leased job, run to its end: the handler beside the renewal of its lease, and what the outcome means for the row.

use std::{panic::AssertUnwindSafe, time::Instant};

use chrono::TimeDelta;
use futures_util::FutureExt as _;
use uuid::Uuid;

use super::{Job, JobError, QueueError, job::Handler, worker::Worker};
use crate::sql::queue::{self as statements, JobEnd};

/// A job that this worker holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Leased {
    pub id: Uuid,
    pub lease: Uuid,
    pub kind: String,
    /// Sealed.
    pub payload: String,
    /// This one included.
    pub attempt: u32,
    /// How the attempt before ended, if it came to an end.
    pub last_error: Option<String>,
}

/// What is kept of an error.
const MAX_ERROR: usize = 2000;

impl Worker {
    /// Runs the job. That it can not be said how it ended is no loss: the lease ends, and the job is run again.
    pub(super) async fn run(&self, leased: &Leased) {
        let Some(handler) = self.handlers.find(&leased.kind) else {
            return;
        };
        let outcome = tokio::select! {
            outcome = self.handle(handler, leased) => outcome,
            () = self.keep(leased) => {
                tracing::warn!(job = %leased.id, kind = leased.kind, "the lease of a job was lost while it ran; it was stopped");
                return;
            }
        };
        if let Err(error) = self.settle(handler, leased, outcome).await {
            tracing::warn!(job = %leased.id, kind = leased.kind, %error, "how a job ended could not be written down; it will run again");
        }
    }

    async fn handle(&self, handler: &Handler, leased: &Leased) -> Result<(), JobError> {
        // An attempt that ended the server left no error behind, and it counts.
        if leased.attempt > self.settings.retry.attempts {
            let cause = leased.last_error.clone();
            let cause = cause.unwrap_or_else(|| "every attempt ended before it was over".to_owned());
            return Err(JobError::Hopeless(cause));
        }
        let payload = self.queue.open(&leased.kind, leased.id, &leased.payload);
        let payload = payload.map_err(|error| JobError::Hopeless(format!("the payload can not be opened: {error}")))?;
        let job = Job {
            id: leased.id,
            payload,
            attempt: leased.attempt,
        };
        let running = AssertUnwindSafe((handler.run)(job)).catch_unwind();
        running.await.unwrap_or_else(|_| {
            Err(JobError::Retry(
                "the handler panicked; the log has the place".to_owned(),
            ))
        })
    }

    /// Renews the lease for as long as it can; ends when it is lost.
    async fn keep(&self, leased: &Leased) {
        let lease = self.settings.lease;
        let mut renewed = Instant::now();
        loop {
            tokio::time::sleep(lease / 3).await;
            let until = self.queue.clock.now() + TimeDelta::from_std(lease).unwrap_or(TimeDelta::MAX);
            let dialect = self.queue.database.dialect();
            let statement = statements::renew(dialect, leased.id, leased.lease, until);
            match self.queue.execute(statement).await {
                Ok(0) => return,
                Ok(_) => renewed = Instant::now(),
                // Better to stop too early than to run beside the next worker.
                Err(_) if renewed.elapsed() > lease * 2 / 3 => return,
                Err(_) => {}
            }
        }
    }

    async fn settle(
        &self,
        handler: &Handler,
        leased: &Leased,
        outcome: Result<(), JobError>,
    ) -> Result<(), QueueError> {
        let now = self.queue.clock.now();
        let after = |delay| now + TimeDelta::from_std(delay).unwrap_or(TimeDelta::MAX);
        let error = outcome.as_ref().err().map(|error| shorten(&error.to_string()));
        let retry = &self.settings.retry;
        let has_hope = matches!(outcome, Err(JobError::Retry(_))) && !retry.is_over(leased.attempt);
        let delay = retry.delay(leased.attempt, &self.queue.random);
        let end = match (&error, handler.every) {
            (Some(error), every) if has_hope => {
                let delay = every.map_or(delay, |every| delay.min(every));
                tracing::info!(job = %leased.id, kind = leased.kind, attempt = leased.attempt, error, "a job failed and will be tried again");
                JobEnd::Again {
                    run_at: after(delay),
                    error,
                }
            }
            (error, Some(every)) => JobEnd::Next {
                run_at: after(every),
                error: error.as_deref(),
            },
            (Some(error), None) => {
                tracing::error!(job = %leased.id, kind = leased.kind, attempt = leased.attempt, error, "a job has failed for good");
                JobEnd::Dead { error }
            }
            (None, None) => JobEnd::Done,
        };
        let statement = statements::end(self.queue.database.dialect(), leased.id, leased.lease, &end);
        let mut transaction = self.queue.database.begin().await.map_err(QueueError::Database)?;
        let touched = transaction.execute(statement).await.map_err(QueueError::Database)?;
        if let JobEnd::Dead { error } = end
            && touched > 0
            && let Some(job) = self.handlers.obituary(&leased.kind, leased.id, error)
        {
            self.queue.enqueue(&mut transaction, &job).await?;
        }
        transaction.commit().await.map_err(QueueError::Database)
    }
}

fn shorten(text: &str) -> String {
    text.chars().filter(|letter| *letter != '\0').take(MAX_ERROR).collect()
}
