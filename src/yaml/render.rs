//! Diagnostics as people read them: file:line:column, the line, a caret, the fix.

use std::collections::HashMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};

use super::{Diagnostic, Severity, SourceFile};

/// Longer lines are shown from near the mistake on.
const LONG_LINE: usize = 400;

/// Nobody reads more at once.
const MOST_SHOWN: usize = 500;

/// The diagnostics, a blank line between them. `sources` are the files that were read.
pub fn render(diagnostics: &[Diagnostic], sources: &[SourceFile], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let lines = SourceLines::new(diagnostics, sources);
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(diagnostic, &lines)]));
        text.push('\n');
    }
    if diagnostics.len() > MOST_SHOWN {
        text.push_str(&format!("\n… and {} more\n", diagnostics.len() - MOST_SHOWN));
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, lines: &SourceLines<'a>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let group = match lines.line(diagnostic) {
        Some(line) if line.chars().count() <= LONG_LINE => {
            let span = bytes_of(line, diagnostic.column, diagnostic.length);
            title.element(
                Snippet::source(line)
                    .path(diagnostic.file.as_str())
                    .line_start(diagnostic.line)
                    .annotation(AnnotationKind::Primary.span(span)),
            )
        }
        _ => title.element(
            Origin::path(diagnostic.file.as_str())
                .line(diagnostic.line)
                .char_column(diagnostic.column),
        ),
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The bytes of a range that is given in code points.
fn bytes_of(line: &str, column: usize, length: usize) -> std::ops::Range<usize> {
    let byte = |position: usize| line.char_indices().nth(position).map_or(line.len(), |(byte, _)| byte);
    let start = byte(column.saturating_sub(1));
    start..byte(column.saturating_sub(1).saturating_add(length)).max(start)
}

/// The lines of the files that have a mistake, each split once.
struct SourceLines<'s> {
    files: HashMap<&'s str, Vec<&'s str>>,
}

impl<'s> SourceLines<'s> {
    fn new(diagnostics: &[Diagnostic], sources: &'s [SourceFile]) -> Self {
        let mut files = HashMap::new();
        for source in sources {
            let is_needed = diagnostics.iter().any(|diagnostic| diagnostic.file == source.path);
            if is_needed && source.text.len() <= super::MAX_BYTES {
                let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
                files.insert(source.path.as_str(), text.lines().collect());
            }
        }
        Self { files }
    }

    fn line(&self, diagnostic: &Diagnostic) -> Option<&'s str> {
        self.files
            .get(diagnostic.file.as_str())?
            .get(diagnostic.line.checked_sub(1)?)
            .copied()
    }
}
