//! How many pixels are in memory at once. Pictures are decoded on threads of their own, each after it got its share; who finds too many waiting is sent
//! away rather than queued without end.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::AssetError;

/// The unit of a share.
const UNIT: u64 = 65_536;

/// Requests that may wait for their share.
const WAITING: u32 = 256;

#[derive(Debug, Clone)]
pub struct Budget {
    shares: Arc<Semaphore>,
    total: u32,
    waiting: Arc<AtomicU32>,
}

/// One more that waits, until it is dropped.
struct Waiting(Arc<AtomicU32>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Budget {
    pub fn of_megapixels(megapixels: u32) -> Self {
        let total = u32::try_from(u64::from(megapixels) * 1_000_000 / UNIT)
            .unwrap_or(u32::MAX)
            .max(1);
        Self {
            shares: Arc::new(Semaphore::new(usize::try_from(total).unwrap_or(1))),
            total,
            waiting: Arc::default(),
        }
    }

    pub fn fits(&self, pixels: u64) -> bool {
        pixels / UNIT <= u64::from(self.total)
    }

    /// Waits until so many pixels are free.
    pub async fn reserve(&self, pixels: u64) -> Result<Room, AssetError> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(AssetError::Busy);
        }
        let waiting = Waiting(self.waiting.clone());
        let share = u32::try_from(pixels / UNIT + 1).unwrap_or(u32::MAX).min(self.total);
        let permit = self.shares.clone().acquire_many_owned(share).await;
        drop(waiting);
        permit
            .map(|permit| Room { _permit: permit })
            .map_err(|error| AssetError::Unexpected(error.to_string()))
    }

    /// `reserve` and `run` in one.
    pub async fn run<T: Send + 'static>(
        &self,
        pixels: u64,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AssetError> {
        self.reserve(pixels).await?.run(work).await
    }
}

/// Pixels that are set aside for one picture.
#[derive(Debug)]
pub struct Room {
    _permit: OwnedSemaphorePermit,
}

impl Room {
    /// Runs `work` on a thread of its own. A panic in it is an error here, nothing else.
    pub async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AssetError> {
        let (send, receive) = oneshot::channel();
        let spawned = std::thread::Builder::new().name("pixels".to_owned()).spawn(move || {
            let outcome = work();
            drop(self);
            // Who asked may be gone.
            let _ = send.send(outcome);
        });
        spawned.map_err(|error| AssetError::Unexpected(error.to_string()))?;
        let gone = |_| AssetError::Transform("the picture can not be worked on: it is damaged".to_owned());
        receive.await.map_err(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn shares_are_given_back_even_after_a_panic() {
        let budget = Budget::of_megapixels(1);
        assert!(budget.fits(900_000) && !budget.fits(2_000_000));
        for _ in 0..20 {
            let outcome = budget.run(5_000_000, || 7).await;
            assert_eq!(outcome, Ok(7));
        }
        let panicked = budget
            .run(1_000_000, || -> u8 { std::panic::resume_unwind(Box::new("broken")) })
            .await;
        assert!(matches!(panicked, Err(AssetError::Transform(_))));
        assert_eq!(budget.run(1_000_000, || 8).await, Ok(8));
    }
}
