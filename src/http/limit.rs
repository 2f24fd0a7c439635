//! How many requests are answered. Who shows no credentials counts by address, who is somebody by account and token, and so nobody behind the same
//! address can spend what is theirs. Credentials that are refused count by address again, or guessing would be free.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use actix_web::{
    HttpMessage as _, HttpRequest,
    http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
};

use super::{
    client_address::Client,
    csrf::has_cookie,
    error::{ApiError, Problem, codes::REQUESTS_EXCEEDED},
    routes::Guard,
};
use crate::{
    cache::{Admission, Cache, Quota},
    config::{Network, Rate, RateLimitSettings},
    items::Via,
    permission::Actor,
};

/// The limits of the settings.
#[derive(Debug)]
pub struct Limits {
    address: Option<Limit>,
    refused: Option<Limit>,
    sign_in: Option<Limit>,
    account: Option<Limit>,
    token: Option<Limit>,
    exempt: Vec<Network>,
    /// Whether the log knows of a proxy that nobody trusts.
    is_told: AtomicBool,
}

#[derive(Debug)]
struct Limit {
    /// As in the settings, and in the headers.
    name: &'static str,
    quota: Quota,
    /// `RateLimit-Policy`
    policy: HeaderValue,
}

/// What the headers of the answer tell; kept with the request.
#[derive(Debug, Clone)]
pub struct Metered {
    policy: HeaderValue,
    name: &'static str,
    admission: Admission,
}

/// Somebody was found by the credentials of the request; kept with it.
struct Known;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STATE: HeaderName = HeaderName::from_static("ratelimit");

impl Limits {
    pub fn new(settings: &RateLimitSettings) -> Self {
        Self {
            address: Limit::new("address", settings.address),
            refused: Limit::new("refused", settings.refused),
            sign_in: Limit::new("sign_in", settings.sign_in),
            account: Limit::new("account", settings.account),
            token: Limit::new("token", settings.token),
            exempt: settings.exempt.clone(),
            is_told: AtomicBool::new(false),
        }
    }

    /// Before anything is done for a request.
    pub async fn arrives(
        &self,
        cache: &Cache,
        client: Client,
        guard: Guard,
        http: &HttpRequest,
    ) -> Result<(), ApiError> {
        let Some(address) = self.counted(client) else {
            return Ok(());
        };
        if guard == Guard::SignIn {
            return spend(self.sign_in.as_ref(), cache, &address, http).await;
        }
        if !shows_credentials(http) {
            return spend(self.address.as_ref(), cache, &address, http).await;
        }
        // Counted when they turn out to be wrong. Here it costs no round trip: what was refused is known.
        match &self.refused {
            Some(limit) => {
                let admission = cache.peek(&limit.key(&address), limit.quota);
                limit.judge(admission, http, false)
            }
            None => Ok(()),
        }
    }

    /// When it is known who asks.
    pub async fn is_known(&self, cache: &Cache, actor: &Actor, via: &Via, http: &HttpRequest) -> Result<(), ApiError> {
        http.extensions_mut().insert(Known);
        if let Via::Token(prefix) = via {
            spend(self.token.as_ref(), cache, prefix, http).await?;
        }
        match &actor.user {
            Some(user) => spend(self.account.as_ref(), cache, &user.to_string(), http).await,
            None => Ok(()),
        }
    }

    /// After the answer was made: credentials that nobody was found to be known by, or that nothing looked at, count by address. The answer stands;
    /// the next ones are refused.
    pub async fn is_over(&self, cache: &Cache, client: Client, guard: Guard, http: &HttpRequest) {
        let is_known = http.extensions().get::<Metered>().is_some() || http.extensions().get::<Known>().is_some();
        if is_known || matches!(guard, Guard::Probe | Guard::SignIn) || !shows_credentials(http) {
            return;
        }
        if let (Some(address), Some(limit)) = (self.counted(client), &self.refused) {
            let admission = cache.admit(&limit.key(&address), limit.quota).await;
            http.extensions_mut().insert(limit.metered(admission));
        }
    }

    /// By what an address is counted; `None` where it is not.
    fn counted(&self, client: Client) -> Option<String> {
        let address = client.address?;
        let is_exempt = self.exempt.iter().any(|network| network.contains(address));
        if is_exempt && !client.is_disguised {
            return None;
        }
        if is_exempt && !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(%address, "a proxy that `server.trusted_proxies` does not name passes requests on; all its clients count as one address");
        }
        Some(whole(address))
    }
}

/// A home or a machine has a whole /64 to choose from.
fn whole(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
    }
}

fn shows_credentials(http: &HttpRequest) -> bool {
    let headers = http.headers();
    headers.contains_key(AUTHORIZATION) || http.query_string().contains("access_token") || has_cookie(http)
}

async fn spend(limit: Option<&Limit>, cache: &Cache, who: &str, http: &HttpRequest) -> Result<(), ApiError> {
    match limit {
        Some(limit) => limit.judge(cache.admit(&limit.key(who), limit.quota).await, http, true),
        None => Ok(()),
    }
}

impl Limit {
    fn new(name: &'static str, rate: Option<Rate>) -> Option<Self> {
        let Rate { amount, period } = rate?;
        let policy = HeaderValue::from_str(&format!("\"{name}\";q={amount};w={}", period.as_secs()));
        Some(Self {
            name,
            quota: Quota::new(amount, period),
            policy: policy.ok()?,
        })
    }

    fn key(&self, who: &str) -> String {
        format!("limit:{}:{who}", self.name)
    }

    fn judge(&self, admission: Admission, http: &HttpRequest, is_counted: bool) -> Result<(), ApiError> {
        if is_counted || !admission.is_admitted {
            http.extensions_mut().insert(self.metered(admission));
        }
        if admission.is_admitted {
            return Ok(());
        }
        let seconds = whole_seconds(admission.retry_after).max(1);
        let message = format!(
            "too many requests: the limit is {} in {} seconds (`rate_limit.{}`); try again in {seconds} seconds",
            self.quota.amount(),
            self.quota.period().as_secs(),
            self.name,
        );
        let problem = Problem::new(&REQUESTS_EXCEEDED, message).with("limit", self.name);
        let mut error = ApiError::one(problem);
        error.retry_after = Some(seconds);
        Err(error)
    }

    fn metered(&self, admission: Admission) -> Metered {
        Metered {
            policy: self.policy.clone(),
            name: self.name,
            admission,
        }
    }
}

impl Metered {
    /// As draft-ietf-httpapi-ratelimit-headers has them.
    pub fn write(self, headers: &mut HeaderMap) {
        let reset = whole_seconds(self.admission.resets_in);
        let state = format!("\"{}\";r={};t={reset}", self.name, self.admission.remaining);
        if let Ok(state) = HeaderValue::from_str(&state) {
            headers.insert(STATE, state);
            headers.insert(POLICY, self.policy);
        }
    }
}

/// Rounded up, and never a promise that is too early.
fn whole_seconds(duration: Duration) -> u32 {
    let seconds = duration.as_secs() + u64::from(duration.subsec_nanos() > 0);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_for_its_network() {
        let check = |address: &str, expected: &str| assert_eq!(whole(address.parse().unwrap()), expected);
        check("203.0.113.9", "203.0.113.9");
        check("::ffff:203.0.113.9", "203.0.113.9");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
        check("2001:db8:1:2:ffff::", "2001:db8:1:2::");
        check("2001:db8:1:3::1", "2001:db8:1:3::");
    }

    #[test]
    fn the_machine_itself_is_exempt_unless_somebody_hides_behind_it() {
        let limits = Limits::new(&RateLimitSettings::default());
        let counted = |address: &str, is_disguised| {
            limits.counted(Client {
                address: Some(address.parse().unwrap()),
                is_disguised,
            })
        };
        assert_eq!(counted("127.0.0.1", false), None);
        assert_eq!(counted("::1", false), None);
        assert_eq!(counted("127.0.0.1", true).as_deref(), Some("127.0.0.1"));
        assert_eq!(counted("203.0.113.9", false).as_deref(), Some("203.0.113.9"));
    }

    #[test]
    fn what_is_off_is_no_limit() {
        assert!(Limit::new("address", None).is_none());
        let limit = Limit::new("address", Rate::parse("5/10s")).unwrap();
        assert_eq!(limit.policy, "\"address\";q=5;w=10");
    }
}
