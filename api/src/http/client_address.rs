//! The address a request comes from: that of the connection, unless the connection comes from a proxy which the operator
//! named as trusted. Headers of anybody else are not believed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::{HttpRequest, web};

/// Proxies whose `X-Forwarded-For` is believed: addresses or networks (`127.0.0.1`, `10.0.0.0/8`, `fd00::/8`).
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<(IpAddr, u32)>);

impl TrustedProxies {
    /// Reads the operator's list; the error names the entry that is neither an address nor a network.
    pub fn read<S: AsRef<str>>(list: &[S]) -> Result<Self, String> {
        let entries = list.iter().map(|entry| {
            let entry = entry.as_ref().trim();
            read_network(entry).ok_or_else(|| format!("{entry:?} is neither an address nor a network"))
        });
        Ok(Self(entries.collect::<Result<_, _>>()?))
    }

    fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|&(network, bits)| match (network, address) {
            (IpAddr::V4(n), IpAddr::V4(a)) => same_bits(n.to_bits().into(), a.to_bits().into(), 32 - bits),
            (IpAddr::V6(n), IpAddr::V6(a)) => same_bits(n.to_bits(), a.to_bits(), 128 - bits),
            _ => false,
        })
    }

    /// Walks from the connection towards the client for as long as trusted hands pass it on.
    fn client(&self, peer: IpAddr, forwarded: &[&str]) -> IpAddr {
        let mut seen = peer.to_canonical();
        let mut hops = forwarded.iter().rev().flat_map(|line| line.rsplit(','));
        while self.contains(seen) {
            // A hop that cannot be read was not written by a proxy of ours: stop at the last one that was.
            match hops.next().and_then(|hop| hop.trim().parse::<IpAddr>().ok()) {
                Some(hop) => seen = hop.to_canonical(),
                None => break,
            }
        }
        seen
    }
}

/// Where the request comes from. Without a configured proxy: the peer.
pub fn client_address(request: &HttpRequest) -> IpAddr {
    let Some(peer) = request.peer_addr() else {
        return IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    };
    match request.app_data::<web::Data<TrustedProxies>>() {
        Some(proxies) => {
            let lines: Vec<&str> = request.headers().get_all("x-forwarded-for").map(|h| h.to_str().unwrap_or_default()).collect();
            proxies.client(peer.ip(), &lines)
        }
        None => peer.ip().to_canonical(),
    }
}

/// What one subscriber is taken to own: an IPv4 address, or the /64 of an IPv6 one.
pub fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

fn read_network(entry: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = match entry.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u32>().ok()?)),
        None => (entry, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some((address, bits))
}

fn same_bits(a: u128, b: u128, ignored: u32) -> bool {
    a.checked_shr(ignored) == b.checked_shr(ignored)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let none = TrustedProxies::default();
        assert_eq!(none.client(ip("203.0.113.9"), &["198.51.100.1"]), ip("203.0.113.9"));
        let some = TrustedProxies::read(&["127.0.0.1", "10.0.0.0/8", "fd00::/8"]).unwrap();
        for (peer, forwarded, want) in [
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            // What the client itself wrote stands to the left of what the proxies add.
            ("127.0.0.1", vec!["1.2.3.4, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
            ("127.0.0.1", vec!["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
            ("fd00::1", vec!["2001:db8::5"], "2001:db8::5"),
            ("127.0.0.1", vec!["garbage"], "127.0.0.1"),
            ("127.0.0.1", vec![], "127.0.0.1"),
            ("10.1.1.1", vec!["x, 10.9.9.9"], "10.9.9.9"),
        ] {
            assert_eq!(some.client(ip(peer), &forwarded), ip(want), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn lists_are_read_or_refused() {
        assert!(TrustedProxies::read(&["0.0.0.0/0"]).unwrap().contains(ip("8.8.8.8")));
        for bad in ["", "10.0.0.0/33", "host", "::1/129", "1.2.3.4/x"] {
            assert!(TrustedProxies::read(&[bad]).is_err(), "{bad}");
        }
        assert_eq!(subscriber(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
        assert_eq!(subscriber(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }
}
