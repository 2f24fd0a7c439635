//! `url`: an address: http, https, mailto or tel, or one within the site (`/about`, `#top`, `?page=2`). Other schemes are refused: a stored
//! `javascript:` would run in somebody's browser.

use crate::yaml::{Shape, key};

use super::{
    FieldType, Problem,
    email::is_email,
    text_kind::TextKind,
    text_rules::{MAX_LENGTH, TextRules},
};

pub const TYPE: FieldType = FieldType {
    name: "url",
    summary: "An address: http, https, mailto, tel, or one within the site such as /about.",
    stored_as: "TEXT / VARCHAR(n) / VARCHAR(n)",
    options: &[key("max_length", Shape::Integer(1, MAX_LENGTH), "The most characters.").or("1000")],
    build: |options, context| {
        let rules = TextRules::from_options(options, Some(1000), context.report)?;
        let schema_word = Some(("format", "uri-reference"));
        Some(Box::new(TextKind {
            check,
            schema_word,
            ..TextKind::bounded("url", rules)
        }))
    },
};

fn check(text: &str) -> Result<(), Problem> {
    let message = "must be an address such as https://example.org, mailto:ada@example.org or /about";
    if is_url(text) {
        Ok(())
    } else {
        Err(Problem::new("url", message))
    }
}

pub fn is_url(text: &str) -> bool {
    if text.is_empty()
        || text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{}|".contains(c))
    {
        return false;
    }
    if text.starts_with(['/', '#', '?']) {
        return true;
    }
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
        "mailto" => is_email(rest.split('?').next().unwrap_or_default()),
        "tel" => !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || "+-.()".contains(c)),
        _ => false,
    }
}

fn has_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host.strip_prefix('[') {
        Some(inner) => match inner.split_once(']') {
            Some((address, port)) => return is_port(port) && address.parse::<core::net::Ipv6Addr>().is_ok(),
            None => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    is_port(port) && !host.is_empty() && host.split('.').all(is_host_label)
}

/// As in domains, and with the underscore of internal hosts.
fn is_host_label(label: &str) -> bool {
    (1..=63).contains(&label.len()) && label.chars().all(|c| c.is_alphanumeric() || "-_%".contains(c))
}

fn is_port(port: &str) -> bool {
    port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|digits| digits.is_empty() || digits.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in [
            "https://example.org",
            "http://localhost:8080/a?b=c#d",
            "https://user@müller.de/ä",
            "https://[::1]:80/",
            "mailto:ada@example.org?subject=x",
            "tel:+49-30-1234",
            "/about",
            "#top",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "",
            "example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///x",
            "https://a b",
            "http://x:99999",
            "https://..",
            "mailto:nobody",
            "ftp://x.org",
            "java\nscript:x",
            "https://[x]/",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
