//! From text to tree, over the events of `saphyr-parser`. Limits come first: a file can not make the server slow or large.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks, Tag};

use super::{Content, Entry, Node, Report, Scalar, SourceFile, Span};

/// A larger file is no model file.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Values in one file, those that aliases repeat included.
pub const MAX_NODES: usize = 100_000;
/// Lists and maps inside each other.
pub const MAX_DEPTH: usize = 64;

/// Reads one document. `None` when nothing can be made of it; an empty file is a null node. Mistakes go to the report.
pub fn parse(file: &SourceFile, report: &mut Report) -> Option<Node> {
    let start = report.add_file(&file.path);
    if file.text.len() > MAX_BYTES {
        let megabytes = file.text.len().div_ceil(MAX_BYTES);
        let message = format!("the file has {megabytes} MB; at most 1 MB is read");
        report.error_with_help(
            start,
            "file-too-large",
            message,
            "split it: one collection a file".to_owned(),
        );
        return None;
    }
    if let Some(place) = nul_character(start, &file.text) {
        report.error(
            place,
            "control-character",
            "the file contains a NUL character: it is not a text",
        );
        return None;
    }
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let mut builder = Builder::new(start, report);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event
            .map_err(Stop::Syntax)
            .and_then(|(event, marks)| builder.take(event, marks))
        {
            Ok(()) => {}
            Err(Stop::Syntax(error)) => {
                builder.report_syntax(&error);
                return None;
            }
            Err(Stop::Reported) => return None,
        }
    }
    Some(builder.root.unwrap_or_else(|| null(start)))
}

enum Stop {
    Syntax(ScanError),
    /// The report says it already.
    Reported,
}

struct Builder<'r> {
    start: Span,
    report: &'r mut Report,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    budget: Budget,
    documents: usize,
    root: Option<Node>,
}

/// A list or map whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        seen: HashSet<String>,
        key: PendingKey,
    },
}

enum PendingKey {
    /// The next scalar is a key.
    Expected,
    /// The next value belongs to it.
    Ready(String, Span),
    /// The next value is dropped: its key was refused.
    Refused,
}

struct Anchored {
    node: Node,
    size: Budget,
}

/// What has been made so far.
#[derive(Clone, Copy, Default)]
struct Budget {
    nodes: usize,
    bytes: usize,
}

impl<'r> Builder<'r> {
    fn new(start: Span, report: &'r mut Report) -> Self {
        let anchors = HashMap::new();
        Self {
            start,
            report,
            open: Vec::new(),
            anchors,
            budget: Budget::default(),
            documents: 0,
            root: None,
        }
    }

    fn take(&mut self, event: Event<'_>, marks: Marks) -> Result<(), Stop> {
        let span = self.span(marks);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => self.start_document(span),
            Event::Scalar(text, style, anchor, tag) => {
                let is_text_by_tag = self.is_text_tag(span, tag.as_deref())?;
                self.spend(
                    span,
                    Budget {
                        nodes: 1,
                        bytes: text.len(),
                    },
                )?;
                let is_quoted = style != ScalarStyle::Plain || is_text_by_tag;
                // The parser's mark of a quoted text includes the blanks behind it.
                let is_inline = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                let span = if is_inline {
                    span.at_most(text.chars().count() + 2)
                } else {
                    span
                };
                let content = Content::Scalar(Scalar {
                    text: text.into_owned(),
                    is_quoted,
                });
                self.finish(Node { span, content }, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.is_text_tag(span, tag.as_deref())?;
                self.begin(span, anchor, OpenKind::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.is_text_tag(span, tag.as_deref())?;
                let kind = OpenKind::Map {
                    entries: Vec::new(),
                    seen: HashSet::new(),
                    key: PendingKey::Expected,
                };
                self.begin(span, anchor, kind)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.repeat(anchor, span),
        }
    }

    fn start_document(&mut self, span: Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 {
            return self.stop(span, "documents", "a file holds one document; remove the second `---`");
        }
        Ok(())
    }

    fn begin(&mut self, span: Span, anchor: usize, kind: OpenKind) -> Result<(), Stop> {
        self.spend(span, Budget { nodes: 1, bytes: 0 })?;
        if self.open.len() >= MAX_DEPTH {
            return self.stop(span, "too-deep", &too_deep());
        }
        self.open.push(Open {
            span: span.at_most(1),
            anchor,
            kind,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let content = match open.kind {
            OpenKind::List(nodes) => Content::List(nodes),
            OpenKind::Map { entries, .. } => Content::Map(entries),
        };
        self.finish(
            Node {
                span: open.span,
                content,
            },
            open.anchor,
        )
    }

    /// Puts a complete node where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        if anchor != 0 {
            let size = size_of(&node);
            self.anchors.insert(
                anchor,
                Anchored {
                    node: node.clone(),
                    size,
                },
            );
            self.spend(node.span, size)?;
        }
        self.place(node);
        Ok(())
    }

    fn repeat(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return self.stop(span, "alias", "this alias refers to itself");
        };
        let size = anchored.size;
        self.spend(span, size)?;
        let content = self.anchors.get(&anchor).map(|anchored| anchored.node.content.clone());
        self.place(content.map_or_else(|| null(span), |content| Node { span, content }));
        Ok(())
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.kind {
            OpenKind::List(nodes) => nodes.push(node),
            OpenKind::Map { entries, seen, key } => match std::mem::replace(key, PendingKey::Expected) {
                PendingKey::Expected => *key = read_key(node, seen, entries, self.report),
                PendingKey::Ready(key, key_span) => entries.push(Entry {
                    key,
                    key_span,
                    value: node,
                }),
                PendingKey::Refused => {}
            },
        }
    }

    fn spend(&mut self, span: Span, more: Budget) -> Result<(), Stop> {
        self.budget.nodes += more.nodes;
        self.budget.bytes += more.bytes;
        if self.budget.nodes > MAX_NODES || self.budget.bytes > 4 * MAX_BYTES {
            let message = format!("the file grows beyond {MAX_NODES} values when its aliases are followed");
            return self.stop(span, "too-many-values", &message);
        }
        Ok(())
    }

    /// Whether the tag makes a text of it. Other tags mean nothing here.
    fn is_text_tag(&mut self, span: Span, tag: Option<&Tag>) -> Result<bool, Stop> {
        match tag {
            None => Ok(false),
            Some(tag) if tag.is_yaml_core_schema() => Ok(tag.suffix == "str"),
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Ok(true),
            Some(tag) => {
                let message = format!("the tag `{tag}` means nothing here; remove it");
                self.stop(span, "tag", &message).map(|()| false)
            }
        }
    }

    fn stop(&mut self, span: Span, code: &'static str, message: &str) -> Result<(), Stop> {
        self.report.error(span, code, message);
        Err(Stop::Reported)
    }

    fn report_syntax(&mut self, error: &ScanError) {
        let marker = error.marker();
        let span = self.start.at(marker.line(), marker.col() + 1, 1);
        // The scanner looks ahead, and meets its own limit before ours is reached.
        let is_depth = error.info().contains("recursion limit");
        let (code, message) = match is_depth {
            true => ("too-deep", too_deep()),
            false => ("syntax", format!("this is not YAML: {}", error.info())),
        };
        let help = error.info().contains("tab").then(|| "indent with spaces".to_owned());
        self.report.error_with_help(span, code, message, help);
    }

    fn span(&self, marks: Marks) -> Span {
        let is_one_line = marks.start.line() == marks.end.line();
        let length = if is_one_line {
            marks.end.index().saturating_sub(marks.start.index())
        } else {
            1
        };
        self.start.at(marks.start.line(), marks.start.col() + 1, length)
    }
}

fn too_deep() -> String {
    format!("lists and maps are nested more than {MAX_DEPTH} deep")
}

fn read_key(node: Node, seen: &mut HashSet<String>, entries: &[Entry], report: &mut Report) -> PendingKey {
    let span = node.span;
    let Content::Scalar(scalar) = node.content else {
        report.error(span, "key", "a key must be a plain text");
        return PendingKey::Refused;
    };
    if scalar.text.is_empty() && !scalar.is_quoted {
        report.error(span, "key", "the key is missing before the colon");
        return PendingKey::Refused;
    }
    if seen.insert(scalar.text.clone()) {
        return PendingKey::Ready(scalar.text, span);
    }
    let first = entries.iter().find(|entry| entry.key == scalar.text);
    let help = first.map(|entry| format!("it stands on line {} already", entry.key_span.line));
    report.error_with_help(span, "duplicate-key", format!("`{}` is there twice", scalar.text), help);
    PendingKey::Refused
}

fn size_of(node: &Node) -> Budget {
    let mut size = Budget { nodes: 1, bytes: 0 };
    let mut add = |inner: Budget| {
        size.nodes += inner.nodes;
        size.bytes += inner.bytes;
    };
    match &node.content {
        Content::Scalar(scalar) => add(Budget {
            nodes: 0,
            bytes: scalar.text.len(),
        }),
        Content::List(nodes) => nodes.iter().for_each(|node| add(size_of(node))),
        Content::Map(entries) => {
            for entry in entries {
                add(Budget {
                    nodes: 1,
                    bytes: entry.key.len(),
                });
                add(size_of(&entry.value));
            }
        }
    }
    size
}

fn null(span: Span) -> Node {
    Node {
        span,
        content: Content::Scalar(Scalar {
            text: String::new(),
            is_quoted: false,
        }),
    }
}

fn nul_character(start: Span, text: &str) -> Option<Span> {
    let before = text.split_once('\0')?.0;
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Some(start.at(line, column, 1))
}

#[cfg(test)]
mod tests {
    use crate::yaml::render;

    use super::*;

    fn read(text: &str) -> (Option<Node>, String) {
        let file = SourceFile::new("models/a.yaml", text);
        let mut report = Report::default();
        let node = parse(&file, &mut report);
        (node, render(&report.into_diagnostics(), &[file], false))
    }

    #[test]
    fn reads_yaml_and_json_alike() {
        let check = |text: &str, expected: &str| {
            let (node, problems) = read(text);
            assert_eq!(problems, "", "{text}");
            assert_eq!(node.unwrap().to_json().to_string(), expected, "{text}");
        };
        check(
            "country: no\nn: 1\nf: 1.5\nq: \"1\"\nl: [a, ~]\n",
            r#"{"country":"no","f":1.5,"l":["a",null],"n":1,"q":"1"}"#,
        );
        check(r#"{"a": {"b": [true, "x"]}}"#, r#"{"a":{"b":[true,"x"]}}"#);
        check("a: &x { b: 1 }\nc: *x\n", r#"{"a":{"b":1},"c":{"b":1}}"#);
        check("a: !!str 5\nb: |\n  two\n  lines\n", r#"{"a":"5","b":"two\nlines\n"}"#);
        check("\u{feff}a: ü\r\nb: 2\r\n", r#"{"a":"ü","b":2}"#);
        check("", "null");
        check("# nothing\n", "null");
        check("---\na: 1\n...\n", r#"{"a":1}"#);
    }

    #[test]
    fn refuses_what_is_no_model_file() {
        let check = |text: &str, expected: &str| {
            let (_, problems) = read(text);
            assert!(problems.contains(expected), "{expected:?} is not in:\n{problems}");
        };
        check(
            "a: 1\nb: 2\na: 3\n",
            "error[duplicate-key]: `a` is there twice\n --> models/a.yaml:3:1",
        );
        check("a: [1, 2\n", "error[syntax]: this is not YAML");
        check("a: 1\n---\nb: 1\n", "error[documents]");
        check("[1]: 2\n", "error[key]: a key must be a plain text");
        check(": 2\n", "error[key]: the key is missing before the colon");
        check("a: !point [1, 2]\n", "error[tag]: the tag `!point` means nothing here");
        check("a: &x [*x]\n", "error[alias]: this alias refers to itself");
        check("a: *nobody\n", "error[syntax]");
        check("a: b\0c\n", "error[control-character]");
        check(
            &"x".repeat(50 * MAX_BYTES),
            "error[file-too-large]: the file has 50 MB; at most 1 MB is read",
        );
        check(&format!("a: {}", "[".repeat(1000)), "error[too-deep]");
        check(&"- ".repeat(1000), "error[too-deep]");
        let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
            let below = level - 1;
            format!("{text}a{level}: &a{level} [*a{below}, *a{below}, *a{below}, *a{below}, *a{below}]\n")
        });
        check(
            &bomb,
            "error[too-many-values]: the file grows beyond 100000 values when its aliases are followed",
        );
        let long = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(1000));
        check(&long, "error[too-many-values]");
    }

    #[test]
    fn spans_count_code_points() {
        let (node, _) = read("ä: ö\nb:\n  - \"ü\" \n");
        let node = node.unwrap();
        let entries = node.as_map().unwrap();
        let place = |span: Span| (span.line, span.column, span.length);
        assert_eq!(place(entries[0].key_span), (1, 1, 1));
        assert_eq!(place(entries[0].value.span), (1, 4, 1));
        assert_eq!(place(entries[1].value.as_list().unwrap()[0].span), (3, 5, 3));
    }
}
