//! Whose request it is: the address that the connection comes from, or, behind proxies that the settings name, the one that they saw.
//!
//! A header is worth as much as who wrote it. So none is read unless the connection comes from a trusted proxy, only the one header that the proxy
//! writes is read (it passes the other one on as the client made it up), and the list counts from its right end: each hop appends whom it saw.

use std::net::{IpAddr, SocketAddr};

use actix_web::{
    HttpRequest,
    http::header::{FORWARDED, HeaderMap, HeaderName},
};

use crate::config::{Network, ProxyHeader, ServerSettings};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Nobody has as many proxies; the rest of a longer list is made up.
const MAX_HOPS: usize = 32;

#[derive(Debug)]
pub struct Proxies {
    trusted: Vec<Network>,
    header: ProxyHeader,
}

/// Who is at the other end, kept with the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// `None` where the connection has none.
    pub address: Option<IpAddr>,
    /// A header says something of an address, and nobody trusts who wrote it.
    pub is_disguised: bool,
}

impl Proxies {
    pub fn new(settings: &ServerSettings) -> Self {
        Self {
            trusted: settings.trusted_proxies.clone(),
            header: settings.proxy_header,
        }
    }

    pub fn client(&self, http: &HttpRequest) -> Client {
        let peer = http.peer_addr().map(|peer| peer.ip().to_canonical());
        self.client_of(peer, http.headers())
    }

    fn client_of(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Client {
        match peer.filter(|peer| self.trusts(*peer)) {
            Some(proxy) => Client {
                address: Some(self.walk(proxy, headers)),
                is_disguised: false,
            },
            None => Client {
                address: peer,
                is_disguised: headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED),
            },
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// From the nearest hop to the first one that is no proxy of ours. A hop that is no address ends it: who wrote it is all that is known.
    fn walk(&self, proxy: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = proxy;
        for hop in self.hops(headers).iter().rev().take(MAX_HOPS) {
            let Some(address) = parse_hop(hop) else {
                return nearest;
            };
            nearest = address;
            if !self.trusts(address) {
                return address;
            }
        }
        nearest
    }

    fn hops<'h>(&self, headers: &'h HeaderMap) -> Vec<&'h str> {
        let name = match self.header {
            ProxyHeader::XForwardedFor => X_FORWARDED_FOR,
            ProxyHeader::Forwarded => FORWARDED,
        };
        let lines = headers.get_all(name).map(|value| value.to_str().unwrap_or_default());
        let hops = lines.flat_map(|line| line.split(',')).map(str::trim);
        match self.header {
            ProxyHeader::XForwardedFor => hops.collect(),
            ProxyHeader::Forwarded => hops.map(|hop| member(hop, "for").unwrap_or_default()).collect(),
        }
    }
}

/// One member of a hop of `Forwarded`: `for="[2001:db8::1]:80";proto=https`.
fn member<'h>(hop: &'h str, name: &str) -> Option<&'h str> {
    let pairs = hop.split(';').filter_map(|pair| pair.split_once('='));
    let found = pairs
        .map(|(key, value)| (key.trim(), value))
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().trim_matches('"'))
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::network::parse_networks;
    use actix_web::http::header::HeaderValue;

    fn seen(trusted: &str, header: ProxyHeader, peer: &str, lines: &[(&'static str, &str)]) -> Client {
        let proxies = Proxies {
            trusted: parse_networks(trusted).unwrap(),
            header,
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        proxies.client_of(Some(peer.parse().unwrap()), &headers)
    }

    fn address(trusted: &str, header: ProxyHeader, peer: &str, lines: &[(&'static str, &str)]) -> String {
        seen(trusted, header, peer, lines).address.unwrap().to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        for line in [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")] {
            for header in [ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
                let client = seen("", header, "192.0.2.1", &[line]);
                assert_eq!(client.address.unwrap().to_string(), "192.0.2.1");
                assert!(client.is_disguised);
                assert_eq!(address("10.0.0.0/8", header, "192.0.2.1", &[line]), "192.0.2.1");
            }
        }
    }

    #[test]
    fn the_rightmost_hop_that_is_no_proxy_is_the_client() {
        let check = |value: &str, expected: &str| {
            let lines = [("x-forwarded-for", value)];
            let found = address(
                "10.0.0.0/8, 2001:db8:1::/48",
                ProxyHeader::XForwardedFor,
                "10.0.0.1",
                &lines,
            );
            assert_eq!(found, expected, "{value}");
        };
        check("203.0.113.9", "203.0.113.9");
        check("1.1.1.1, 203.0.113.9", "203.0.113.9");
        check("127.0.0.1, 203.0.113.9, 10.9.9.9", "203.0.113.9");
        check("203.0.113.9:4711", "203.0.113.9");
        check("[2001:db8::7]:4711", "2001:db8::7");
        check("[2001:db8::7]", "2001:db8::7");
        check("2001:db8::7, 2001:db8:1::5", "2001:db8::7");
        check("::ffff:203.0.113.9", "203.0.113.9");
        // All are ours: the furthest.
        check("10.0.0.3, 10.0.0.2", "10.0.0.3");
        // What can not be read ends the way: nobody knows who was there.
        check("203.0.113.9, unknown, 10.0.0.2", "10.0.0.2");
        check("203.0.113.9, \"><script>", "10.0.0.1");
        check("", "10.0.0.1");
        check("203.0.113.9,", "10.0.0.1");
        check(&"10.0.0.9, ".repeat(10_000), "10.0.0.1");
        check(&format!("203.0.113.9{}", ", 10.0.0.9".repeat(100)), "10.0.0.9");
    }

    #[test]
    fn several_lines_are_one_list() {
        let lines = [
            ("x-forwarded-for", "1.1.1.1"),
            ("x-forwarded-for", "203.0.113.9, 10.0.0.2"),
        ];
        assert_eq!(
            address("10.0.0.0/8", ProxyHeader::XForwardedFor, "10.0.0.1", &lines),
            "203.0.113.9"
        );
    }

    #[test]
    fn the_header_that_the_proxy_does_not_write_is_the_clients() {
        let lines = [
            ("forwarded", "for=1.1.1.1;proto=https"),
            ("x-forwarded-for", "203.0.113.9"),
        ];
        let client = seen("10.0.0.0/8", ProxyHeader::XForwardedFor, "10.0.0.1", &lines);
        assert_eq!(client.address.unwrap().to_string(), "203.0.113.9");
        let client = seen("10.0.0.0/8", ProxyHeader::Forwarded, "10.0.0.1", &lines);
        assert_eq!(client.address.unwrap().to_string(), "1.1.1.1");
    }

    #[test]
    fn forwarded_is_read_as_its_standard_says() {
        let check = |value: &str, expected: &str| {
            let lines = [("forwarded", value)];
            let found = address("10.0.0.0/8", ProxyHeader::Forwarded, "10.0.0.1", &lines);
            assert_eq!(found, expected, "{value}");
        };
        check("for=203.0.113.9;proto=https;by=10.0.0.1", "203.0.113.9");
        check("For=\"[2001:db8::7]:4711\"; Proto=HTTPS", "2001:db8::7");
        check(
            "for=1.1.1.1;proto=https, for=203.0.113.9;proto=http, for=10.0.0.2",
            "203.0.113.9",
        );
        check("for=_hidden, for=10.0.0.2", "10.0.0.2");
        check("proto=https", "10.0.0.1");
    }
}
