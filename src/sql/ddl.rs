//! Tables, columns, indexes and foreign keys as statements: what boot needs to create a schema. Names and types are the model's; values of defaults are
//! written as literals, since DDL takes no arguments.

use super::Dialect;
use crate::migration::{ColumnModel, ForeignKeyModel, IndexModel, TableModel};

/// Creates a table with its columns and primary key, its checks, and its foreign keys where the engine can only take them here
/// (`Dialect::adds_foreign_keys_later` is false). Indexes follow as statements of their own.
pub fn create_table(dialect: &dyn Dialect, table: &TableModel) -> String {
    let _ = (dialect, table);
    String::new()
}

pub fn create_index(dialect: &dyn Dialect, table: &TableModel, index: &IndexModel) -> String {
    let _ = (dialect, table, index);
    String::new()
}

/// `None` where the engine takes foreign keys only when the table is created.
pub fn add_foreign_key(dialect: &dyn Dialect, table: &str, foreign_key: &ForeignKeyModel) -> Option<String> {
    let _ = (dialect, table, foreign_key);
    None
}

/// Adds a column; a column that is not nullable must have a default, which fills the rows that are there.
/// `foreign_key`: the one of exactly this column, for the engine that can not add it later.
pub fn add_column(
    dialect: &dyn Dialect,
    table: &str,
    column: &ColumnModel,
    foreign_key: Option<&ForeignKeyModel>,
) -> String {
    let _ = (dialect, table, column, foreign_key);
    String::new()
}

pub fn drop_index(dialect: &dyn Dialect, table: &str, index: &str) -> String {
    let _ = (dialect, table, index);
    String::new()
}

/// `None` where it needs a new table.
pub fn drop_foreign_key(dialect: &dyn Dialect, table: &str, foreign_key: &str) -> Option<String> {
    let _ = (dialect, table, foreign_key);
    None
}

pub fn drop_column(dialect: &dyn Dialect, table: &str, column: &str) -> String {
    let _ = (dialect, table, column);
    String::new()
}

pub fn drop_table(dialect: &dyn Dialect, table: &str) -> String {
    let _ = (dialect, table);
    String::new()
}

pub fn rename_table(dialect: &dyn Dialect, from: &str, to: &str) -> String {
    let _ = (dialect, from, to);
    String::new()
}

pub fn rename_column(dialect: &dyn Dialect, table: &str, from: &str, to: &str) -> String {
    let _ = (dialect, table, from, to);
    String::new()
}
