//! Reading: lists, single items, singletons. One statement a read, one more when counts are asked for.

use crate::{
    db::JsonRows,
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    permission::{self, Authorized},
    query::{
        Counts, Query, RawQuery, Selected,
        resolve::{self, QueryError, Resolved},
    },
    schema::{
        DefaultValue,
        condition::{ErrorClass, Visibility},
    },
    sql::{self, Statement},
    value::{CollectionId, ItemId, Json, Value},
};

use super::{Call, Item, Items, ItemsError, List};

/// How many rows an estimate counts before it guesses.
const COUNTED: u64 = 10_000;

/// How many counts one statement holds.
const COUNTED_AT_ONCE: usize = 50;

/// How many rows are asked whether the filter lets them through.
const SAMPLED: u64 = 20_000;

impl Items {
    /// A list, as the parameters say.
    pub async fn list(&self, call: &Call, collection: CollectionId, raw: &RawQuery) -> Result<List, ItemsError> {
        if raw.cursor.as_ref().is_some_and(|cursor| !cursor.is_null()) {
            return self.list_behind(call, collection, raw).await;
        }
        let Resolved { query, counts } = call.resolve(collection, raw)?;
        let authorized = call.authorize(query.clone())?;
        let rows = self.rows(call, &authorized).await?;
        let counted = self.counts(call, counts, query).await?;
        Ok(List {
            rows: rows.bytes,
            count: rows.count,
            ..counted
        })
    }

    /// The counts that were asked for: of all that the caller may read, and of what the query lets through. A list without rows.
    pub(super) async fn counts(&self, call: &Call, counts: Counts, query: Query) -> Result<List, ItemsError> {
        let estimated_count = if counts.estimated {
            Some(self.estimate(call, call.authorize(query.clone())?).await?)
        } else {
            None
        };
        let all = counts.total.then(|| Query {
            filter: Filter::TRUE,
            ..query.clone()
        });
        let filter_count = if counts.filtered {
            Some(self.count(call, &call.authorize(query)?).await?)
        } else {
            None
        };
        let total_count = match all {
            Some(query) => Some(self.count(call, &call.authorize(query)?).await?),
            None => None,
        };
        Ok(List {
            total_count,
            filter_count,
            estimated_count,
            ..List::default()
        })
    }

    /// One item by its key.
    pub async fn read(
        &self,
        call: &Call,
        collection: CollectionId,
        id: &str,
        raw: &RawQuery,
    ) -> Result<Item, ItemsError> {
        let resolved = call.resolve(collection, &raw.without_page())?;
        let id = call.key(collection, id)?;
        let query = call.only(resolved.query, collection, vec![id]);
        let authorized = call.authorize(query)?;
        let item = self.item(call, &authorized).await?;
        item.ok_or(ItemsError::NotFound)
    }

    /// The item of a singleton; before it is first written, its defaults and a null key.
    pub async fn read_singleton(
        &self,
        call: &Call,
        collection: CollectionId,
        raw: &RawQuery,
    ) -> Result<Item, ItemsError> {
        let mut query = call.resolve(collection, &raw.without_page())?.query;
        query.page.limit = 1;
        let authorized = call.authorize(query)?;
        let item = self.item(call, &authorized).await?;
        Ok(item.unwrap_or_else(|| Item {
            bytes: unwritten(call, authorized.get()),
            revision: self.revision_of_nothing(),
        }))
    }

    /// One row at most, with its revision; in one statement, so that the two belong together.
    async fn item(&self, call: &Call, query: &Authorized<Query>) -> Result<Option<Item>, ItemsError> {
        let statement = sql::read::compile_with_revision(&call.schema, self.database.dialect(), query);
        let rows = self.database.read(statement).await.map_err(ItemsError::Database)?;
        if rows.count == 0 {
            return Ok(None);
        }
        let item = self.with_revision(&rows.bytes)?;
        check_lists(query.get(), &item.bytes)?;
        Ok(Some(item))
    }

    /// The rows themselves; a list that was asked for whole (`limit=-1`) and is longer than the maximum is refused.
    async fn rows(&self, call: &Call, query: &Authorized<Query>) -> Result<JsonRows, ItemsError> {
        let statement = sql::read::compile(&call.schema, self.database.dialect(), query);
        let rows = self.database.read(statement).await.map_err(ItemsError::Database)?;
        query.get().check_rows(rows.count).map_err(ItemsError::Query)?;
        check_lists(query.get(), &rows.bytes)?;
        Ok(rows)
    }

    pub(super) async fn count(&self, call: &Call, query: &Authorized<Query>) -> Result<u64, ItemsError> {
        let statement = sql::read::compile_count(&call.schema, self.database.dialect(), query);
        let [count] = self.numbers(statement).await?;
        Ok(count)
    }

    async fn estimate(&self, call: &Call, query: Authorized<Query>) -> Result<u64, ItemsError> {
        let estimates = self.estimates(call, &[query]).await?;
        let first = estimates.into_iter().next();
        first.ok_or_else(|| super::diagnose::unexpected("a count gave no number"))
    }

    /// Of each query, in their order. Exact as far as `COUNTED`, in one statement for many; beyond that the number of the table's rows as the engine
    /// guesses it, by the share that the filter lets through of some.
    pub(super) async fn estimates(&self, call: &Call, queries: &[Authorized<Query>]) -> Result<Vec<u64>, ItemsError> {
        let dialect = self.database.dialect();
        let mut estimates = Vec::with_capacity(queries.len());
        for some in queries.chunks(COUNTED_AT_ONCE) {
            let statement = sql::estimate::compile_counts(&call.schema, dialect, some, COUNTED + 1);
            for (query, counted) in some.iter().zip(self.row_of_numbers(statement).await?) {
                estimates.push(match counted {
                    ..=COUNTED => counted,
                    _ => self.guess(call, query).await?.max(counted),
                });
            }
        }
        Ok(estimates)
    }

    async fn guess(&self, call: &Call, query: &Authorized<Query>) -> Result<u64, ItemsError> {
        let statement = sql::estimate::compile_sample(&call.schema, self.database.dialect(), query, SAMPLED);
        let [rows, sampled, passed] = self.numbers(statement).await?;
        let share = u128::from(rows) * u128::from(passed) / u128::from(sampled.max(1));
        Ok(u64::try_from(share).unwrap_or(u64::MAX))
    }

    async fn numbers<const COUNT: usize>(&self, statement: Statement) -> Result<[u64; COUNT], ItemsError> {
        let numbers = self.row_of_numbers(statement).await?;
        numbers
            .try_into()
            .map_err(|_| super::diagnose::unexpected("a count gave no number"))
    }

    async fn row_of_numbers(&self, statement: Statement) -> Result<Vec<u64>, ItemsError> {
        let rows = self.database.values(statement).await.map_err(ItemsError::Database)?;
        let number = |value: &Value| match value {
            Value::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        };
        let numbers: Option<Vec<u64>> = rows.first().and_then(|row| row.iter().map(number).collect());
        numbers.ok_or_else(|| super::diagnose::unexpected("a count gave no number"))
    }
}

impl Call {
    /// What a read means to this caller. To who is no administrator an unknown name and a hidden one are the same.
    pub fn resolve(&self, collection: CollectionId, raw: &RawQuery) -> Result<Resolved, ItemsError> {
        if !self.access.can_enter(collection) {
            return Err(ItemsError::Forbidden);
        }
        resolve::resolve(&self.schema, &self.access, self.limits, collection, raw).map_err(|error| self.refuse(error))
    }

    pub fn authorize(&self, query: Query) -> Result<Authorized<Query>, ItemsError> {
        permission::read::authorize(&self.schema, &self.access, self.now, query).map_err(|_| ItemsError::Forbidden)
    }

    /// A key as it stands in an address: what can not be a key leads nowhere.
    pub fn key(&self, collection: CollectionId, text: &str) -> Result<ItemId, ItemsError> {
        let column = self.schema.collection(collection).key().column_type();
        column
            .and_then(|column| ItemId::parse(text, column))
            .ok_or(ItemsError::NotFound)
    }

    /// Narrows a query to some items.
    pub fn only(&self, mut query: Query, collection: CollectionId, ids: Vec<ItemId>) -> Query {
        query.page = crate::query::Page {
            limit: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            offset: 0,
            is_whole: false,
        };
        let values = ids
            .into_iter()
            .map(|id| Comparand::Value(id.into()))
            .collect::<Vec<_>>();
        let comparison = if values.len() == 1 {
            Comparison::Equal
        } else {
            Comparison::OneOf
        };
        let operand = Operand::field(self.schema.collection(collection).primary_key);
        let own = Filter::Compare(Condition {
            operand,
            comparison,
            folded: false,
            values,
        });
        query.filter = query.filter.and(own);
        query
    }

    /// The first kind of mistake counts: what is malformed says nothing about the model, what does not fit would say that a name exists.
    /// To who is no administrator the second kind is one refusal without a word.
    pub(super) fn refuse(&self, mut error: QueryError) -> ItemsError {
        if self.access.is_admin() {
            return ItemsError::Query(error);
        }
        let first = error.problems.iter().map(|problem| problem.kind.class()).min();
        if first == Some(ErrorClass::Name) {
            return ItemsError::Forbidden;
        }
        error.problems.retain(|problem| Some(problem.kind.class()) == first);
        ItemsError::Query(error)
    }
}

/// A list inside an item that was asked for whole and is longer than the maximum.
pub(super) fn check_lists(query: &Query, rows: &[u8]) -> Result<(), ItemsError> {
    if !query.nests_whole_lists() {
        return Ok(());
    }
    let bytes = [b"[", rows, b"]"].concat();
    let parsed: Vec<Json> =
        serde_json::from_slice(&bytes).map_err(|_| super::diagnose::unexpected("an answer is not JSON"))?;
    query.check_nested(&parsed).map_err(ItemsError::Query)
}

/// The answer of a singleton without a row: what was asked for, with defaults.
fn unwritten(call: &Call, query: &Query) -> Vec<u8> {
    let model = call.schema.collection(query.collection);
    let members = query.select.iter().map(|selection| {
        let value = match &selection.value {
            Selected::Operand(operand) => match (&operand.function, &model.field(operand.field).default) {
                (None, Some(DefaultValue::Value(value))) => model
                    .field(operand.field)
                    .column_type()
                    .map_or(Json::Null, |column| value.to_json_of(column)),
                _ => Json::Null,
            },
            Selected::Keys { .. } | Selected::Groups { .. } => Json::Array(Vec::new()),
            Selected::Related { field, .. } | Selected::Branches { field, .. } if model.field(*field).is_to_many() => {
                Json::Array(Vec::new())
            }
            Selected::Related { .. } | Selected::Branches { .. } => Json::Null,
        };
        format!("{}:{value}", Json::String(selection.key.to_string()))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(",")).into_bytes()
}
