//! How many requests are answered, and whose.

use std::time::Duration;

use super::network::{Network, parse_networks};
use crate::yaml::measure::{parse_duration, show_duration};

/// `3000/1m`: so many in this time, at once or spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub amount: u32,
    pub period: Duration,
}

/// Generous: they end runaway loops and floods, not work. `None`: no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimitSettings {
    /// Requests without credentials of one address.
    pub address: Option<Rate>,
    /// Requests of one address whose credentials are refused.
    pub refused: Option<Rate>,
    /// Attempts of one address to sign in, register, or have a password sent.
    pub sign_in: Option<Rate>,
    /// Requests of one account, over all its sessions and tokens.
    pub account: Option<Rate>,
    /// Requests of one API token.
    pub token: Option<Rate>,
    /// Addresses that have no limits as addresses.
    pub exempt: Vec<Network>,
}

impl Default for RateLimitSettings {
    fn default() -> Self {
        let a_minute = |amount| {
            Some(Rate {
                amount,
                period: Duration::from_secs(60),
            })
        };
        Self {
            address: a_minute(3000),
            refused: a_minute(300),
            sign_in: a_minute(120),
            account: a_minute(12_000),
            token: a_minute(30_000),
            exempt: parse_networks("loopback").unwrap_or_default(),
        }
    }
}

impl Rate {
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, period) = text.split_once('/')?;
        let amount = amount.trim().parse().ok().filter(|amount| *amount > 0)?;
        // `600/m` is said as often as `600/1m`.
        let period = period.trim();
        let period = parse_duration(period).or_else(|| parse_duration(&format!("1{period}")))?;
        let longest = Duration::from_secs(86_400);
        (Duration::from_secs(1)..=longest)
            .contains(&period)
            .then_some(Self { amount, period })
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.amount, show_duration(self.period))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_shown() {
        let check = |text: &str, expected: Option<&str>| {
            let rate = Rate::parse(text).map(|rate| rate.to_string());
            assert_eq!(rate.as_deref(), expected, "{text}");
        };
        check("600/1m", Some("600/1m"));
        check(" 5 / 10s ", Some("5/10s"));
        check("600/m", Some("600/1m"));
        check("1/1d", Some("1/1d"));
        for wrong in [
            "600",
            "0/1m",
            "-1/1m",
            "x/1m",
            "1/0s",
            "1/2d",
            "1/500ms",
            "1/",
            "4294967296/1m",
        ] {
            check(wrong, None);
        }
    }
}
