//! `cursor=`: pages that begin behind the last row of the page before, wherever that row's place is now. Constant cost, and nothing is left out or
//! comes twice when rows come and go between two pages.
//!
//! A cursor holds the sort values of a row. The server marks it, so that nobody can ask for places that he has not seen (a place in a list is an answer to
//! a question about values) and what comes back is what was written.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde_json::value::RawValue;

use crate::{
    crypto::digest::sha256_hex,
    permission::Authorized,
    query::{
        Query, RawQuery, Sort,
        resolve::{QueryError, Resolved},
    },
    schema::condition::{ConditionError, ConditionErrorKind},
    sql::{self, Encoding, Statement},
    value::{CollectionId, ColumnType, Json, Value},
};

use super::{Call, Items, ItemsError, List, diagnose, revision};

const PURPOSE: &str = "cursor";
const VERSION: u64 = 1;
const FIRST: &str = "*";
const MAC_LENGTH: usize = 32;

/// A page of rows, and the values of its last row if others follow.
pub(super) struct CursorPage {
    pub rows: Vec<Vec<u8>>,
    pub next: Option<Vec<Json>>,
}

impl Items {
    /// The page that begins behind the cursor.
    pub(super) async fn list_behind(
        &self,
        call: &Call,
        collection: CollectionId,
        raw: &RawQuery,
    ) -> Result<List, ItemsError> {
        let text = text_of(raw)?;
        let raw = RawQuery {
            cursor: None,
            ..raw.clone()
        };
        let Resolved { query, counts } = call.resolve(collection, &raw)?;
        if query.relevance.is_some() {
            let sentence = "needs `sort` beside `search`: in the order of relevance a row has no place of its own. Or read on by `page`";
            return Err(refuse("cursor", sentence));
        }
        if query.page.is_whole || query.page.limit == 0 {
            return Err(refuse("limit", "must be at least 1 with a cursor"));
        }
        let mark = sort_mark(call, &query);
        let counted = query.clone();
        let limit = query.page.limit;
        let authorized = call.authorize(one_more(query))?;
        let first = sql::read::compile_behind(&call.schema, self.database.dialect(), &authorized, None);
        let statement = match text.as_str() {
            FIRST => first,
            text => {
                let place = self.open(text, &mark, &first)?;
                sql::read::compile_behind(&call.schema, self.database.dialect(), &authorized, Some(&place))
            }
        };
        let page = self.page(&authorized, statement, limit).await?;
        let counted = self.counts(call, counts, counted).await?;
        Ok(List {
            count: page.rows.len(),
            rows: page.rows.join(b",".as_slice()),
            next: Some(page.next.map(|place| self.seal(&mark, place))),
            ..counted
        })
    }

    /// Runs a statement with unnamed columns for one row more than `limit`.
    pub(super) async fn page(
        &self,
        query: &Authorized<Query>,
        statement: Statement,
        limit: u32,
    ) -> Result<CursorPage, ItemsError> {
        let found = self.database.read(statement).await.map_err(ItemsError::Database)?;
        let list = [b"[", found.bytes.as_slice(), b"]"].concat();
        let found: Vec<&RawValue> =
            serde_json::from_slice(&list).map_err(|error| diagnose::unexpected(&error.to_string()))?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = found.len() > limit;
        let mut page = CursorPage {
            rows: Vec::with_capacity(found.len().min(limit)),
            next: None,
        };
        for row in found.into_iter().take(limit) {
            let (place, bytes) = revision::split(row.get().as_bytes())
                .ok_or_else(|| diagnose::unexpected("a row came without its place"))?;
            super::read::check_lists(query.get(), &bytes)?;
            page.rows.push(bytes);
            if has_more && page.rows.len() == limit {
                let values = place.into_iter().map(serde_json::from_slice);
                let values: Result<Vec<Json>, _> = values.collect();
                page.next = Some(values.map_err(|error| diagnose::unexpected(&error.to_string()))?);
            }
        }
        Ok(page)
    }

    fn seal(&self, mark: &str, place: Vec<Json>) -> String {
        let mut values = vec![Json::from(VERSION), Json::from(mark)];
        values.extend(place);
        let payload = Json::Array(values).to_string();
        let mac = self.keyring.mac(PURPOSE, payload.as_bytes());
        BASE64.encode([mac.as_slice(), payload.as_bytes()].concat())
    }

    fn open(&self, text: &str, mark: &str, statement: &Statement) -> Result<Vec<Value>, ItemsError> {
        let foreign = || {
            refuse(
                "cursor",
                "is not one that this server has given, or it was changed; begin with *",
            )
        };
        let bytes = BASE64.decode(text).map_err(|_| foreign())?;
        let (mac, payload) = bytes.split_at_checked(MAC_LENGTH).ok_or_else(foreign)?;
        if !self.keyring.has_marked(PURPOSE, payload, mac) {
            return Err(foreign());
        }
        let values: Vec<Json> = serde_json::from_slice(payload).map_err(|_| foreign())?;
        let [version, sorted, place @ ..] = values.as_slice() else {
            return Err(foreign());
        };
        let columns = place_columns(statement);
        if version.as_u64() != Some(VERSION) || sorted.as_str() != Some(mark) || place.len() != columns.len() {
            return Err(refuse(
                "cursor",
                "belongs to a list that is sorted otherwise; begin with *",
            ));
        }
        let values = place
            .iter()
            .zip(columns)
            .map(|(json, column)| Value::from_json_of(json, column));
        values.collect::<Option<Vec<Value>>>().ok_or_else(foreign)
    }
}

pub(super) fn one_more(mut query: Query) -> Query {
    query.page.limit = query.page.limit.saturating_add(1);
    query
}

/// The types of the unnamed columns.
pub(super) fn place_columns(statement: &Statement) -> Vec<ColumnType> {
    let unnamed = statement.columns.iter().take_while(|column| column.key.is_empty());
    let typed = unnamed.filter_map(|column| match column.encoding {
        Encoding::Scalar(column) => Some(column),
        Encoding::Json => None,
    });
    typed.collect()
}

fn text_of(raw: &RawQuery) -> Result<String, ItemsError> {
    let others = [("offset", &raw.offset), ("page", &raw.page)];
    if let Some((name, _)) = others.into_iter().find(|(_, value)| value.is_some()) {
        return Err(refuse(name, "can not be given together with a cursor"));
    }
    match &raw.cursor {
        Some(Json::String(text)) if !text.is_empty() => Ok(text.clone()),
        _ => Err(refuse(
            "cursor",
            "must be * for the first page, or the next_cursor of a page",
        )),
    }
}

/// What a cursor is good for: this collection in this order.
fn sort_mark(call: &Call, query: &Query) -> String {
    let model = call.schema.collection(query.collection);
    let name = |sort: &Sort| {
        let mut collection = model;
        let mut path = String::new();
        for step in &sort.through {
            path.push_str(&collection.field(step.field).name);
            path.push('.');
            collection = call.schema.collection(step.target);
        }
        let field = &collection.field(sort.operand.field).name;
        format!("{path}{field} {:?} {:?}", sort.operand.function, sort.direction)
    };
    let names: Vec<String> = query.sort.iter().map(name).collect();
    let mut mark = sha256_hex(format!("{} {}", model.name, names.join(", ")).as_bytes());
    mark.truncate(16);
    mark
}

fn refuse(path: &str, sentence: &str) -> ItemsError {
    let kind = ConditionErrorKind::Malformed(sentence.to_owned());
    ItemsError::Query(QueryError {
        problems: vec![ConditionError {
            path: path.to_owned(),
            kind,
        }],
    })
}
