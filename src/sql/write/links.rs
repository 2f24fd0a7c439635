//! The rows between two collections: `Link::Junction` (seen from either side) and `Link::AnyMany`. For other links the functions give `None`.

use crate::{
    schema::Schema,
    sql::{Dialect, Statement},
    value::{CollectionId, FieldId, ItemId},
};

/// The far end of a link: in which collection, which item.
pub type LinkedItem = (CollectionId, ItemId);

/// Unlinks everything from `source`, an item of `collection`.
pub fn clear_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
) -> Option<Statement> {
    let _ = (schema, dialect, collection, field, source);
    None
}

/// Links items to `source` with their places in the list, as one statement. The caller has removed pairs that exist already, and hands over at most
/// 1,000 items at a time. From the inverse side the place is that in the other item's list: there the given number is ignored, and the row goes to its end.
pub fn add_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
    items: &[(CollectionId, ItemId, i64)],
) -> Option<Statement> {
    let _ = (schema, dialect, collection, field, source, items);
    None
}

/// Unlinks some items from `source`; those that are not linked are ignored.
pub fn remove_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
    items: &[LinkedItem],
) -> Option<Statement> {
    let _ = (schema, dialect, collection, field, source, items);
    None
}

/// What is linked to `source`, in the order of the list. Columns: `sort` (Integer), then one key a target: for a relation to any of several one a branch
/// in the order of the branches, null in all but one.
pub fn list_links(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    source: &ItemId,
) -> Option<Statement> {
    let _ = (schema, dialect, collection, field, source);
    None
}
