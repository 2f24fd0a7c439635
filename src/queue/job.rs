//! Jobs as those see them who put them in and who run them, and the table of who runs what.

use std::{borrow::Cow, collections::BTreeMap, fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::value::Json;

/// A job to put in.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Which handler runs it: `mail.send`.
    pub kind: Cow<'static, str>,
    pub payload: Json,
    /// `None`: now.
    pub run_at: Option<DateTime<Utc>>,
    /// While one with this key waits or runs, there is no second one.
    pub unique_key: Option<String>,
}

impl NewJob {
    pub fn new(kind: &'static str, payload: Json) -> Self {
        Self {
            kind: Cow::Borrowed(kind),
            payload,
            run_at: None,
            unique_key: None,
        }
    }

    #[must_use]
    pub fn at(mut self, time: DateTime<Utc>) -> Self {
        self.run_at = Some(time);
        self
    }

    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }
}

/// A job to run. It may have been run before, even to its end: a handler must stand that.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub id: Uuid,
    pub payload: Json,
    /// From 1.
    pub attempt: u32,
}

/// Why a job is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// May work later.
    #[error("{0}")]
    Retry(String),
    /// Will never work.
    #[error("{0}")]
    Hopeless(String),
}

pub type Handling = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>>;

type Run = Arc<dyn Fn(Job) -> Handling + Send + Sync>;

/// Who runs what. Jobs of other kinds are left to instances that know them.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: BTreeMap<&'static str, Handler>,
    /// Put in when one of another kind has failed for good.
    of_deaths: Option<&'static str>,
}

#[derive(Clone)]
pub(super) struct Handler {
    pub run: Run,
    /// Of what comes again and again: the time between two turns.
    pub every: Option<Duration>,
}

impl Handlers {
    #[must_use]
    pub fn on<F, Running>(self, kind: &'static str, run: F) -> Self
    where
        F: Fn(Job) -> Running + Send + Sync + 'static,
        Running: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.with(kind, None, run)
    }

    /// What runs once every so often, on one instance, also after it failed.
    #[must_use]
    pub fn every<F, Running>(self, period: Duration, kind: &'static str, run: F) -> Self
    where
        F: Fn(Job) -> Running + Send + Sync + 'static,
        Running: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.with(kind, Some(period), run)
    }

    /// When a job has failed for good, one of this kind is put in that says so, in the same transaction. While it waits there is no second one.
    #[must_use]
    pub fn on_death<F, Running>(self, kind: &'static str, run: F) -> Self
    where
        F: Fn(Job) -> Running + Send + Sync + 'static,
        Running: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        Self {
            of_deaths: Some(kind),
            ..self.with(kind, None, run)
        }
    }

    fn with<F, Running>(mut self, kind: &'static str, every: Option<Duration>, run: F) -> Self
    where
        F: Fn(Job) -> Running + Send + Sync + 'static,
        Running: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let run: Run = Arc::new(move |job| Box::pin(run(job)));
        self.by_kind.insert(kind, Handler { run, every });
        self
    }

    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.by_kind.keys().copied().collect()
    }

    pub(super) fn find(&self, kind: &str) -> Option<&Handler> {
        self.by_kind.get(kind)
    }

    /// What is put in when a job of this kind has failed for good. Nothing tells of the end of who tells.
    pub(super) fn obituary(&self, kind: &str, id: Uuid, error: &str) -> Option<NewJob> {
        let teller = self.of_deaths.filter(|teller| *teller != kind)?;
        let payload = json!({ "kind": kind, "job": id.to_string(), "error": error });
        Some(NewJob::new(teller, payload).unique(format!("death.{teller}")))
    }

    /// The first turns of the schedules.
    pub(super) fn schedules(&self) -> impl Iterator<Item = NewJob> {
        let scheduled = self.by_kind.iter().filter(|(_, handler)| handler.every.is_some());
        scheduled.map(|(kind, _)| NewJob::new(kind, Json::Null).unique(format!("every.{kind}")))
    }
}

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.by_kind.keys()).finish()
    }
}
