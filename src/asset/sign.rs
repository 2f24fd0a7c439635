//! Addresses that open one file, or one picture of it, for a while: for private files in public pages, and for sizes that not everybody may ask for.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};

use super::Assets;

const PURPOSE: &str = "asset";

/// The longest life of an address.
pub const LONGEST: i64 = 366 * 24 * 3600;

/// What an address says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature<'s> {
    /// Seconds since 1970.
    pub expires: &'s str,
    pub signature: &'s str,
}

impl Assets {
    /// `wish`: the parameters of the address but these two, in their order.
    pub fn sign(&self, id: &str, wish: &str, expires: DateTime<Utc>) -> (i64, String) {
        let seconds = expires.timestamp();
        let mac = self
            .items
            .keyring()
            .mac(PURPOSE, message(id, wish, &seconds.to_string()).as_bytes());
        (seconds, BASE64.encode(mac))
    }

    /// How long the address is still good; `None` for one that is over or not ours.
    pub fn remaining(&self, id: &str, wish: &str, given: Signature<'_>, now: DateTime<Utc>) -> Option<TimeDelta> {
        let mac = BASE64.decode(given.signature).ok()?;
        let message = message(id, wish, given.expires);
        if !self.items.keyring().has_marked(PURPOSE, message.as_bytes(), &mac) {
            return None;
        }
        let expires = DateTime::from_timestamp(given.expires.parse().ok()?, 0)?;
        Some(expires - now).filter(|left| *left > TimeDelta::zero())
    }
}

fn message(id: &str, wish: &str, expires: &str) -> String {
    format!("{}|{expires}|{wish}", id.to_ascii_lowercase())
}
