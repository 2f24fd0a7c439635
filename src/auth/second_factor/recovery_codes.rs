//! Codes to write down. Each is good once; only hashes are kept, which is enough for what is random (80 bits).

use crate::{
    auth::AuthError,
    crypto::{Random, digest::sha256_hex},
    value::{ItemId, Json, Value},
};

const COUNT: usize = 10;
/// Nothing that is read as something else.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// `xxxx-xxxx-xxxx-xxxx`
pub fn make(random: &Random) -> Result<Vec<String>, AuthError> {
    let one = |_| {
        let bytes = random.bytes::<16>().map_err(AuthError::Crypto)?;
        let letters = bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
        let letters: Vec<char> = letters.map(|letter| char::from(*letter)).collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(groups.join("-"))
    };
    (0..COUNT).map(one).collect()
}

/// As it is stored: another account's is another one.
pub fn hash(user: &ItemId, code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    sha256_hex(format!("recovery:{user}:{}", plain.to_ascii_lowercase()).as_bytes())
}

pub fn hashes(user: &ItemId, codes: &[String]) -> Value {
    let hashes: Json = codes.iter().map(|code| hash(user, code)).collect();
    Value::Json(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_read_as_people_write_them() {
        let codes = make(&Random::system()).unwrap();
        let mut unique = codes.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), COUNT);
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 19 && code.split('-').count() == 4),
            "{codes:?}"
        );
        let user = ItemId::Text("ada".into());
        let code = "abcd-efgh-ijkm-2345";
        assert_eq!(hash(&user, code), hash(&user, "ABCD EFGH IJKM 2345"));
        assert_ne!(hash(&user, code), hash(&ItemId::Text("bob".into()), code));
    }
}
