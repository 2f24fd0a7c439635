//! HMAC-SHA-256 with the server's keys: marks what a client carries for us, so that nobody else can make it or change it.

use super::{
    Keyring,
    digest::{is_equal, sha256},
};

const BLOCK: usize = 64;
const LENGTH: usize = 32;

pub type Mac = [u8; LENGTH];

impl Keyring {
    /// `purpose` keeps the marks of one use from being good for another one.
    pub fn mac(&self, purpose: &str, message: &[u8]) -> Mac {
        let key = self.secrets().next().copied().unwrap_or_default();
        keyed(&key, purpose, message)
    }

    /// Whether a key of this ring, the retired ones too, has made this mark.
    pub fn has_marked(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool {
        self.secrets().any(|key| is_equal(&keyed(key, purpose, message), mac))
    }
}

/// A key for the purpose is made from the key of the ring, which seals texts too.
fn keyed(key: &[u8; 32], purpose: &str, message: &[u8]) -> Mac {
    hmac(&hmac(key, purpose.as_bytes()), message)
}

/// RFC 2104; keys are never longer than a block here.
fn hmac(key: &[u8], message: &[u8]) -> Mac {
    let mut padded = [0; BLOCK];
    padded.iter_mut().zip(key).for_each(|(byte, key)| *byte = *key);
    let masked = |mask: u8| padded.map(|byte| byte ^ mask);
    let inner = sha256(&[masked(0x36).as_slice(), message].concat());
    sha256(&[masked(0x5c).as_slice(), &inner].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::digest::hex;

    /// RFC 4231, cases 1 and 2.
    #[test]
    fn marks_are_those_of_the_standard() {
        let check =
            |key: &[u8], message: &str, expected: &str| assert_eq!(hex(&hmac(key, message.as_bytes())), expected);
        check(
            &[0x0b; 20],
            "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        );
        check(
            b"Jefe",
            "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        );
    }

    #[test]
    fn a_mark_is_good_for_its_purpose_and_message() {
        let ring = Keyring::new([1; 32], [[2; 32]]);
        let mac = ring.mac("cursor", b"a");
        assert!(ring.has_marked("cursor", b"a", &mac));
        assert!(!ring.has_marked("cursor", b"b", &mac));
        assert!(!ring.has_marked("revision", b"a", &mac));
        assert!(!ring.has_marked("cursor", b"a", b""));
        let older = Keyring::new([2; 32], []).mac("cursor", b"a");
        assert!(ring.has_marked("cursor", b"a", &older));
        assert!(!Keyring::new([3; 32], []).has_marked("cursor", b"a", &mac));
    }
}
