//! `RawQuery` → `Query`: names become ids, wildcards become the fields that the caller may see, texts become values.

use crate::{
    schema::{
        Schema,
        condition::{ConditionError, Visibility},
    },
    value::CollectionId,
};

use super::{Counts, Query, QueryLimits, RawQuery};

/// What a read means: the tree, and the counts beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    pub query: Query,
    pub counts: Counts,
}

/// Why a query is refused. `condition` errors are shared with filters in model files; all of one run are reported, those about names first.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryError {
    pub problems: Vec<ConditionError>,
}

/// Resolves a list read of `collection`.
pub fn resolve(
    schema: &Schema,
    visibility: &dyn Visibility,
    limits: QueryLimits,
    collection: CollectionId,
    raw: &RawQuery,
) -> Result<Resolved, QueryError> {
    let _ = (schema, visibility, limits, collection, raw);
    Err(QueryError { problems: Vec::new() })
}
