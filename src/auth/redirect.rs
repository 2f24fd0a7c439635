//! Where a browser may be sent, or a link in a mail may lead: to this server, and to the pages that the settings name. Everything else is how
//! phishers borrow a good name, and how a token in a link gets to somebody else.

use url::Url;

/// The public address and the setting `auth.redirects`.
#[derive(Debug, Clone)]
pub struct Redirects {
    own: Option<Url>,
    named: Vec<Url>,
    /// Without a public address it is development, and a front end on the same machine is the usual case.
    takes_localhost: bool,
}

impl Redirects {
    pub fn new(public_url: Option<&str>, named: &[String]) -> Self {
        Self {
            own: public_url.and_then(|url| Url::parse(url).ok()),
            named: named.iter().filter_map(|url| Url::parse(url).ok()).collect(),
            takes_localhost: public_url.is_none(),
        }
    }

    /// The target in the form in which a browser will read it; `None` where it may not lead.
    /// A path of this server begins with one slash.
    pub fn allowed(&self, target: &str) -> Option<String> {
        if target.starts_with('/') {
            return path(target);
        }
        let url = Url::parse(target).ok()?;
        let is_plain =
            matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let is_own = self.own.as_ref().is_some_and(|own| own.origin() == url.origin());
        let is_allowed = is_own
            || self.named.iter().any(|named| leads_into(named, &url))
            || (self.takes_localhost && is_localhost(&url));
        (is_plain && is_allowed).then(|| url.into())
    }
}

/// Browsers read `//host`, `/\host` and `/<tab>/host` as another host. The parser reads as they do, so it is asked where the path leads.
fn path(target: &str) -> Option<String> {
    let here = Url::parse("http://here.invalid/").ok()?;
    let url = here.join(target).ok()?;
    let is_here = url.origin() == here.origin() && url.username().is_empty();
    let rest: String = url.as_str().strip_prefix("http://here.invalid")?.to_owned();
    (is_here && !rest.starts_with("//")).then_some(rest)
}

/// The same origin, and the named path or one below it.
fn leads_into(named: &Url, url: &Url) -> bool {
    let base = named.path().trim_end_matches('/');
    let rest = url.path().strip_prefix(base);
    named.origin() == url.origin() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_localhost(url: &Url) -> bool {
    let name = url.host_str().unwrap_or_default();
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_pages_and_our_own_are_led_to() {
        let named = [
            "https://www.example.com/reset".to_owned(),
            "https://app.example.com".to_owned(),
        ];
        let redirects = Redirects::new(Some("https://cms.example.com/"), &named);
        let yes =
            |target: &str, expected: &str| assert_eq!(redirects.allowed(target).as_deref(), Some(expected), "{target}");
        let no = |target: &str| assert_eq!(redirects.allowed(target), None, "{target}");
        yes("/admin", "/admin");
        yes("/admin/../x?y=1#z", "/x?y=1#z");
        yes("https://cms.example.com/anything", "https://cms.example.com/anything");
        yes("https://www.example.com/reset", "https://www.example.com/reset");
        yes(
            "https://www.example.com/reset?lang=de",
            "https://www.example.com/reset?lang=de",
        );
        yes("https://www.example.com/reset/x", "https://www.example.com/reset/x");
        yes("HTTPS://APP.example.com", "https://app.example.com/");
        no("https://www.example.com/");
        no("https://www.example.com/reset-evil");
        no("https://www.example.com/reset/../account");
        no("http://www.example.com/reset");
        no("https://www.example.com:444/reset");
        no("https://app.example.com.evil.example/");
        no("https://app.example.com@evil.example/");
        no("https://user@app.example.com/");
        no("https://evil.example\\@app.example.com/");
        no("https:evil.example");
        no("//evil.example");
        no("/\\evil.example");
        no("\\\\evil.example");
        no("/\t/evil.example");
        no("\t//evil.example");
        no(" https://evil.example");
        no("/..//evil.example");
        no("javascript:alert(1)");
        no("data:text/html,x");
        no("admin");
        no("");
        no("http://localhost:3000/");
    }

    #[test]
    fn a_front_end_on_the_same_machine_is_led_to_in_development() {
        let redirects = Redirects::new(None, &[]);
        for target in [
            "http://localhost:3000/reset",
            "http://127.0.0.1:5173/",
            "http://[::1]:3000/",
            "http://app.localhost/",
        ] {
            assert!(redirects.allowed(target).is_some(), "{target}");
        }
        for target in [
            "http://localhost.evil.example/",
            "http://192.168.1.1/",
            "https://evil.example/",
        ] {
            assert_eq!(redirects.allowed(target), None, "{target}");
        }
    }
}
