//! Why a filter, or another part of a query, is refused.

use std::fmt;

use crate::value::CollectionId;

/// Facts; the wording for people is `Display`, the code is the edge's business.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionError {
    /// Where, in the words of the caller: `author.name._contains`.
    pub path: String,
    pub kind: ConditionErrorKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ConditionErrorKind {
    /// Not there, or hidden. `nearest`: the nearest visible name.
    UnknownField {
        collection: CollectionId,
        name: String,
        nearest: Option<String>,
    },
    /// An operator or a function. `nearest`: the nearest one.
    UnknownOperator {
        name: String,
        nearest: Option<&'static str>,
    },
    /// A sentence: "_contains does not fit integer; use _eq, _in …".
    Unfit(String),
    /// A sentence: "must be a list with at least one value".
    Malformed(String),
    /// A sentence: "has more than 500 conditions".
    TooLarge(String),
}

/// The order in which refusals count: what is malformed says nothing about the schema, what is unfit says that a name exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorClass {
    Shape,
    Name,
    Fit,
}

impl ConditionErrorKind {
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Malformed(_) | Self::TooLarge(_) => ErrorClass::Shape,
            Self::UnknownField { .. } => ErrorClass::Name,
            Self::UnknownOperator { .. } | Self::Unfit(_) => ErrorClass::Fit,
        }
    }
}

impl fmt::Display for ConditionErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, name, nearest) = match self {
            Self::UnknownField { name, nearest, .. } => ("field", name, nearest.as_deref()),
            Self::UnknownOperator { name, nearest } => ("operator or function", name, *nearest),
            Self::Unfit(sentence) | Self::Malformed(sentence) | Self::TooLarge(sentence) => {
                return f.write_str(sentence);
            }
        };
        write!(f, "unknown {what} `{}`", shortened(name))?;
        nearest.map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
    }
}

impl fmt::Display for ConditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            self.kind.fmt(f)
        } else {
            write!(f, "{}: {}", shortened(&self.path), self.kind)
        }
    }
}

/// A name that nobody would type is not repeated in full.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        text.chars().take(LONGEST).chain("…".chars()).collect()
    }
}
