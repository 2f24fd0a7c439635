//! The table model: what `diff` compares. Wanted tables come from a `Schema`, live ones from introspection, the last applied ones from the ledger.

use crate::{
    schema::{OnDelete, SearchIndex},
    value::{ColumnType, Value},
};

use super::shape::Shape;

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
    pub search: Option<SearchIndex>,
    pub renamed_from: Option<String>,
    /// For the rows between two collections: which field of which table they belong to.
    pub between: Option<Between>,
    /// Somebody else made it: it has no index that the model file does not name, and its constraints are called as they are.
    pub is_adopted: bool,
    /// One row is all that anybody is shown.
    pub is_singleton: bool,
}

/// The rows of a relation to many: what they would be as a column of the declaring table, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    pub table: String,
    /// The name of the field, and the column that it had or would have.
    pub field: String,
    pub key: String,
    pub source: String,
    pub target: String,
    pub sort: String,
    pub target_table: String,
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
    /// The name of the field type; empty where no field or none that is known stands behind the column.
    pub kind: String,
    pub shape: Shape,
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

impl ColumnModel {
    /// A column that says nothing but its type.
    pub fn plain(name: &str, column_type: ColumnType, is_nullable: bool) -> Self {
        Self {
            name: name.to_owned(),
            column_type,
            is_nullable,
            is_generated: false,
            default: None,
            is_natural_order: false,
            renamed_from: None,
            kind: String::new(),
            shape: Shape::Any,
        }
    }
}

impl TableModel {
    /// A table without anything in it.
    pub fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            columns: Vec::new(),
            primary_key: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            search: None,
            renamed_from: None,
            between: None,
            is_adopted: false,
            is_singleton: false,
        }
    }

    pub fn column(&self, name: &str) -> Option<&ColumnModel> {
        self.columns.iter().find(|column| column.name == name)
    }
}
