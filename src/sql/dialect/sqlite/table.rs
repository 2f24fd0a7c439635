//! Tables on SQLite: STRICT, so that a column holds what it says; foreign keys stand in CREATE TABLE, there is no other way.

mod convert;

use super::Sqlite;
use crate::{
    migration::{ColumnModel, TableModel},
    sql::{Dialect, ddl::TableDialect, dialect::storage_text},
    value::{ColumnType, Value},
};

impl TableDialect for Sqlite {
    fn column_type(&self, column: ColumnType) -> String {
        let name = match column {
            ColumnType::Boolean | ColumnType::Integer | ColumnType::BigInteger | ColumnType::Decimal { .. } => {
                "INTEGER"
            }
            ColumnType::Float => "REAL",
            ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime
            | ColumnType::Json => "TEXT",
        };
        name.to_owned()
    }

    /// AUTOINCREMENT: a deleted item's key is never given again, as on the other engines.
    fn generated_key(&self) -> &'static str {
        "INTEGER PRIMARY KEY AUTOINCREMENT"
    }

    fn generated_key_is_primary(&self) -> bool {
        true
    }

    /// A junction is its primary key: without a rowid it is one tree instead of two.
    fn table_options(&self, table: &TableModel) -> &'static str {
        if table.primary_key.len() > 1 {
            " STRICT, WITHOUT ROWID"
        } else {
            " STRICT"
        }
    }

    fn alters_foreign_keys(&self) -> bool {
        false
    }

    fn rename_alone(&self) -> Option<(&'static str, &'static str)> {
        Some(("PRAGMA legacy_alter_table = ON", "PRAGMA legacy_alter_table = OFF"))
    }

    fn literal(&self, column: ColumnType, value: &Value) -> String {
        match value {
            Value::Null => "NULL".to_owned(),
            Value::Boolean(flag) => i64::from(*flag).to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => format!("{number:?}"),
            Value::Decimal(decimal) => super::units(column, *decimal).to_string(),
            other => format!("'{}'", storage_text(other).replace('\'', "''")),
        }
    }

    fn index_column(&self, name: &str, column: Option<&ColumnModel>, is_unique: bool) -> String {
        let is_natural = !is_unique && column.is_some_and(|column| column.is_natural_order);
        let collation = if is_natural { " COLLATE quintet_natural" } else { "" };
        format!("{}{collation}", self.quote(name))
    }

    fn drop_index(&self, _: &str, index: &str) -> String {
        format!("DROP INDEX {}", self.quote(index))
    }

    fn drop_foreign_key(&self, _: &str, _: &str) -> String {
        String::new()
    }

    /// It stays: only a rebuild would take it away. Nothing reads it, since every insert names its columns.
    fn drop_default(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn alter_column(&self, _: &str, _: &ColumnModel, _: &ColumnModel) -> Vec<String> {
        Vec::new()
    }

    fn rename_index(&self, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }

    fn convert(&self, from: ColumnType, to: ColumnType, expression: &str) -> String {
        convert::convert(from, to, expression)
    }
}
