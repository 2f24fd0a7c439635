//! What the database refused, in terms of the model: which item, which field, where in the payload.

use crate::{
    db::{Database, DbError},
    filter::{Comparand, Condition, Filter, Operand},
    mutation::{Failure, Reference},
    operator::Comparison,
    schema::{Collection, Link, OnDelete, Schema, naming},
    sql::write as statements,
    value::{CollectionId, ItemId, Name, Value},
};

use super::ItemsError;

/// A state that the code above rules out.
pub fn unexpected(what: &str) -> ItemsError {
    ItemsError::Database(DbError::Other(what.to_owned()))
}

/// Maps a refused statement of a write. `path` is the item's place in the payload.
pub fn refused(
    schema: &Schema,
    collection: CollectionId,
    path: &str,
    references: &[Reference],
    error: DbError,
) -> ItemsError {
    let model = schema.collection(collection);
    match error {
        DbError::Unique { constraint, columns } => ItemsError::NotUnique {
            collection: model.name.clone(),
            fields: unique_fields(model, &constraint, &columns),
            path: path.to_owned(),
        },
        DbError::ForeignKey { .. } => foreign_key(schema, references, path, model),
        DbError::NotNull { column } => value_failure(model, path, &column, "nnull", "must not be null"),
        DbError::TooLong { column: Some(column) } => value_failure(model, path, &column, "max_length", "is too long"),
        other => ItemsError::Database(other),
    }
}

fn value_failure(model: &Collection, path: &str, column: &str, kind: &'static str, message: &str) -> ItemsError {
    let field = model
        .fields
        .iter()
        .find(|field| field.column.as_deref() == Some(column));
    let field = field.map_or_else(|| column.to_owned(), |field| field.name.to_string());
    let path = if path.is_empty() {
        field.clone()
    } else {
        format!("{path}.{field}")
    };
    ItemsError::Failures(vec![Failure {
        path,
        field,
        kind,
        message: message.to_owned(),
    }])
}

/// The fields of the index that refused the row: by its name, or by the columns that SQLite names instead.
fn unique_fields(model: &Collection, constraint: &str, columns: &[String]) -> Vec<Name> {
    let of_columns = |columns: &[String]| -> Vec<Name> {
        let is_named = |column: &str| columns.iter().any(|named| named.rsplit('.').next() == Some(column));
        model
            .fields
            .iter()
            .filter(|field| field.column.as_deref().is_some_and(is_named))
            .map(|field| field.name.clone())
            .collect()
    };
    if !columns.is_empty() {
        return of_columns(columns);
    }
    let singles = model
        .fields
        .iter()
        .filter(|field| field.is_unique)
        .map(|field| vec![field.id]);
    for group in singles.chain(model.uniques.iter().cloned()) {
        let columns: Vec<String> = group.iter().filter_map(|id| model.field(*id).column.clone()).collect();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        if constraint.ends_with(&naming::unique(&model.table, &names)) {
            return of_columns(&columns);
        }
    }
    // What is left is the primary key: `articles_pkey`, `PRIMARY`.
    vec![model.key().name.clone()]
}

/// The database says only that a key leads nowhere. Where the payload has one key it is that; else `lost_reference` asks.
fn foreign_key(schema: &Schema, references: &[Reference], path: &str, model: &Collection) -> ItemsError {
    match references {
        [reference] => invalid(schema, reference),
        _ => ItemsError::InvalidForeignKey {
            collection: model.name.clone(),
            field: None,
            path: path.to_owned(),
            value: None,
        },
    }
}

pub fn invalid(schema: &Schema, reference: &Reference) -> ItemsError {
    ItemsError::InvalidForeignKey {
        collection: schema.collection(reference.target).name.clone(),
        field: None,
        path: reference.path.clone(),
        value: Some(reference.id.to_string()),
    }
}

/// After a foreign-key failure, outside the failed transaction: which of the payload's keys is not there.
pub async fn lost_reference(schema: &Schema, database: &Database, references: &[Reference]) -> Option<ItemsError> {
    let mut targets: Vec<CollectionId> = references.iter().map(|reference| reference.target).collect();
    targets.sort();
    targets.dedup();
    for target in targets {
        let mut ids: Vec<ItemId> = references
            .iter()
            .filter(|reference| reference.target == target)
            .map(|reference| reference.id.clone())
            .collect();
        ids.sort();
        ids.dedup();
        for chunk in ids.chunks(1000) {
            let statement = statements::test_rows(schema, database.dialect(), target, chunk, &[], false);
            let present = ItemId::first_of(database.values(statement).await.ok()?);
            if let Some(lost) = references.iter().find(|reference| {
                chunk.contains(&reference.id) && reference.target == target && !present.contains(&reference.id)
            }) {
                return Some(invalid(schema, lost));
            }
        }
    }
    None
}

/// After a delete that a foreign key restricted: who still refers to the items.
pub async fn still_referred(schema: &Schema, database: &Database, target: CollectionId, ids: &[ItemId]) -> ItemsError {
    for model in schema.collections() {
        for field in &model.fields {
            let restricts = match &field.link {
                Some(Link::One {
                    target: other,
                    on_delete: OnDelete::Restrict,
                    ..
                }) => *other == target,
                _ => false,
            };
            if restricts && refers(schema, database, model, field.id, ids).await {
                return ItemsError::StillReferred {
                    collection: model.name.clone(),
                    field: Some(field.name.clone()),
                    items: Vec::new(),
                };
            }
        }
    }
    ItemsError::StillReferred {
        collection: schema.collection(target).name.clone(),
        field: None,
        items: Vec::new(),
    }
}

async fn refers(
    schema: &Schema,
    database: &Database,
    model: &Collection,
    field: crate::value::FieldId,
    ids: &[ItemId],
) -> bool {
    let values = ids
        .iter()
        .take(1000)
        .map(|id| Comparand::Value(Value::from(id.clone())))
        .collect();
    let filter = Filter::Compare(Condition {
        operand: Operand::field(field),
        comparison: Comparison::OneOf,
        folded: false,
        values,
    });
    let statement = statements::keys_where(schema, database.dialect(), model.id, &filter, &[], 1);
    database.values(statement).await.is_ok_and(|rows| !rows.is_empty())
}
