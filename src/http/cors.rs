//! Which origins may read answers in a browser (decisions: closed, but localhost in development).

use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderName, HeaderValue,
};

use crate::config::Settings;

pub struct Cors {
    origins: Vec<String>,
    takes_any: bool,
    takes_localhost: bool,
    credentials: bool,
    max_age: u64,
}

const METHODS: &str = "GET, HEAD, POST, PATCH, DELETE, SEARCH, OPTIONS";
const REQUEST_HEADERS: &str =
    "authorization, content-type, if-match, if-none-match, quintet-view-as, x-request-id, x-server-timing";
const EXPOSED_HEADERS: &str =
    "content-disposition, etag, link, ratelimit, ratelimit-policy, retry-after, server-timing, x-request-id";

impl Cors {
    pub fn new(settings: &Settings) -> Self {
        let origins = &settings.cors.origins;
        Self {
            origins: origins
                .iter()
                .map(|origin| origin.trim_end_matches('/').to_ascii_lowercase())
                .collect(),
            takes_any: origins.iter().any(|origin| origin == "*"),
            takes_localhost: settings.is_development(),
            credentials: settings.cors.credentials,
            max_age: settings.cors.max_age.as_secs(),
        }
    }

    /// The headers for a request from this origin; empty where it may not read the answer.
    pub fn headers(&self, origin: &HeaderValue, is_preflight: bool) -> Vec<(HeaderName, HeaderValue)> {
        let named = origin.to_str().is_ok_and(|origin| self.names(origin));
        if !named && !self.takes_any {
            return Vec::new();
        }
        let allowed = if named {
            origin.clone()
        } else {
            HeaderValue::from_static("*")
        };
        let mut headers = vec![(ACCESS_CONTROL_ALLOW_ORIGIN, allowed)];
        if named && self.credentials {
            headers.push((ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true")));
        }
        if is_preflight {
            headers.push((ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS)));
            headers.push((ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(REQUEST_HEADERS)));
            headers.push((ACCESS_CONTROL_MAX_AGE, HeaderValue::from(self.max_age)));
        } else {
            headers.push((ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS)));
        }
        headers
    }

    /// Whether a page of this origin may use the cookies of who looks at it.
    pub fn takes_credentials_of(&self, origin: &str) -> bool {
        self.credentials && self.names(origin)
    }

    fn names(&self, origin: &str) -> bool {
        let origin = origin.to_ascii_lowercase();
        // What a sandboxed frame and a file call themselves: anybody.
        if origin == "null" {
            return false;
        }
        self.origins.contains(&origin) || (self.takes_localhost && is_localhost(&origin))
    }
}

fn is_localhost(origin: &str) -> bool {
    let Some((_, host)) = origin
        .split_once("://")
        .filter(|(scheme, _)| ["http", "https"].contains(scheme))
    else {
        return false;
    };
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_origins_may_read() {
        let mut settings = Settings::default();
        let check = |settings: &Settings, origin: &str, expected: Option<&str>| {
            let origin = HeaderValue::from_str(origin).unwrap();
            let headers = Cors::new(settings).headers(&origin, false);
            let allowed = headers.iter().find(|(name, _)| *name == ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(
                allowed.map(|(_, value)| value.to_str().unwrap()),
                expected,
                "{origin:?}"
            );
        };
        check(&settings, "http://localhost:5173", Some("http://localhost:5173"));
        check(&settings, "http://127.0.0.1", Some("http://127.0.0.1"));
        check(&settings, "http://[::1]:80", Some("http://[::1]:80"));
        check(&settings, "http://localhost.evil.example", None);
        check(&settings, "null", None);
        settings.server.public_url = Some("https://news.example".to_owned());
        check(&settings, "http://localhost:5173", None);
        settings.cors.origins = vec!["https://www.example.com/".to_owned()];
        check(&settings, "https://www.example.com", Some("https://www.example.com"));
        check(&settings, "https://WWW.example.com", Some("https://WWW.example.com"));
        check(&settings, "https://example.com", None);
        settings.cors.origins = vec!["null".to_owned()];
        check(&settings, "null", None);
        settings.cors.origins = vec!["*".to_owned()];
        check(&settings, "https://any.example", Some("*"));
    }

    #[test]
    fn a_star_never_goes_with_credentials() {
        let mut settings = Settings::default();
        settings.cors.origins = vec!["*".to_owned()];
        let headers = Cors::new(&settings).headers(&HeaderValue::from_static("https://any.example"), true);
        assert!(
            headers
                .iter()
                .all(|(name, _)| *name != ACCESS_CONTROL_ALLOW_CREDENTIALS)
        );
        assert!(
            headers
                .iter()
                .any(|(name, value)| *name == ACCESS_CONTROL_ALLOW_METHODS && value == METHODS)
        );
    }
}
