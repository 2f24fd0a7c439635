//! What is wrong in a model file, and where. One shape for the terminal, for editors (`--format json`) and for `/docs`.

/// A text that was read: a model file, or one of the server's own (`system/users.yaml`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the project: `models/articles.yaml`.
    pub path: String,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable and short: `unknown-key`, `unknown-type`, `duplicate-key`, `not-yet`, `relation-target` …
    pub code: &'static str,
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// In code points; at least 1.
    pub length: usize,
    pub message: String,
    /// The fix: "did you mean `required`?"
    pub help: Option<String>,
}
