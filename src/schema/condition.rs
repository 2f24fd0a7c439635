//! From JSON to `Filter`: the one parser of the filter language, for the API and for the model files.
//!
//! Names are looked up through a `Visibility`, so that a hidden field and an unknown one are the same thing to the caller (decisions 3).
//! All mistakes are collected. What filters nothing (`{}`, also inside: a client's `undefined` vanishes on the way) is left out, and an `_or`
//! with such a member is left out as a whole.

mod compare;
mod dynamic;
mod error;
mod group;
mod inside;
mod names;
mod path;
mod relation;
mod value;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use error::{ConditionError, ConditionErrorKind, ErrorClass};
pub use names::{Named, Names, parts};

use crate::{
    filter::{Comparand, Filter},
    value::{CollectionId, ColumnType, Json, Value},
};

use super::{Field, Schema};
use path::Path;

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
    /// Values in all lists together.
    pub values: usize,
}

impl ConditionLimits {
    /// A model file is written by hand, so these are generous.
    pub const OF_MODEL_FILES: Self = Self {
        depth: 10,
        nodes: 2000,
        values: 10_000,
    };
}

impl Default for ConditionLimits {
    /// Those of the model files; requests have settings.
    fn default() -> Self {
        Self {
            depth: 10,
            nodes: 500,
            values: 5000,
        }
    }
}

/// Parses the JSON form of a filter on `collection`.
pub fn parse(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: ConditionLimits,
    collection: CollectionId,
    json: &Json,
) -> Result<Filter, Vec<ConditionError>> {
    let mut parser = group::Parser::new(Names { schema, visibility }, limits);
    let filter = parser.object(group::Scope::Item(collection), json, &Path::ROOT);
    parser.finish(filter)
}

/// The same for a filter below an m2a field, where `collection` and `item:quotes` are the names: one filter for each target, in the order of
/// the field's branches.
pub fn parse_branch(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: ConditionLimits,
    target: CollectionId,
    targets: &[CollectionId],
    json: &Json,
) -> Result<Filter, Vec<ConditionError>> {
    let mut parser = group::Parser::new(Names { schema, visibility }, limits);
    let filter = parser.object(group::Scope::Branch { target, targets }, json, &Path::ROOT);
    parser.finish(filter)
}

/// Reads one value of a column as it stands in a model file: a constant or `$NOW`, `$CURRENT_USER.profile` and so on (presets).
pub fn parse_value(
    schema: &Schema,
    visibility: &dyn Visibility,
    column: ColumnType,
    json: &Json,
) -> Result<Comparand, ConditionErrorKind> {
    compare::comparand(&Names { schema, visibility }, column, json)
}

/// Reads a constant of a column; `Err` is a sentence: "must be a UUID".
pub fn parse_constant(column: ColumnType, json: &Json) -> Result<Value, String> {
    value::read(column, json)
}
