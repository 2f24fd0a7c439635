//! Rows as they stand in the file → payloads: cells by the shapes of their columns, items that other values stand for looked up, a batch at a time.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::{
    cell::without_apostrophe,
    columns::{Cell, Column, Mapping, Sought, Target},
    plan::Plan,
    read::{Content, RawRow},
};
use crate::{
    items::{
        Call, ItemsError,
        import::{Import, ImportRow, text_of},
    },
    mutation::Failure,
    value::{CollectionId, ItemId, Name, Value},
};

/// The items that a column's values stand for; by column, by `text_of` the value.
type Found = HashMap<usize, HashMap<String, ItemId>>;

pub struct Rows<'p> {
    call: &'p Call,
    collection: CollectionId,
    plan: &'p Plan,
    count: u64,
}

impl<'p> Rows<'p> {
    pub fn new(call: &'p Call, collection: CollectionId, plan: &'p Plan) -> Self {
        Self {
            call,
            collection,
            plan,
            count: 0,
        }
    }

    /// Rows so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Where rows refer to each other (a tree), each is written before the next one is read: a parent stands before its children.
    pub async fn write(&mut self, import: &mut Import<'_>, raw: Vec<RawRow>) -> Result<(), ItemsError> {
        if self.sought().any(|(_, _, sought)| sought.collection == self.collection) {
            for row in raw {
                let rows = self.read(import, vec![row]).await?;
                import.write(rows).await?;
            }
            return Ok(());
        }
        let rows = self.read(import, raw).await?;
        import.write(rows).await
    }

    async fn read(&mut self, import: &mut Import<'_>, raw: Vec<RawRow>) -> Result<Vec<ImportRow>, ItemsError> {
        let found = self.seek(import, &raw).await?;
        let read = |RawRow { line, content }: RawRow| {
            self.count += 1;
            ImportRow {
                row: self.count,
                line,
                has_blanks: matches!(self.plan, Plan::Table { .. }),
                payload: match (content, self.plan) {
                    (Content::Cells(cells), Plan::Table { columns, .. }) => self.payload(columns, &cells, &found),
                    (Content::Object(object), Plan::Documents(mapping)) => renamed(object, mapping),
                    (Content::Refused(message), _) => Err(refused("", message)),
                    (Content::Cells(_) | Content::Object(_), _) => {
                        Err(refused("", "is no row of this file".to_owned()))
                    }
                },
            }
        };
        Ok(raw.into_iter().map(read).collect())
    }

    /// Columns whose values stand for items.
    fn sought(&self) -> impl Iterator<Item = (usize, &'p Target, &'p Sought)> + use<'p> {
        let columns = self.plan.columns().iter().enumerate();
        columns.filter_map(|(index, column)| {
            let target = column.target.as_ref()?;
            match &target.cell {
                Cell::Sought(sought) => Some((index, target, sought)),
                Cell::Plain(_) => None,
            }
        })
    }

    async fn seek(&self, import: &mut Import<'_>, raw: &[RawRow]) -> Result<Found, ItemsError> {
        let mut found = Found::new();
        for (index, _, sought) in self.sought() {
            let cells = raw.iter().filter_map(|row| match &row.content {
                Content::Cells(cells) => cells.get(index)?.as_ref().ok(),
                Content::Object(_) | Content::Refused(_) => None,
            });
            let mut values: HashMap<String, Value> = HashMap::new();
            for text in cells {
                let wanted = self
                    .values(sought, self.bare(text))
                    .into_iter()
                    .filter_map(|(_, value)| value);
                values.extend(wanted.map(|value| (text_of(&value), value)));
            }
            if !values.is_empty() {
                let items = import.find(sought.collection, sought.by, values.into_values().collect());
                found.insert(index, items.await?);
            }
        }
        Ok(found)
    }

    /// What a cell says of the unique field: as texts, and as the values that they are, if they can be any.
    fn values(&self, sought: &Sought, text: &str) -> Vec<(String, Option<Value>)> {
        let texts: Vec<String> = if sought.is_many && text.trim_start().starts_with('[') {
            let list: Vec<Json> = serde_json::from_str(text).unwrap_or_default();
            let words = list
                .iter()
                .map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned));
            words.collect()
        } else if sought.is_many {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        } else {
            vec![text.to_owned()]
        };
        let read = |text: String| {
            let json = sought.shape.read(&text);
            let value = json.and_then(|json| self.call.finding_value(sought.collection, sought.by, &json));
            (text, value)
        };
        texts.into_iter().map(read).collect()
    }

    /// Without what an export for spreadsheets has added.
    fn bare<'t>(&self, text: &'t str) -> &'t str {
        match self.plan {
            Plan::Table { has_mark: true, .. } => without_apostrophe(text),
            Plan::Table { .. } | Plan::Documents(_) => text,
        }
    }

    fn payload(
        &self,
        columns: &[Column],
        cells: &[Result<String, &'static str>],
        found: &Found,
    ) -> Result<Map<String, Json>, ItemsError> {
        let mut payload = Map::new();
        let mut failures = Vec::new();
        for (index, (column, cell)) in columns.iter().zip(cells).enumerate() {
            let Some(target) = &column.target else { continue };
            let value = match (cell, &target.cell) {
                (Err(problem), _) => Err((*problem).to_owned()),
                (Ok(text), Cell::Plain(shape)) => {
                    let text = self.bare(text);
                    match shape.read(text).filter(|_| !shape.is_blank(text)) {
                        Some(value) => Ok(value),
                        None if shape.is_blank(text) => Ok(Json::Null),
                        None => Err("must be JSON".to_owned()),
                    }
                }
                (Ok(text), Cell::Sought(sought)) => self.keys(sought, self.bare(text), found.get(&index)),
            };
            match value {
                Ok(value) => insert(&mut payload, &target.path, value),
                Err(message) => failures.push(failure(target, message)),
            }
        }
        if failures.is_empty() {
            Ok(payload)
        } else {
            Err(ItemsError::Failures(failures))
        }
    }

    /// The key, or the keys, of the items that a cell means.
    fn keys(&self, sought: &Sought, text: &str, found: Option<&HashMap<String, ItemId>>) -> Result<Json, String> {
        if text.trim().is_empty() {
            return Ok(Json::Null);
        }
        let mut keys = Vec::new();
        for (text, value) in self.values(sought, text) {
            let item = value.and_then(|value| found?.get(&text_of(&value)));
            match item {
                Some(item) => keys.push(Value::from(item.clone()).to_json()),
                None => {
                    let model = self.call.schema.collection(sought.collection);
                    let shown: String = text.chars().take(80).collect();
                    let field = &model.field(sought.by).name;
                    return Err(format!(
                        "no item of {} that you may use has the {field} {shown:?}",
                        model.name
                    ));
                }
            }
        }
        if sought.is_many {
            return Ok(Json::Array(keys));
        }
        Ok(keys.pop().unwrap_or(Json::Null))
    }
}

/// Puts a value below the names. Null makes no object: one of which all members are empty is null itself.
fn insert(payload: &mut Map<String, Json>, path: &[Name], value: Json) {
    let [first, rest @ ..] = path else { return };
    let place = payload.entry(first.to_string()).or_insert(Json::Null);
    match (rest.is_empty(), value) {
        (true, value) => *place = value,
        (false, Json::Null) => {}
        (false, value) => {
            if place.is_null() {
                *place = Json::Object(Map::new());
            }
            if let Some(members) = place.as_object_mut() {
                insert(members, rest, value);
            }
        }
    }
}

fn renamed(object: Map<String, Json>, mapping: &Mapping) -> Result<Map<String, Json>, ItemsError> {
    let mut payload = Map::new();
    for (name, value) in object {
        let field = match mapping.get(&name) {
            Some(None) => continue,
            Some(Some(field)) => field.clone(),
            None => name.clone(),
        };
        if payload.insert(field, value).is_some() {
            return Err(refused(&name, "goes where another member goes already".to_owned()));
        }
    }
    Ok(payload)
}

fn refused(path: &str, message: String) -> ItemsError {
    ItemsError::Payload {
        path: path.to_owned(),
        message,
    }
}

fn failure(target: &Target, message: String) -> Failure {
    Failure {
        path: target.path.join("."),
        field: target.path.first().map(ToString::to_string).unwrap_or_default(),
        kind: match target.cell {
            Cell::Plain(_) => "type",
            Cell::Sought(_) => "exists",
        },
        message,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_make_objects() {
        let check = |cells: &[(&str, Json)], expected: Json| {
            let mut payload = Map::new();
            for (path, value) in cells {
                let path: Vec<Name> = path.split('.').map(Name::from).collect();
                insert(&mut payload, &path, value.clone());
            }
            assert_eq!(Json::Object(payload), expected);
        };
        check(
            &[
                ("a.b", json!(1)),
                ("c", json!(null)),
                ("a.d.e", json!("x")),
                ("a.f", json!(null)),
            ],
            json!({ "a": { "b": 1, "d": { "e": "x" } }, "c": null }),
        );
        check(&[("a.b", json!(null)), ("a.c", json!(null))], json!({ "a": null }));
        check(&[("a.b", json!(null)), ("a.c", json!(1))], json!({ "a": { "c": 1 } }));
    }
}
