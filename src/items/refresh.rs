//! Makes `quintet_links` anew where it says nothing: after a migration, after a change of the models, after content came past the server.
//!
//! The ledger says how far the links of each table are made (`db::link_marks`). A page of items is one transaction: it locks the mark and the items,
//! writes their links, and says in the mark how far it came. So a kill loses one page, a write meanwhile is before the page or after it, and a migration
//! meanwhile takes the mark away, which makes this begin again.

use std::time::Duration;

use super::{
    Items, ItemsError,
    links::{LINKS, held, insert_links, link_row},
};
use crate::{
    db::{
        Database, DbError, Transaction,
        link_marks::{self, Mark, Marks},
    },
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    query::Sort,
    schema::{Collection, Field, Schema, collection::Direction},
    sql::{
        plain::{Test, TestKind, delete, is, test},
        write as statements,
    },
    value::{FieldId, ItemId, Value},
};

/// How many items are gone through at once.
const PAGE: u32 = 200;
/// How many pages somebody waits for who wants to delete a file.
const WAITED_FOR: usize = 10;
const ATTEMPTS: u32 = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(10);

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// How many items were gone through.
    pub items: usize,
    /// Whether nothing is left to do.
    pub is_whole: bool,
}

impl Items {
    /// Does what is left to do.
    pub async fn refresh_links(&self, schema: &Schema) -> Result<Refreshed, ItemsError> {
        refresh(&self.database, schema, usize::MAX).await
    }

    /// Trusts nothing that is there: for content that was written past the server.
    pub async fn rebuild_links(&self, schema: &Schema) -> Result<Refreshed, ItemsError> {
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        let statement = link_marks::remove_others(self.database.dialect(), &[]);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
        transaction.commit().await.map_err(ItemsError::Database)?;
        self.refresh_links(schema).await
    }

    /// Before a file is deleted: what a person can wait for is done at once.
    pub(super) async fn catch_up_with_links(&self, schema: &Schema) -> Result<(), ItemsError> {
        let refreshed = refresh(&self.database, schema, WAITED_FOR).await?;
        if refreshed.is_whole { Ok(()) } else { Err(unfinished()) }
    }

    /// Whether all links are there, as a question of its own.
    pub(super) async fn are_links_whole(&self, schema: &Schema) -> Result<bool, ItemsError> {
        let statement = link_marks::read(self.database.dialect(), false);
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        let marks = Marks::of(rows);
        Ok(fits(&marks, schema).is_ok() && next_stale(&marks, schema).is_none())
    }
}

/// In the transaction of a delete: from here to its end nobody takes a mark away.
pub(super) async fn require_links(transaction: &mut Transaction, schema: &Schema) -> Result<(), ItemsError> {
    let statement = link_marks::read(transaction.dialect(), true);
    let marks = Marks::of(transaction.values(statement).await.map_err(ItemsError::Database)?);
    fits(&marks, schema)?;
    next_stale(&marks, schema).map_or(Ok(()), |_| Err(unfinished()))
}

/// Goes through at most so many pages. Several may do it at once.
pub async fn refresh(database: &Database, schema: &Schema, pages: usize) -> Result<Refreshed, ItemsError> {
    let mut refreshed = Refreshed::default();
    let (mut page, mut attempt) = (0, 1);
    loop {
        let is_last = page == pages;
        match refresh_step(database, schema, page == 0, is_last).await {
            Ok(None) => {
                refreshed.is_whole = true;
                return Ok(refreshed);
            }
            Ok(Some(_)) if is_last => return Ok(refreshed),
            Ok(Some(items)) => {
                refreshed.items = refreshed.items.saturating_add(items);
                (page, attempt) = (page + 1, 1);
            }
            // Somebody else does the same, or writes what we read: one of the two goes on.
            Err(ItemsError::Database(DbError::Collision | DbError::Unique { .. })) if attempt < ATTEMPTS => {
                tokio::time::sleep(BETWEEN_ATTEMPTS.saturating_mul(attempt)).await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// The next page of what is left, or only whether there is one. `None`: nothing is.
async fn refresh_step(
    database: &Database,
    schema: &Schema,
    is_first: bool,
    is_only_asked: bool,
) -> Result<Option<usize>, ItemsError> {
    let statement = link_marks::read(database.dialect(), false);
    let marks = Marks::of(database.values(statement).await.map_err(ItemsError::Database)?);
    fits(&marks, schema)?;
    let tables: Vec<&str> = schema.holders().map(|model| model.table.as_str()).collect();
    let stale = next_stale(&marks, schema);
    if is_first && (stale.is_some() || marks.has_others(&tables)) {
        drop_others(database, schema, &tables).await?;
    }
    match stale {
        Some(_) if is_only_asked => Ok(Some(0)),
        Some(model) => refresh_page(database, schema, model).await.map(Some),
        None => Ok(None),
    }
}

/// Another server may have brought the database to other models: these links are its own, and this server does not know what holds a file there.
fn fits(marks: &Marks, schema: &Schema) -> Result<(), ItemsError> {
    if marks.is_interrupted {
        let message = "a migration has not come to its end; where files are used can be told when it has";
        return Err(ItemsError::Busy(message.to_owned()));
    }
    if marks.holders.as_ref() != Some(&schema.holders_digest()) {
        let message = "the database was brought to other models than this server has; where files are used can be told when it was started again";
        return Err(ItemsError::Busy(message.to_owned()));
    }
    Ok(())
}

fn unfinished() -> ItemsError {
    let message = "after a change of the models it is still being found out where files are used; try again in a while";
    ItemsError::Busy(message.to_owned())
}

/// The first collection whose links are not all there.
fn next_stale<'s>(marks: &Marks, schema: &'s Schema) -> Option<&'s Collection> {
    let is_whole = |model: &Collection| {
        let mark = marks.table(&model.table);
        mark.is_some_and(|mark| mark.after.is_none() && mark.digest == model.holders_digest())
    };
    schema.holders().find(|model| !is_whole(model))
}

/// The links of collections that hold nothing any more, with their marks.
async fn drop_others(database: &Database, schema: &Schema, tables: &[&str]) -> Result<(), ItemsError> {
    let dialect = database.dialect();
    let mut transaction = database.begin().await.map_err(ItemsError::Database)?;
    require_fit(&mut transaction, schema).await?;
    if let Some(links) = schema.collection_named(LINKS) {
        let known = schema.holders().map(|model| is_not("collection", &model.name));
        let tests: Vec<Test> = std::iter::once(test("collection", TestKind::IsNot(Value::Null)))
            .chain(known)
            .collect();
        let statement = delete(links, dialect, &tests);
        transaction.execute(statement).await.map_err(ItemsError::Database)?;
    }
    let statement = link_marks::remove_others(dialect, tables);
    transaction.execute(statement).await.map_err(ItemsError::Database)?;
    transaction.commit().await.map_err(ItemsError::Database)
}

async fn require_fit(transaction: &mut Transaction, schema: &Schema) -> Result<(), ItemsError> {
    let statement = link_marks::read_declared(transaction.dialect());
    let rows = transaction.values(statement).await.map_err(ItemsError::Database)?;
    fits(&Marks::of(rows), schema)
}

/// The next page of one collection; how many items it had.
async fn refresh_page(database: &Database, schema: &Schema, model: &Collection) -> Result<usize, ItemsError> {
    let dialect = database.dialect();
    let mut transaction = database.begin().await.map_err(ItemsError::Database)?;
    require_fit(&mut transaction, schema).await?;
    let digest = model.holders_digest();
    let statement = link_marks::read_one(dialect, &model.table);
    let marks = Marks::of(transaction.values(statement).await.map_err(ItemsError::Database)?);
    let mark = marks.table(&model.table).filter(|mark| mark.digest == digest);
    let after = match mark.map(|mark| mark.after.as_deref()) {
        // Somebody else was faster.
        Some(None) => return transaction.rollback().await.map(|()| 0).map_err(ItemsError::Database),
        Some(Some(after)) => model
            .key()
            .column_type()
            .and_then(|column| ItemId::parse(after, column)),
        None => None,
    };
    if after.is_none() {
        drop_other_fields(&mut transaction, schema, model).await?;
    }
    let filter = after.as_ref().map_or(Filter::TRUE, |after| behind(model, after));
    let sort = [Sort {
        through: Vec::new(),
        operand: Operand::field(model.primary_key),
        direction: Direction::Ascending,
    }];
    let statement = statements::keys_where(schema, dialect, model.id, &filter, &sort, PAGE);
    let ids = ItemId::first_of(transaction.values(statement).await.map_err(ItemsError::Database)?);
    write_page(&mut transaction, schema, model, &ids).await?;
    let is_last = ids.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
    let after = ids.last().filter(|_| !is_last).map(ToString::to_string);
    let statement = link_marks::write(dialect, &model.table, &Mark { digest, after });
    transaction.execute(statement).await.map_err(ItemsError::Database)?;
    transaction.commit().await.map_err(ItemsError::Database)?;
    Ok(ids.len())
}

/// The links of fields that hold nothing any more.
async fn drop_other_fields(
    transaction: &mut Transaction,
    schema: &Schema,
    model: &Collection,
) -> Result<(), ItemsError> {
    let Some(links) = schema.collection_named(LINKS) else {
        return Ok(());
    };
    let known = model.holders().map(|field| is_not("field", &field.name));
    let tests: Vec<Test> = std::iter::once(is("collection", &*model.name)).chain(known).collect();
    let statement = delete(links, transaction.dialect(), &tests);
    transaction
        .execute(statement)
        .await
        .map(drop)
        .map_err(ItemsError::Database)
}

async fn write_page(
    transaction: &mut Transaction,
    schema: &Schema,
    model: &Collection,
    ids: &[ItemId],
) -> Result<(), ItemsError> {
    let Some(links) = schema.collection_named(LINKS).filter(|_| !ids.is_empty()) else {
        return Ok(());
    };
    let dialect = transaction.dialect();
    let holders: Vec<&Field> = model.holders().collect();
    let fields: Vec<FieldId> = holders.iter().map(|field| field.id).collect();
    let statement = statements::load(schema, dialect, model.id, ids, &fields, false);
    let values = transaction.values(statement).await.map_err(ItemsError::Database)?;
    let items = ids.iter().map(|id| Value::from(id.to_string())).collect();
    let tests = [is("collection", &*model.name), test("item", TestKind::OneOf(items))];
    let statement = delete(links, dialect, &tests);
    transaction.execute(statement).await.map_err(ItemsError::Database)?;
    let mut rows = Vec::new();
    for row in values {
        let mut row = row.into_iter();
        let Some(item) = row.next().and_then(|key| ItemId::try_from(key).ok()) else {
            continue;
        };
        for (field, value) in holders.iter().zip(row) {
            let keys = held(field, &value);
            rows.extend(keys.iter().map(|key| link_row(model, &item, field, key)));
        }
    }
    insert_links(links, dialect, transaction, rows).await
}

fn is_not(field: &'static str, value: &str) -> Test {
    test(field, TestKind::IsNot(Value::from(value)))
}

fn behind(model: &Collection, last: &ItemId) -> Filter {
    Filter::Compare(Condition {
        operand: Operand::field(model.primary_key),
        comparison: Comparison::Greater,
        folded: false,
        values: vec![Comparand::Value(Value::from(last.clone()))],
    })
}
