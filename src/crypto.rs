//! Random bytes, hashes, passwords, encryption at rest and the keys for it. Injected like the clock, so that tests can be exact.
//! The only place that names a cryptographic crate.

pub mod digest;
pub mod encryption;
pub mod hashing;
pub mod keys;
pub mod mac;
pub mod password;
pub mod random;
pub mod signer;
pub mod strength;

pub use encryption::Keyring;
pub use hashing::Hashing;
pub use random::Random;
pub use signer::Signer;

/// Why something cryptographic did not work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    #[error("the system gives no random bytes: {0}")]
    Random(String),
    #[error("the password can not be hashed: {0}")]
    Password(String),
    #[error("the text can not be encrypted")]
    Encrypt,
    /// Encrypted with a key that is not here: it was lost, or another server made it.
    #[error("the key {0} is missing; put its file back into the keys folder")]
    UnknownKey(String),
    #[error("the encrypted text was changed, or belongs elsewhere")]
    Tampered,
    #[error("{path} is no key: it must hold 32 bytes in base64")]
    InvalidKey { path: String },
    #[error("auth.jwt_key must be an Ed25519 private key as PEM, or a secret of at least 32 bytes")]
    InvalidSigningKey,
    #[error("the token can not be signed")]
    Sign,
    #[error("{path}: {reason}")]
    KeyFile { path: String, reason: String },
}
