//! Ranges of addresses: `10.0.0.0/8`, `2001:db8::/32`, one address, or the words `loopback` and `private`.

use core::net::IpAddr;

/// Addresses with the same first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// Words for what everybody means by them.
const WORDS: &[(&str, &[&str])] = &[
    ("loopback", &["127.0.0.0/8", "::1"]),
    (
        "private",
        &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
    ),
];

/// Not of the internet: of networks, of this machine, of nobody, of many.
const INSIDE: &str = "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, \
     192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3, ::/96, 64:ff9b::/96, 64:ff9b:1::/48, 100::/64, 2001::/23, \
     2001:db8::/32, 2002::/16, fc00::/7, fe80::/10, fec0::/10, ff00::/8";

/// Whether an address is one of the internet.
pub fn is_public(address: IpAddr) -> bool {
    // The list is a constant, and a test reads it.
    let inside = parse_networks(INSIDE).unwrap_or_default();
    !inside.is_empty() && !inside.iter().any(|network| network.contains(address))
}

impl Network {
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                (network.to_bits() ^ address.to_bits()).leading_zeros() >= u32::from(self.bits)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                (network.to_bits() ^ address.to_bits()).leading_zeros() >= u32::from(self.bits)
            }
            _ => false,
        }
    }

    fn parse_one(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= most)?,
            None => most,
        };
        Some(Self { address, bits })
    }
}

/// A list of networks and words, joined by commas. The error is a sentence fragment.
pub fn parse_networks(text: &str) -> Result<Vec<Network>, String> {
    let mut networks = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let one = [part];
        let texts = WORDS
            .iter()
            .find(|(word, _)| *word == part)
            .map_or(one.as_slice(), |(_, texts)| *texts);
        for text in texts {
            let network = Network::parse_one(text);
            networks.push(network.ok_or_else(|| {
                format!(
                    "must be networks as `10.0.0.0/8`, addresses, or the words `loopback` and `private`, not `{part}`"
                )
            })?);
        }
    }
    Ok(networks)
}

/// As `parse_networks` reads it.
pub fn show_networks(networks: &[Network]) -> String {
    let one = |network: &Network| {
        let most = if network.address.is_ipv4() { 32 } else { 128 };
        if network.bits == most {
            network.address.to_string()
        } else {
            format!("{}/{}", network.address, network.bits)
        }
    };
    networks.iter().map(one).collect::<Vec<String>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses() {
        let check = |networks: &str, address: &str, expected: bool| {
            let address: IpAddr = address.parse().unwrap();
            let networks = parse_networks(networks).unwrap();
            let found = networks.iter().any(|network| network.contains(address));
            assert_eq!(found, expected, "{networks:?} {address}");
        };
        check("10.0.0.0/8", "10.255.0.1", true);
        check("10.0.0.0/8", "11.0.0.1", false);
        check("10.0.0.0/8", "::ffff:10.1.2.3", true);
        check("192.0.2.7", "192.0.2.7", true);
        check("192.0.2.7", "192.0.2.8", false);
        check("0.0.0.0/0", "203.0.113.1", true);
        check("0.0.0.0/0", "2001:db8::1", false);
        check("2001:db8::/32", "2001:db8:ffff::1", true);
        check("2001:db8::/32", "2001:db9::1", false);
        check("::/0", "2001:db8::1", true);
        check("loopback, 192.0.2.0/24", "127.8.9.1", true);
        check("loopback", "::1", true);
        check("private", "172.31.0.1", true);
        check("private", "172.32.0.1", false);
        check("", "127.0.0.1", false);
    }

    #[test]
    fn the_internet_is_what_is_left() {
        for address in ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "2a00:1450::1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        let inside = [
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "fd00::1",
            "fe80::1",
            "ff02::1",
        ];
        for address in inside {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn what_is_no_network_is_named() {
        for wrong in [
            "localhost",
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "10.0.0.1/-1",
            "10.0.0.1/",
        ] {
            let error = parse_networks(&format!("loopback, {wrong}")).unwrap_err();
            assert!(error.ends_with(&format!("not `{wrong}`")), "{error}");
        }
        let shown = show_networks(&parse_networks("loopback,10.1.0.0/16").unwrap());
        assert_eq!(shown, "127.0.0.0/8,::1,10.1.0.0/16");
    }
}
