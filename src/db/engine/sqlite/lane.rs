//! Threads that each own a connection and take jobs from one queue: SQLite works where it is called, and may not block the server's threads.
//!
//! Readers are one lane, the writer another one of a single thread: writers stand in a queue instead of fighting for the file's lock.

use std::{
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::session::Session;
use crate::db::DbError;

type Job = Box<dyn FnOnce(&mut Session) + Send>;

#[derive(Debug)]
pub struct Lane {
    jobs: mpsc::Sender<Job>,
    /// One a thread: who holds one finds a thread that is free.
    free: Arc<Semaphore>,
    acquire_timeout: Duration,
    what: &'static str,
}

impl Lane {
    /// Starts a thread for each session.
    pub fn start(what: &'static str, sessions: Vec<Session>, acquire_timeout: Duration) -> std::io::Result<Self> {
        let free = Arc::new(Semaphore::new(sessions.len()));
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for session in sessions {
            let queue = Arc::clone(&queue);
            thread::Builder::new()
                .name(format!("sqlite-{what}"))
                .spawn(move || work(session, &queue))?;
        }
        Ok(Self {
            jobs,
            free,
            acquire_timeout,
            what,
        })
    }

    /// The right to a thread; given back when it is dropped.
    pub async fn acquire(&self) -> Result<OwnedSemaphorePermit, DbError> {
        let waiting = tokio::time::timeout(self.acquire_timeout, Arc::clone(&self.free).acquire_owned());
        match waiting.await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) => Err(DbError::Unavailable("the database is closed".to_owned())),
            Err(_) => {
                let milliseconds = self.acquire_timeout.as_millis();
                Err(DbError::Unavailable(format!(
                    "no {} was free within {milliseconds} ms",
                    self.what
                )))
            }
        }
    }

    /// Runs a job on a free thread. The permit stays with the job, also when the caller goes away in the middle.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let permit = self.acquire().await?;
        self.send(move |session| {
            let answer = job(session);
            drop(permit);
            answer
        })
        .await
    }

    /// Runs a job for who holds a permit.
    pub async fn send<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |session: &mut Session| {
            // Nobody waits any more: the caller went away while the job stood in the queue.
            if !reply.is_closed() {
                // The caller may still go away in between; then nobody misses the answer.
                let _ = reply.send(job(session));
            }
        });
        let closed = || DbError::Unavailable("the database is closed".to_owned());
        self.jobs.send(job).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    /// Runs a job that nobody waits for, after the jobs that were sent before.
    pub fn send_and_forget(&self, job: impl FnOnce(&mut Session) + Send + 'static) {
        // Where the thread has ended there is nothing left to tidy up.
        let _ = self.jobs.send(Box::new(job));
    }
}

fn work(mut session: Session, queue: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let next = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        match next {
            Ok(job) => job(&mut session),
            Err(_) => return,
        }
    }
}
