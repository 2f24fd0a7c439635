//! Which addresses an import may reach. A name is looked up once, its addresses are checked, and the connection goes to exactly these: a name that changes
//! its address between the look and the visit gains nothing. Every redirect passes here again.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};

/// A resolver that knows no addresses inside.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Lets everything through; for development.
    pub is_open: bool,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let is_open = self.is_open;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> = found.filter(|address| is_open || is_outside(address.ip())).collect();
            if addresses.is_empty() {
                return Err(format!("{} has no address outside", name.as_str()).into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

impl Guard {
    /// A client that asks this resolver, follows no redirect by itself and has no proxy.
    pub fn client(self) -> reqwest::Result<reqwest::Client> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .dns_resolver(Arc::new(self))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(std::time::Duration::from_secs(10))
            .read_timeout(std::time::Duration::from_secs(30))
            .user_agent(concat!("quintet/", env!("CARGO_PKG_VERSION")))
            .build()
    }

    /// What the resolver never sees: the scheme, and hosts that are addresses already. The error is a sentence.
    pub fn check(&self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err("url: must begin with http:// or https://".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("url: must not hold a user or a password".to_owned());
        }
        let host = url.host_str().unwrap_or_default();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>().ok();
        if host.is_empty() || (!self.is_open && address.is_some_and(|address| !is_outside(address))) {
            return Err("url: leads to an address that imports may not reach".to_owned());
        }
        Ok(())
    }
}

/// Reachable by everybody, so that nobody gains by our reaching it.
pub fn is_outside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_outside_v4(address),
        IpAddr::V6(address) => is_outside_v6(address),
    }
}

fn is_outside_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && (18..20).contains(&second));
    !is_special
}

fn is_outside_v6(address: Ipv6Addr) -> bool {
    // An address of the old kind in the clothes of the new one.
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_outside_v4(inner);
    }
    let [first, second, third, fourth, _, _, seventh, eighth] = address.segments();
    let inner = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    if first == 0x0064 && second == 0xff9b {
        return third == 0 && fourth == 0 && is_outside_v4(inner(seventh, eighth));
    }
    if first == 0x2002 {
        return is_outside_v4(inner(second, third));
    }
    let is_global = (0x2000..0x4000).contains(&first);
    let is_special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_everybody_are_outside() {
        let check = |text: &str, expected: bool| assert_eq!(is_outside(text.parse().unwrap()), expected, "{text}");
        for inside in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
        ] {
            check(inside, false);
        }
        for outside in [
            "1.1.1.1",
            "93.184.216.34",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            check(outside, true);
        }
    }

    #[test]
    fn addresses_are_checked_before_anybody_is_asked() {
        let guard = Guard { is_open: false };
        let check = |text: &str, expected: bool| {
            assert_eq!(guard.check(&Url::parse(text).unwrap()).is_ok(), expected, "{text}");
        };
        check("https://example.com/a.jpg", true);
        check("http://127.0.0.1/", false);
        check("http://2130706433/", false);
        check("http://0x7f.1/", false);
        check("http://[::1]:8080/", false);
        check("http://[::ffff:169.254.169.254]/", false);
        check("file:///etc/passwd", false);
        check("gopher://example.com/", false);
        check("http://user:secret@example.com/", false);
        assert!(
            Guard { is_open: true }
                .check(&Url::parse("http://127.0.0.1/").unwrap())
                .is_ok()
        );
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_resolved() {
        let resolve = |is_open| Guard { is_open }.resolve("localhost".parse().unwrap());
        assert!(resolve(false).await.is_err());
        assert!(resolve(true).await.is_ok());
    }
}
