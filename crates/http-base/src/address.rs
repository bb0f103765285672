//! Where a request comes from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

/// The caller's address, among the request's extensions: for limits only, neither logged nor stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The caller's address, where the connection has one. `trusted` are the addresses of our own proxies: from them, and from
/// nobody else, `X-Forwarded-For` is believed.
pub(crate) fn client_of(request: &Request, trusted: &[IpAddr]) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(caller(request.headers(), peer.ip().to_canonical(), trusted))
}

/// The last hop that is no proxy of ours. A chain that cannot be read ends at the proxy that sent it.
fn caller(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> IpAddr {
    let mut at = peer;
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let hops = lines.flat_map(|v| v.to_str().unwrap_or("?").rsplit(','));
    for hop in hops {
        if !trusted.contains(&at) {
            break;
        }
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        at = address.to_canonical();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str], peer: &str) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpAddr> = ["10.0.0.1", "10.0.0.2"].map(|a| a.parse().unwrap()).to_vec();
        caller(&headers, peer.parse().unwrap(), &trusted).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(of(&[], "203.0.113.9"), "203.0.113.9");
        assert_eq!(of(&["198.51.100.7"], "203.0.113.9"), "203.0.113.9", "a stranger says who it is");
        assert_eq!(of(&["198.51.100.7"], "10.0.0.1"), "198.51.100.7");
        assert_eq!(
            of(&["1.2.3.4, 198.51.100.7"], "10.0.0.1"),
            "198.51.100.7",
            "what the caller wrote itself"
        );
        assert_eq!(of(&["1.2.3.4, 198.51.100.7, 10.0.0.2"], "10.0.0.1"), "198.51.100.7", "two proxies");
        assert_eq!(of(&["1.2.3.4", "198.51.100.7"], "10.0.0.1"), "198.51.100.7", "two header lines");
        assert_eq!(of(&["unknown"], "10.0.0.1"), "10.0.0.1");
        assert_eq!(of(&["::ffff:198.51.100.7"], "10.0.0.1"), "198.51.100.7");
    }
}
