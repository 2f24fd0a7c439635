//! Keys of other items that stand inside a value, and what a file must be to stand where it does.

use std::sync::Arc;

use super::join_path;

/// A key inside a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, from the value on: `[2].picture`.
    pub path: String,
    pub collection: String,
    pub key: String,
    /// Of a file: what it must be.
    pub demand: Option<Arc<FileDemand>>,
}

/// What a field of the type `image` or `file` wants of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileDemand {
    /// Media types; anything when empty.
    pub accept: Vec<String>,
    /// In bytes.
    pub max_size: Option<u64>,
    /// Whether the file must say what it shows.
    pub needs_alt: bool,
}

impl Mention {
    /// The same seen from around: `segment` is `[2]` or a member's name.
    pub fn inside(self, segment: &str) -> Self {
        Self {
            path: join_path(segment, &self.path),
            ..self
        }
    }
}

impl FileDemand {
    /// A picture of any kind.
    pub fn picture() -> Self {
        Self {
            accept: vec!["image/*".to_owned()],
            ..Self::default()
        }
    }
}
