//! YAML texts as spanned trees, and what is wrong with them: model files, roles, seeds and `quintet.yaml` are all read through here.
//!
//! ```text
//! let mut report = yaml::Report::default();
//! let node = yaml::parse(&file, &mut report)?;                      // syntax, duplicate keys, limits
//! let map = yaml::Map::open(&node, KEYS, "the settings", &mut report)?; // unknown keys, wrong types
//! let port = map.integer("port").unwrap_or(8080);                   // getters: what is left is right
//! if port == 0 { report.error(map.span("port"), "port", "must not be 0") }
//! report.into_diagnostics()                                          // sorted by file, line, column
//! ```
//!
//! `KEYS` is a table of [`Key`]s (name, [`Shape`], doc). The same table is checked against the file and becomes its JSON Schema
//! ([`shape::json_schema`]), so that the two can not differ. A value of the wrong shape is reported once and then absent for the getters.
//! [`render`] and [`to_json`] print the diagnostics. YAML 1.2 (`no` is a text), JSON included. No IO: the caller reads the files.

pub mod diagnostic;
pub mod map;
pub mod measure;
pub mod nearest;
pub mod node;
mod parse;
mod render;
pub mod shape;

pub use diagnostic::{Diagnostic, Report, Severity, Span, to_json};
pub use map::Map;
pub use nearest::{did_you_mean, nearest};
pub use node::{Content, Entry, Node, Resolved, Scalar};
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_NODES, parse};
pub use render::render;
pub use shape::{Key, Shape, key};

/// A text that was read: a file of the project, or one of the server's own (`system/users.yaml`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the project: `models/articles.yaml`.
    pub path: String,
    pub text: String,
}

impl SourceFile {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}
