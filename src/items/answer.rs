//! What a write answers with: the written items as the caller may read them, in the order of the request.

use crate::{
    db::Transaction,
    filter::Operand,
    query::{Query, RawQuery, Selected, Selection},
    schema::condition::Visibility,
    sql::{self, Dialect},
    value::{CollectionId, ItemId, Json, Name},
};

use serde_json::value::RawValue;

use super::{Call, ItemsError, List, Written, diagnose};

/// The read that follows a write, resolved before it: a refused `fields` must not be found after the fact. `None`: may write but not read.
pub struct Answer {
    query: Option<Query>,
}

impl Answer {
    pub fn prepare(call: &Call, collection: CollectionId, raw: &RawQuery) -> Result<Self, ItemsError> {
        if !call.access.can_enter(collection) {
            return Ok(Self { query: None });
        }
        let mut query = call.resolve(collection, &raw.without_page())?.query;
        let key = call.schema.collection(collection).primary_key;
        // The key goes first, under a name that no field has, so that rows can be put into the request's order without parsing them.
        query.select.insert(
            0,
            Selection {
                key: Name::from(""),
                value: Selected::Operand(Operand::field(key)),
            },
        );
        Ok(Self { query: Some(query) })
    }

    pub async fn read(
        &self,
        call: &Call,
        dialect: &'static dyn Dialect,
        transaction: &mut Transaction,
        ids: Vec<ItemId>,
    ) -> Result<Written, ItemsError> {
        let Some(query) = &self.query else {
            return Ok(Written::Unreadable);
        };
        let mut rows = std::collections::HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(1000) {
            let query = call.only(query.clone(), query.collection, chunk.to_vec());
            let authorized = call.authorize(query)?;
            let found = transaction
                .read(sql::read::compile(&call.schema, dialect, &authorized))
                .await
                .map_err(ItemsError::Database)?;
            rows.extend(split_rows(&found.bytes)?);
        }
        let mut list = List::default();
        for row in ids.iter().filter_map(|id| rows.get(&id.to_string())) {
            if list.count > 0 {
                list.rows.push(b',');
            }
            list.rows.extend_from_slice(row);
            list.count += 1;
        }
        // What was written is beyond the caller's own read rules: there is nothing to show.
        if list.count == 0 && !ids.is_empty() {
            Ok(Written::Unreadable)
        } else {
            Ok(Written::Items(list))
        }
    }
}

/// Rows by their key.
fn split_rows(rows: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ItemsError> {
    let list = [b"[", rows, b"]"].concat();
    let rows: Vec<&RawValue> =
        serde_json::from_slice(&list).map_err(|error| diagnose::unexpected(&error.to_string()))?;
    Ok(rows
        .into_iter()
        .filter_map(|row| split_key(row.get().as_bytes()))
        .collect())
}

/// `{"":"key","title":…}` → the key, and the object without it.
fn split_key(row: &[u8]) -> Option<(String, Vec<u8>)> {
    let rest = row.strip_prefix(b"{\"\":")?;
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Json>();
    let key = match values.next()?.ok()? {
        Json::String(text) => text,
        number => number.to_string(),
    };
    let rest = rest.get(values.byte_offset()..)?;
    let rest = rest.strip_prefix(b",").unwrap_or(rest);
    Some((key, [b"{".as_slice(), rest].concat()))
}

#[cfg(test)]
mod tests {
    use super::split_key;

    #[test]
    fn the_key_leaves_the_row() {
        let check = |row: &str, expected: Option<(&str, &str)>| {
            let found = split_key(row.as_bytes()).map(|(key, row)| (key, String::from_utf8(row).unwrap()));
            assert_eq!(
                found,
                expected.map(|(key, row)| (key.to_owned(), row.to_owned())),
                "{row}"
            );
        };
        check(
            r#"{"":"a-b","title":"x, \"y\""}"#,
            Some(("a-b", r#"{"title":"x, \"y\""}"#)),
        );
        check(r#"{"":7}"#, Some(("7", "{}")));
        check(r#"{"title":1}"#, None);
    }
}
