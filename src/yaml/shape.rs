//! What may stand in a file: tables of keys with their shapes. Checked against the tree here; printed as JSON Schema in `json_schema`.

mod json_schema;

pub use json_schema::json_schema;

use super::{
    Content, Node, Report, Span,
    measure::{parse_duration, parse_size},
    nearest::{alternatives, did_you_mean},
};

/// One key that a map may have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub shape: Shape,
    /// One or two sentences for editors and docs.
    pub doc: &'static str,
    /// What holds where the key is absent, as one would write it.
    pub default: Option<&'static str>,
}

pub const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        name,
        shape,
        doc,
        default: None,
    }
}

impl Key {
    /// With what holds where the key is absent.
    pub const fn or(self, default: &'static str) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }
}

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Checked by whoever reads it.
    Any,
    Boolean,
    Text,
    /// Within the bounds, both included.
    Integer(i64, i64),
    Number,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// `8MB`, or bytes.
    Size,
    /// `30d`
    Duration,
    /// `false`, where absence is also a choice.
    False,
    List(&'static Shape),
    /// Any keys.
    MapOf(&'static Shape),
    /// These keys and no other.
    Map(&'static [Key]),
    /// The first that fits.
    OneOf(&'static [Shape]),
    /// Defined elsewhere in the JSON Schema (`#/$defs/…`), and checked by whoever reads it. The second text describes it: "a filter".
    Defined(&'static str, &'static str),
}

impl Shape {
    /// Checks a value and reports what is wrong; `key` names it in messages. True when nothing is.
    pub fn check(&self, key: &str, node: &Node, report: &mut Report) -> bool {
        match (self, &node.content) {
            (Self::Any | Self::Defined(..), _) => true,
            (Self::Integer(low, high), _) => check_integer(key, node, (*low, *high), report),
            (Self::Word(words), _) => check_word(key, node, words, report),
            (Self::List(inner), Content::List(nodes)) => all(nodes.iter().map(|node| inner.check(key, node, report))),
            (Self::MapOf(inner), Content::Map(entries)) => all(entries
                .iter()
                .map(|entry| inner.check(&entry.key, &entry.value, report))),
            (Self::Map(keys), Content::Map(_)) => {
                let before = report.count();
                super::Map::open(node, keys, &format!("`{key}`"), report).is_some() && report.count() == before
            }
            (Self::OneOf(shapes), _) => match shapes.iter().find(|shape| shape.looks_like(node)) {
                Some(shape) => shape.check(key, node, report),
                None => self.refuse(key, node, report),
            },
            _ => self.looks_like(node) || self.refuse(key, node, report),
        }
    }

    /// "true or false", "a list": for messages.
    pub fn describe(&self) -> String {
        match self {
            Self::Any => "anything".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Integer(..) => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Word(words) => alternatives(words),
            Self::Size => "a size such as 8MB".to_owned(),
            Self::Duration => "a duration such as 30d".to_owned(),
            Self::False => "false".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::MapOf(_) | Self::Map(_) => "a map".to_owned(),
            Self::Defined(_, description) => (*description).to_owned(),
            Self::OneOf(shapes) => {
                let all: Vec<String> = shapes.iter().map(Shape::describe).collect();
                match all.split_last() {
                    Some((last, most)) if most.len() > 1 => format!("{} or {last}", most.join(", ")),
                    _ => all.join(" or "),
                }
            }
        }
    }

    /// Whether the outermost form fits; what is inside is not looked at.
    fn looks_like(&self, node: &Node) -> bool {
        match self {
            Self::Any | Self::Defined(..) => true,
            Self::Boolean => node.as_boolean().is_some(),
            Self::Text | Self::Word(_) => node.as_text().is_some(),
            Self::Integer(..) => node.as_integer().is_some(),
            Self::Number => node.as_number().is_some(),
            Self::Size => node.raw().is_some_and(|text| parse_size(text).is_some()),
            Self::Duration => node.raw().is_some_and(|text| parse_duration(text).is_some()),
            Self::False => node.as_boolean() == Some(false),
            Self::List(_) => node.as_list().is_some(),
            Self::MapOf(_) | Self::Map(_) => node.as_map().is_some(),
            Self::OneOf(shapes) => shapes.iter().any(|shape| shape.looks_like(node)),
        }
    }

    /// Whether a value that did not pass is a list or a map of which parts may be right.
    pub fn holds_parts_of(&self, node: &Node) -> bool {
        self.looks_like(node) && !matches!(node.content, Content::Scalar(_))
    }

    fn refuse(&self, key: &str, node: &Node, report: &mut Report) -> bool {
        let message = format!("`{key}` must be {}, not {}", self.describe(), node.describe());
        report.error_with_help(node.span, "wrong-type", message, self.fix(node));
        false
    }

    /// How to write what was meant.
    fn fix(&self, node: &Node) -> Option<String> {
        let raw = node.raw()?;
        let is_number = |text: &str| text.parse::<f64>().is_ok();
        match self {
            _ if raw.is_empty() && node.is_null() => Some("remove the key, or write a value after it".to_owned()),
            Self::Text | Self::Word(_) => Some(format!("write it in quotes: \"{raw}\"")),
            Self::OneOf(shapes) if shapes.iter().any(|shape| matches!(shape, Self::Text)) => {
                Some(format!("write it in quotes: \"{raw}\""))
            }
            Self::Boolean if ["yes", "on", "y", "1"].contains(&raw) => Some("write true".to_owned()),
            Self::Boolean if ["no", "off", "n", "0"].contains(&raw) => Some("write false".to_owned()),
            Self::Boolean if ["true", "false"].contains(&raw) => Some(format!("write {raw} without quotes")),
            Self::Integer(..) | Self::Number if is_number(raw) && node.as_text().is_some() => {
                Some(format!("write {raw} without quotes"))
            }
            _ => None,
        }
    }
}

fn check_integer(key: &str, node: &Node, (low, high): (i64, i64), report: &mut Report) -> bool {
    let Some(number) = node.as_integer() else {
        return Shape::Integer(low, high).refuse(key, node, report);
    };
    if (low..=high).contains(&number) {
        return true;
    }
    let message = match (low, high) {
        (low, i64::MAX) => format!("`{key}` must be at least {low}"),
        (i64::MIN, high) => format!("`{key}` must be at most {high}"),
        (low, high) => format!("`{key}` must be between {low} and {high}"),
    };
    report.error(node.span, "out-of-range", message);
    false
}

fn check_word(key: &str, node: &Node, words: &'static [&'static str], report: &mut Report) -> bool {
    match node.as_text() {
        None => Shape::Word(words).refuse(key, node, report),
        Some(word) if words.contains(&word) => true,
        Some(word) => {
            let help = did_you_mean(word, words.iter().copied());
            report.error_with_help(node.span, "unknown-value", format!("`{key}` can not be `{word}`"), help);
            false
        }
    }
}

/// Reports a key that does not belong here.
pub fn report_unknown_key<'k>(
    report: &mut Report,
    span: Span,
    (key, place): (&str, &str),
    known: impl IntoIterator<Item = &'k str> + Clone,
) {
    let help = did_you_mean(key, known);
    report.error_with_help(span, "unknown-key", format!("unknown key `{key}` in {place}"), help);
}

/// Without stopping at the first: each reports its own mistakes.
fn all(checks: impl Iterator<Item = bool>) -> bool {
    checks.fold(true, |sound, check| sound & check)
}
