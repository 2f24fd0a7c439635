//! What only so many may do at once, because each holds a connection: exports, imports. One more waits for its turn, for a while.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::ItemsError;

#[derive(Debug)]
pub struct Places {
    free: Arc<Semaphore>,
    count: usize,
    patience: Duration,
    /// Who takes them, for people: `exports`.
    what: &'static str,
    setting: &'static str,
}

impl Places {
    pub fn new(what: &'static str, setting: &'static str, count: usize, patience: Duration) -> Self {
        Self {
            free: Arc::new(Semaphore::new(count.max(1))),
            count,
            patience,
            what,
            setting,
        }
    }

    /// Held until it is dropped.
    pub async fn take(&self) -> Result<OwnedSemaphorePermit, ItemsError> {
        let waiting = tokio::time::timeout(self.patience, Arc::clone(&self.free).acquire_owned());
        match waiting.await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(ItemsError::Busy(format!(
                "{} {} are running, as many as may at once (`{}`); try again",
                self.count, self.what, self.setting
            ))),
        }
    }
}
