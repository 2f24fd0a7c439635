//! Where a request comes from: what the activity log writes down beside who did it. It grants nothing.

use std::net::IpAddr;

use crate::value::ItemId;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The client's address, behind proxies that are trusted.
    pub ip: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    pub via: Via,
    /// The administrator who acts as the user.
    pub impersonator: Option<ItemId>,
}

/// How the caller showed who he is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// Nobody's request: a command, a seed, a job.
    Server,
    /// A request without a sign-in.
    Public,
    /// The key of a session.
    Session(ItemId),
    /// The prefix of an API token.
    Token(String),
}

impl Origin {
    /// The server's own work.
    pub fn server() -> Self {
        Self {
            ip: None,
            user_agent: None,
            request_id: None,
            via: Via::Server,
            impersonator: None,
        }
    }
}

impl Via {
    pub fn session(&self) -> Option<&ItemId> {
        match self {
            Self::Session(id) => Some(id),
            Self::Server | Self::Public | Self::Token(_) => None,
        }
    }
}
