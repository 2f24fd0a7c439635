//! The text of a refresh token: the session's key, its generation, and a mark of the server's key over both and the session's salt.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

/// What the server's key is used for here.
pub const MARK: &str = "refresh";

const MARK_LENGTH: usize = 32;

/// What the mark is made of.
pub fn marked(session: Uuid, generation: i64, salt: &str) -> Vec<u8> {
    [
        session.as_bytes().as_slice(),
        &generation.to_be_bytes(),
        salt.as_bytes(),
    ]
    .concat()
}

pub fn write(session: Uuid, generation: i64, mark: &[u8]) -> String {
    let bytes = [session.as_bytes().as_slice(), &generation.to_be_bytes(), mark].concat();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The session, the generation and the mark of a refresh token; `None` for what can be none.
pub fn read(token: &str) -> Option<(Uuid, i64, [u8; MARK_LENGTH])> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let (generation, mark) = rest.split_first_chunk::<8>()?;
    Some((
        Uuid::from_bytes(*id),
        i64::from_be_bytes(*generation),
        mark.try_into().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_refresh_token_is_not_looked_up() {
        let good = URL_SAFE_NO_PAD.encode([7; 56]);
        assert!(read(&good).is_some());
        for wrong in [
            "",
            "x",
            "eyJ.a.b",
            good.get(1..).unwrap(),
            &format!("{good}AAAA"),
            &good.replace('B', "+"),
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
