//! Codes of an app by RFC 6238, as every app can: SHA-1, six digits, thirty seconds. `totp-rs` calculates.

use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::{auth::AuthError, crypto::Random};

pub struct Generator {
    totp: Totp,
}

const SECRET_BYTES: usize = 20;

impl Generator {
    pub fn new(random: &Random) -> Result<Self, AuthError> {
        let secret = random.bytes::<SECRET_BYTES>().map_err(AuthError::Crypto)?;
        Self::build(Secret::new(Box::new(secret)))
    }

    /// Of a secret in the text form.
    pub fn of(secret: &str) -> Result<Self, AuthError> {
        let secret = Secret::try_from_base32(secret).map_err(|error| AuthError::Unexpected(error.to_string()))?;
        Self::build(secret)
    }

    fn build(secret: Secret) -> Result<Self, AuthError> {
        // One step to either side: clocks differ.
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_skew(1)
            .with_secret(secret)
            .build();
        Ok(Self {
            totp: totp.map_err(|error| AuthError::Unexpected(error.to_string()))?,
        })
    }

    pub fn secret(&self) -> String {
        self.totp.secret().to_base32()
    }

    /// What the picture says that an app photographs.
    pub fn url(&self, issuer: &str, account: &str) -> Result<String, AuthError> {
        // A colon separates the two.
        let plain = |text: &str| text.replace(':', " ");
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_secret(self.totp.secret().clone())
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(account))
            .build();
        let totp = totp.map_err(|error| AuthError::Unexpected(error.to_string()))?;
        totp.to_url().map_err(|error| AuthError::Unexpected(error.to_string()))
    }

    /// To which step of time the code belongs; `None` where it is wrong.
    pub fn step(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).take(8).collect();
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let now = u64::try_from(now.timestamp()).ok().filter(|_| is_code)?;
        let step = self.totp.check(&code, now)?;
        i64::try_from(step).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// RFC 6238, appendix B: the last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let generator = Generator::of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        for (seconds, code, step) in [
            (59, "287082", 1),
            (1_111_111_109, "081804", 37_037_036),
            (20_000_000_000, "353130", 666_666_666),
        ] {
            assert_eq!(generator.step(code, at(seconds)), Some(step));
            assert_eq!(generator.step(code, at(seconds + 30)), Some(step), "clocks differ");
            assert_eq!(generator.step(code, at(seconds + 90)), None);
        }
        assert_eq!(generator.step(" 287 082 ", at(59)), Some(1));
        for wrong in ["", "287083", "28708", "2870820", "abcdef", "２８７０８２"] {
            assert_eq!(generator.step(wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_gets_the_secret_that_is_stored() {
        let generator = Generator::new(&Random::seeded(1)).unwrap();
        let url = generator.url("Morning: Post", "ada@example.com").unwrap();
        assert!(url.starts_with("otpauth://totp/Morning%20%20Post:ada"), "{url}");
        assert!(url.contains(&format!("secret={}", generator.secret())), "{url}");
        assert_eq!(Generator::of(&generator.secret()).unwrap().secret(), generator.secret());
    }
}
