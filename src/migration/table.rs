//! The table model: what `diff` compares. Wanted tables come from a `Schema`, live ones from introspection, the last applied ones from the ledger.

use crate::{
    schema::OnDelete,
    value::{ColumnType, Value},
};

/// A table as the model knows it. Indexes, keys and checks are sorted by name, so that equal tables are equal values.
#[derive(Debug, Clone, PartialEq)]
pub struct TableModel {
    pub name: String,
    /// In order of the model.
    pub columns: Vec<ColumnModel>,
    pub primary_key: Vec<String>,
    pub indexes: Vec<IndexModel>,
    pub foreign_keys: Vec<ForeignKeyModel>,
    pub checks: Vec<CheckModel>,
    pub renamed_from: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ColumnModel {
    pub name: String,
    pub column_type: ColumnType,
    pub is_nullable: bool,
    /// The key is made by the engine (integer ids).
    pub is_generated: bool,
    /// What an added column is filled with; values of new items come from the model, not from the database.
    pub default: Option<Value>,
    pub is_natural_order: bool,
    pub renamed_from: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexModel {
    pub name: String,
    pub is_unique: bool,
    /// Column and whether it is descending.
    pub columns: Vec<(String, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKeyModel {
    pub name: String,
    pub columns: Vec<String>,
    pub target_table: String,
    pub target_columns: Vec<String>,
    pub on_delete: OnDelete,
}

/// Exactly one of the columns is set, or at most one where `allows_none` (m2a): the only check that the database keeps so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckModel {
    pub name: String,
    pub one_of: Vec<String>,
    pub allows_none: bool,
}

impl TableModel {
    pub fn column(&self, name: &str) -> Option<&ColumnModel> {
        self.columns.iter().find(|column| column.name == name)
    }
}
