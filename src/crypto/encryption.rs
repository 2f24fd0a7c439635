//! Encryption at rest: XChaCha20-Poly1305 with random nonces. A sealed text names its key, so that keys can be rotated.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

use super::{
    CryptoError, Random,
    digest::{hex, sha256},
};

const NONCE_LENGTH: usize = 24;

/// The keys of a server: the first seals, all open.
#[derive(Clone)]
pub struct Keyring {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: String,
    bytes: [u8; 32],
}

impl Keyring {
    /// `current` seals; `retired` only open what they sealed once.
    pub fn new(current: [u8; 32], retired: impl IntoIterator<Item = [u8; 32]>) -> Self {
        let keys = std::iter::once(current).chain(retired);
        Self {
            keys: keys.map(Key::new).collect(),
        }
    }

    /// The current key first.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.keys.iter().map(|key| &key.bytes)
    }

    /// `q1.<key id>.<base64 of nonce and sealed text>`. `context` (collection, field, item) must be the same when it is opened: a sealed text
    /// that was copied to another place does not open there.
    pub fn seal(&self, random: &Random, context: &str, text: &str) -> Result<String, CryptoError> {
        let key = self.keys.first().ok_or(CryptoError::Encrypt)?;
        let nonce = random.bytes::<NONCE_LENGTH>()?;
        let payload = Payload {
            msg: text.as_bytes(),
            aad: context.as_bytes(),
        };
        let sealed = key.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| CryptoError::Encrypt)?;
        let bytes: Vec<u8> = nonce.into_iter().chain(sealed).collect();
        Ok(format!("q1.{}.{}", key.id, BASE64.encode(bytes)))
    }

    pub fn open(&self, context: &str, sealed: &str) -> Result<String, CryptoError> {
        let mut parts = sealed.splitn(3, '.');
        let (Some("q1"), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(CryptoError::Tampered);
        };
        let unknown = || CryptoError::UnknownKey(id.chars().take(16).collect());
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(unknown)?;
        let bytes = BASE64.decode(encoded).map_err(|_| CryptoError::Tampered)?;
        let (nonce, message) = bytes.split_first_chunk::<NONCE_LENGTH>().ok_or(CryptoError::Tampered)?;
        let payload = Payload {
            msg: message,
            aad: context.as_bytes(),
        };
        let opened = key.cipher().decrypt(&XNonce::from(*nonce), payload);
        let opened = opened.map_err(|_| CryptoError::Tampered)?;
        String::from_utf8(opened).map_err(|_| CryptoError::Tampered)
    }
}

impl Key {
    fn new(bytes: [u8; 32]) -> Self {
        let [a, b, c, d, ..] = sha256(&bytes);
        Self {
            id: hex(&[a, b, c, d]),
            bytes,
        }
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.bytes.into())
    }
}

/// Keys do not get into logs.
impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let random = Random::seeded(1);
        let keyring = Keyring::new([1; 32], []);
        let sealed = keyring.seal(&random, "users.secret.7", "a secret: ü 🦀").unwrap();
        assert_eq!(keyring.open("users.secret.7", &sealed).unwrap(), "a secret: ü 🦀");
        assert_eq!(keyring.open("users.secret.8", &sealed), Err(CryptoError::Tampered));
        assert_ne!(
            sealed,
            keyring.seal(&random, "users.secret.7", "a secret: ü 🦀").unwrap()
        );
        for wrong in [
            "",
            "q1",
            "q1..",
            "q1.aa.bb",
            "q2.x.y",
            &sealed.replace("q1.", "q1"),
            &format!("{sealed}A"),
        ] {
            assert!(keyring.open("users.secret.7", wrong).is_err(), "{wrong}");
        }
        assert!(!format!("{keyring:?}").contains("1, 1, 1"));
    }

    #[test]
    fn a_retired_key_still_opens() {
        let random = Random::seeded(1);
        let sealed = Keyring::new([1; 32], []).seal(&random, "", "old").unwrap();
        let rotated = Keyring::new([2; 32], [[1; 32]]);
        assert_eq!(rotated.open("", &sealed).unwrap(), "old");
        let resealed = rotated.seal(&random, "", "old").unwrap();
        assert!(matches!(
            Keyring::new([1; 32], []).open("", &resealed),
            Err(CryptoError::UnknownKey(_))
        ));
    }
}
