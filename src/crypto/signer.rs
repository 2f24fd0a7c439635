//! Signed tokens (JWT). The algorithm belongs to the key and is never read from the token; the header's `kid` only says which key to try.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, jwk::Jwk};
use serde::{Serialize, de::DeserializeOwned};

use super::{CryptoError, digest};

/// The keys of a server: the first signs, all verify.
#[derive(Clone)]
pub struct Signer {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: String,
    algorithm: Algorithm,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

/// What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410).
const PKCS8_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Shorter shared secrets can be guessed from one token, without asking the server.
const MIN_SECRET_BYTES: usize = 32;

impl Signer {
    /// `current` signs; `retired` keys only verify what they signed once.
    pub fn ed25519(current: &[u8; 32], retired: &[[u8; 32]]) -> Result<Self, CryptoError> {
        let keys = std::iter::once(current).chain(retired).map(Key::ed25519);
        Ok(Self {
            keys: keys.collect::<Result<_, _>>()?,
        })
    }

    /// What an operator gives: an Ed25519 private key as PEM, or a secret that several servers share (HS256).
    pub fn given(text: &str, retired: &[[u8; 32]]) -> Result<Self, CryptoError> {
        let text = text.trim();
        let first = if text.starts_with("-----BEGIN") {
            Key::from_pem(text)?
        } else {
            Key::from_secret(text)?
        };
        let mut keys = vec![first];
        for bytes in retired {
            keys.push(Key::ed25519(bytes)?);
        }
        Ok(Self { keys })
    }

    pub fn sign<Claims: Serialize>(&self, claims: &Claims) -> Result<String, CryptoError> {
        let key = self.keys.first().ok_or(CryptoError::Sign)?;
        let mut header = Header::new(key.algorithm);
        header.kid = Some(key.id.clone());
        jsonwebtoken::encode(&header, claims, &key.encoding).map_err(|_| CryptoError::Sign)
    }

    /// The claims of a token that one of the keys has signed. Times in it are the caller's business, who knows what time it is.
    pub fn verify<Claims: DeserializeOwned>(&self, token: &str) -> Result<Claims, CryptoError> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| CryptoError::Tampered)?;
        let id = header.kid.ok_or(CryptoError::Tampered)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or(CryptoError::Tampered)?;
        let mut validation = Validation::new(key.algorithm);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = jsonwebtoken::decode(token, &key.decoding, &validation);
        decoded.map(|decoded| decoded.claims).map_err(|_| CryptoError::Tampered)
    }
}

impl Key {
    fn ed25519(seed: &[u8; 32]) -> Result<Self, CryptoError> {
        let der: Vec<u8> = PKCS8_PREFIX.iter().chain(seed).copied().collect();
        Self::from_encoding(EncodingKey::from_ed_der(&der))
    }

    fn from_pem(text: &str) -> Result<Self, CryptoError> {
        let encoding = EncodingKey::from_ed_pem(text.as_bytes()).map_err(|_| invalid())?;
        Self::from_encoding(encoding)
    }

    fn from_encoding(encoding: EncodingKey) -> Result<Self, CryptoError> {
        let algorithm = Algorithm::EdDSA;
        let public = Jwk::from_encoding_key(&encoding, algorithm).map_err(|_| invalid())?;
        let decoding = DecodingKey::from_jwk(&public).map_err(|_| invalid())?;
        let printed = serde_json::to_string(&public.algorithm).map_err(|_| invalid())?;
        Ok(Self {
            id: short_id(printed.as_bytes()),
            algorithm,
            encoding,
            decoding,
        })
    }

    fn from_secret(text: &str) -> Result<Self, CryptoError> {
        let bytes = BASE64.decode(text).unwrap_or_else(|_| text.as_bytes().to_vec());
        if bytes.len() < MIN_SECRET_BYTES {
            return Err(invalid());
        }
        Ok(Self {
            id: short_id(&digest::sha256(&[b"kid".as_slice(), &bytes].concat())),
            algorithm: Algorithm::HS256,
            encoding: EncodingKey::from_secret(&bytes),
            decoding: DecodingKey::from_secret(&bytes),
        })
    }
}

fn invalid() -> CryptoError {
    CryptoError::InvalidSigningKey
}

fn short_id(bytes: &[u8]) -> String {
    digest::sha256_hex(bytes).chars().take(8).collect()
}

/// Keys do not get into logs.
impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value as Json, json};

    use super::*;

    fn forged(header: &Json, claims: &Json, signature: &str) -> String {
        let encode = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        format!("{}.{}.{signature}", encode(header), encode(claims))
    }

    #[test]
    fn only_our_own_tokens_verify() {
        let signer = Signer::ed25519(&[1; 32], &[]).unwrap();
        let claims = json!({ "sub": "u", "exp": 1 });
        let token = signer.sign(&claims).unwrap();
        assert_eq!(signer.verify::<Json>(&token).unwrap(), claims);
        let id = jsonwebtoken::decode_header(&token).unwrap().kid.unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let other = Signer::ed25519(&[2; 32], &[]).unwrap().sign(&claims).unwrap();
        let other_signature = other.split('.').nth(2).unwrap();
        // The public key as the secret of HS256: what a server falls for that reads the algorithm from the token.
        let public = Jwk::from_encoding_key(
            &EncodingKey::from_ed_der(&[&PKCS8_PREFIX[..], &[1; 32]].concat()),
            Algorithm::EdDSA,
        );
        let public = serde_json::to_vec(&public.unwrap().algorithm).unwrap();
        let mut confused = Header::new(Algorithm::HS256);
        confused.kid = Some(id.clone());
        let confused = jsonwebtoken::encode(&confused, &claims, &EncodingKey::from_secret(&public)).unwrap();
        for wrong in [
            String::new(),
            "..".to_owned(),
            "a.b.c".to_owned(),
            forged(&json!({ "alg": "none", "kid": id }), &claims, ""),
            forged(&json!({ "alg": "none", "kid": id }), &claims, parts[2]),
            forged(
                &json!({ "alg": "EdDSA", "kid": id }),
                &json!({ "sub": "admin" }),
                parts[2],
            ),
            forged(&json!({ "alg": "EdDSA" }), &claims, parts[2]),
            format!("{}.{}.{other_signature}", parts[0], parts[1]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}", parts[0], parts[1]),
            other,
            confused,
        ] {
            assert_eq!(signer.verify::<Json>(&wrong), Err(CryptoError::Tampered), "{wrong}");
        }
    }

    #[test]
    fn a_retired_key_still_verifies() {
        let old = Signer::ed25519(&[1; 32], &[])
            .unwrap()
            .sign(&json!({ "n": 1 }))
            .unwrap();
        let rotated = Signer::ed25519(&[2; 32], &[[1; 32]]).unwrap();
        assert_eq!(rotated.verify::<Json>(&old).unwrap(), json!({ "n": 1 }));
        let new = rotated.sign(&json!({ "n": 2 })).unwrap();
        let kid = |token: &str| jsonwebtoken::decode_header(token).unwrap().kid;
        assert_ne!(kid(&old), kid(&new));
    }

    #[test]
    fn a_shared_secret_or_a_private_key_may_be_given() {
        let secret = "a secret of thirty-two characters or more";
        let shared = Signer::given(secret, &[]).unwrap();
        let token = shared.sign(&json!({ "n": 1 })).unwrap();
        assert_eq!(jsonwebtoken::decode_header(&token).unwrap().alg, Algorithm::HS256);
        assert_eq!(
            Signer::given(secret, &[]).unwrap().verify::<Json>(&token).unwrap(),
            json!({ "n": 1 })
        );
        let body = BASE64.encode([&PKCS8_PREFIX[..], &[1; 32]].concat());
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
        let token = Signer::given(&pem, &[]).unwrap().sign(&json!({ "n": 1 })).unwrap();
        let same = Signer::ed25519(&[1; 32], &[]).unwrap();
        assert!(same.verify::<Json>(&token).is_ok());
        for weak in ["", "short", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"] {
            assert_eq!(Signer::given(weak, &[]).unwrap_err(), CryptoError::InvalidSigningKey);
        }
        assert!(!format!("{shared:?}").contains("thirty"));
    }
}
