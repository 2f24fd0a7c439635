//! The statements of a write: insert, update, delete, links, and the checks of rules on rows, all run inside one transaction.
//!
//! Each function is pure and returns one `Statement`; `items` decides which run, in what order. Lists of ids travel as one argument where the engine
//! can take it, so that the text depends on the shape of a write and not on its size.

mod links;

pub use links::{LinkedItem, add_links, clear_links, list_links, remove_links};

use super::{Assignment, Dialect, Statement};
use crate::{
    filter::Filter,
    query::Sort,
    schema::Schema,
    value::{CollectionId, FieldId, ItemId},
};

/// Writes one row. Gives one row with one column, the key, also where the engine made it.
///
/// A relation to any of several (`Link::AnyOne`) is one assignment a branch column, null for all but one.
pub fn insert(schema: &Schema, dialect: &dyn Dialect, collection: CollectionId, values: &[Assignment]) -> Statement {
    let _ = (schema, dialect, collection, values);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// Sets the values on all rows of `ids`. `values` must not be empty.
pub fn update(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    values: &[Assignment],
) -> Statement {
    let _ = (schema, dialect, collection, ids, values);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// Deletes the rows of `ids`.
pub fn delete(schema: &Schema, dialect: &dyn Dialect, collection: CollectionId, ids: &[ItemId]) -> Statement {
    let _ = (schema, dialect, collection, ids);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// Decides rules on rows: one row an existing id, in no order. Columns: the key, then one `Boolean` a filter, true only where the filter is TRUE.
///
/// `lock`: until the transaction ends nobody else changes these rows (where the engine locks rows).
pub fn test_rows(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    filters: &[&Filter],
    lock: bool,
) -> Statement {
    let _ = (schema, dialect, collection, ids, filters, lock);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// The keys of the first `limit` rows that satisfy the filter, for an update or a delete by query: locked, in order of `sort`. One column.
pub fn keys_where(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    filter: &Filter,
    sort: &[Sort],
    limit: u32,
) -> Statement {
    let _ = (schema, dialect, collection, filter, sort, limit);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// The values of rows, one row an existing id, in no order. Columns: the key, then the fields in order; a field that has no column of its own gives
/// none, a relation to any of several to one item gives one a branch, in the order of the branches.
pub fn load(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    fields: &[FieldId],
    lock: bool,
) -> Statement {
    let _ = (schema, dialect, collection, ids, fields, lock);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// The keys of the rows of `target` whose m2o field `foreign` refers to `parent`, by key. One column.
pub fn children(
    schema: &Schema,
    dialect: &dyn Dialect,
    target: CollectionId,
    foreign: FieldId,
    parent: &ItemId,
    lock: bool,
) -> Statement {
    let _ = (schema, dialect, target, foreign, parent, lock);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// The values of `field` that are `base` or begin with `base-`, on other rows than `except`: what a slug's suffix must avoid. One text column.
pub fn slug_candidates(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    base: &str,
    except: Option<&ItemId>,
) -> Statement {
    let _ = (schema, dialect, collection, field, base, except);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}
