//! Which items are there already: by the key of the collection, or by a unique field. Asked as a read by the same caller, so that nobody learns by an import
//! what he may not read.

use std::collections::{HashMap, HashSet};

use super::{Call, Import, ImportRow, ItemsError};
use crate::{
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    query::{Page, RawQuery, Selected, Selection, resolve::QueryError},
    schema::{
        Field,
        condition::{ConditionError, ConditionErrorKind, Visibility as _},
    },
    sql,
    value::{CollectionId, FieldId, ItemId, Json, Name, Value},
};

/// Values of one statement: engines bound the arguments.
const CHUNK: usize = 500;

impl Call {
    /// By which field rows find items. Who may not read the collection finds nothing, unless he has asked for a key.
    pub(super) fn import_key(
        &self,
        collection: CollectionId,
        key: Option<&str>,
    ) -> Result<Option<FieldId>, ItemsError> {
        let model = self.schema.collection(collection);
        let Some(name) = key else {
            return Ok(self.access.can_enter(collection).then_some(model.primary_key));
        };
        let refuse = |kind| {
            let path = "key".to_owned();
            let problems = vec![ConditionError { path, kind }];
            Err(self.refuse(QueryError { problems }))
        };
        let is_seen = |field: &&Field| self.access.can_see(collection, field);
        match model.field_named(name).filter(is_seen) {
            Some(field) if finds(field, model.primary_key) => Ok(Some(field.id)),
            Some(_) => refuse(ConditionErrorKind::Unfit(format!(
                "{name} is not unique: it can not say which item is meant"
            ))),
            None => refuse(ConditionErrorKind::UnknownField {
                collection,
                name: name.to_owned(),
                nearest: None,
            }),
        }
    }

    /// What a text or a number says as a value of a field that finds items; `None` where it can be none.
    pub fn finding_value(&self, collection: CollectionId, field: FieldId, json: &Json) -> Option<Value> {
        let model = self.schema.collection(collection);
        if json.is_null() {
            None
        } else if field == model.primary_key {
            self.json_key(collection, json, "").ok().map(Value::from)
        } else {
            model.field(field).kind.read(json, &mut Vec::new())
        }
    }
}

/// Whether a value of the field belongs to one item at most, and can be asked for.
pub fn finds(field: &Field, key: FieldId) -> bool {
    field.id == key || (field.is_unique && field.link.is_none() && field.column.is_some())
}

/// Equal texts are equal values, of one field.
pub fn text_of(value: &Value) -> String {
    value.to_json().to_string()
}

impl Import<'_> {
    /// Which items of a collection have some values in a field, as far as the caller may read both. By `text_of` the values.
    pub async fn find(
        &mut self,
        collection: CollectionId,
        field: FieldId,
        values: Vec<Value>,
    ) -> Result<HashMap<String, ItemId>, ItemsError> {
        let call = self.call;
        let model = call.schema.collection(collection);
        let raw = RawQuery {
            fields: Some(Json::from(&*model.field(field).name)),
            ..RawQuery::default()
        };
        let mut query = call.resolve(collection, &raw)?.query;
        // Under a name that no field has.
        query.select.insert(
            0,
            Selection {
                key: Name::from(""),
                value: Selected::Operand(Operand::field(model.primary_key)),
            },
        );
        let mut found = HashMap::new();
        for chunk in values.chunks(CHUNK) {
            let mut query = query.clone();
            query.page = Page {
                limit: u32::try_from(chunk.len()).unwrap_or(u32::MAX),
                offset: 0,
                is_whole: false,
            };
            query.filter = query.filter.and(Filter::Compare(Condition {
                operand: Operand::field(field),
                comparison: Comparison::OneOf,
                folded: false,
                values: chunk.iter().cloned().map(Comparand::Value).collect(),
            }));
            let authorized = call.authorize(query)?;
            let statement = sql::read::compile(&call.schema, self.items.database.dialect(), &authorized);
            let rows = self.transaction.values(statement).await.map_err(ItemsError::Database)?;
            found.extend(
                rows.into_iter()
                    .filter_map(|row| match <[Value; 2]>::try_from(row).ok()? {
                        [key, value] => Some((text_of(&value), ItemId::try_from(key).ok()?)),
                    }),
            );
        }
        Ok(found)
    }

    /// What a row says of the key.
    pub(super) fn key_of(&self, payload: &serde_json::Map<String, Json>) -> Option<(String, Value)> {
        let key = self.key?;
        let json = payload.get(&*self.call.schema.field(self.collection, key).name)?;
        let value = self.call.finding_value(self.collection, key, json)?;
        Some((text_of(&value), value))
    }

    /// How many rows from the first one have keys of their own.
    pub(super) fn distinct(&self, rows: &[ImportRow]) -> usize {
        let mut seen = HashSet::with_capacity(rows.len());
        let is_repeated = |row: &ImportRow| {
            let key = row.payload.as_ref().ok().and_then(|payload| self.key_of(payload));
            key.is_some_and(|(text, _)| !seen.insert(text))
        };
        rows.iter().position(is_repeated).unwrap_or(rows.len())
    }

    /// The items that the rows name by the key.
    pub(super) async fn present(&mut self, rows: &[ImportRow]) -> Result<HashMap<String, ItemId>, ItemsError> {
        let Some(key) = self.key else {
            return Ok(HashMap::new());
        };
        let payloads = rows.iter().filter_map(|row| row.payload.as_ref().ok());
        let values: Vec<Value> = payloads
            .filter_map(|payload| self.key_of(payload))
            .map(|(_, value)| value)
            .collect();
        if values.is_empty() {
            return Ok(HashMap::new());
        }
        self.find(self.collection, key, values).await
    }
}
