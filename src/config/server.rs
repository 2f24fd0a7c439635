//! Where the server listens, and what it takes from a client.

use std::time::Duration;

use super::Network;

#[derive(Debug, Clone, PartialEq)]
pub struct ServerSettings {
    pub listen: String,
    /// How the world reaches the server; also says that this is not development.
    pub public_url: Option<String>,
    /// Proxies that are believed about whom they speak for.
    pub trusted_proxies: Vec<Network>,
    pub proxy_header: ProxyHeader,
    /// Threads that serve requests. 0: one a core, at most four.
    pub workers: u32,
    /// Bytes of a JSON body.
    pub body_limit: usize,
    /// Bytes of a path with its query.
    pub url_limit: usize,
    /// The head of a request must have arrived by then.
    pub head_timeout: Duration,
    /// The body must have arrived by then.
    pub body_timeout: Duration,
    /// A piece of an answer must have been taken by then.
    pub write_timeout: Duration,
    pub keep_alive: Duration,
    /// How long running requests may take to end after SIGTERM.
    pub shutdown_timeout: Duration,
}

/// What a proxy writes, of which only one can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    XForwardedFor,
    /// RFC 7239
    Forwarded,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::XForwardedFor,
            workers: 0,
            body_limit: 1024 * 1024,
            url_limit: 32 * 1024,
            head_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(60),
            keep_alive: Duration::from_secs(75),
            shutdown_timeout: Duration::from_secs(10),
        }
    }
}

impl ServerSettings {
    pub fn for_testing() -> Self {
        Self {
            listen: "127.0.0.1:0".to_owned(),
            workers: 1,
            head_timeout: Duration::from_secs(2),
            body_timeout: Duration::from_secs(2),
            shutdown_timeout: Duration::from_secs(1),
            ..Self::default()
        }
    }
}
