//! Who may do what: actors, access, and the only makers of `Authorized`. Permissions are a rewrite of the query, not checks around it.

pub mod access;
pub mod bind;
pub mod explain;
pub mod grants;
pub mod read;
pub mod write;

pub use access::{Access, Action, Actor};

/// A value that this actor may run. Only this module makes one, and `sql` compiles nothing else: an unauthorised read does not type-check.
#[derive(Debug, Clone, PartialEq)]
pub struct Authorized<T>(T);

impl<T> Authorized<T> {
    pub fn get(&self) -> &T {
        &self.0
    }

    pub fn into_inner(self) -> T {
        self.0
    }
}

/// Refused. There is one text for what is not there and what is hidden (decisions 3), so nothing more is said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("you do not have permission to access this, or it does not exist")]
    Forbidden,
}
