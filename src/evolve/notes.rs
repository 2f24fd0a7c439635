//! What the ledger keeps beside the tables, as JSON: unfinished columns, what was set aside, what the last migration did.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    migration::{
        ColumnModel, Operation, TableModel,
        snapshot::{column_from_json, column_to_json, read_snapshot, write_snapshot},
    },
    value::Json,
};

/// A column or a table that is out of the model, and kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    pub table: String,
    /// `None` for a whole table.
    pub column: Option<ColumnModel>,
    /// The whole table as it was applied.
    pub model: Option<TableModel>,
    /// What it is called now.
    pub name: String,
    pub set_aside_at: String,
    pub plan: String,
}

impl Aside {
    /// `articles.summary`, or `articles`.
    pub fn subject(&self) -> String {
        match &self.column {
            Some(column) => format!("{}.{}", self.table, column.name),
            None => self.table.clone(),
        }
    }
}

/// The last migration.
#[derive(Debug, Clone, PartialEq)]
pub struct Previous {
    pub plan: String,
    pub applied_at: String,
    /// The tables before it.
    pub tables: Vec<TableModel>,
    /// The tables after it; where others are there now, it can not be taken back.
    pub after: Json,
    /// Old and new name.
    pub table_renames: Vec<(String, String)>,
    /// Table (by its new name), old and new name.
    pub column_renames: Vec<(String, String, String)>,
    /// Names the models before it, as far as `quintet_links` is concerned.
    pub holders: String,
    pub steps: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Fill {
    table: String,
    key: Vec<String>,
    from: Json,
    to: Json,
    only_in: Option<(String, String)>,
}

pub fn write_fills<'a>(operations: impl Iterator<Item = &'a Operation>) -> Option<String> {
    let fills: Vec<Fill> = operations
        .filter_map(|operation| match operation {
            Operation::FillColumn {
                table,
                key,
                from,
                to,
                only_in,
            } => Some(Fill {
                table: table.clone(),
                key: key.clone(),
                from: column_to_json(from),
                to: column_to_json(to),
                only_in: only_in.clone(),
            }),
            _ => None,
        })
        .collect();
    (!fills.is_empty()).then(|| serde_json::to_string(&fills).unwrap_or_default())
}

pub fn read_fills(text: &str) -> Vec<Operation> {
    let fills: Vec<Fill> = serde_json::from_str(text).unwrap_or_default();
    let fills = fills.into_iter().filter_map(|fill| {
        Some(Operation::FillColumn {
            table: fill.table,
            key: fill.key,
            from: column_from_json(fill.from).ok()?,
            to: column_from_json(fill.to).ok()?,
            only_in: fill.only_in,
        })
    });
    fills.collect()
}

pub fn write_asides(asides: &[Aside]) -> Option<String> {
    let write = |aside: &Aside| {
        json!({
            "table": aside.table,
            "column": aside.column.as_ref().map(column_to_json),
            "model": aside.model.as_ref().map(|model| write_snapshot(std::slice::from_ref(model))),
            "name": aside.name,
            "at": aside.set_aside_at,
            "plan": aside.plan,
        })
    };
    (!asides.is_empty()).then(|| Json::Array(asides.iter().map(write).collect()).to_string())
}

pub fn read_asides(text: &str) -> Vec<Aside> {
    let list: Vec<Json> = serde_json::from_str(text).unwrap_or_default();
    let word = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let read = |json: &Json| Aside {
        table: word(json, "table"),
        column: json
            .get("column")
            .cloned()
            .and_then(|column| column_from_json(column).ok()),
        model: json
            .get("model")
            .cloned()
            .and_then(|model| read_snapshot(model).ok()?.pop()),
        name: word(json, "name"),
        set_aside_at: word(json, "at"),
        plan: word(json, "plan"),
    };
    list.iter().map(read).collect()
}

pub fn write_previous(previous: &Previous) -> String {
    json!({
        "plan": previous.plan,
        "at": previous.applied_at,
        "tables": write_snapshot(&previous.tables),
        "after": previous.after,
        "table_renames": previous.table_renames,
        "column_renames": previous.column_renames,
        "holders": previous.holders,
        "steps": previous.steps,
    })
    .to_string()
}

pub fn read_previous(text: &str) -> Option<Previous> {
    let json: Json = serde_json::from_str(text).ok()?;
    let part = |key: &str| json.get(key).cloned().unwrap_or_default();
    Some(Previous {
        plan: part("plan").as_str()?.to_owned(),
        applied_at: part("at").as_str()?.to_owned(),
        tables: read_snapshot(part("tables")).ok()?,
        after: part("after"),
        table_renames: serde_json::from_value(part("table_renames")).ok()?,
        column_renames: serde_json::from_value(part("column_renames")).ok()?,
        holders: part("holders").as_str().unwrap_or_default().to_owned(),
        steps: serde_json::from_value(part("steps")).ok()?,
    })
}
