//! The tables as they are, as far as an engine's catalogue tells: types in the engine's own terms, constraints maybe without names.

use crate::value::ColumnType;

use super::table::{ForeignKeyModel, IndexModel};

#[derive(Debug, Clone, PartialEq)]
pub struct LiveTable {
    pub name: String,
    pub columns: Vec<LiveColumn>,
    pub primary_key: Vec<String>,
    /// Without the primary key's. Directions may be missing: older engines forget them.
    pub indexes: Vec<IndexModel>,
    /// The name is empty where the engine keeps none.
    pub foreign_keys: Vec<ForeignKeyModel>,
    /// Names only: engines rewrite the text.
    pub checks: Vec<String>,
    /// The names of what belongs to its search index.
    pub searches: Vec<String>,
    pub is_view: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LiveColumn {
    pub name: String,
    pub storage: LiveType,
    pub is_nullable: bool,
    /// Rows may be inserted without it.
    pub has_default: bool,
    /// The engine makes its values of other columns: nobody can write it.
    pub is_computed: bool,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveType {
    /// As `Dialect::stored_as` gives it.
    Known(ColumnType),
    /// Not as we would make it, but its values are those of this type: good enough for a table that was adopted.
    Like(ColumnType),
    /// One of some texts, by a type of the database's own.
    Enumeration { name: String, labels: Vec<String> },
    /// In the engine's words.
    Other(String),
}

/// What a label of an enumeration holds at most, on the engine that has them.
const LABEL: ColumnType = ColumnType::Text { max_length: 63 };

impl LiveType {
    /// What its values are.
    pub fn known(&self) -> Option<ColumnType> {
        match self {
            Self::Known(column) | Self::Like(column) => Some(*column),
            Self::Enumeration { .. } => Some(LABEL),
            Self::Other(_) => None,
        }
    }
}

impl LiveTable {
    pub fn column(&self, name: &str) -> Option<&LiveColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}
