//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane).
//!
//! One hash takes tens of milliseconds and 19 MiB: callers run it off the request's thread and bound how many run at once.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

use super::{CryptoError, Random};

/// The text to store: `$argon2id$v=19$…`.
pub fn hash_password(random: &Random, password: &str) -> Result<String, CryptoError> {
    let salt = random.bytes::<16>()?;
    let hash: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|error| CryptoError::Password(error.to_string()))
}

/// Whether the password is the one. A text that is no hash matches nothing.
pub fn verify_password(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches() {
        let hash = hash_password(&Random::seeded(1), "correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        assert!(verify_password("correct horse", &hash));
        assert!(!verify_password("correct horse ", &hash));
        assert!(!verify_password("", &hash));
        assert!(!verify_password("correct horse", "plain text"));
        assert!(!verify_password("", ""));
    }
}
