//! Whom a delete would leave with a key that leads nowhere.

use serde_json::json;

use super::{
    Call, Items, ItemsError, diagnose,
    usages::{NAMED, keys_of},
};
use crate::{permission::write::Delete, query::RawQuery};

/// How many of the deleted keys are asked for.
const MAX_ASKED: usize = 1000;

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
            limit: Some(json!(NAMED)),
            ..RawQuery::default()
        };
        let Ok(rows) = self.listed(call, model, &raw).await else {
            return error;
        };
        ItemsError::StillReferred {
            collection: collection.clone(),
            field: Some(field.clone()),
            items: keys_of(&rows, key),
        }
    }
}
