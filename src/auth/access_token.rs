//! Access tokens: who somebody was when he signed in, and for how long that is taken as true. No roles are inside: those are asked of the identity,
//! so that a right that is taken away is gone at once.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{crypto::Signer, value::ItemId};

use super::AuthError;

const ISSUER: &str = "quintet";
const TYPE: &str = "access";

/// Clocks of two servers differ a little; a token of the future beyond that was not made by us.
const SKEW_SECONDS: i64 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
    iss: String,
    typ: String,
}

/// Makes a token of the user's session.
pub fn issue(
    signer: &Signer,
    user: &ItemId,
    session: &ItemId,
    now: DateTime<Utc>,
    lifetime: Duration,
) -> Result<String, AuthError> {
    let lifetime = TimeDelta::from_std(lifetime).unwrap_or_default();
    let claims = Claims {
        sub: user.to_string(),
        sid: session.to_string(),
        iat: now.timestamp(),
        exp: now.timestamp().saturating_add(lifetime.num_seconds()),
        iss: ISSUER.to_owned(),
        typ: TYPE.to_owned(),
    };
    signer.sign(&claims).map_err(AuthError::Crypto)
}

/// A token that we made. That its session is still there is the identity's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    session: uuid::Uuid,
    expires_at: i64,
}

impl Verified {
    /// The session that the token names, as long as it is good.
    pub fn session(self, now: DateTime<Utc>) -> Result<uuid::Uuid, AuthError> {
        if self.expires_at <= now.timestamp() {
            Err(AuthError::TokenExpired)
        } else {
            Ok(self.session)
        }
    }
}

/// Whether we made the token. This is the costly part: a signature takes as long as a small read.
pub fn verify(signer: &Signer, token: &str, now: DateTime<Utc>) -> Result<Verified, AuthError> {
    let claims: Claims = signer.verify(token).map_err(|_| AuthError::InvalidToken)?;
    let latest = now.timestamp().saturating_add(SKEW_SECONDS);
    let is_ours = claims.iss == ISSUER && claims.typ == TYPE && claims.iat <= latest;
    let session = uuid::Uuid::try_parse(&claims.sid).ok().filter(|_| is_ours);
    Ok(Verified {
        session: session.ok_or(AuthError::InvalidToken)?,
        expires_at: claims.exp,
    })
}

/// Cheap: whether a text has the form of a JWT, so that it is verified and not looked up.
pub fn has_form(token: &str) -> bool {
    token.starts_with("ey") && token.bytes().filter(|byte| *byte == b'.').count() == 2
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn session_of(signer: &Signer, token: &str, now: DateTime<Utc>) -> Result<Uuid, AuthError> {
        verify(signer, token, now)?.session(now)
    }

    #[test]
    fn a_token_is_good_for_its_time() {
        let signer = Signer::ed25519(&[1; 32], &[]).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let session = Uuid::from_u128(7);
        let (user, id) = (ItemId::Uuid(Uuid::from_u128(8)), ItemId::Uuid(session));
        let token = issue(&signer, &user, &id, now, Duration::from_secs(60)).unwrap();
        assert!(has_form(&token));
        let at = |seconds: i64| session_of(&signer, &token, now + TimeDelta::seconds(seconds));
        assert_eq!(at(0), Ok(session));
        assert_eq!(at(59), Ok(session));
        assert_eq!(at(60), Err(AuthError::TokenExpired));
        // Made an hour later than it is: no clock is that wrong.
        assert_eq!(at(-3600), Err(AuthError::InvalidToken));
        assert_eq!(at(-30), Ok(session));
        let other = Signer::ed25519(&[2; 32], &[]).unwrap();
        assert_eq!(session_of(&other, &token, now), Err(AuthError::InvalidToken));
    }

    #[test]
    fn a_token_that_was_signed_for_something_else_is_none() {
        let signer = Signer::ed25519(&[1; 32], &[]).unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let claims = json!({
            "sub": "8", "sid": Uuid::from_u128(7), "iat": now.timestamp(), "exp": now.timestamp() + 60,
            "iss": "quintet", "typ": "access",
        });
        let check = |member: &str, value: serde_json::Value| {
            let mut claims = claims.clone();
            claims[member] = value;
            let token = signer.sign(&claims).unwrap();
            assert_eq!(
                session_of(&signer, &token, now),
                Err(AuthError::InvalidToken),
                "{member}"
            );
        };
        check("iss", json!("elsewhere"));
        check("typ", json!("cursor"));
        check("sid", json!("x"));
        check("exp", json!("never"));
        check("exp", json!(null));
    }
}
