//! Whom a delete would leave with a key that leads nowhere.

use serde_json::json;

use super::{Call, Items, ItemsError, diagnose};
use crate::{permission::write::Delete, query::RawQuery, value::Json};

/// How many of the deleted keys are asked for, and how many of those that refer are named.
const MAX_ASKED: usize = 1000;
const MAX_NAMED: usize = 5;

impl Items {
    /// Who refers to what can not be deleted; some of the keys, if the caller may read them.
    pub(super) async fn still_referred(&self, call: &Call, delete: &Delete) -> ItemsError {
        let target = delete.collection;
        let error = diagnose::still_referred(&call.schema, &self.database, target, &delete.ids).await;
        let ItemsError::StillReferred {
            collection,
            field: Some(field),
            ..
        } = &error
        else {
            return error;
        };
        let Some(model) = call.schema.collection_named(collection) else {
            return error;
        };
        let keys: Vec<String> = delete.ids.iter().take(MAX_ASKED).map(ToString::to_string).collect();
        let key = &*model.key().name;
        let raw = RawQuery {
            fields: Some(json!([key])),
            filter: Some(json!({ &**field: { "_in": keys } })),
            limit: Some(json!(MAX_NAMED)),
            ..RawQuery::default()
        };
        let Ok(list) = self.list(call, model.id, &raw).await else {
            return error;
        };
        let rows: Vec<Json> = serde_json::from_slice(&[b"[", list.rows.as_slice(), b"]"].concat()).unwrap_or_default();
        let text = |row: &Json| {
            row.get(key)
                .map(|key| key.as_str().map_or_else(|| key.to_string(), str::to_owned))
        };
        ItemsError::StillReferred {
            collection: collection.clone(),
            field: Some(field.clone()),
            items: rows.iter().filter_map(text).collect(),
        }
    }
}
