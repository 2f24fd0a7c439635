//! Where several instances share what they count.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedisSettings {
    /// `redis://user:password@host:6379/0`, `rediss://` with TLS. `None`: each instance counts for itself.
    pub url: Option<String>,
    /// Before each key, so that several projects can share a server.
    pub prefix: String,
}

impl Default for RedisSettings {
    fn default() -> Self {
        Self {
            url: None,
            prefix: "quintet:".to_owned(),
        }
    }
}
