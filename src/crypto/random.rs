//! Where chance comes from: the system, or a seed in tests.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use uuid::{Builder, Uuid};

use super::{CryptoError, digest::sha256};

/// Cheap to clone; clones share their source.
#[derive(Debug, Clone)]
pub struct Random {
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    System,
    /// The counter is hashed: every draw differs, and the same draws come in every run.
    Seeded(Arc<AtomicU64>),
}

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Random {
    pub fn system() -> Self {
        Self { source: Source::System }
    }

    /// For tests: not secret at all.
    pub fn seeded(seed: u64) -> Self {
        Self {
            source: Source::Seeded(Arc::new(AtomicU64::new(seed))),
        }
    }

    pub fn fill(&self, bytes: &mut [u8]) -> Result<(), CryptoError> {
        match &self.source {
            Source::System => getrandom::fill(bytes).map_err(|error| CryptoError::Random(error.to_string())),
            Source::Seeded(counter) => {
                for chunk in bytes.chunks_mut(32) {
                    let block = sha256(&counter.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                    chunk.iter_mut().zip(block).for_each(|(byte, random)| *byte = random);
                }
                Ok(())
            }
        }
    }

    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], CryptoError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Letters and digits, each with 62 equally likely values.
    pub fn text(&self, length: usize) -> Result<String, CryptoError> {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            for byte in self.bytes::<32>()? {
                // 248 is the largest multiple of 62 in a byte: taking the rest beyond it would favor some letters.
                let letter = LETTERS.get(usize::from(byte % 62)).filter(|_| byte < 248);
                if let Some(letter) = letter.filter(|_| text.len() < length) {
                    text.push(char::from(*letter));
                }
            }
        }
        Ok(text)
    }

    /// A key that sorts by the time it was made, also within one millisecond.
    pub fn uuid_v7(&self) -> Uuid {
        match &self.source {
            Source::System => Uuid::now_v7(),
            Source::Seeded(counter) => {
                let number = counter.fetch_add(1, Ordering::Relaxed);
                let block = sha256(&number.to_be_bytes());
                let mut tail = [0; 10];
                tail.iter_mut().zip(block).for_each(|(byte, random)| *byte = random);
                Builder::from_unix_timestamp_millis(number, &tail).into_uuid()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_their_length_and_letters() {
        for random in [Random::system(), Random::seeded(7)] {
            for length in [0, 1, 31, 32, 100] {
                let text = random.text(length).unwrap();
                assert_eq!(text.len(), length);
                assert!(text.bytes().all(|byte| LETTERS.contains(&byte)), "{text}");
            }
            assert_ne!(random.text(32).unwrap(), random.text(32).unwrap());
        }
        assert_eq!(Random::seeded(1).text(16).unwrap(), Random::seeded(1).text(16).unwrap());
    }

    #[test]
    fn keys_sort_as_they_were_made() {
        for random in [Random::system(), Random::seeded(7)] {
            let keys: Vec<Uuid> = (0..1000).map(|_| random.uuid_v7()).collect();
            assert!(keys.is_sorted());
            assert!(keys.iter().all(|key| key.get_version_num() == 7));
        }
    }
}
