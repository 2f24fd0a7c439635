//! What the catalogue says beside columns and keys: comments, checks, enumerations and defaults, by table.

use std::collections::HashMap;

use super::check::{self, Bound, Meaning};
use crate::value::Value;

/// Of one table.
#[derive(Debug, Default)]
pub struct Details {
    pub comment: Option<String>,
    columns: HashMap<String, ColumnDetails>,
    /// Checks that a model has no word for.
    pub other_checks: Vec<String>,
}

#[derive(Debug, Default)]
pub struct ColumnDetails {
    pub comment: Option<String>,
    /// The texts that the column may hold.
    pub options: Option<Vec<String>>,
    /// Whether the engine has a type of its own for them.
    pub is_enum: bool,
    pub bounds: Vec<Bound>,
    pub is_json: bool,
    /// In the engine's words.
    pub default: Option<String>,
}

/// Rows of table, kind, name and text.
pub fn by_table(rows: &[Vec<Value>]) -> HashMap<String, Details> {
    let mut tables: HashMap<String, Details> = HashMap::new();
    for row in rows {
        if let [Value::Text(table), Value::Text(kind), name, Value::Text(text)] = row.as_slice() {
            let name = match name {
                Value::Text(name) => name.as_str(),
                _ => "",
            };
            tables.entry(table.clone()).or_default().add(kind, name, text);
        }
    }
    tables
}

impl Details {
    pub fn column(&self, name: &str) -> Option<&ColumnDetails> {
        self.columns.get(name)
    }

    fn add(&mut self, kind: &str, name: &str, text: &str) {
        match (kind, name) {
            ("comment", "") => self.comment = Some(text.to_owned()),
            ("comment", column) => self.of(column).comment = Some(text.to_owned()),
            ("enum", column) => {
                let column = self.of(column);
                column.options = Some(check::literals(text));
                column.is_enum = true;
            }
            ("default", column) => self.of(column).default = Some(text.to_owned()),
            ("check", _) => self.add_check(text),
            ("sql", _) => check::in_create_table(text)
                .iter()
                .for_each(|condition| self.add_check(condition)),
            _ => {}
        }
    }

    fn of(&mut self, column: &str) -> &mut ColumnDetails {
        self.columns.entry(column.to_owned()).or_default()
    }

    fn add_check(&mut self, text: &str) {
        match check::meaning(text) {
            Some(Meaning::OneOf(column, options)) => self.of(&column).options = Some(options),
            Some(Meaning::Json(column)) => self.of(&column).is_json = true,
            Some(Meaning::Bounds(bounds)) => {
                for bound in bounds {
                    let column = bound.column.clone();
                    self.of(&column).bounds.push(bound);
                }
            }
            None => self.other_checks.push(text.to_owned()),
        }
    }
}
