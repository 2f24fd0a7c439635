//! `quintet_links`: which items stand inside JSON (lists, objects, blocks, rich text). A relation has a foreign key and needs no row here.
//!
//! Rows are written in the transaction of the write. What cascades in the database leaves rows behind; who reads them asks whether the item is there.

use std::collections::BTreeSet;

use super::{Call, Items, ItemsError, run::Run};
use crate::{
    db::Transaction,
    filter::{Comparand, Condition, Filter, Operand},
    mutation::{Assigned, Input},
    operator::Comparison,
    query::{RawQuery, Sort},
    schema::{Collection, Field, collection::Direction},
    sql::{
        Dialect,
        plain::{TestKind, delete, is, test},
        write as statements,
    },
    value::{CollectionId, FieldId, ItemId, Json, Value},
};

pub(super) const LINKS: &str = "quintet_links";
/// How many items are gone through at once.
const PAGE: u32 = 200;
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
            if !is_holder(field) {
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
        let Some(links) = self.schema.collection_named(LINKS).filter(|_| has_holders(model)) else {
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

impl Items {
    /// Makes the rows of `quintet_links` anew, for content that was written past the server or under other names. Gives how many items were gone through.
    pub async fn rebuild_links(&self, call: &Call) -> Result<usize, ItemsError> {
        let mut count = 0_usize;
        self.drop_foreign_links(call).await?;
        for model in call.schema.collections() {
            if !model.is_view && has_holders(model) {
                count = count.saturating_add(self.rebuild_links_of(call, model).await?);
            }
        }
        Ok(count)
    }

    /// Rows of collections that there are no more.
    async fn drop_foreign_links(&self, call: &Call) -> Result<(), ItemsError> {
        let Some(links) = call.schema.collection_named(LINKS) else {
            return Ok(());
        };
        let holders = call.schema.collections().iter().filter(|model| has_holders(model));
        let names = holders.map(|model| TestKind::IsNot(Value::from(&*model.name)));
        let tests: Vec<_> = names.map(|kind| test("collection", kind)).collect();
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        let statement = delete(links, self.database.dialect(), &tests);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
        transaction.commit().await.map_err(ItemsError::Database)
    }

    /// One page a transaction, whose rows are locked: a write meanwhile is before it or after it.
    async fn rebuild_links_of(&self, call: &Call, model: &Collection) -> Result<usize, ItemsError> {
        let dialect = self.database.dialect();
        let mut count = 0_usize;
        let mut last: Option<ItemId> = None;
        loop {
            let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
            let filter = last.as_ref().map_or(Filter::TRUE, |last| behind(model, last));
            let sort = [Sort {
                through: Vec::new(),
                operand: Operand::field(model.primary_key),
                direction: Direction::Ascending,
            }];
            let statement = statements::keys_where(&call.schema, dialect, model.id, &filter, &sort, PAGE);
            let rows = transaction.values(statement).await.map_err(ItemsError::Database)?;
            let ids = ItemId::first_of(rows);
            let Some(end) = ids.last().cloned() else {
                transaction.rollback().await.map_err(ItemsError::Database)?;
                return Ok(count);
            };
            count = count.saturating_add(ids.len());
            self.rebuild_page(call, model, ids, &mut transaction).await?;
            transaction.commit().await.map_err(ItemsError::Database)?;
            last = Some(end);
        }
    }

    async fn rebuild_page(
        &self,
        call: &Call,
        model: &Collection,
        ids: Vec<ItemId>,
        transaction: &mut Transaction,
    ) -> Result<(), ItemsError> {
        let dialect = self.database.dialect();
        let holders: Vec<&Field> = model.fields.iter().filter(|field| is_holder(field)).collect();
        let names: Vec<Json> = holders.iter().map(|field| Json::from(&*field.name)).collect();
        let raw = RawQuery {
            fields: Some(Json::Array(names)),
            ..RawQuery::default()
        };
        let answer = super::answer::Answer::prepare(call, model.id, &raw)?;
        let written = answer.read(call, dialect, transaction, ids.clone()).await?;
        let super::Written::Items(list) = written else {
            return Ok(());
        };
        let rows: Vec<Json> = serde_json::from_slice(&[b"[", list.rows.as_slice(), b"]"].concat())
            .map_err(|error| super::diagnose::unexpected(&error.to_string()))?;
        for (item, row) in ids.into_iter().zip(&rows) {
            for field in &holders {
                let value = row.get(&*field.name).cloned().unwrap_or(Json::Null);
                let held = HeldKeys {
                    collection: model.id,
                    item: item.clone(),
                    field: field.id,
                    keys: held(field, &Value::Json(value)),
                    is_new: false,
                };
                write_links(call, dialect, transaction, &held).await?;
            }
        }
        Ok(())
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
    let (collection, item) = (&*model.name, held.item.to_string());
    let field = &*model.field(held.field).name;
    if !held.is_new {
        let tests = [
            is("collection", collection),
            is("item", item.clone()),
            is("field", field),
        ];
        let statement = delete(links, dialect, &tests);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
    }
    let fields: Vec<&Field> = COLUMNS.iter().filter_map(|name| links.field_named(name)).collect();
    let row = |(target_collection, target): &(String, String)| {
        // Made of what it says: the same link is never there twice.
        let name = format!("{collection}/{item}/{field}/{target_collection}/{target}");
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes());
        let texts = [collection, &item, field, target_collection, target].map(Value::from);
        std::iter::once(Value::Uuid(id)).chain(texts).collect::<Vec<_>>()
    };
    let keys: Vec<_> = held.keys.iter().collect();
    for chunk in keys.chunks(CHUNK) {
        let rows = chunk.iter().map(|key| row(key));
        let statement = statements::insert_rows(links, dialect, &fields, rows);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
    }
    Ok(())
}

/// Which items a value holds. Keys that are too long for one are none.
fn held(field: &Field, value: &Value) -> BTreeSet<(String, String)> {
    let Value::Json(json) = value else {
        return BTreeSet::new();
    };
    let mentions = field.kind.mentions(json).into_iter();
    mentions
        .filter(|mention| mention.key.chars().count() <= 64 && mention.collection.chars().count() <= 64)
        .map(|mention| (mention.collection, mention.key))
        .collect()
}

fn has_holders(model: &Collection) -> bool {
    model.fields.iter().any(is_holder)
}

fn is_holder(field: &Field) -> bool {
    field.link.is_none() && field.kind.holds_keys() && !field.is_unreadable()
}

fn behind(model: &Collection, last: &ItemId) -> Filter {
    Filter::Compare(Condition {
        operand: Operand::field(model.primary_key),
        comparison: Comparison::Greater,
        folded: false,
        values: vec![Comparand::Value(Value::from(last.clone()))],
    })
}
