//! Hashing of passwords as a service: off the workers, and a few at once. Each takes a core for tens of milliseconds and 19 MiB.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::Semaphore;

use super::{CryptoError, Random, password};

/// Clones share the bound.
#[derive(Debug, Clone)]
pub struct Hashing {
    random: Random,
    permits: Arc<Semaphore>,
    verified: Arc<AtomicU64>,
}

const AT_ONCE: usize = 2;

/// A hash that no password has: what the password of an account that is not there is compared with, so that it takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cXVpbnRldC1ub2JvZHkhIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Hashing {
    pub fn new(random: Random) -> Self {
        Self {
            random,
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            verified: Arc::new(AtomicU64::new(0)),
        }
    }

    pub async fn hash(&self, text: String) -> Result<String, CryptoError> {
        let random = self.random.clone();
        self.run(move || password::hash_password(&random, &text)).await?
    }

    /// Whether the password is the one. Where there is none to compare with, the answer is no, and it takes the same work.
    pub async fn verify(&self, text: String, stored: Option<String>) -> Result<bool, CryptoError> {
        self.verified.fetch_add(1, Ordering::Relaxed);
        self.run(move || {
            let matches = password::verify_password(&text, stored.as_deref().unwrap_or(NOBODY));
            matches && stored.is_some()
        })
        .await
    }

    /// How many passwords were compared, so that a test can prove that each attempt costs one.
    pub fn verified(&self) -> u64 {
        self.verified.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, CryptoError> {
        let failed = |error: &dyn std::error::Error| CryptoError::Password(error.to_string());
        let _permit = self.permits.acquire().await.map_err(|error| failed(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_has_no_password_and_costs_the_same() {
        let hashing = Hashing::new(Random::seeded(1));
        let hash = hashing.hash("correct horse".to_owned()).await.unwrap();
        let verify = |text: &str, stored: Option<&str>| hashing.verify(text.to_owned(), stored.map(str::to_owned));
        assert!(verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!verify("correct", Some(&hash)).await.unwrap());
        assert!(!verify("correct horse", None).await.unwrap());
        assert_eq!(hashing.verified(), 3);
        // The same parameters, so the same work.
        let parameters = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parameters(NOBODY), parameters(&hash));
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok_and(|hash| hash.hash.is_some()));
    }
}
