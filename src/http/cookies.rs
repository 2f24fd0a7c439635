//! Cookies of a sign-in. Scripts never see them, other sites do not send them with a write, and outside of localhost they travel encrypted only.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    http::header::{COOKIE, HOST},
};

use crate::config::Settings;

/// In mode `cookie`: the refresh token.
pub const REFRESH: CookieName = CookieName {
    name: "quintet_refresh_token",
    // Sent to refresh and to sign out, and to nothing else.
    path: "/api/auth",
};

/// In mode `session`: the access token.
pub const SESSION: CookieName = CookieName {
    name: "quintet_session_token",
    path: "/",
};

/// A cookie's name and where it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieName {
    pub name: &'static str,
    pub path: &'static str,
}

impl CookieName {
    /// What the client has sent. Of several the first: browsers send the one with the longest path first.
    pub fn read(self, http: &HttpRequest) -> Option<String> {
        let headers = http.headers().get_all(COOKIE).filter_map(|value| value.to_str().ok());
        let pairs = headers
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(name, value)| *name == self.name && !value.is_empty());
        values.next().map(|(_, value)| value.to_owned())
    }

    /// The value of `Set-Cookie`. `value` must be a token of ours: letters, digits, `.`, `_`, `-`.
    pub fn set(self, value: &str, lifetime: Duration, is_secure: bool) -> String {
        let secure = if is_secure { "; Secure" } else { "" };
        let (name, path, seconds) = (self.name, self.path, lifetime.as_secs());
        format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }

    /// The value of `Set-Cookie` that makes the client forget it.
    pub fn clear(self, is_secure: bool) -> String {
        self.set("", Duration::ZERO, is_secure)
    }
}

/// A public URL says whether the world comes by https. Without one it is development, and only a browser on the same machine may do without.
pub fn is_secure(settings: &Settings, http: &HttpRequest) -> bool {
    match settings.server.public_url.as_deref() {
        Some(url) => !url.starts_with("http://"),
        None => !http
            .headers()
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .is_some_and(is_localhost),
    }
}

/// `localhost:8080`, `127.0.0.1`, `[::1]:8080`.
fn is_localhost(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let check = |header: &str, expected: Option<&str>| {
            let request = TestRequest::default().insert_header((COOKIE, header)).to_http_request();
            assert_eq!(SESSION.read(&request).as_deref(), expected, "{header}");
        };
        check("quintet_session_token=a.b-c_d", Some("a.b-c_d"));
        check("x=1; quintet_session_token=t ; y=2", Some("t"));
        check("quintet_session_token=one; quintet_session_token=two", Some("one"));
        check("quintet_session_token=", None);
        check("quintet_session_token_2=x; =; ;;", None);
    }

    #[test]
    fn a_cookie_is_closed_to_scripts_and_other_sites() {
        let set = REFRESH.set("abc", Duration::from_secs(60), true);
        let expected = "quintet_refresh_token=abc; Path=/api/auth; Max-Age=60; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(set, expected);
        let cleared = "quintet_session_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
        assert_eq!(SESSION.clear(false), cleared);
    }

    #[test]
    fn only_localhost_and_a_plain_public_url_do_without_encryption() {
        let check = |url: Option<&str>, host: &str, expected: bool| {
            let mut settings = Settings::default();
            settings.server.public_url = url.map(str::to_owned);
            let request = TestRequest::default().insert_header((HOST, host)).to_http_request();
            assert_eq!(is_secure(&settings, &request), expected, "{url:?} {host}");
        };
        check(None, "localhost:8080", false);
        check(None, "127.0.0.1", false);
        check(None, "[::1]:8080", false);
        check(None, "192.168.1.7:8080", true);
        check(None, "localhost.evil.example", true);
        check(Some("https://news.example"), "localhost", true);
        check(Some("http://intranet"), "intranet", false);
    }
}
