//! `quintet_links`: which items stand inside JSON (lists, objects, blocks, rich text). A relation has a foreign key and needs no row here.
//!
//! Rows are written in the transaction of the write. What cascades in the database leaves rows behind; who reads them asks whether the item is there.
//! What changes past the writes is found anew by `refresh`.

use std::collections::BTreeSet;

use super::{Call, ItemsError, run::Run};
use crate::{
    db::Transaction,
    field::relation::FILES,
    mutation::{Assigned, Input},
    schema::{Collection, Field},
    sql::{
        Dialect,
        plain::{TestKind, delete, is, test},
        write as statements,
    },
    value::{CollectionId, ColumnType, FieldId, ItemId, Value},
};

pub(super) const LINKS: &str = "quintet_links";
/// Rows of one statement: engines bound the arguments.
const CHUNK: usize = 500;

/// In the order of a row.
const COLUMNS: [&str; 6] = ["id", "collection", "item", "field", "target_collection", "target"];

/// What a written field holds now.
#[derive(Debug)]
pub struct HeldKeys {
    collection: CollectionId,
    item: ItemId,
    field: FieldId,
    /// Collections and keys.
    keys: BTreeSet<(String, String)>,
    is_new: bool,
}

impl Run<'_> {
    /// Remembers what the written fields hold, for `finish_links`.
    pub(super) fn hold_keys(&mut self, model: &Collection, item: &ItemId, values: &[Assigned], is_new: bool) {
        for assigned in values {
            let field = model.field(assigned.field);
            let Input::Value(value) = &assigned.value else { continue };
            if !field.is_holder() {
                continue;
            }
            let keys = held(field, value);
            if !is_new || !keys.is_empty() {
                self.held.push(HeldKeys {
                    collection: model.id,
                    item: item.clone(),
                    field: field.id,
                    keys,
                    is_new,
                });
            }
        }
    }

    pub(super) async fn finish_links(&mut self) -> Result<(), ItemsError> {
        for held in std::mem::take(&mut self.held) {
            write_links(self.call, self.dialect, self.transaction, &held).await?;
        }
        Ok(())
    }

    /// What deleted items held is held no more.
    pub(super) async fn forget_links(&mut self, collection: CollectionId, ids: &[ItemId]) -> Result<(), ItemsError> {
        let model = self.schema.collection(collection);
        let Some(links) = self.schema.collection_named(LINKS).filter(|_| model.has_holders()) else {
            return Ok(());
        };
        let items = ids.iter().map(|id| Value::from(id.to_string())).collect();
        let tests = [is("collection", &*model.name), test("item", TestKind::OneOf(items))];
        let statement = delete(links, self.dialect, &tests);
        self.transaction
            .execute(statement)
            .await
            .map(drop)
            .map_err(ItemsError::Database)
    }
}

async fn write_links(
    call: &Call,
    dialect: &dyn Dialect,
    transaction: &mut Transaction,
    held: &HeldKeys,
) -> Result<(), ItemsError> {
    let Some(links) = call.schema.collection_named(LINKS) else {
        return Ok(());
    };
    let model = call.schema.collection(held.collection);
    let field = model.field(held.field);
    if !held.is_new {
        let tests = [
            is("collection", &*model.name),
            is("item", held.item.to_string()),
            is("field", &*field.name),
        ];
        let statement = delete(links, dialect, &tests);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
    }
    let keys = held.keys.iter();
    let rows = keys.map(|key| link_row(model, &held.item, field, key)).collect();
    insert_links(links, dialect, transaction, rows).await
}

/// One row of the table. Its key is made of what it says: the same link is never there twice.
pub(super) fn link_row(model: &Collection, item: &ItemId, field: &Field, key: &(String, String)) -> Vec<Value> {
    let (collection, item, field) = (&*model.name, item.to_string(), &*field.name);
    let (target_collection, target) = key;
    let name = format!("{collection}/{item}/{field}/{target_collection}/{target}");
    let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes());
    let texts = [collection, &item, field, target_collection, target].map(Value::from);
    std::iter::once(Value::Uuid(id)).chain(texts).collect()
}

pub(super) async fn insert_links(
    links: &Collection,
    dialect: &dyn Dialect,
    transaction: &mut Transaction,
    rows: Vec<Vec<Value>>,
) -> Result<(), ItemsError> {
    let fields: Vec<&Field> = COLUMNS.iter().filter_map(|name| links.field_named(name)).collect();
    for chunk in rows.chunks(CHUNK) {
        let statement = statements::insert_rows(links, dialect, &fields, chunk.iter().cloned());
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
    }
    Ok(())
}

/// Which items a value holds. Keys that are too long for one are none.
pub(super) fn held(field: &Field, value: &Value) -> BTreeSet<(String, String)> {
    let Value::Json(json) = value else {
        return BTreeSet::new();
    };
    let mentions = field.kind.mentions(json).into_iter();
    mentions
        .filter(|mention| mention.key.chars().count() <= 64 && mention.collection.chars().count() <= 64)
        .map(|mention| {
            // An address may write a file's key in capital letters.
            let file = ItemId::parse(&mention.key, ColumnType::Uuid).filter(|_| mention.collection == FILES);
            let key = file.map_or(mention.key, |id| id.to_string());
            (mention.collection, key)
        })
        .collect()
}
