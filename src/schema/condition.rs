//! From JSON to `Filter`: the one parser of the filter language, for the API and for the model files.
//!
//! Names are looked up through a `Visibility`, so that a hidden field and an unknown one are the same thing to the caller (decisions 3).

use crate::{
    filter::Filter,
    value::{CollectionId, Json},
};

use super::{Field, Schema};

/// Which fields exist for whoever asks.
pub trait Visibility {
    /// Whether a field may be named in fields, filters, sorts and so on.
    fn can_see(&self, collection: CollectionId, field: &Field) -> bool;
    /// Whether the collection's rows may be read at all.
    fn can_enter(&self, collection: CollectionId) -> bool;
}

/// For model files: rules and validation may name every field.
#[derive(Debug, Clone, Copy)]
pub struct Everything;

impl Visibility for Everything {
    fn can_see(&self, _: CollectionId, _: &Field) -> bool {
        true
    }

    fn can_enter(&self, _: CollectionId) -> bool {
        true
    }
}

/// How much a filter may hold.
#[derive(Debug, Clone, Copy)]
pub struct ConditionLimits {
    /// Relations deep.
    pub depth: usize,
    /// Conditions and groups.
    pub nodes: usize,
    /// Values in one list.
    pub values: usize,
}

/// Why a filter is refused. Facts; the wording for people is `Display`, the code is the edge's business.
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
    /// `nearest`: the nearest operator.
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

/// Parses the JSON form of a filter on `collection`.
pub fn parse(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: ConditionLimits,
    collection: CollectionId,
    json: &Json,
) -> Result<Filter, Vec<ConditionError>> {
    let _ = (schema, visibility, limits, collection, json);
    Ok(Filter::TRUE)
}
