//! The tree of a YAML document. Scalars keep their text and style, so that `0.10` is not cut and a quoted `"no"` is known as quoted.

use serde_json::{Number, Value as Json};

use super::Span;

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub span: Span,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Scalar(Scalar),
    List(Vec<Node>),
    /// In the order of the file, each key once.
    Map(Vec<Entry>),
}

/// `text` as it was written, without quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    pub text: String,
    /// Quoted or a block: a text whatever it looks like.
    pub is_quoted: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

/// What a scalar is by the core schema of YAML 1.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved<'n> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Also whole numbers beyond 64 bits.
    Float(f64),
    Text(&'n str),
}

impl Scalar {
    pub fn resolve(&self) -> Resolved<'_> {
        if self.is_quoted {
            return Resolved::Text(&self.text);
        }
        match self.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
            "true" | "True" | "TRUE" => Resolved::Boolean(true),
            "false" | "False" | "FALSE" => Resolved::Boolean(false),
            ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Resolved::Float(f64::INFINITY),
            "-.inf" | "-.Inf" | "-.INF" => Resolved::Float(f64::NEG_INFINITY),
            ".nan" | ".NaN" | ".NAN" => Resolved::Float(f64::NAN),
            text => resolve_number(text).unwrap_or(Resolved::Text(text)),
        }
    }
}

impl Scalar {
    /// Infinities and NaN, which JSON lacks, stay texts.
    pub fn to_json(&self) -> Json {
        match self.resolve() {
            Resolved::Null => Json::Null,
            Resolved::Boolean(boolean) => Json::Bool(boolean),
            Resolved::Integer(number) => Json::from(number),
            Resolved::Float(number) => {
                Number::from_f64(number).map_or_else(|| Json::String(self.text.clone()), Json::Number)
            }
            Resolved::Text(text) => Json::String(text.to_owned()),
        }
    }
}

fn resolve_number(text: &str) -> Option<Resolved<'_>> {
    let radix = |prefix: &str, radix: u32| {
        text.strip_prefix(prefix)
            .filter(|digits| !digits.starts_with(['+', '-']))
            .map(|digits| (digits, radix))
    };
    if let Some((digits, radix)) = radix("0o", 8).or_else(|| radix("0x", 16)) {
        return i64::from_str_radix(digits, radix).ok().map(Resolved::Integer);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let has_number_letters = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if !has_number_letters || !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    match text.parse::<i64>() {
        Ok(number) => Some(Resolved::Integer(number)),
        Err(_) => text.parse::<f64>().ok().map(Resolved::Float),
    }
}

impl Node {
    pub fn resolve(&self) -> Option<Resolved<'_>> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar.resolve()),
            Content::List(_) | Content::Map(_) => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.resolve(), Some(Resolved::Null))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self.resolve() {
            Some(Resolved::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn as_boolean(&self) -> Option<bool> {
        match self.resolve() {
            Some(Resolved::Boolean(boolean)) => Some(boolean),
            _ => None,
        }
    }

    pub fn as_integer(&self) -> Option<i64> {
        match self.resolve() {
            Some(Resolved::Integer(number)) => Some(number),
            _ => None,
        }
    }

    /// Any number, also a whole one.
    pub fn as_number(&self) -> Option<f64> {
        match self.resolve() {
            #[expect(
                clippy::as_conversions,
                reason = "the nearest double is what a number in a file means"
            )]
            Some(Resolved::Integer(number)) => Some(number as f64),
            Some(Resolved::Float(number)) => Some(number),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.content {
            Content::List(nodes) => Some(nodes),
            Content::Scalar(_) | Content::Map(_) => None,
        }
    }

    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.content {
            Content::Map(entries) => Some(entries),
            Content::Scalar(_) | Content::List(_) => None,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The scalar as it was written: `0.10`, `no`.
    pub fn raw(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(scalar) => Some(&scalar.text),
            Content::List(_) | Content::Map(_) => None,
        }
    }

    /// For messages: "a list".
    pub fn describe(&self) -> &'static str {
        match &self.content {
            Content::List(_) => "a list",
            Content::Map(_) => "a map",
            Content::Scalar(scalar) => match scalar.resolve() {
                Resolved::Null => "nothing",
                Resolved::Boolean(_) => "true or false",
                Resolved::Integer(_) | Resolved::Float(_) => "a number",
                Resolved::Text(_) => "a text",
            },
        }
    }

    pub fn to_json(&self) -> Json {
        match &self.content {
            Content::List(nodes) => Json::Array(nodes.iter().map(Node::to_json).collect()),
            Content::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_json()))
                    .collect(),
            ),
            Content::Scalar(scalar) => scalar.to_json(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_follow_the_core_schema() {
        let check = |text: &str, expected: Resolved<'_>| {
            let scalar = Scalar {
                text: text.to_owned(),
                is_quoted: false,
            };
            assert_eq!(scalar.resolve(), expected, "{text}");
        };
        for text in [
            "no",
            "yes",
            "on",
            "off",
            "0b1",
            "1_000",
            "12:30",
            "-",
            "1.2.3",
            "e5",
            "+",
            "0x",
            "2026-01-01",
        ] {
            check(text, Resolved::Text(text));
        }
        check("~", Resolved::Null);
        check("", Resolved::Null);
        check("True", Resolved::Boolean(true));
        check("-12", Resolved::Integer(-12));
        check("+12", Resolved::Integer(12));
        check("0o14", Resolved::Integer(12));
        check("0xFF", Resolved::Integer(255));
        check("0x-1", Resolved::Text("0x-1"));
        check("007", Resolved::Integer(7));
        check("0.10", Resolved::Float(0.1));
        check(".5", Resolved::Float(0.5));
        check("1e3", Resolved::Float(1000.0));
        check("-.inf", Resolved::Float(f64::NEG_INFINITY));
        check("99999999999999999999", Resolved::Float(1e20));
    }
}
