//! HTTP to an identity provider, and to nothing else that its documents may name: no redirects, no answer longer than a document, no waiting, and no
//! address inside our own network but that of the provider itself.

use std::{net::IpAddr, time::Duration};

use openidconnect::{HttpRequest, HttpResponse, http};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::config::network::is_public;

#[derive(Debug, Clone)]
pub struct Transport {
    http: reqwest::Client,
    issuer: Url,
}

#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("{url} is not asked: {reason}")]
    Refused { url: String, reason: &'static str },
    #[error("the answer is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Answer(#[from] http::Error),
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_BYTES: usize = 512 * 1024;

/// Finds addresses, and hides those inside of networks.
#[derive(Debug)]
struct PublicNames {
    /// Whoever runs the server has named it: it may be inside.
    issuer: String,
}

impl Transport {
    pub fn new(issuer: &Url) -> Result<Self, TransportError> {
        // Somebody else may have chosen it before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let names = PublicNames {
            issuer: issuer.host_str().unwrap_or_default().to_owned(),
        };
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .dns_resolver(names)
            .user_agent(concat!("quintet/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            http,
            issuer: issuer.clone(),
        })
    }

    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let request = reqwest::Request::try_from(request)?;
        self.check(request.url())?;
        let mut response = self.http.execute(request).await?;
        let mut answer = http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > MAX_BYTES {
                return Err(TransportError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }

    /// A name is checked when its address is known; what is an address already is checked here.
    fn check(&self, url: &Url) -> Result<(), TransportError> {
        let refuse = |reason| {
            let url = url.origin().ascii_serialization();
            Err(TransportError::Refused { url, reason })
        };
        if url.scheme() != "https" && url.scheme() != self.issuer.scheme() {
            return refuse("it is not encrypted");
        }
        let address = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::from(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::from(address)),
            Some(Host::Domain(_)) | None => None,
        };
        if address.is_some_and(|address| !is_public(address)) && url.host() != self.issuer.host() {
            return refuse("the address is inside of a network");
        }
        Ok(())
    }
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let is_issuer = host.eq_ignore_ascii_case(&self.issuer);
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let addresses: Vec<_> = found.filter(|address| is_issuer || is_public(address.ip())).collect();
            if addresses.is_empty() {
                return Err(format!("{host} has no address outside of a network").into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_asked(issuer: &str, url: &str) -> bool {
        let transport = Transport::new(&Url::parse(issuer).unwrap()).unwrap();
        transport.check(&Url::parse(url).unwrap()).is_ok()
    }

    #[test]
    fn only_what_is_outside_is_asked_and_the_provider_itself() {
        let public = "https://id.example.com";
        assert!(is_asked(public, "https://keys.example.com/jwks"));
        assert!(is_asked(public, "https://93.184.215.14/jwks"));
        for inside in [
            "http://id.example.com/token",
            "https://127.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://[fd00::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "file:///etc/passwd",
        ] {
            assert!(!is_asked(public, inside), "{inside}");
        }
        assert!(is_asked("https://10.0.0.5/realm", "https://10.0.0.5/token"));
        assert!(!is_asked("https://10.0.0.5/realm", "https://10.0.0.6/token"));
        assert!(is_asked("http://127.0.0.1:3000", "http://127.0.0.1:3000/token"));
    }

    #[tokio::test]
    async fn names_that_lead_inside_are_not_found() {
        let names = PublicNames {
            issuer: "id.example.com".to_owned(),
        };
        let found = names.resolve("localhost".parse().unwrap()).await;
        assert!(found.err().unwrap().to_string().contains("no address outside"));
        let own = PublicNames {
            issuer: "localhost".to_owned(),
        };
        assert!(own.resolve("localhost".parse().unwrap()).await.is_ok());
    }
}
