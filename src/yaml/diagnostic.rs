//! What is wrong in a file, and where. One shape for the terminal, for editors (`--format json`) and for tests.

use serde_json::{Value as Json, json};

/// A place in a file that was given to [`Report::add_file`] (which `parse` does).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    file: u32,
    /// From 1.
    pub line: u32,
    /// From 1, in code points.
    pub column: u32,
    /// In code points, within the line; at least 1.
    pub length: u32,
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

/// Where the mistakes of a run are gathered.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Makes a file known; the spans made with the answer belong to it.
    pub fn add_file(&mut self, path: &str) -> Span {
        self.files.push(path.to_owned());
        let file = u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX);
        Span {
            file,
            line: 1,
            column: 1,
            length: 1,
        }
    }

    pub fn error(&mut self, span: Span, code: &'static str, message: impl Into<String>) {
        self.push(Severity::Error, span, code, message.into(), None);
    }

    pub fn error_with_help(
        &mut self,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.push(Severity::Error, span, code, message.into(), help.into());
    }

    pub fn warning(
        &mut self,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.push(Severity::Warning, span, code, message.into(), help.into());
    }

    /// The path of the file that a span belongs to.
    pub fn file_of(&self, span: Span) -> &str {
        let index = usize::try_from(span.file).unwrap_or(usize::MAX);
        self.files.get(index).map_or("", String::as_str)
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many mistakes and warnings there are so far.
    pub fn count(&self) -> usize {
        self.diagnostics.len()
    }

    /// Sorted by file, line and column.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|one, other| one.place().cmp(&other.place()));
        diagnostics.dedup();
        diagnostics
    }

    fn push(&mut self, severity: Severity, span: Span, code: &'static str, message: String, help: Option<String>) {
        let file = self.file_of(span).to_owned();
        let wide = |number: u32| usize::try_from(number.max(1)).unwrap_or(1);
        let (line, column, length) = (wide(span.line), wide(span.column), wide(span.length));
        self.diagnostics.push(Diagnostic {
            severity,
            code,
            file,
            line,
            column,
            length,
            message,
            help,
        });
    }
}

impl Span {
    /// Another place of the same file.
    pub fn at(self, line: usize, column: usize, length: usize) -> Self {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).max(1);
        Self {
            file: self.file,
            line: narrow(line),
            column: narrow(column),
            length: narrow(length),
        }
    }

    /// Cut to its first characters.
    pub fn at_most(self, length: usize) -> Self {
        Self {
            length: self.length.min(u32::try_from(length).unwrap_or(u32::MAX)),
            ..self
        }
    }
}

impl Diagnostic {
    fn place(&self) -> (&str, usize, usize, Severity, &str) {
        (&self.file, self.line, self.column, self.severity, self.code)
    }
}

/// One object a diagnostic, as `--format json` prints them.
pub fn to_json(diagnostics: &[Diagnostic]) -> Json {
    let object = |diagnostic: &Diagnostic| {
        json!({
            "severity": match diagnostic.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "code": diagnostic.code,
            "file": diagnostic.file,
            "line": diagnostic.line,
            "column": diagnostic.column,
            "length": diagnostic.length,
            "message": diagnostic.message,
            "help": diagnostic.help,
        })
    };
    Json::Array(diagnostics.iter().map(object).collect())
}
