//! A cookie comes along with whatever page made the browser send the request. So a write that a cookie vouches for must say that it comes from one
//! of our pages, which a browser says truthfully and another page can not change: `Sec-Fetch-Site`, or `Origin`.
//!
//! `SameSite=Lax` keeps most of it away already; this holds for browsers and siblings (`evil.example.com`) that it does not stop.

use actix_web::{
    HttpRequest,
    http::{
        Method,
        header::{AUTHORIZATION, HOST, HeaderName, ORIGIN},
    },
};
use url::Url;

use super::{
    cookies::{REFRESH, SESSION},
    cors::Cors,
    error::{ApiError, codes::FORBIDDEN},
};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses a write that a cookie would vouch for and that another page may have made the browser send. No other page can send `authorization`.
pub fn check_cookies(http: &HttpRequest, cors: &Cors, public_url: Option<&str>) -> Result<(), ApiError> {
    if !http.headers().contains_key(AUTHORIZATION) && has_cookie(http) {
        return check(http, cors, public_url);
    }
    Ok(())
}

/// For a request that shows no cookie yet and gets one: else another page signs somebody in as somebody else without his noticing. A program that says
/// nothing of pages is none.
pub fn check_sign_in(http: &HttpRequest, cors: &Cors, public_url: Option<&str>) -> Result<(), ApiError> {
    let is_of_page = http.headers().contains_key(FETCH_SITE) || http.headers().contains_key(ORIGIN);
    if is_of_page {
        check(http, cors, public_url)
    } else {
        Ok(())
    }
}

fn check(http: &HttpRequest, cors: &Cors, public_url: Option<&str>) -> Result<(), ApiError> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS];
    if reads.contains(http.method()) || http.method().as_str() == "SEARCH" || is_ours(http, cors, public_url) {
        return Ok(());
    }
    let message = "the request comes from another page, and cookies do not vouch for it: name its origin in `cors.origins`, or send \
                   `authorization` instead of cookies. Programs that use cookies send `origin`";
    Err(ApiError::new(&FORBIDDEN, message))
}

/// One that signs somebody in.
pub fn has_cookie(http: &HttpRequest) -> bool {
    REFRESH.read(http).is_some() || SESSION.read(http).is_some()
}

fn is_ours(http: &HttpRequest, cors: &Cors, public_url: Option<&str>) -> bool {
    let text = |name: HeaderName| http.headers().get(name).and_then(|value| value.to_str().ok());
    // `none`: the user himself, by the address bar or a bookmark.
    if matches!(text(FETCH_SITE), Some("same-origin" | "none")) {
        return true;
    }
    let Some(origin) = text(ORIGIN) else { return false };
    let is_public = public_url.and_then(|url| Url::parse(url).ok());
    let is_public = is_public.is_some_and(|url| url.origin().ascii_serialization().eq_ignore_ascii_case(origin));
    is_public
        || cors.takes_credentials_of(origin)
        || (http.headers().get(FETCH_SITE).is_none() && is_host(origin, text(HOST)))
}

/// Where browsers send no `Sec-Fetch-Site` (without TLS), the page's origin is the host that it asks.
fn is_host(origin: &str, host: Option<&str>) -> bool {
    let name = origin.split_once("://").map(|(_, name)| name);
    name.zip(host)
        .is_some_and(|(name, host)| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use actix_web::test::TestRequest;

    fn refuses(method: &str, headers: &[(&'static str, &'static str)], change: fn(&mut Settings)) -> bool {
        let mut settings = Settings::default();
        change(&mut settings);
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = TestRequest::default()
            .method(method)
            .insert_header((HOST, "cms.example.com"));
        for header in headers {
            request = request.append_header(*header);
        }
        let public_url = settings.server.public_url.as_deref();
        check(&request.to_http_request(), &Cors::new(&settings), public_url).is_err()
    }

    #[test]
    fn a_write_must_say_that_it_comes_from_our_page() {
        let public = |settings: &mut Settings| settings.server.public_url = Some("https://cms.example.com/".to_owned());
        let yes = |headers: &[(&'static str, &'static str)]| assert!(!refuses("POST", headers, public), "{headers:?}");
        let no = |headers: &[(&'static str, &'static str)]| {
            for method in ["POST", "PATCH", "DELETE", "PUT"] {
                assert!(refuses(method, headers, public), "{method} {headers:?}");
            }
            for method in ["GET", "HEAD", "OPTIONS", "SEARCH"] {
                assert!(!refuses(method, headers, public), "{method} {headers:?}");
            }
        };
        yes(&[("sec-fetch-site", "same-origin")]);
        yes(&[("sec-fetch-site", "none")]);
        yes(&[("origin", "https://cms.example.com")]);
        yes(&[("sec-fetch-site", "same-site"), ("origin", "https://cms.example.com")]);
        no(&[]);
        no(&[("sec-fetch-site", "cross-site")]);
        no(&[("sec-fetch-site", "same-site")]);
        no(&[("sec-fetch-site", "same-site"), ("origin", "https://evil.example.com")]);
        no(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]);
        no(&[("sec-fetch-site", "same-origin, cross-site")]);
        no(&[("origin", "null")]);
        no(&[("origin", "https://cms.example.com.evil.example")]);
        no(&[("origin", "https://cms.example.com:444")]);
        no(&[("referer", "https://cms.example.com/")]);
    }

    #[test]
    fn origins_that_cors_names_are_ours_with_credentials_only() {
        let named = |settings: &mut Settings| {
            settings.server.public_url = Some("https://cms.example.com".to_owned());
            settings.cors.origins = vec!["https://www.example.com".to_owned(), "*".to_owned()];
        };
        let header = [("sec-fetch-site", "same-site"), ("origin", "https://www.example.com")];
        assert!(!refuses("POST", &header, named));
        assert!(refuses("POST", &[("origin", "https://any.example")], named));
        assert!(refuses("POST", &header, |settings| {
            settings.server.public_url = Some("https://cms.example.com".to_owned());
            settings.cors.origins = vec!["https://www.example.com".to_owned()];
            settings.cors.credentials = false;
        }));
    }

    #[test]
    fn without_tls_the_host_is_the_page() {
        let development = |_: &mut Settings| {};
        assert!(!refuses("POST", &[("origin", "http://cms.example.com")], development));
        assert!(!refuses("POST", &[("origin", "http://localhost:5173")], development));
        assert!(refuses("POST", &[("origin", "http://cms.example.com:81")], development));
        assert!(refuses("POST", &[("origin", "http://evil.example")], development));
        assert!(refuses(
            "POST",
            &[("origin", "http://cms.example.com"), ("sec-fetch-site", "cross-site")],
            development
        ));
    }
}
